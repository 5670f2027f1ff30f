"""The development collection: real documents and labels that do not ship with the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ECART_SHARED") or ROOT.parent / "shared")

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(),
    reason=f"needs the development collection (looked for it at {SHARED}; set ECART_SHARED)",
)
