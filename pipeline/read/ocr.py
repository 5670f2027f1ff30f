"""Pages without usable text: rendered, straightened and read by Tesseract, with boxes on the page as it is in the file.

The one home of OCR. tesserocr is optional and imported when the first such page comes.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.read.ink import coloured_places, colourless, flatten
from pipeline.read.picture import render_page
from pipeline.read.printed import Printed, Rule, Sheet, Tilt
from pipeline.read.quality import is_wordlike
from pipeline.read.scanlines import reached, scan_rules
from pipeline.read.settings import ReadSettings
from pipeline.read.skew import skew_of
from pipeline.records.install import how_to_install

FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
LANGUAGES = "apt-get install tesseract-ocr tesseract-ocr-fra (Debian, Ubuntu); brew install tesseract tesseract-lang (macOS)"
UNSURE = 0.6  # mean confidence below which the page may stand on its side or head
LEAST = 0.15  # confidence below which a word that looks like none is a stain (Tesseract gives 0 to good words with an apostrophe)
CACHE_VERSION = "9"
LINE_TO_SIZE = 0.92  # font size over the height of a printed line, ascender to descender
SURE = 0.5  # confidence from which a word seen only in colour is taken
NUMBERED = re.compile(r"^[\w./-]*\d{4}[\w./-]*$")  # a number or identifier, as stamps have them
LINES = "|{}"  # what Tesseract makes of the lines of a table
STRAIGHT = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why pages cannot be read by OCR, and what to do."""

    why: str
    remedy: str


def missing(settings: ReadSettings) -> Lack | None:
    """Why OCR cannot be used; None when it can."""
    if settings.ocr == "never":
        return Lack("OCR is switched off", "Read it with OCR, or ask the authority for a file with text.")
    if importlib.util.find_spec("tesserocr") is None:
        return Lack("tesserocr is not installed", f"Install it: {how_to_install('ocr')}, then run again.")
    if tessdata(settings.ocr_language) is None:
        why = f"Tesseract's data for the language {settings.ocr_language} is not installed"
        return Lack(why, f"Install it: {LANGUAGES}. Where it lies in another folder, name that in TESSDATA_PREFIX. Then run again.")
    return None


def tessdata(language: str) -> str | None:
    """The folder that holds Tesseract's data for a language; TESSDATA_PREFIX is looked at first."""
    for folder in (os.environ.get("TESSDATA_PREFIX"), *FOLDERS):
        if folder and (Path(folder) / f"{language}.traineddata").is_file():
            return folder
    return None


Reading = tuple[list[Printed], float, Tilt, tuple[Rule, ...]]  # words and lines on the straightened page, confidence 0..1, the way back


def ocr_sheet(document: Any, sheet: Sheet, settings: ReadSettings) -> Sheet:
    """The sheet with the words that OCR reads on it and its confidence (0..1). Call only when `missing` gives None."""
    picture = render_page(document, sheet.number - 1, settings.ocr_dpi)
    kept = _cache_path(picture, settings)
    found = _load(kept)
    if found is None:
        found = _read(picture, float(picture.info["scale"]), settings)
        _store(kept, found)
    words, sure, tilt, rules = found
    return replace(sheet, words=tuple(words), rules=rules, grounds=(), broken=0, engine="tesseract", confidence=sure, tilt=tilt)


def _read(picture: Image.Image, scale: float, settings: ReadSettings) -> Reading:
    found = _recognise(picture, 0, scale, settings)
    if found[1] < UNSURE:
        turn = _orientation(picture.convert("L"), settings)
        if turn:
            turned = _recognise(picture, turn, scale, settings)
            if turned[1] * len(turned[0]) > found[1] * len(found[0]):
                return turned
    return found


def _recognise(picture: Image.Image, turn: int, scale: float, settings: ReadSettings) -> Reading:
    """Words of the picture turned by `turn` degrees counter-clockwise and straightened, in points.

    The page is read without its colours, then with them where there are some: a stamp must not hide text, and its words must not be lost.
    """
    upright = picture.rotate(turn, expand=True) if turn else picture
    angle = skew_of(upright.convert("L"))
    straight = upright.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white") if angle else upright
    seen = _see(flatten(colourless(straight)), settings)
    places = coloured_places(straight)
    if places:
        seen = _joined(seen, _see(flatten(straight.convert("L")), settings, places))
    found: list[Printed] = []
    certainty = letters = 0.0
    for text, sure, box, height in seen:
        size = round(2 * height * LINE_TO_SIZE / scale) / 2
        x0, top, x1, bottom = (value / scale for value in box)
        found.append(Printed(text, x0, top, x1, bottom, max(size, 4.0), order=len(found)))
        certainty += sure * len(text)
        letters += len(text)
    tilt = Tilt(round(angle, 2), turn, upright.width / scale, upright.height / scale)
    rules = reached(scan_rules(straight, settings.ocr_dpi, scale), found)
    return _even_sizes(found), round(certainty / letters, 3) if letters else 0.0, tilt, rules


Seen = tuple[str, float, tuple[float, float, float, float], float]  # text, confidence 0..1, box and height of its line in pixels


def _see(grey: Image.Image, settings: ReadSettings, places: list[tuple[int, int, int, int]] | None = None) -> list[Seen]:
    """The words of a straight grey picture or, in it, of some places (boxes in pixels); stains left out."""
    api = _engine(settings.ocr_language)
    api.SetImage(grey)
    api.SetSourceResolution(settings.ocr_dpi)
    found: list[Seen] = []
    for x0, y0, x1, y1 in places or [(0, 0, grey.width, grey.height)]:
        if places is not None:
            api.SetRectangle(x0, y0, x1 - x0, y1 - y0)
        api.Recognize()
        words = [(text.strip(LINES), sure, box, row) for text, sure, box, row in _words(api)]
        found += [word for word in words if word[0] and (word[1] >= LEAST or is_wordlike(word[0]))]
    return found


def _joined(first: list[Seen], second: list[Seen]) -> list[Seen]:
    """The first reading, and of the second what stands where the first has nothing and looks like words."""
    boxes = [box for _, _, box, _ in first]
    more = [
        w for w in second if w[1] > SURE and (is_wordlike(w[0]) or NUMBERED.search(w[0])) and not any(_overlap(w[2], box) for box in boxes)
    ]
    return first + more


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _words(api: Any) -> list[Seen]:
    import tesserocr  # noqa: PLC0415 - optional

    level = tesserocr.RIL.WORD
    found = []
    iterator = api.GetIterator()
    for word in tesserocr.iterate_level(iterator, level) if iterator else ():
        if word.Empty(level):
            continue
        text = word.GetUTF8Text(level).strip()
        box, line = word.BoundingBox(level), word.BoundingBox(tesserocr.RIL.TEXTLINE)
        if not text or box is None or line is None:
            continue
        x0, _, x1, _ = box
        parts = text.split()
        width = (x1 - x0) / max(len(text), 1)
        at = x0
        row = _row_height(word, line)
        for part in parts:
            found.append((part, word.Confidence(level) / 100, (at, box[1], at + width * len(part), box[3]), row))
            at += width * (len(part) + 1)
    return found


def _row_height(word: Any, line: tuple[int, int, int, int]) -> float:
    attributes = word.RowAttributes()
    height = float(attributes["row_height"]) if attributes else 0.0
    return height if height > 0 else float(line[3] - line[1])


def _even_sizes(words: list[Printed]) -> list[Printed]:
    """Sizes within three tenths of the page's usual size made equal to it: OCR measures letters, not fonts."""
    if not words:
        return words
    ordered = sorted(w.size for w in words for _ in w.text)
    usual = ordered[len(ordered) // 2]
    return [w._replace(size=usual) if abs(w.size - usual) <= 0.3 * usual else w for w in words]


def _orientation(grey: Image.Image, settings: ReadSettings) -> int:
    """By how many degrees (0, 90, 180, 270) to turn the picture counter-clockwise so that its text stands upright; 0 when not told."""
    import tesserocr  # noqa: PLC0415 - optional

    folder = tessdata("osd")
    if folder is None:
        return 0
    with tesserocr.PyTessBaseAPI(path=folder, lang="osd", psm=tesserocr.PSM.OSD_ONLY) as api:
        api.SetImage(grey)
        api.SetSourceResolution(settings.ocr_dpi)
        told = api.DetectOrientationScript()
    return int(told["orient_deg"]) % 360 if told and told["orient_deg"] in STRAIGHT else 0


@functools.lru_cache(maxsize=2)
def _engine(language: str) -> Any:
    import tesserocr  # noqa: PLC0415 - optional

    return tesserocr.PyTessBaseAPI(path=tessdata(language), lang=language, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)


def _cache_path(picture: Image.Image, settings: ReadSettings) -> Path | None:
    if settings.ocr_cache is None:
        return None
    key = f"{CACHE_VERSION} {settings.ocr_language} {settings.ocr_dpi} {picture.size} ".encode() + picture.tobytes()
    return settings.ocr_cache / f"{hashlib.sha256(key).hexdigest()}.json"


def _load(path: Path | None) -> Reading | None:
    if path is None or not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text("utf-8"))
        words = [Printed(text, x0, top, x1, bottom, size, order=i) for i, (text, x0, top, x1, bottom, size) in enumerate(kept["words"])]
        return words, float(kept["confidence"]), Tilt(*kept["tilt"]), tuple(Rule(*r) for r in kept["rules"])
    except (ValueError, KeyError, TypeError):
        return None  # a damaged entry is read anew and written over


def _store(path: Path | None, found: Reading) -> None:
    if path is None:
        return
    words, confidence, tilt, rules = found
    path.parent.mkdir(parents=True, exist_ok=True)
    entry = {
        "confidence": confidence,
        "tilt": [tilt.angle, tilt.turn, tilt.width, tilt.height],
        "rules": [[round(v, 2) for v in rule] for rule in rules],
        "words": [[w.text, *(round(v, 2) for v in (w.x0, w.top, w.x1, w.bottom)), w.size] for w in words],
    }
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_text(json.dumps(entry, ensure_ascii=False), "utf-8")
    beside.replace(path)
