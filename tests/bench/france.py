"""What all communes of France would take, night by night: a simulation with the program's own rules for pauses and for asking again.

usage: python -m tests.bench.france [--communes 35000] [--years 3] [--visitors 64] [--cores 16]

Nothing is fetched and nothing is read: councils sit, publish, and are visited; requests, seconds, processor time and bytes are counted.
What is assumed about the country stands in `Country`, what was measured of the program in `Program`; both are printed.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from pipeline.collect.ledger import Known

START = datetime(2025, 1, 1, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Country:
    """What is assumed. `platforms` are hosts that serve many communes, with the share of communes on them; the others have a host each."""

    acts_a_year: int = 3_000_000
    sittings_a_year: int = 6
    platforms: tuple[float, ...] = (0.10, 0.06, 0.04, 0.03, 0.02)
    lists: int = 3  # pages, feeds and tables asked each night for a commune
    answer: float = 0.3  # seconds a server takes
    kilobytes: int = 300  # of a document


@dataclass(frozen=True)
class Program:
    """What was measured on the demo's documents (docs/watch.md says when and on what)."""

    pause: float = 1.0  # seconds between two requests to a host
    per_document: float = 0.18  # CPU seconds to read, extract and store a new document
    per_run: float = 3.3  # CPU seconds of a territory in which something changed: links, verdicts, report
    per_unchanged: float = 0.33  # CPU seconds of one in which nothing did
    database_kilobytes: int = 64  # of a document in the database


def checks_by_age(years: int) -> np.ndarray:
    """How often a document of each age in days is asked for again on that day: the program's own rule, stepped night by night."""
    nights = 365 * years
    asked = np.zeros(nights)
    known = Known(since=START, checked=START)
    for night in range(1, nights):
        now = START + timedelta(days=night)
        if known.due(now, ""):
            asked[night] = 1
            known = Known(since=START, checked=now)
    return asked


def simulate(communes: int, years: int, visitors: int, cores: int, country: Country, program: Program) -> list[tuple[int, ...]]:
    """Rows of night, requests, hours of visits, hours of the slowest host, changed territories, CPU hours, hours on the cores, TB kept."""
    chance = np.random.default_rng(7)
    nights = 365 * years
    sits = chance.integers(0, 365 // country.sittings_a_year, communes)
    size = chance.lognormal(0, 0.8, communes)
    acts = size / size.sum() * country.acts_a_year / country.sittings_a_year  # of one sitting
    host = np.full(communes, -1)
    taken = 0
    for number, share in enumerate(country.platforms):
        host[taken : taken + int(share * communes)] = number
        taken += int(share * communes)
    again = checks_by_age(years)
    published = np.zeros((nights, len(country.platforms) + 1))  # new documents by night and platform, the last column for all others
    rows = []
    stock = 0.0
    for night in range(nights):
        sitting = (sits + night) % (365 // country.sittings_a_year) == 0
        new = np.where(sitting, acts, 0.0)
        for number in range(len(country.platforms)):
            published[night, number] = new[host == number].sum()
        published[night, -1] = new[host == -1].sum()
        rechecks = (published[: night + 1][::-1] * again[: night + 1, None]).sum(axis=0)
        lists = np.array([(host == n).sum() for n in range(len(country.platforms))] + [(host == -1).sum()]) * country.lists
        requests = lists + published[night] + rechecks
        slowest = requests[:-1].max() * program.pause if len(country.platforms) else 0.0
        spread = requests.sum() * max(program.pause, country.answer) / visitors
        stock += published[night].sum()
        cpu = new.sum() * program.per_document + sitting.sum() * program.per_run + (~sitting).sum() * program.per_unchanged
        kept = stock * (country.kilobytes + program.database_kilobytes) / 1e9
        rows.append(
            (night, requests.sum(), max(spread, slowest) / 3600, slowest / 3600, sitting.sum(), cpu / 3600, cpu / 3600 / cores, kept)
        )
    return rows


def main() -> None:
    """Print the figures of some nights."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--communes", type=int, default=35_000)
    asked.add_argument("--years", type=int, default=3)
    asked.add_argument("--visitors", type=int, default=64)
    asked.add_argument("--cores", type=int, default=16)
    given = asked.parse_args()
    country, program = Country(), Program()
    print(asdict(country), asdict(program), sep="\n")
    print(f"asked for again in the first, second and third year of a document: {[int(y.sum()) for y in checks_by_age(3).reshape(3, 365)]}")
    print("night  requests  visits h  slowest host h  changed  CPU h  on the cores h  TB kept")
    rows = simulate(given.communes, given.years, given.visitors, given.cores, country, program)
    for night, requests, visits, slowest, changed, cpu, wall, kept in [rows[n] for n in (0, 30, 364, 729, len(rows) - 1) if n < len(rows)]:
        print(f"{night:5} {requests:9.0f} {visits:9.1f} {slowest:15.1f} {changed:8} {cpu:6.1f} {wall:15.2f} {kept:8.2f}")
    first = country.acts_a_year * program.per_document / 3600
    print(
        f"acts of one earlier year, once: {first:.0f} CPU-h, {country.acts_a_year * program.pause / 3600 / given.visitors:.0f} h of visits"
    )


if __name__ == "__main__":
    main()
