"""Typst templates to PDF and PNG. Words go in as JSON strings, never as markup; pictures as files beside the template."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst
from PIL import Image

from pipeline.report.album import Picture
from pipeline.report.french import typeset

Standard = Literal["ua-1"]
QUALITY = 60  # JPEG: what PDF holds as it is, where WebP would be unpacked to ten times the size


def typeset_paper(
    template: str,
    content: Mapping[str, Any],
    form: Literal["pdf", "png"],
    made: date,
    *,
    pictures: Mapping[str, Picture] | None = None,
    standard: Standard | None = None,
) -> bytes:
    """One document from a template, only with the fonts that Typst carries; `made` is written into it, so that the same gives the same."""
    with tempfile.TemporaryDirectory(prefix="ecart-") as folder:
        root = Path(folder)
        with resources.as_file(resources.files("pipeline.report") / "templates" / template) as path:
            shutil.copyfile(path, root / template)
        for picture in (pictures or {}).values():
            (root / jpeg_name(picture.name)).write_bytes(_jpeg(picture.image))
        document = typst.compile(
            str(root / template),
            root=str(root),
            format=form,
            ppi=144.0,
            timestamp=int(datetime(made.year, made.month, made.day, tzinfo=UTC).timestamp()),
            ignore_system_fonts=True,
            sys_inputs={"content": typeset(json.dumps(content, ensure_ascii=False))},
            pdf_standards=standard,
        )
    if not isinstance(document, bytes):
        raise TypeError(f"{template}: Typst gave {type(document).__name__} where one file was expected")
    return document


def jpeg_name(name: str) -> str:
    """The name under which a picture stands beside the template."""
    return name.removesuffix(".webp") + ".jpg"


def _jpeg(image: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(image)).convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
