"""What stands before a text so that a model reads it as a question, or as what may answer one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.records.lexicon import load_table
from pipeline.records.territory import EncoderChoice

_OWN = "config_sentence_transformers.json"
_QUERY, _PASSAGE = ("query", "retrieval.query"), ("document", "passage", "retrieval.passage")


def prefixes(choice: EncoderChoice, folder: Path) -> tuple[str, str]:
    """(before queries, before passages): what the choice says; else what the model's own files say; else what its family asks, by its name
    (`data/lexicon/encoder_prefixes.csv`); else nothing."""
    query, passage = _own_prompts(folder) or _of_family(choice.name)
    return (
        query if choice.query_prefix is None else choice.query_prefix,
        passage if choice.passage_prefix is None else choice.passage_prefix,
    )


def _own_prompts(folder: Path) -> tuple[str, str] | None:
    file = folder / _OWN
    stored: Mapping[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    prompts = stored.get("prompts") or {}
    if not any(prompts.values()):
        return None
    usual = str(prompts.get(stored.get("default_prompt_name") or "", ""))
    return _first(prompts, _QUERY, usual), _first(prompts, _PASSAGE, usual)


def _first(prompts: Mapping[str, Any], names: tuple[str, ...], usual: str) -> str:
    return next((str(prompts[name]) for name in names if name in prompts), usual)


def _of_family(name: str) -> tuple[str, str]:
    for row in load_table("encoder_prefixes"):
        if re.search(row["pattern"], name.lower()):
            return row["query_prefix"].replace("\\n", "\n"), row["passage_prefix"].replace("\\n", "\n")
    return "", ""
