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
_SILENT = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}  # of its screen only: a server is still sent all


def calm_prefect(*, errors_told: bool = False) -> None:
    """Set what Prefect reads when it is imported. A variable that is already set wins. Call before importing a module that imports Prefect.

    `errors_told` says that an error of the flow is told by who runs it: then it is not told, with a traceback, on the screen as well.
    """
    for name, value in (_SETTINGS | (_SILENT if errors_told else {})).items():
        os.environ.setdefault(name, value)
