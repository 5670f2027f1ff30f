"""Rebuild the demo territory and its labels: `python data/demo/sources/build.py [--out FOLDER]`.

Without --out the files of this checkout are replaced. Running it twice gives the same bytes. Needs typst, pypdfium2 and Pillow.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import content
import labels
import register
import render

DEMO = content.SOURCES.parent


def documents() -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """Every PDF by its path, and the text of its pages (of the scan: before it became a picture)."""
    pv = content.minutes()
    made = {labels.PLAN_DOC: render.pdf("plan.typ", content.plan()), f"pv/PV-{pv['session']}.pdf": render.pdf("pv.typ", pv)}
    made |= {f"deliberations/{act['number']}.pdf": render.pdf("act.typ", act) for act in content.acts(DEMO)}
    texts = {name: render.page_texts(document) for name, document in made.items()}
    for act in content.acts(DEMO):
        if act.get("scan", False):
            name = f"deliberations/{act['number']}.pdf"
            made[name] = render.scan(made[name], tilt=0.7, seed=7)
    return made, texts


def gold(texts: dict[str, list[str]]) -> dict[str, str]:
    """The three label files by name."""
    decided = labels.decisions(content.acts(DEMO), content.minutes(), texts)
    measured = labels.measures(content.plan(), texts)
    judged = labels.verdicts(content.toml("verdicts.toml")["verdict"], measured, decided)
    return {f"{name}.jsonl": labels.lines(rows) for name, rows in (("measures", measured), ("decisions", decided), ("verdicts", judged))}


def write(folder: Path, name: str, made: bytes) -> None:
    """Put one file under the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)


def main() -> None:
    """Build into this checkout, or into `--out` (demo/ and labels/demo/ below it)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEMO.parent, help="folder that gets demo/ and labels/demo/ (default: data/)")
    out = parser.parse_args().out
    made, texts = documents()
    for name, document in made.items():
        write(out / "demo", name, document)
    table = register.register(
        content.toml("council.toml"), content.acts(DEMO), content.minutes(), content.toml("register_missing.toml")["act"]
    )
    write(out / "demo", "data/deliberations.csv", table.encode())
    for name, rows in gold(texts).items():
        write(out / "labels" / "demo", name, rows.encode())
    print(f"{len(made)} PDFs, {sum(map(len, made.values())) // 1000} kB, under {out}")


if __name__ == "__main__":
    main()
