"""The territory file as records: which authority, which plans, where its acts and its money are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What a file is for; the names of the tables in territory.toml."""

    PLAN = "plan"
    ACTS = "acts"
    REGISTER = "register"
    BUDGET = "budget"
    GRANTS = "grants"


class Kind(StrEnum):
    """Kinds of authority."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"


class Listing(StrEnum):
    """How a source on the web tells which files there are; the names of the keys in territory.toml."""

    URL = "url"  # the addresses of the files themselves
    SCDL = "scdl"  # a table of acts with their addresses in DELIB_URL
    PAGE = "page"  # a web page with links
    FEED = "feed"  # RSS or Atom
    SITEMAP = "sitemap"
    FOLDER = "folder"  # a WebDAV folder or an S3-like bucket


@dataclass(frozen=True, slots=True)
class WebSource:
    """A source on the web. `links` and `follow` are regular expressions over addresses, empty for the defaults of the listing.

    `links` says which links are documents, `follow` which links are pages that hold more of them; `depth` is how many links away from
    the first page such pages may be (0: the page and its next pages only), `pages` how many are fetched at most, `hosts` which other
    hosts documents may lie on.
    """

    listing: Listing
    addresses: tuple[str, ...]
    links: str = ""
    follow: str = ""
    depth: int = 0
    pages: int = 200
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WebRules:
    """How ecart behaves on the web. `contact` (an address or a page) goes into the User-Agent.

    `pause` is seconds between two requests to a host, `timeout` seconds without an answer, `file_seconds` for one whole file; `max_mb` is
    the size of a file in MiB after unpacking; `allow` names hosts (with or without port) that may be private addresses.
    """

    contact: str = ""
    pause: float = 1.0
    timeout: float = 30.0
    file_seconds: float = 300.0
    max_mb: float = 100.0
    tries: int = 3
    robots: bool = True
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the territory file. `path` is a path or glob relative to that file, or with `web` the (first) address."""

    role: Role
    path: str
    title: str = ""
    adopted: date | None = None  # plans: acts before this day do not count, unless look_back
    until: date | None = None  # plans: end of the plan's period
    web: WebSource | None = None


@dataclass(frozen=True, slots=True)
class EncoderChoice:
    """Another sentence encoder than those that ship: a model of the hub, pinned by `revision` (its commit), or what `folder` holds.

    A prefix that is None is what the model itself or its family asks for. `calibration` holds the matcher's weights fitted for this
    encoder; `file` is where all this is written.
    """

    file: Path
    name: str
    folder: Path | None = None
    revision: str = ""
    query_prefix: str | None = None
    passage_prefix: str | None = None
    calibration: Path | None = None

    @property
    def label(self) -> str:
        """Name and revision, as a person would say them."""
        return f"{self.name}@{self.revision[:12]}" if self.revision else self.name


@dataclass(frozen=True, slots=True)
class Territory:
    """One authority. `root` is the folder of its file; `coverage_threshold` the share of known acts below which absence is not firm.

    `siret` is that of its seat, 14 digits; empty when not given. `encoder` is None where the encoders that ship are used.
    """

    name: str
    siren: str
    kind: Kind
    root: Path
    sources: tuple[Source, ...]
    look_back: bool = False
    coverage_threshold: float = 0.95
    web: WebRules = WebRules()
    siret: str = ""
    encoder: EncoderChoice | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One address at which a file was seen on the web, as its source lists it. `linked_from` is the page that lists it.

    `first` is when the address was first listed, `kept` when these bytes were fetched there first, `vanished` since when it is listed no
    more or the site says that it is gone. All in UTC.
    """

    address: str
    title: str
    linked_from: str
    first: datetime
    kept: datetime | None = None
    vanished: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file on disk that a source names. `doc` is its path relative to the territory file, with forward slashes. `sightings` say
    where a visit fetched it, in the order of the addresses; empty for a file that was put there by hand."""

    path: Path
    doc: str
    sha256: str
    size: int  # bytes
    source: Source
    sightings: tuple[Sighting, ...] = ()

    @property
    def role(self) -> Role:
        """What the file is for."""
        return self.source.role
