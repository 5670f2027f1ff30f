"""Prefect's settings for a run on somebody's machine: room to start, no analytics, calm logs."""

from __future__ import annotations

import os

_SETTINGS = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # its default, 20 s, is too short on a busy machine
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}


def calm_prefect() -> None:
    """Set what Prefect reads when it is imported. A variable that is already set wins. Call before importing `flows.scheduled`."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
