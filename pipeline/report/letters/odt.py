"""A letter as an OpenDocument text (ISO/IEC 26300), which LibreOffice and Word open."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from pipeline.report.french import harmless, typeset
from pipeline.report.letters.letter import Kind, Letter

MIMETYPE = "application/vnd.oasis.opendocument.text"
_STAMPED = (2020, 1, 1, 0, 0, 0)  # of the entries in the archive, so that the same letter gives the same bytes
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (("office", "office"), ("style", "style"), ("text", "text"), ("meta", "meta"))
)
_FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_STYLES: tuple[tuple[str, str, str], ...] = (
    ("sender", "", ""),
    ("recipient", 'fo:margin-left="8cm" fo:margin-top="0.3cm"', ""),
    ("subject", 'fo:margin-top="0.8cm" fo:margin-bottom="0.5cm"', 'fo:font-weight="bold"'),
    ("text", 'fo:margin-bottom="0.35cm"', ""),
    ("point", 'fo:margin-bottom="0.1cm"', ""),
    (
        "blank",
        'fo:margin-left="1cm" fo:margin-top="0.2cm" fo:padding-bottom="0.05cm" fo:border-bottom="0.5pt solid #7b8694" '
        'style:join-border="false"',
        'fo:font-size="10pt" fo:color="#4b5563"',
    ),
    ("note", 'fo:margin-top="1cm"', 'fo:font-size="9pt" fo:font-style="italic" fo:color="#4b5563"'),
)


def letter_odt(of: Letter) -> bytes:
    """The letter as the bytes of an .odt file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _put(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)  # first and uncompressed, as the format asks
        _put(archive, "META-INF/manifest.xml", _manifest())
        _put(archive, "meta.xml", _meta(of.title))
        _put(archive, "styles.xml", _styles())
        _put(archive, "content.xml", _content(of))
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str, how: int = zipfile.ZIP_DEFLATED) -> None:
    archive.writestr(zipfile.ZipInfo(name, _STAMPED), text.encode(), how)


def _words(text: str) -> str:
    return escape(harmless(typeset(text)))


def _content(of: Letter) -> str:
    parts: list[str] = []
    in_list = False
    for block in of.blocks:
        if (block.kind is Kind.POINT) is not in_list:
            parts.append("</text:list>" if in_list else '<text:list text:style-name="points">')
            in_list = not in_list
        line = f'<text:p text:style-name="{block.kind.value}">{_words(block.text)}</text:p>'
        parts.append(f"<text:list-item>{line}</text:list-item>" if in_list else line)
    body = "".join(parts) + ("</text:list>" if in_list else "")
    return (
        f'{_HEAD}<office:document-content {_SPACES} {_FO} office:version="1.3"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )


def _styles() -> str:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
        f"{paragraph}/><style:text-properties {text}/></style:style>"
        for name, paragraph, text in _STYLES
    )
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" fo:language="fr" fo:country="FR" '
        'fo:font-family="Liberation Serif"/></style:default-style>'
    )
    points = (
        '<text:list-style style:name="points"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="–"><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
        'fo:text-indent="-0.5cm" fo:margin-left="1cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>'
    )
    layout = (
        '<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" '
        'fo:margin-top="2.2cm" fo:margin-bottom="2.2cm" fo:margin-left="2.4cm" fo:margin-right="2.4cm"/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4"/>'
        "</office:master-styles>"
    )
    return (
        f"{_HEAD}<office:document-styles {_SPACES} {_FO} "
        f'office:version="1.3"><office:styles>{default}{styles}{points}</office:styles>{layout}'
        "</office:document-styles>"
    )


def _meta(title: str) -> str:
    return (
        f'{_HEAD}<office:document-meta {_SPACES} {_DC} office:version="1.3"><office:meta><dc:title>{_words(title)}</dc:title>'
        "<dc:language>fr-FR</dc:language><meta:generator>ecart</meta:generator></office:meta></office:document-meta>"
    )


def _manifest() -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="text/xml"/>' for n in ("content.xml", "styles.xml", "meta.xml")
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>{files}</manifest:manifest>'
    )
