"""PDF files built by hand to be wrong in one way each."""

from __future__ import annotations

import hashlib
import zlib

PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
TEXT = b"BT /F1 12 Tf 72 700 Td (La commune plante des haies avec les habitants du village.) Tj ET"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def assemble(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of numbered objects with its cross-reference table; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def one_page(
    content: bytes = TEXT, *, page: bytes = b"/MediaBox [0 0 595 842]", entries: bytes = b"", extra: dict[int, bytes] | None = None
) -> bytes:
    """A file of one page."""
    return assemble(objects_of(content, page=page, entries=entries) | (extra or {}))


def objects_of(content: bytes = TEXT, *, page: bytes = b"/MediaBox [0 0 595 842]", entries: bytes = b"") -> dict[int, bytes]:
    """The objects of a file of one page."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>" % page,
        4: stream(content, entries),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }


def page_loop() -> bytes:
    """A page tree whose node is its own child."""
    return assemble(objects_of() | {2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


def no_pages() -> bytes:
    """A page tree without a page."""
    return assemble(objects_of() | {2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def nested_forms(depth: int) -> bytes:
    """Forms inside forms; the last one draws the first again."""
    forms = {}
    for level in range(depth):
        inner = 6 + (level + 1) % depth
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>" % inner
        forms[6 + level] = stream(b"/X Do /X Do", entries)
    return one_page(TEXT + b" /X Do", extra=forms)


def flate_bomb(megabytes: int) -> bytes:
    """A content stream that unpacks to many megabytes of spaces: one of them is packed, and repeated."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    size = len(block) * megabytes
    low, high = (1 + block[0] * size) % 65521, (size + block[0] * size * (size + 1) // 2) % 65521  # Adler-32 of all the spaces
    packed = first + again * (megabytes - 1) + packer.flush()[:-4] + (high << 16 | low).to_bytes(4, "big")
    return one_page(packed, entries=b"/Filter /FlateDecode")


def many_objects(count: int) -> bytes:
    """A file of one page and very many empty objects."""
    return assemble(objects_of() | dict.fromkeys(range(10, 10 + count), b"<<>>"))


def many_pages(count: int) -> bytes:
    """A file of very many pages that share their content."""
    objects = objects_of()
    page = objects[3]
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % (10 + i) for i in range(count)), count)
    return assemble(objects | dict.fromkeys(range(10, 10 + count), page))


def many_paths(count: int) -> bytes:
    """A page that is a drawing of very many lines."""
    return one_page(TEXT + b" " + b" ".join(b"%d %d m %d %d l S" % (i % 595, i % 842, (i * 7) % 595, (i * 3) % 842) for i in range(count)))


def rc4(key: bytes, content: bytes) -> bytes:
    """The stream cipher of the oldest PDF encryption."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def encrypted(user: bytes, owner: bytes) -> bytes:
    """A file encrypted with 40-bit RC4 under a user and an owner password."""
    identity = b"0123456789abcdef"
    permissions = -44
    owner_key = hashlib.md5((owner + PAD)[:32], usedforsecurity=False).digest()[:5]
    o = rc4(owner_key, (user + PAD)[:32])
    seed = (user + PAD)[:32] + o + permissions.to_bytes(4, "little", signed=True) + identity
    key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
    u = rc4(key, PAD)
    objects = objects_of()
    own = hashlib.md5(key + (4).to_bytes(3, "little") + (0).to_bytes(2, "little"), usedforsecurity=False).digest()[:10]
    objects[4] = stream(rc4(own, TEXT))
    objects[9] = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>" % (o.hex().encode(), u.hex().encode(), permissions)
    return assemble(objects, b"/Encrypt 9 0 R /ID [<%s> <%s>]" % (identity.hex().encode(), identity.hex().encode()))
