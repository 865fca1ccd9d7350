"""Which format a file is in, told by its first bytes and then by its suffix."""

from __future__ import annotations

import json
import os
import re

from vnsearch.documents.encodings.encoding import decode, is_wide
from vnsearch.documents.limits import BINARY_SIZE
from vnsearch.records import What

TEXT_KINDS = ("csv", "html", "json", "jsonl", "mail", "markdown", "mbox", "text")

_KINDS_OF_SUFFIXES = {
    "csv": ".csv .tsv .tab",
    "docx": ".docx .docm .dotx .dotm",
    "epub": ".epub",
    "fb2": ".fb2",
    "html": ".html .htm .xhtml .shtml",
    "json": ".json",
    "jsonl": ".jsonl .ndjson",
    "mail": ".eml .mht .mhtml",
    "markdown": ".md .markdown .mkd",
    "mbox": ".mbox .mbx",
    "odp": ".odp .otp",
    "ods": ".ods .ots",
    "odt": ".odt .ott",
    "pdf": ".pdf",
    "pptx": ".pptx .pptm .ppsx .ppsm .potx .potm",
    "rtf": ".rtf",
    "xlsx": ".xlsx .xlsm .xltx .xltm",
    "zip": ".zip",
}
_SUFFIXES = {
    suffix: kind for kind, suffixes in _KINDS_OF_SUFFIXES.items() for suffix in suffixes.split()
}
_COMPRESSED_SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".tgz", ".tbz2", ".txz", ".tzst")

_MAGIC = {
    b"\xd0\xcf\x11\xe0": "ole",
    b"{\\rtf": "rtf",
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x78\x9f\x3e\x22": "tnef",
}
_mbox = re.compile(rb"From [^\n]*\d{4}[^\n]*\n[A-Za-z-]+:").match
_headers = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\r?\n|\Z)").match
_from = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE).search
_mail_only = re.compile(
    rb"^(?:message-id|mime-version|received):", re.IGNORECASE | re.MULTILINE
).search
_page_in_parts = re.compile(
    rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE
).search
_html = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
).match

# What pages begin with that are saved under the names of office files.
_html_part = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*"
    rb"<(?:head|body|meta|title|style|table|center|div|font|p|h\d|b|br)\b",
    re.IGNORECASE | re.DOTALL,
).match
_OFFICE_SUFFIXES = (".doc", ".xls", ".ppt", ".docx", ".xlsx", ".rtf", ".wps")
# The first element of an XML file, and its attributes.
_root = re.compile(
    rb"\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]*>\s*)*"
    rb"<(?:[\w.-]+:)?([\w.-]+)([^>]*)",
    re.DOTALL,
).match
# Formats that are one XML file: the root's name, what is in its attributes, and the format.
_ROOTS = (
    (b"FictionBook", b"", "fb2"),
    (b"document", b"urn:oasis:names:tc:opendocument", "flat opendocument"),
    (b"wordDocument", b"office/word/2003/wordml", "word xml"),
    (b"Workbook", b"urn:schemas-microsoft-com:office:spreadsheet", "sheet xml"),
    (b"package", b"office/2006/xmlPackage", "flat ooxml"),
)

# First bytes of what holds no text to be read, and what it is.
_BINARY_MAGIC: dict[bytes, What] = {
    b"\x7fELF": "program",
    b"MZ": "program",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"RIFF": "film or sound",
    b"OggS": "film or sound",
    b"ID3": "film or sound",
    b"Rar!\x1a": "archive",
    b"7z\xbc\xaf": "archive",
    b"SQLite format 3\x00": "database",
    b"%!PS-Adobe": "postscript",
}
_PLAIN_MAGIC = (b"%!PS-Adobe",)  # no text could begin so
_TAR_MAGIC = b"ustar"  # at byte 257
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r\x1b"))
_CONTROL_SHARE = 0.1  # VISCII and TCVN have capitals there, but never so many


def without_compression(file_name: str) -> str:
    """The name of what a compressed file holds: "a.jsonl.gz" -> "a.jsonl"."""
    stem, suffix = os.path.splitext(file_name)
    return stem if suffix.lower() in _COMPRESSED_SUFFIXES else file_name


def suffix_kind(file_name: str) -> str:
    """The format that a name's suffix tells, "" where it tells none."""
    return _SUFFIXES.get(os.path.splitext(without_compression(file_name))[1].lower(), "")


def file_kind(file_name: str, head: bytes) -> str:
    """The format of a file of that name which begins with `head`; "text" if no other."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if head[257:262] == _TAR_MAGIC:
        return "tar"
    shown = _as_ascii(head)
    suffix = os.path.splitext(without_compression(file_name))[1].lower()
    if _html(shown) or (suffix in _OFFICE_SUFFIXES and _html_part(shown)):
        return "html"
    kind = _kind_of_root(shown) or suffix_kind(file_name)
    if kind:
        return _json_kind(kind, head) if kind in ("json", "jsonl") else kind
    if _mbox(head):
        return "mbox"
    return "mail" if _is_mail(head) else "text"


def _kind_of_root(shown: bytes) -> str:
    """The format that an XML file's first element tells, "" for none of ours."""
    root = _root(shown)
    if not root:
        return ""
    told = (kind for name, sign, kind in _ROOTS if root[1] == name and sign in root[2])
    return next(told, "")


def _as_ascii(head: bytes) -> bytes:
    """The first characters, of UTF-16 as well, in which tags can be looked for."""
    if is_wide(head):
        return decode(head[: len(head) & ~1])[0].encode("ascii", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def known_binary(head: bytes) -> What | None:
    """What a file that begins with `head` is, if that is known and not read: "picture" ..."""
    for magic, kind in _BINARY_MAGIC.items():
        if head.startswith(magic) and (b"\x00" in head or magic in _PLAIN_MAGIC):
            return kind
    return None


def is_binary(head: bytes, encoding: str = "") -> bool:
    """Whether a file that begins with `head` is no text, in `encoding` if that is given."""
    head = head[:BINARY_SIZE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" not in head and controls <= _CONTROL_SHARE * len(head):
        return False
    return not is_wide(head, encoding)


def _is_mail(head: bytes) -> bool:
    headers = _headers(head)
    if not headers:
        return False
    page = _page_in_parts(headers[0]) and _mail_only(headers[0])  # a page saved with its parts
    return bool(page or (_from(headers[0]) and _mail_only(headers[0])))


def _json_kind(kind: str, head: bytes) -> str:
    """Whether a file called JSON or JSON Lines has a record a line."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if is_wide(head) or not rest.strip():
        return kind
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # An array or object that goes on in the next line; a broken record has more in its own.
        goes_on = first.startswith(b"[") or first.rstrip() == b"{"
        return "json" if kind == "json" or goes_on else "jsonl"
    return "jsonl"
