"""A letter as blocks of text, before it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block of a letter is."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    TEXT = "text"
    POINT = "point"
    NOTE = "note"
    BLANK = "blank"  # a line to write on, behind its words


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or point."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `name` is its file's stem, `use` says when it serves (French).

    Letters of one `family` differ by what they are about; `term` says until when one may be sent, in words.
    """

    name: str
    title: str
    use: str
    blocks: tuple[Block, ...]
    family: str = ""
    about: str = ""
    term: str = ""


CLOSE = "Je vous prie d'agréer l'expression de ma considération distinguée."
SENDER = ("[Nom de l'association ou de la personne]", "[Adresse]", "[Courriel]")


def letter(name: str, title: str, use: str, recipient: str, subject: str, *texts: str | Block, advice: str) -> Letter:
    """A letter with the usual parts around `texts`; strings are paragraphs."""
    body = tuple(Block(Kind.TEXT, t) if isinstance(t, str) else t for t in texts)
    head = (
        *(Block(Kind.SENDER, line) for line in SENDER),
        Block(Kind.RECIPIENT, recipient),
        Block(Kind.RECIPIENT, "[Lieu], le [date]"),
        Block(Kind.SUBJECT, f"Objet : {subject}"),
    )
    return Letter(name, title, use, (*head, *body, Block(Kind.SENDER, "[Signature]"), Block(Kind.NOTE, advice)))


def blank(words: str) -> Block:
    """A line to write on, behind these words."""
    return Block(Kind.BLANK, words)


def points(*texts: str) -> tuple[Block, ...]:
    """Points of a list."""
    return tuple(Block(Kind.POINT, t) for t in texts)
