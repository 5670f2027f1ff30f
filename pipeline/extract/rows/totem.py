"""XML of the actes budgétaires (TOTEM): `LigneBudget` elements whose children carry `@V`, and the annex of subventions.

Read as a stream. A document type or entity declaration is refused: the format has none, and nested entities can fill any memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

from pipeline.extract.rows.stages import DONE, direction_of, section_of_account, stage_of
from pipeline.extract.rows.unread import UnreadRows, unread_file
from pipeline.extract.rows.values import read_cents, read_siret, read_year
from pipeline.records.ids import fact_id
from pipeline.records.money import BudgetLine, Grant
from pipeline.records.run import Extraction
from pipeline.records.source import RowEvidence

T = TypeVar("T")

_NATURAL_PERSONS = "P3"  # CodNatJurBenefCA: names of private persons stay out
_HEAD = ("NatDec", "Exer")


class _RefusedError(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Element:
    """One repeated element: its line, its exact characters, and the `@V` of its children."""

    line: int
    quote: str
    values: Mapping[str, str]


@dataclass(slots=True)
class _Reader:
    """State of one pass over the file: the element being read and where it began."""

    wanted: str
    found: list[_Element] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] | None = None
    line: int = 0
    start: int = 0


def is_xml(content: bytes) -> bool:
    """Whether a file begins as XML."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def totem_budget(content: bytes, doc: str, sha256: str) -> Extraction[BudgetLine]:
    """Budget lines. Accounts (CA, CFU) give `realised`, the others `voted`."""

    def build(read: _Reader, unread: UnreadRows) -> list[BudgetLine]:
        year = read_year(read.head.get("Exer", ""))
        stage = stage_of(read.head.get("NatDec", ""))
        if year is None or stage is None:
            unread.add(1, "row-unread", "the head names no budget year or document", str(read.head))
            return []
        lines = (_budget_line(element, year, stage, doc, sha256, unread) for element in read.found)
        return [line for line in lines if line is not None]

    return _extract(content, "LigneBudget", doc, sha256, build)


def totem_grants(content: bytes, doc: str, sha256: str) -> Extraction[Grant]:
    """Grants of the annex (`CONCOURS`). Those to natural persons are left out."""

    def build(read: _Reader, unread: UnreadRows) -> list[Grant]:
        found: list[Grant] = []
        for element in read.found:
            values = element.values
            cents = read_cents(values.get("MtSubv", ""))
            if values.get("CodNatJurBenefCA") == _NATURAL_PERSONS:
                unread.add(element.line, "row-value", "a grant to a private person, left out")
            elif cents is None or not values.get("LibOrgaBenef", "").strip():
                unread.add(element.line, "row-unread", "a grant without beneficiary or sum", values.get("MtSubv", ""))
            else:
                found.append(
                    Grant(
                        fact_id("g", sha256, f"line {element.line} {element.quote}"),
                        doc,
                        RowEvidence(sha256, element.line, element.quote),
                        values["LibOrgaBenef"].strip(),
                        values.get("ObjSubv", "").strip(),
                        cents,
                        beneficiary_siret=read_siret(values.get("Siret", "")),
                    )
                )
        return found

    return _extract(content, "CONCOURS", doc, sha256, build)


def _extract(content: bytes, wanted: str, doc: str, sha256: str, build: Callable[[_Reader, UnreadRows], list[T]]) -> Extraction[T]:
    try:
        read = _read(content, wanted)
    except _RefusedError as refused:
        return Extraction((), (unread_file("xml-refused", f"{doc}: {refused}", "Ask for the file as the authority sent it.", doc, sha256),))
    except expat.ExpatError as error:
        return Extraction((), (unread_file("xml-broken", f"{doc} is no sound XML ({error}).", "Fetch the file again.", doc, sha256),))
    if not read.found:
        return Extraction(
            (),
            (unread_file("xml-empty", f"{doc} holds no {wanted} element.", "Check that it is an acte budgétaire (TOTEM).", doc, sha256),),
        )
    unread = UnreadRows(doc, sha256)
    found = build(read, unread)
    return Extraction(tuple(found), unread.issues())


def _read(content: bytes, wanted: str) -> _Reader:
    read = _Reader(wanted)
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _RefusedError("it declares a document type or entities, which no acte budgétaire does; it was not read.")

    def start(name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == wanted:
            read.values, read.line, read.start = {}, parser.CurrentLineNumber, parser.CurrentByteIndex
        elif read.values is not None:
            if "Code" not in attributes:  # MtSup elements are sums of another kind
                read.values.setdefault(name, attributes.get("V", ""))
        elif name in _HEAD:
            read.head.setdefault(name, attributes.get("V", ""))

    def end(name: str) -> None:
        if name.rpartition(":")[2] == wanted and read.values is not None:
            closing = content.find(b">", parser.CurrentByteIndex) + 1
            quote = content[read.start : closing].decode("utf-8", errors="replace")
            read.found.append(_Element(read.line, quote, read.values))
            read.values = None

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(content, True)
    return read


def _budget_line(element: _Element, year: int, stage: str, doc: str, sha256: str, unread: UnreadRows) -> BudgetLine | None:
    values = element.values
    direction = direction_of(values.get("CodRD", ""))
    realised = read_cents(values.get("MtReal", ""))
    voted = next((v for f in ("MtPrev", "CredOuv", "MtPropNouv") if (v := read_cents(values.get(f, "")))), None)
    if voted is None:
        voted = read_cents(values.get("MtPrev", ""))
    if direction is None or (realised if stage in DONE else voted) is None:
        unread.add(element.line, "row-unread", "a line without direction or sum", values.get("CodRD", ""))
        return None
    nature = values.get("Nature", "").strip()
    return BudgetLine(
        fact_id("b", sha256, f"line {element.line} {element.quote}"),
        doc,
        RowEvidence(sha256, element.line, element.quote),
        year,
        stage,
        values.get("LibOpe", "").strip() or nature,
        direction,
        voted,
        realised if stage in DONE else None,
        values.get("ContNat") or None,
        nature or None,
        None,
        values.get("Fonction") or None,
        None,
        values.get("Operation") or None,
        section_of_account(nature),
        order=values.get("OpBudg") == "1",
    )
