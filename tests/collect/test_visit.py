"""Visits to a fake town hall: every kind of list, what changes between visits, manners, and what is told of trouble."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.collect import Collection, Visit, collect_files, visit_sources
from pipeline.collect.ledger import read_ledger
from pipeline.collect.manners import Manners
from pipeline.records.errors import EcartError
from pipeline.records.territory import Listing, Role, Territory, WebSource
from tests.collect.town_hall import MovedClock, Reply, TownHall, on_the_web, page_source, pdf


def visit(territory: Territory, clock: MovedClock) -> tuple[Visit, Collection]:
    (made,) = visit_sources(territory, clock=clock, agent="ecart/1").values()
    return made, collect_files(territory)


def names(found: Collection) -> list[str]:
    return [Path(file.doc).name for file in found.files]


def codes(found: Collection) -> list[str]:
    return [issue.code for issue in found.issues]


def three_acts(site: TownHall) -> list[str]:
    return [site.put(f"/actes/{n}.pdf", pdf(f"acte {n}")) for n in (1, 2, 3)]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Actes</title>
<item><title>Acte 1</title><link>{0}/actes/1.pdf</link><pubDate>Mon, 6 Jan 2025</pubDate></item>
<item><title>Acte 2</title><link>{0}/article</link><enclosure url="{0}/actes/2.pdf" type="application/pdf"/></item>
<item><title>Un article</title><link>{0}/article</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="{0}/suite.atom"/>
<entry><title>Acte 1</title><link rel="alternate" href="{0}/actes/1.pdf"/><updated>2025-01-06</updated></entry></feed>"""
ATOM_2 = """<feed xmlns="http://www.w3.org/2005/Atom">
<entry><title>Acte 2 &amp; suite</title><link rel="enclosure" href="/actes/2.pdf"/></entry>"""  # cut off, as met in the wild
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{0}/actes/1.pdf</loc><lastmod>2025-01-06</lastmod></url>
<url><loc>{0}/actes/2.pdf</loc></url><url><loc>{0}/article</loc></url></urlset>"""
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{0}/actes.xml.gz</loc></sitemap></sitemapindex>'
BUCKET = """<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Contents><Key>actes/1.pdf</Key><ETag>"a"</ETag></Contents>
<Contents><Key>actes/</Key></Contents><NextContinuationToken>b+c</NextContinuationToken></ListBucketResult>"""
BUCKET_2 = "<ListBucketResult><Contents><Key>actes/2.pdf</Key></Contents></ListBucketResult>"
DAV = """<d:multistatus xmlns:d="DAV:"><d:response><d:href>/actes/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>
</d:resourcetype></d:prop></d:propstat></d:response><d:response><d:href>/actes/1.pdf</d:href></d:response>
<d:response><d:href>/actes/2.pdf</d:href></d:response></d:multistatus>"""


def _page(site: TownHall) -> WebSource:
    return page_source(site.page("/conseil", "actes/1.pdf", "/actes/2.pdf#page=3", "mailto:mairie@ville.example", "contact"))


def _paged(site: TownHall) -> WebSource:
    site.page("/conseil", "/actes/1.pdf", more='<a rel="next" href="?p=2">suite</a>')
    site.page("/conseil?p=2", "/actes/2.pdf", more='<a rel="next" href="/conseil">encore</a>')
    return page_source(f"{site.origin}/conseil")


def _followed(site: TownHall) -> WebSource:
    site.page("/conseil/", "seance-1", "seance-2", "/ailleurs")
    site.page("/conseil/seance-1", "/actes/1.pdf", "seance-2", "..")
    site.page("/conseil/seance-2", "/actes/2.pdf", "seance-1")
    return page_source(f"{site.origin}/conseil/", depth=1)


def _pattern(site: TownHall) -> WebSource:
    site.page("/conseil", "/telecharger?id=1", "/telecharger?id=2", "/page?n=2", "/actes/3.pdf")
    site.page("/page?n=2", "/telecharger?id=2")
    for n in (1, 2):
        site.put(f"/telecharger?id={n}", pdf(f"acte {n}"), headers={"Content-Disposition": f'attachment; filename="{n}.pdf"'})
    return page_source(f"{site.origin}/conseil", links=r"/telecharger\?id=", follow=r"n=\d+")


def _table(site: TownHall) -> WebSource:
    target = io.StringIO()
    rows = csv.writer(target, delimiter=";")
    rows.writerow(["DELIB_ID", "DELIB_OBJET", "DELIB_URL"])
    rows.writerows([["2025-1", "Subvention; sport", f"{site.origin}/actes/1.pdf"], ["2025-2", "Vœu", "/actes/2.pdf"], ["2025-3", "x", ""]])
    return WebSource(Listing.SCDL, (site.put("/deliberations.csv", "\ufeff" + target.getvalue()),))


def _zipped(site: TownHall) -> WebSource:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("2025/../1.pdf", pdf("acte 1"))
        archive.writestr("2025/2.pdf", pdf("acte 2"))
    return WebSource(Listing.URL, (site.put("/actes.zip", target.getvalue()),))


def _one(listing: Listing, path: str, content: str | bytes, **reply: Any) -> Any:
    def put(site: TownHall) -> WebSource:
        filled = content.format(site.origin) if isinstance(content, str) else gzip.compress(content.decode().format(site.origin).encode())
        site.put("/suite.atom", ATOM_2)
        site.put("/actes.xml.gz", gzip.compress(SITEMAP.format(site.origin).encode()))
        site.put("/seau?list-type=2&continuation-token=b%2Bc", BUCKET_2.replace("actes/", "../actes/"))
        return WebSource(listing, (site.put(path, filled, **reply),))

    return put


LISTS = {
    "addresses": lambda site: WebSource(Listing.URL, (f"{site.origin}/actes/1.pdf", f"{site.origin}/actes/2.pdf")),
    "page": _page,
    "pages one after the other": _paged,
    "pages below": _followed,
    "addresses without an ending": _pattern,
    "table of acts": _table,
    "rss": _one(Listing.FEED, "/rss", RSS),
    "atom over two pages, broken": _one(Listing.FEED, "/atom", ATOM),
    "sitemap": _one(Listing.SITEMAP, "/sitemap.xml", SITEMAP),
    "index of packed sitemaps": _one(Listing.SITEMAP, "/index.xml", INDEX),
    "bucket over two pages": _one(Listing.FOLDER, "/seau?list-type=2", BUCKET.replace("actes/", "../actes/")),
    "webdav": _one(Listing.FOLDER, "/actes/", DAV, status=207),
    "archive": _zipped,
}


@pytest.mark.parametrize("kind", LISTS)
def test_every_kind_of_list(kind: str, site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, LISTS[kind](site))
    made, found = visit(territory, clock)
    assert names(found) == ["1.pdf", "2.pdf"], made.trouble
    assert made.trouble == ("", "") and made.failed == 0
    assert all(file.path.read_bytes().startswith(b"%PDF") and file.source is territory.sources[0] for file in found.files)
    assert codes(found) == (["rows-without-address"] if kind == "table of acts" else [])
    before = len(site.asked)
    again, same = visit(territory, clock)
    assert same == found and (again.new, again.changed, again.vanished) == (0, 0, 0)
    assert not [path for path in site.asked[before:] if path.startswith("/actes/") and path.endswith(".pdf")], "nothing is asked for twice"


def test_a_local_table_of_acts(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    address = three_acts(site)[0]
    (tmp_path / "deliberations.csv").write_text(f'DELIB_OBJET,DELIB_URL\n"Subvention, sport",{address}\n', "utf-8")
    territory = on_the_web(site, tmp_path, WebSource(Listing.SCDL, ("deliberations.csv",)))
    assert names(visit(territory, clock)[1]) == ["1.pdf"]
    (listed,) = read_ledger(tmp_path / "collected").listed.popitem()[1].values()
    assert listed.title == "Subvention, sport"


def test_acts_that_have_a_page_of_their_own(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    rows = "".join(f"2025-{n};Acte {n};{site.origin}/acte/{n}\n" for n in (1, 2, 3))
    table = site.put("/deliberations.csv", "DELIB_ID;DELIB_OBJET;DELIB_URL\n" + rows)
    site.page("/acte/1", "/actes/1.pdf", "/actes/2.pdf", "https://elsewhere.example/x.pdf")  # an act and its annex
    site.page("/acte/2", "/contact")  # a page without a document
    site.page("/acte/3", *(f"/actes/{n}.pdf" for n in range(30)))  # a list of many
    plain = on_the_web(site, tmp_path / "a", WebSource(Listing.SCDL, (table,)))
    assert codes(visit(plain, clock)[1]) == ["wrong-content"] * 3, "not unless the territory file says so"
    made, found = visit(on_the_web(site, tmp_path / "b", WebSource(Listing.SCDL, (table,), depth=1)), clock)
    assert names(found) == ["1.pdf", "2.pdf"] and made.new == 1
    assert codes(found) == ["wrong-content", "page-of-many"]


def test_titles_places_and_moments_are_written_down(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    visit(on_the_web(site, tmp_path, _page(site)), clock)
    lines = [json.loads(line) for line in (tmp_path / "collected" / "ledger.jsonl").read_text("utf-8").splitlines()]
    first = next(line for line in lines if line["event"] == "listed")
    assert (first["title"], first["where"], first["at"]) == ("Acte 1.pdf", f"{site.origin}/conseil", "2025-01-01T03:00:00+00:00")
    assert first["address"] == f"{site.origin}/actes/1.pdf"


def test_one_content_at_two_addresses_is_kept_once(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    addresses = tuple(site.put(path, pdf("same")) for path in ("/a.pdf", "/b.pdf"))
    _, found = visit(on_the_web(site, tmp_path, WebSource(Listing.URL, addresses)), clock)
    assert names(found) == ["a.pdf"]
    assert [seen.address for seen in found.files[0].sightings] == list(addresses)
    assert len(list((tmp_path / "collected").rglob("*.pdf"))) == 1
    assert len(read_ledger(tmp_path / "collected").addresses) == 2


def test_changed_vanished_and_back(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/actes/1.pdf", "/actes/2.pdf")))
    _, first = visit(territory, clock)
    clock.move(days=1)
    site.put("/actes/1.pdf", pdf("acte 1, corrigé"))
    site.page("/conseil", "/actes/1.pdf")
    made, second = visit(territory, clock)
    assert (made.changed, made.vanished, made.new) == (1, 1, 0)
    assert names(second) == ["1.pdf", "2.pdf"] and second.files[0].sha256 != first.files[0].sha256
    assert replace(second.files[1], sightings=()) == replace(first.files[1], sightings=()), "what vanished stays in use"
    (seen,), (before,) = second.files[1].sightings, first.files[1].sightings
    assert replace(seen, vanished=None) == before and seen.vanished == clock.now() and before.title == "Acte 2.pdf"
    (corrected,) = second.files[0].sightings
    assert (corrected.first, corrected.kept) == (before.first, clock.now())
    assert codes(second) == ["vanished", "replaced"]
    assert first.files[0].path.is_file(), "the earlier version stays too"
    clock.move(days=1)
    site.page("/conseil", "/actes/1.pdf", "/actes/2.pdf")
    made, third = visit(territory, clock)
    assert made.vanished == 0 and codes(third) == ["replaced"]


def test_a_document_that_is_gone_is_kept_and_one_that_never_came_is_told(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/actes/1.pdf", "/actes/404.pdf")))
    _, first = visit(territory, clock)
    assert codes(first) == ["not-there"] and first.issues[0].unread
    clock.move(days=2)
    del site.paths["/actes/1.pdf"]
    _, second = visit(territory, clock)
    assert names(second) == ["1.pdf"] and codes(second) == ["not-there", "vanished"]
    clock.move(days=2)
    site.page("/conseil", "/actes/1.pdf")
    _, third = visit(territory, clock)
    assert codes(third) == ["vanished-unread", "vanished"]


def test_an_emptied_or_broken_list_makes_nothing_vanish(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/actes/1.pdf")))
    _, first = visit(territory, clock)
    for breakage, code in (
        (lambda: site.page("/conseil"), "source-nothing-listed"),
        (lambda: site.put("/conseil", b"", status=500), "source-status-500"),
        (lambda: site.put("/conseil", b"", status=404), "source-not-there"),
        (lambda: site.put("/conseil", pdf("a PDF now")), "source-no-page"),
    ):
        clock.move(days=1)
        breakage()
        made, found = visit(territory, clock)
        assert (made.vanished, found.files, codes(found)) == (0, first.files, [code])
        assert not found.issues[0].unread and "1 documents kept earlier are used" in found.issues[0].message


def test_a_source_that_never_answered_is_unread(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    territory = on_the_web(site, tmp_path, page_source(f"{site.origin}/conseil"))
    assert codes(collect_files(territory)) == ["not-visited"]
    site.down = True
    _, found = visit(territory, clock)
    assert codes(found) == ["source-robots-unreachable"] and found.issues[0].unread


def test_asked_again_the_later_the_longer_nothing_changes(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    site.put("/1.pdf", pdf("1"), etag=False)  # the server knows no validators: each answer is the whole file
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/1.pdf")))
    for _ in range(120):
        visit(territory, clock)
        clock.move(days=1)
    assert 8 <= site.times("/1.pdf") <= 16
    assert site.times("/conseil") == 120


def test_a_stamp_in_the_list_asks_for_a_fetch(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    site.put("/sitemap.xml", SITEMAP.format(site.origin))
    territory = on_the_web(site, tmp_path, WebSource(Listing.SITEMAP, (f"{site.origin}/sitemap.xml",)))
    for _ in range(40):
        visit(territory, clock)
        clock.move(days=1)
    asked = site.times("/actes/1.pdf"), site.times("/actes/2.pdf")
    site.put("/sitemap.xml", SITEMAP.format(site.origin).replace("2025-01-06", "2025-02-20"))
    visit(territory, clock)
    assert (site.times("/actes/1.pdf"), site.times("/actes/2.pdf")) == (asked[0] + 1, asked[1])


def test_refused_documents_are_tried_again_later_and_later(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    site.put("/1.pdf", "<html>login</html>")
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/1.pdf")))
    for _ in range(60):
        _, found = visit(territory, clock)
        assert codes(found) == ["wrong-content"]
        clock.move(days=1)
    assert site.times("/1.pdf") < 20
    site.put("/1.pdf", pdf("1"))
    clock.move(days=8)
    assert names(visit(territory, clock)[1]) == ["1.pdf"]


def test_traps_end(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    numbers = iter(range(1, 10_000))
    site.page("/agenda/", "mois-0", "actes/")
    for n in range(300):
        site.paths[f"/agenda/mois-{n}"] = lambda: Reply(f'<html><a href="mois-{next(numbers) % 300}">x</a></html>'.encode())
    territory = on_the_web(site, tmp_path, page_source(f"{site.origin}/agenda/", follow="mois", pages=20))
    made, _ = visit(territory, clock)
    assert made.trouble[0] == "page-limit"
    assert len([path for path in site.asked if path.startswith("/agenda")]) == 20


def test_a_list_without_end_is_cut(site: TownHall, clock: MovedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.collect.crawl.MOST_LISTED", 2)
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", *(f"/actes/{n}.pdf" for n in range(1, 2000)))))
    made, found = visit(territory, clock)
    assert made.trouble[0] == "list-limit" and names(found) == ["1.pdf", "2.pdf"] and codes(found) == ["source-list-limit"]


def test_other_hosts_are_named_and_left(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    site.page("/conseil", "/actes/1.pdf", "https://docs.example/2.pdf", "https://docs.example/3.pdf")
    _, found = visit(on_the_web(site, tmp_path, page_source(f"{site.origin}/conseil")), clock)
    assert names(found) == ["1.pdf"] and codes(found) == ["other-hosts"]
    assert "docs.example (2)" in found.issues[0].message


def test_robots_are_heeded_unless_told_otherwise(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    site.put("/robots.txt", "User-agent: *\nDisallow: /actes/*.pdf$\nCrawl-delay: 7\n")
    page = page_source(site.page("/conseil", "/actes/1.pdf"))
    _, found = visit(on_the_web(site, tmp_path / "a", page), clock)
    assert codes(found) == ["robots"] and site.times("/actes/1.pdf") == 0
    assert clock.slept == [7.0], "between robots.txt and the page"
    _, found = visit(on_the_web(site, tmp_path / "b", page, robots=False), clock)
    assert names(found) == ["1.pdf"] and site.times("/robots.txt") == 1


def test_one_pause_for_a_host_whatever_the_number_of_territories(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    manners = Manners(clock)
    page = page_source(site.page("/conseil", "/actes/1.pdf"))
    for name in ("a", "b"):
        visit_sources(on_the_web(site, tmp_path / name, page, pause=3.0), clock=clock, manners=manners)
    assert len(site.asked) == 5  # robots.txt once, then each its page and document
    assert sum(clock.slept) == 3.0 * 4


def test_the_contact_is_in_the_user_agent(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    visit(on_the_web(site, tmp_path, _page(site), contact="veille@example.org"), clock)
    assert site.agents == {"ecart/1 (+veille@example.org)"}


def test_tried_again_after_what_the_server_asks(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    answers = iter([Reply(status=429, headers={"Retry-After": "30"}), Reply(status=503), Reply(pdf("at last"))])
    site.paths["/1.pdf"] = lambda: next(answers)
    territory = on_the_web(site, tmp_path, WebSource(Listing.URL, (f"{site.origin}/1.pdf",)), robots=False)
    assert names(visit(territory, clock)[1]) == ["1.pdf"]
    assert clock.slept == [30.0, 8.0]


def test_retry_after_may_be_a_date(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    answers = iter([Reply(status=503, headers={"Retry-After": "Wed, 01 Jan 2025 03:01:30 GMT"}), Reply(pdf("at last"))])
    site.paths["/1.pdf"] = lambda: next(answers)
    territory = on_the_web(site, tmp_path, WebSource(Listing.URL, (f"{site.origin}/1.pdf",)), robots=False)
    assert names(visit(territory, clock)[1]) == ["1.pdf"]
    assert clock.slept == [90.0]


def test_a_host_that_is_down_is_left_alone(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    links = [f"/actes/{n}.pdf" for n in range(50)]
    page = page_source(site.page("/conseil", *links))
    for link in links:
        site.put(link, b"", status=500)
    made, found = visit(on_the_web(site, tmp_path, page), clock)
    assert made.failed == 50 and len([path for path in site.asked if path.startswith("/actes")]) < 8
    assert sum(issue.unread for issue in found.issues) == 50


def test_a_visit_that_was_killed_is_taken_up(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/actes/1.pdf", "/actes/2.pdf")))
    _, whole = visit(territory, clock)
    ledger = tmp_path / "collected" / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    for cut in range(1, len(lines)):
        ledger.write_bytes(b"".join(lines[:cut]) + lines[cut][: len(lines[cut]) // 2])
        (tmp_path / "collected" / ".coming-x").write_bytes(b"half")
        clock.move(minutes=5)
        _, found = visit(territory, clock)
        assert [f.sha256 for f in found.files] == [f.sha256 for f in whole.files] and found.issues == ()
        assert not (tmp_path / "collected" / ".coming-x").exists()
    assert len(list((tmp_path / "collected").rglob("*.pdf"))) == 2


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda line: line[: len(line) // 2], id="cut off"),
        pytest.param(lambda line: b"\xff\xfe" + line, id="no text"),
        pytest.param(lambda _: b"[]", id="no fact"),
        pytest.param(lambda line: line.replace(b'"sha256"', b'"sha"'), id="a fact without its content"),
    ],
)
def test_a_damaged_line_of_the_ledger_is_told(site: TownHall, clock: MovedClock, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/actes/1.pdf", "/actes/2.pdf")))
    visit(territory, clock)
    ledger = tmp_path / "collected" / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines()
    number = next(n for n, line in enumerate(lines) if b'"kept"' in line)
    ledger.write_bytes(b"\n".join([*lines[:number], damage(lines[number]), *lines[number + 1 :], b""]))
    issues = {issue.code: issue for issue in collect_files(territory).issues}
    assert f"(line {number + 1})" in issues["ledger-damaged"].message and issues["ledger-damaged"].remedy
    assert "not-fetched" in issues, "the document whose line is lost is told too"


def test_a_kept_file_that_was_removed_comes_again(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    three_acts(site)
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/actes/1.pdf")))
    _, first = visit(territory, clock)
    first.files[0].path.unlink()
    made, found = visit(territory, clock)
    assert found == first and found.files[0].path.is_file() and made.changed == 0


def test_a_folder_that_cannot_be_written_is_told(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    (tmp_path / "collected").write_text("a file")
    with pytest.raises(EcartError, match="collected"):
        visit_sources(on_the_web(site, tmp_path, _page(site)), clock=clock)


def test_tables_are_taken_where_they_are_meant(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    address = site.put("/budget?id=3", "BGT_NATDEC;BGT_ANNEE\nbudget primitif;2025\n")
    source = WebSource(Listing.URL, (address,))
    _, found = visit(on_the_web(site, tmp_path, source, role=Role.BUDGET), clock)
    assert names(found) == ["budget.csv"]
    clock.move(days=1)
    site.put("/budget?id=3", "BGT_NATDEC;BGT_ANNEE\nbudget primitif;2026\n")
    made, _ = visit(on_the_web(site, tmp_path, source, role=Role.BUDGET), clock)
    assert made.changed == 1, "an address that is named itself is looked at in every visit"


def test_an_address_named_itself_is_tried_in_every_visit(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    territory = on_the_web(site, tmp_path, WebSource(Listing.URL, (f"{site.origin}/plan.pdf",)))
    for _ in range(5):
        assert codes(visit(territory, clock)[1]) == ["not-there"]
        clock.move(hours=1)
    site.put("/plan.pdf", pdf("at last"))
    assert names(visit(territory, clock)[1]) == ["plan.pdf"] and site.times("/plan.pdf") == 6


def test_visits_do_not_wait_for_long_when_nothing_is_on_the_web(tmp_path: Path, clock: MovedClock, site: TownHall) -> None:
    assert visit_sources(on_the_web(site, tmp_path), clock=clock) == {}
    assert not (tmp_path / "collected").exists()


def test_due_is_never_before_its_time(clock: MovedClock, site: TownHall, tmp_path: Path) -> None:
    site.put("/1.pdf", pdf("1"))
    territory = on_the_web(site, tmp_path, page_source(site.page("/conseil", "/1.pdf")))
    visit(territory, clock)
    known = read_ledger(tmp_path / "collected").addresses[f"{site.origin}/1.pdf"]
    assert not known.due(clock.now() + timedelta(hours=19), "") and known.due(clock.now() + timedelta(hours=21), "")
