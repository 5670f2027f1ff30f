"""Names for kept files. A name from the net is a suggestion: what remains of it can be no path, no option and no device."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

LONGEST = 80  # characters
_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
_TELLING = re.compile(r"\.(?:pdf|csv|xml|txt|tsv|zip)$", re.I)
_DISPOSITION = re.compile(r"filename\*\s*=\s*(?:UTF-8|ISO-8859-1)''([^;]+)|filename\s*=\s*\"([^\"]*)\"|filename\s*=\s*([^;]+)", re.I)


def safe_name(suggested: str, ending: str) -> str:
    """A file name of letters, digits, dots, hyphens and underscores, ending in `.ending`; "document" when nothing is left.

    Folders are cut off, accents folded, and names that a system gives a meaning to are changed.
    """
    last = re.split(r"[/\\]", unquote(suggested).replace("\0", ""))[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    plain = _TELLING.sub("", plain)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    plain = re.sub(r"([.-])\1+", r"\1", plain).strip("-._")[:LONGEST].rstrip("-._") or "document"
    if plain.split(".")[0].lower() in _DEVICES:
        plain = f"document-{plain}"
    return f"{plain}.{ending}"


def suggested_name(address: str, disposition: str, title: str) -> str:
    """The most telling of the names that an address, an answer and a link give; not yet safe."""
    stated = stated_name(disposition)
    if _TELLING.search(stated):
        return stated
    last = PurePosixPath(urlsplit(address).path).name
    return last if _TELLING.search(last) else stated or title or last


def stated_name(disposition: str) -> str:
    """The file name in a Content-Disposition header, empty when there is none."""
    found = _DISPOSITION.search(disposition)
    return unquote(next((part for part in found.groups() if part), "")).strip() if found else ""
