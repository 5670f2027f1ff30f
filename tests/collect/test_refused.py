"""What is refused, and with which reason: addresses, numbers behind names, answers, archives, names."""

from __future__ import annotations

import contextlib
import gzip
import io
import socket
import struct
import threading
import time
import zipfile
import zlib
from pathlib import Path

import httpcore
import pytest

from pipeline.collect import collect_files, visit_sources
from pipeline.collect.addresses import check_address, check_number
from pipeline.collect.connect import GuardedBackend
from pipeline.collect.fetch import Web
from pipeline.collect.manners import Manners
from pipeline.collect.names import safe_name, suggested_name
from pipeline.collect.refusal import Refusal, Unreachable
from pipeline.collect.unpack import unpack
from pipeline.records.territory import Listing, WebRules, WebSource
from tests.collect.town_hall import MovedClock, Reply, TownHall, on_the_web, pdf

ADDRESSES = [
    ("file:///etc/passwd", "bad-scheme", "a file of this machine"),
    ("ftp://mairie.example/a.pdf", "bad-scheme", "another protocol"),
    ("gopher://mairie.example:70/_x", "bad-scheme", "a protocol that carries any bytes"),
    ("javascript:alert(1)", "bad-scheme", "a script"),
    ("data:application/pdf;base64,JVBERi0=", "bad-scheme", "content inside the address"),
    ("//mairie.example/a.pdf", "bad-scheme", "no scheme"),
    ("a.pdf", "bad-scheme", "a relative address that was not joined"),
    ("http://", "bad-address", "no host"),
    ("http:///a.pdf", "bad-address", "no host but a path"),
    ("http://user:secret@mairie.example/", "address-with-password", "a password"),
    ("http://mairie.example@127.0.0.1/", "address-with-password", "a host that is a user name"),
    ("http://127.0.0.1/", "private-address", "loopback"),
    ("http://127.8.9.1:8080/", "private-address", "all of 127/8 is loopback"),
    ("http://localhost/", "private-address", "loopback by name"),
    ("http://LOCALHOST./", "private-address", "in capitals and with the root's dot"),
    ("http://printer.local/", "private-address", "a name of the local network"),
    ("http://metadata.google.internal/", "private-address", "a cloud's metadata by name"),
    ("http://10.0.0.5/", "private-address", "private 10/8"),
    ("http://172.16.0.1/", "private-address", "private 172.16/12"),
    ("http://192.168.1.1/admin", "private-address", "private 192.168/16"),
    ("http://169.254.169.254/latest/meta-data", "private-address", "link-local, a cloud's metadata"),
    ("http://100.64.0.1/", "private-address", "a provider's own network"),
    ("http://0.0.0.0/", "private-address", "this host"),
    ("http://255.255.255.255/", "private-address", "broadcast"),
    ("http://224.0.0.1/", "private-address", "multicast"),
    ("http://192.0.2.7/", "private-address", "documentation"),
    ("http://198.18.0.1/", "private-address", "benchmarks"),
    ("http://[::1]/", "private-address", "loopback, IPv6"),
    ("http://[::]/", "private-address", "unspecified, IPv6"),
    ("http://[fe80::1]/", "private-address", "link-local, IPv6"),
    ("http://[fd00::1]/", "private-address", "unique local, IPv6"),
    ("http://[ff02::1]/", "private-address", "multicast, IPv6"),
    ("http://[::ffff:127.0.0.1]/", "private-address", "loopback wrapped in IPv6"),
    ("http://[::7f00:1]/", "private-address", "loopback in the old compatible form"),
    ("http://[64:ff9b::a00:1]/", "private-address", "10.0.0.1 behind NAT64"),
    ("http://[2002:7f00:1::]/", "private-address", "loopback in 6to4"),
    ("http://mairie.example:22/", "bad-port", "no port of a web server"),
    ("http://mairie.example:6379/", "bad-port", "a database's port"),
    ("http://mairie.example:99999/", "bad-port", "no port at all"),
    ("http://mairie.example/a\r\nHost: x", "bad-address", "a header smuggled into the address"),
    ("http://mairie.example/a\tb", "bad-address", "a tab"),
    ("http://mairie.example\\@127.0.0.1/", "bad-address", "a backslash that clients read differently"),
    ("http://mairie.example/\u202efdp.exe", "bad-address", "letters turned round"),
    ("http://mairie.exa mple/", "bad-address", "a space in the host"),
    ("http://mairie.example/" + "a" * 2000, "address-too-long", "no end"),
    ("http://mairie.example" + "/actes" * 5, "address-trap", "a relative link that never ends"),
]


@pytest.mark.parametrize(("address", "code", "why"), ADDRESSES, ids=[why for *_, why in ADDRESSES])
def test_an_address_is_refused(address: str, code: str, why: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_address(address)
    assert caught.value.code == code and caught.value.reason


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("HTTPS://Mairie.Example/Actes/a.pdf#page=2", "https://mairie.example/Actes/a.pdf"),
        ("http://mairie.example/mon acte n°3.pdf", "http://mairie.example/mon%20acte%20n%C2%B03.pdf"),
        ("http://mairie.example/a;jsessionid=12AB?x=1", "http://mairie.example/a?x=1"),
        ("http://mairie.example/a?utm_source=x&id=3&PHPSESSID=99", "http://mairie.example/a?id=3"),
        ("https://déliberations.example/", "https://xn--dliberations-beb.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2001:4860:4860::8888]/a", "http://[2001:4860:4860::8888]/a"),
    ],
)
def test_an_address_has_one_form(address: str, form: str) -> None:
    assert check_address(address) == form
    assert check_address(form) == form


def test_a_host_is_allowed_by_name_with_its_port_only() -> None:
    assert check_address("http://127.0.0.1:8123/", {"127.0.0.1:8123"}) == "http://127.0.0.1:8123/"
    with pytest.raises(Refusal):
        check_address("http://127.0.0.1:8124/", {"127.0.0.1:8123"})
    assert check_address("http://intranet.local/", {"intranet.local"})


@pytest.mark.parametrize("number", ["127.0.0.1", "fe80::1%eth0", "::ffff:10.1.1.1", "no number", "2002:c0a8:101::"])
def test_a_number_is_refused(number: str) -> None:
    with pytest.raises(Refusal):
        check_number(number)


@pytest.mark.parametrize(
    ("host", "numbers"),
    [
        ("rebind.example", ["127.0.0.1"]),
        ("2130706433", ["127.0.0.1"]),  # the system reads a bare number as an address
        ("0x7f.1", ["127.0.0.1"]),
        ("mixed.example", ["93.184.216.34", "192.168.0.1"]),  # one bad number among good ones
    ],
)
def test_the_numbers_behind_a_name_are_checked_when_connecting(host: str, numbers: list[str]) -> None:
    backend = GuardedBackend((), lambda _host, _port: numbers)
    with pytest.raises(Refusal) as caught:
        backend.connect_tcp(host, 80, timeout=0.1)
    assert caught.value.code == "private-address"


def test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind(clock: MovedClock, tmp_path: Path) -> None:
    asked: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["192.0.2.1"]

    web = Web(WebRules(tries=1, timeout=0.2, robots=False), clock, Manners(clock), look_up=look_up)
    with pytest.raises(Refusal):
        web.get("http://rebind.example/a.pdf", tmp_path)
    assert asked == ["rebind.example"]
    web.close()


def test_a_unix_socket_is_no_server() -> None:
    with pytest.raises(Refusal):
        GuardedBackend(()).connect_unix_socket("/run/docker.sock")


def test_an_unknown_name_is_told(clock: MovedClock) -> None:
    def look_up(_host: str, _port: int) -> list[str]:
        raise OSError("not known")

    with pytest.raises(httpcore.ConnectError, match=r"nowhere\.example"):
        GuardedBackend((), look_up).connect_tcp("nowhere.example", 80)


def _zip(*files: tuple[str, bytes], spoil: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    content = target.getvalue()
    return content[: len(content) // 2] if spoil else content


def _lying(archive: bytes) -> bytes:
    """The archive with the unpacked size of its first file written as 10 bytes, here and in its directory."""
    real = struct.pack("<I", 3 << 20)
    assert archive.count(real) == 2
    return archive.replace(real, struct.pack("<I", 10))


ANSWERS = [
    (Reply(b"<!doctype html><html>Connectez-vous</html>"), "wrong-content", "a login page under the name of a PDF"),
    (Reply(b"  \n<HTML><body>%PDF-1.4"), "wrong-content", "a web page that holds the mark of a PDF"),
    (Reply(b""), "wrong-content", "nothing at all"),
    (Reply(b"MZ\x90\0 program"), "wrong-content", "a program"),
    (Reply(b"\x7fELF..."), "wrong-content", "another program"),
    (Reply(b"#!/bin/sh\nrm -rf /"), "wrong-content", "a script"),
    (Reply(b"\x89PNG\r\n"), "wrong-content", "a picture"),
    (Reply(b"Not found"), "wrong-content", "an error in plain words"),
    (Reply(_zip(("[Content_Types].xml", b"<x/>"))), "wrong-content", "an Office file"),
    (Reply(_zip(("lisez-moi.html", b"<html>"))), "wrong-content", "an archive without a document"),
    (Reply(_zip(("a.pdf", pdf("a")), spoil=True)), "zip-broken", "half an archive"),
    (Reply(_zip(("bombe.csv", b"0" * (6 << 20)))), "zip-bomb", "an archive that unpacks to a thousand times its size"),
    (Reply(_zip(*((f"{n}.pdf", b"") for n in range(2001)))), "zip-bomb", "too many files"),
    (Reply(_lying(_zip(("bombe.csv", b"0" * (3 << 20))))), "zip-broken", "an archive that lies about the size of its file"),
    (Reply(pdf("x" * (2 << 20))), "too-large", "announced as too large"),
    (Reply(pdf("x" * (2 << 20)), headers={"Content-Length": "", "Connection": "close"}), "too-large", "too large and not announced"),
    (Reply(gzip.compress(pdf("0" * (8 << 20))), headers={"Content-Encoding": "gzip"}), "too-large", "a bomb in the transfer"),
    (Reply(zlib.compress(pdf("x"))[:-6], headers={"Content-Encoding": "deflate"}), "cut-off", "packing that ends early"),
    (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "broken-packing", "packing that is none"),
    (Reply(gzip.compress(gzip.compress(pdf("x"))), headers={"Content-Encoding": "gzip, gzip"}), "unknown-packing", "packed twice"),
    (Reply(pdf("x"), headers={"Content-Encoding": "br"}), "unknown-packing", "a packing that was not asked for"),
    (Reply(pdf("x" * 100), cut=20), "no-answer", "cut off"),
    (Reply(status=301, headers={"Location": "http://169.254.169.254/x"}), "private-address", "a redirect into the cloud's metadata"),
    (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "bad-scheme", "a redirect to a file"),
    (Reply(status=302, headers={"Location": "http://127.0.0.1:8080/"}), "private-address", "a redirect to another port of this machine"),
    (Reply(status=302, headers={"Location": "/a.pdf"}), "redirect-loop", "a redirect to itself"),
    (Reply(status=302, headers={"Location": "http://[bad/"}), "bad-address", "a redirect to no address"),
    (Reply(status=401), "status-401", "a password is asked for"),
    (Reply(status=403), "status-403", "forbidden"),
    (Reply(status=404), "not-there", "nothing there"),
    (Reply(status=410), "not-there", "gone for good"),
    (Reply(status=206, body=pdf("x")), "status-206", "a part that was not asked for"),
    (Reply(status=503), "status-503", "broken for the moment"),
    (Reply(status=429, headers={"Retry-After": "86400"}), "asked-to-wait", "asked to come back tomorrow"),
]


@pytest.mark.parametrize(("reply", "code", "why"), ANSWERS, ids=[why for *_, why in ANSWERS])
def test_an_answer_is_refused(reply: Reply, code: str, why: str, site: TownHall, tmp_path: Path) -> None:
    address = site.put("/a.pdf", b"")
    site.paths["/a.pdf"] = reply
    site.put("/robots.txt", "User-agent: *\nDisallow: /prive/\n")
    territory = on_the_web(site, tmp_path, WebSource(Listing.URL, (address,)), max_mb=1.0, tries=2)
    visit_sources(territory, clock=MovedClock())
    found = collect_files(territory)
    assert found.files == ()
    (issue,) = [issue for issue in found.issues if issue.doc == address]
    assert (issue.code, issue.unread) == (code, True)
    assert issue.remedy and address in issue.message
    left = [p.name for p in (tmp_path / "collected").rglob("*") if p.is_file()]
    assert left == ["ledger.jsonl"], "nothing of it stays on the disk"


def test_too_many_redirects(site: TownHall, clock: MovedClock, tmp_path: Path) -> None:
    for step in range(9):
        site.put(f"/{step}", b"", status=302, headers={"Location": f"/{step + 1}"})
    web = Web(WebRules(allow=(site.host,), pause=0), clock, Manners(clock))
    with pytest.raises(Refusal) as caught:
        web.get(f"{site.origin}/0", tmp_path)
    assert caught.value.code == "too-many-redirects"
    web.close()


def test_a_byte_now_and_then_is_no_answer(clock: MovedClock, tmp_path: Path) -> None:
    """Each byte comes within the timeout, the whole header never: the answer as a whole has its time."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        stop = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not stop.wait(0.02):
                    connection.sendall(b"a")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        rules = WebRules(allow=(f"127.0.0.1:{port}",), pause=0, tries=1, timeout=5.0, file_seconds=0.3, robots=False)
        web = Web(rules, clock, Manners(clock))
        began = time.monotonic()
        with pytest.raises(Unreachable) as caught:
            web.get(f"http://127.0.0.1:{port}/a.pdf", tmp_path)
        assert time.monotonic() - began < 4 and caught.value.code == "no-answer" and "ReadTimeout" in caught.value.reason
        web.close()
        stop.set()
        thread.join()


NAMES = [
    ("../../etc/passwd", "passwd.pdf", "folders upwards"),
    ("..%2f..%2fetc%2fcron.d%2fx", "x.pdf", "the same, percent-encoded"),
    ("/etc/shadow", "shadow.pdf", "from the root"),
    ("C:\\Windows\\system32\\a.pdf", "a.pdf", "another system's folders"),
    ("....//....//a.pdf", "a.pdf", "dots and slashes that a filter makes harmful"),
    (".htaccess", "htaccess.pdf", "hidden"),
    ("-rf.pdf", "rf.pdf", "an option"),
    ("a\0.pdf", "a.pdf", "a NUL"),
    ("acte.pdf.exe", "acte.pdf.exe.pdf", "a second ending"),
    ("CON", "document-CON.pdf", "a device"),
    ("nul.pdf", "document-nul.pdf", "a device with an ending"),
    ("", "document.pdf", "nothing"),
    ("...", "document.pdf", "only dots"),
    ("\u202egpj.acte", "gpj.acte.pdf", "letters turned round"),
    ("délibération n° 2024-045 (séance).PDF", "deliberation-n-2024-045-seance.pdf", "French"),
    ("x" * 300, "x" * 80 + ".pdf", "too long"),
    ("a;rm -rf $HOME`x`.pdf", "a-rm-rf-HOME-x.pdf", "a command"),
]


@pytest.mark.parametrize(("name", "safe", "why"), NAMES, ids=[why for *_, why in NAMES])
def test_a_name_from_the_net_becomes_harmless(name: str, safe: str, why: str) -> None:
    assert safe_name(name, "pdf") == safe
    assert safe_name(safe, "pdf").endswith(".pdf")


def test_the_most_telling_name_is_taken() -> None:
    assert suggested_name("http://a.example/DEL-2024-7.pdf", "", "Subventions") == "DEL-2024-7.pdf"
    assert suggested_name("http://a.example/download?id=7", 'attachment; filename="DEL 7.pdf"', "Subventions") == "DEL 7.pdf"
    assert suggested_name("http://a.example/download?id=7", "attachment; filename*=UTF-8''d%C3%A9lib.pdf", "x") == "délib.pdf"
    assert suggested_name("http://a.example/download?id=7", "", "Subventions") == "Subventions"
    assert suggested_name("http://a.example/telecharger", "", "") == "telecharger"


def test_members_of_an_archive_keep_no_folder(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(_zip(("../../../tmp/evil.pdf", pdf("e")), ("ok/b.csv", b"a;b\n1;2\n"), ("c.zip", _zip(("d.pdf", pdf("d"))))))
    found = list(unpack(archive, tmp_path / "out", 1 << 20))
    assert [member.content.value for member in found] == ["pdf", "csv"]
    assert all(member.body.parent == tmp_path / "out" for member in found)


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(_zip(("a.pdf", pdf("a"))))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(Refusal) as caught:
        list(unpack(tmp_path / "a.zip", tmp_path, 1 << 20))
    assert caught.value.code == "zip-encrypted"
