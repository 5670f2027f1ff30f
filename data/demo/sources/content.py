"""The written sources of the demo territory (TOML) as plain values, checked for sums that must agree."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

Table = dict[str, Any]

SOURCES = Path(__file__).resolve().parent
PLAN_STEM = "plan-jeunesse-culture-2023-2027"


class SourcesDisagreeError(ValueError):
    """Two sources contradict each other; the message names both."""


def toml(name: str) -> Table:
    """The table of one source file, by its path below the sources folder."""
    return tomllib.loads((SOURCES / name).read_text("utf-8"))


def euros(cents: int) -> str:
    """1234500 as "12 345 €", the way the acts print round sums."""
    whole = f"{cents // 100:,}".replace(",", " ")
    return f"{whole} €"


def budget_lines(folder: Path) -> list[dict[str, str]]:
    """Rows of the demo's budget file, in SCDL columns."""
    with (folder / "data" / "budget-2024.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def cents(printed: str) -> int:
    """Cents of a sum as the open data prints it: 1234.50."""
    whole, _, part = printed.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def section_total(lines: list[dict[str, str]], section: str) -> int:
    """Cents of one section of the budget; expenditure and income must be equal."""
    sums = {
        side: sum(cents(row["BGT_MTPREV"]) for row in lines if row["BGT_SECTION"] == section and row["BGT_CODRD"] == side)
        for side in ("dépense", "recette")
    }
    if sums["dépense"] != sums["recette"]:
        raise SourcesDisagreeError(f"data/budget-2024.csv: section {section} is not balanced: {sums}")
    return sums["dépense"]


def balance_table(lines: list[dict[str, str]]) -> list[list[str]]:
    """Expenditure by section and chapter, as the annex of the budget act prints it."""
    rows = [["Section", "Chapitre", "Libellé", "Crédits"]]
    totals: dict[tuple[str, str, str], int] = {}
    for row in lines:
        if row["BGT_CODRD"] == "dépense":
            key = (row["BGT_SECTION"], row["BGT_CONTNAT"], row["BGT_CONTNAT_LABEL"])
            totals[key] = totals.get(key, 0) + cents(row["BGT_MTPREV"])
    rows += [[section.capitalize(), chapter, label, euros(total)] for (section, chapter, label), total in totals.items()]
    for section in ("fonctionnement", "investissement"):
        rows.append(["Total", "", section.capitalize(), euros(section_total(lines, section))])
    return rows


def sitting(council: Table, day: str) -> Table:
    """One session with its roll call: who is present follows from who is absent."""
    session: Table = dict(council["sessions"][day])
    away = {giver for giver, _ in session["proxies"]} | set(session["excused"])
    unknown = (away | {holder for _, holder in session["proxies"]} | {session["secretary"]}) - set(council["members"])
    if unknown:
        raise SourcesDisagreeError(f"council.toml: session {day} names {sorted(unknown)}, who are no members")
    present = [name for name in council["members"] if name not in away]
    missing = ({holder for _, holder in session["proxies"]} | {session["secretary"]}) - set(present)
    if missing:
        raise SourcesDisagreeError(f"council.toml: session {day}: {sorted(missing)} hold a proxy or the pen and are absent")
    return session | {"present": present, "total": len(council["members"]), "voters": len(present) + len(session["proxies"])}


def stamp(council: Table, day: str, number: str) -> Table:
    """The transmission mention: the id is prefix, SIREN, date of the act, number and nature."""
    session = council["sessions"][day]
    code = number.replace("DEL-", "DEL").replace("-", "_")
    identifier = f"{council['prefix']}-{council['siren']}-{day.replace('-', '')}-{code}-DE"
    return {"id": identifier, "sent": session["sent"], "published": session["published"]}


def check_tally(where: str, act: Table, voters: int) -> None:
    """The figures of the register must add up to the voters, those printed must be the same."""
    if "tally" not in act:
        return
    if sum(act["tally"]) + act["vote"].get("not_voting", 0) != voters:
        raise SourcesDisagreeError(f"{where}: {act['tally']} does not make {voters} voters")
    for place, name in enumerate(("for", "against", "abstention")):
        if act["vote"].get(name, act["tally"][place]) != act["tally"][place]:
            raise SourcesDisagreeError(f"{where}: vote and tally differ on {name}")


def acts(folder: Path) -> list[Table]:
    """Every single deliberation in the order of its number, ready for the template."""
    council, lines = toml("council.toml"), budget_lines(folder)
    sums = {name: section_total(lines, name) for name in ("fonctionnement", "investissement")}
    found = []
    for path in sorted((SOURCES / "acts").glob("*.toml")):
        act = toml(f"acts/{path.name}")
        act["sitting"] = sitting(council, act["session"])
        act["stamp"] = stamp(council, act["session"], act["number"])
        act["maire"] = council["maire"]
        if act["rapporteur"].split(",")[0] not in act["sitting"]["present"]:
            raise SourcesDisagreeError(f"{path.name}: {act['rapporteur']} reports and is absent")
        check_tally(path.name, act, act["sitting"]["voters"])
        if act["label"].pop("amounts_budget", False):
            printed = {name: euros(total) for name, total in sums.items()}
            act["dispositif"] = [line.format(**printed) if "{" in line else line for line in act["dispositif"]]
            act["label"]["amounts"] = [{"cents": sums[name], "role": "budgeted", "quote": printed[name]} for name in sums]
            act["annex"]["table"] = balance_table(lines)
        found.append(act)
    return found


def minutes() -> Table:
    """The minutes of one session, ready for the template."""
    council, pv = toml("council.toml"), toml("pv.toml")
    pv["sitting"] = sitting(council, pv["session"])
    pv["stamp"] = stamp(council, pv["session"], "PV-" + pv["session"].replace("-", "_"))
    pv["maire"] = council["maire"]
    for entry in pv["item"]:
        if entry["rapporteur"] not in pv["sitting"]["present"]:
            raise SourcesDisagreeError(f"pv.toml {entry['number']}: {entry['rapporteur']} reports and is absent")
        check_tally(f"pv.toml {entry['number']}", entry, pv["sitting"]["voters"])
    return pv


def plan() -> Table:
    """The plan with its actions numbered in reading order."""
    table = toml("plan.toml")
    for place, measure in enumerate(table["measure"], start=1):
        measure["number"] = place
    return table


def typeset(value: Any) -> Any:
    """The same value with the no-break spaces of French printing in every string."""
    if isinstance(value, dict):
        return {key: typeset(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typeset(inner) for inner in value]
    if isinstance(value, str):
        text = re.sub(r" (?=[:;!?»%€])", "\u00a0", value)
        text = re.sub(r"(?<=«) ", "\u00a0", text)
        text = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", text)
        text = re.sub(r"\b(L\.|R\.|n°|Mme|M\.) (?=\S)", "\\1\u00a0", text)
        return text.replace(" M€", "\u00a0M€").replace(" h ", "\u00a0h ")
    return value
