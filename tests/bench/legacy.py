"""Whether the encodings of texts are told right, and valid texts are left alone.

    python tests/bench/legacy.py CORPUS [ROOT...] [--files N] [--out RUN]

reads the UTF-8 files below the roots, of which none may be changed; and writes passages of the
corpus in every legacy encoding, wrongly read, or beside lines in other encodings, and reads
them again. Foreign texts are those of the message catalogues that the machine has. RUN is a
folder of `runs/`; the form of the corpus is in `collection`.
"""

from __future__ import annotations

import argparse
import gettext
import os
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from collection import read_passages
from kept_runs import keep, table

from vnsearch.documents.encodings.encoding import decode
from vnsearch.documents.encodings.legacy import VNI_LETTERS, WINDOWS_1252, decode_legacy
from vnsearch.documents.kinds import is_binary, known_binary
from vnsearch.text.normalize import compose

ENCODINGS = ("tcvn3", "viscii", "vni", "windows-1258")
WORDS = (3, 10, 50, 200, 1000)
KINDS = ("prose", "list", "table")
TRIALS = 30  # of each length, kind and encoding
LARGEST = 2_000_000  # bytes of a file
CATALOGUES = Path("/usr/share/locale")
FOREIGN = {
    "fr": "cp1252",
    "de": "cp1252",
    "es": "cp1252",
    "pt": "cp1252",
    "sv": "cp1252",
    "da": "cp1252",
    "pl": "cp1250",
    "cs": "cp1250",
    "hu": "cp1250",
    "ro": "iso8859-16",
    "tr": "cp1254",
    "ru": "cp1251",
    "uk": "cp1251",
    "el": "cp1253",
    "zh_CN": "gb18030",
    "zh_TW": "big5",
    "ja": "cp932",
    "ko": "cp949",
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BYTES = {name: {decode_legacy(bytes([byte]), name): byte for byte in reversed(range(256))}
          for name in ("tcvn3", "viscii")}  # fmt: skip
_PAIRS = {letter: pair for pair, letter in VNI_LETTERS.items()}


def written(text: str, name: str) -> bytes:
    """The text in a legacy encoding; what it has no code for is left out."""
    if name == "vni":
        shown = "".join(_PAIRS.get(letter, letter) for letter in text)
        return shown.encode("cp1252", "ignore")
    if name == "windows-1258":
        return "".join(map(_with_tone_apart, text)).encode("cp1258", "ignore")
    codes = _BYTES[name]
    small = (letter if letter in codes else letter.lower() for letter in text)
    return bytes(codes[letter] for letter in small if letter in codes)


def _with_tone_apart(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in marks if mark in _TONES)
    rest = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", rest) + tones


def shaped(words: Sequence[str], kind: str) -> str:
    """The words as prose, as a list of two a line, or as a table with many numbers."""
    if kind == "prose":
        rows = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    elif kind == "list":
        rows = ["- " + " ".join(words[at : at + 2]) for at in range(0, len(words), 2)]
    else:
        numbers = ";".join(str(number * 37 % 1000) for number in range(60))
        rows = [";".join([*words[at : at + 3], numbers]) for at in range(0, len(words), 3)]
    return "\n".join(rows) + "\n"


def same_words(found: str, text: str) -> float:
    """The share of the words of a text that were read as they are."""
    words = Counter(compose(text).lower().split())
    return sum((words & Counter(compose(found).lower().split())).values()) / words.total()


def unicode_files(roots: Sequence[str], most: int) -> dict[str, Any]:
    """How many UTF-8 files were read, and those that were changed."""
    read = beyond = 0
    changed = []
    for path in _files(roots):
        data = path.read_bytes()
        if not data or known_binary(data) or is_binary(data) or b"\0" in data:
            continue  # UTF-16 of ASCII is valid UTF-8
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        read += 1
        beyond += not text.isascii()
        if decode(data)[0] != text.removeprefix("\ufeff"):
            changed.append(str(path))
        if read >= most:
            break
    return {"files": read, "beyond ASCII": beyond, "changed": changed}


def _files(roots: Sequence[str]) -> Iterator[Path]:
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in sorted(names):
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST:
                    yield path


def legacy_texts(
    words: Sequence[str], read: Callable[[bytes], str], chance: random.Random
) -> list[list[str]]:
    """A row for each kind and length: the share of texts whose words are all read."""
    rows = []
    for kind in KINDS:
        for length in WORDS:
            row = [kind, str(length)]
            for name in ENCODINGS:
                right = 0
                for _ in range(TRIALS):
                    start = chance.randrange(len(words) - length)
                    data = written(shaped(words[start : start + length], kind), name)
                    text = compose(decode_legacy(data, name))
                    right += same_words(read(data), text) >= 0.99
                row.append(f"{right / TRIALS:.2f}")
            rows.append(row)
    return rows


def misread_texts(words: Sequence[str], chance: random.Random) -> list[list[str]]:
    """A row for each code page: the share of words mended after one reading and after two."""
    rows = []
    for page in ("windows-1252", "latin-1", "cp1258", "cp1254", "cp437", "mac_roman"):
        for lost in (False, True):
            row = [page, "lost" if lost else "whole"]
            for times in (1, 2):
                shares = []
                for length in (10, 50, 200):
                    start = chance.randrange(len(words) - length)
                    text = shown = shaped(words[start : start + length], "prose")
                    for _ in range(times):
                        shown = _shown(shown.encode("utf-8"), page, lost)
                    shares.append(same_words(decode(shown.encode("utf-8"))[0], text))
                row += [f"{share:.2f}" for share in shares]
            rows.append(row)
    return rows


def _shown(data: bytes, page: str, lost: bool) -> str:
    if lost or page != "windows-1252":
        return data.decode("cp1252" if page == "windows-1252" else page, "replace")
    return "".join(WINDOWS_1252[byte] for byte in data)


def mixed_documents(words: Sequence[str], foreign: dict[str, list[str]]) -> list[list[str]]:
    """A row for each mixture: the share of the words of its Vietnamese part that are read."""
    text = shaped(words[:2000], "prose")
    lines = text.splitlines()
    french = "\n".join(foreign.get("fr", [])[:80]).encode("cp1252", "ignore")
    chinese = [line.encode("gb18030") for line in foreign.get("zh_CN", [])]
    tcvn3 = [written(line, "tcvn3") for line in lines]
    vni = [written(line, "vni") for line in lines]
    seen = decode_legacy(b"\n".join(tcvn3), "tcvn3")
    shown = "\n".join("".join(WINDOWS_1252[byte] for byte in line) for line in tcvn3)
    turns = [one for pair in zip(tcvn3, chinese, strict=False) for one in pair]
    shaken = [vni[at] if at % 2 else tcvn3[at] for at in range(len(lines))]
    made = {
        "French above TCVN3": (french + b"\n" + b"\n".join(tcvn3), seen),
        "GBK and TCVN3 in turn": (b"\n".join(turns), decode_legacy(
            b"\n".join(tcvn3[: len(turns) // 2]), "tcvn3")),
        "VNI and TCVN3 in turn": (b"\n".join(shaken), text),
        "UTF-8 and TCVN3 in turn": (
            b"\n".join(one.encode() if at % 2 else tcvn3[at] for at, one in enumerate(lines)),
            text,
        ),
        "Unicode above TCVN3 read wrongly": (f"Đã ký.\n{shown}\nĐã ký.\n".encode(), seen),
    }  # fmt: skip
    return [[name, f"{same_words(decode(data)[0], told):.3f}"]
            for name, (data, told) in made.items()]  # fmt: skip


def foreign_texts() -> dict[str, list[str]]:
    """The messages of the machine's catalogues, by language."""
    found: dict[str, list[str]] = {}
    for language in FOREIGN:
        for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
            try:
                with path.open("rb") as stream:
                    catalogue = gettext.GNUTranslations(stream)
            except (OSError, ValueError, UnicodeDecodeError):
                continue
            messages = vars(catalogue).get("_catalog", {})
            found.setdefault(language, []).extend(
                one.replace("\n", " ") for key, one in messages.items() if key and one
            )
    return found


def foreign_rows(foreign: dict[str, list[str]], chance: random.Random) -> list[list[str]]:
    """A row for each language: how many texts of each length were taken for Vietnamese."""
    rows = []
    for language, messages in foreign.items():
        row = [language, FOREIGN[language]]
        for length in (1, 5, 50, 500):
            taken = tried = 0
            for _ in range(TRIALS):
                some = chance.choices(messages, k=length)
                data = "\n".join(some).encode(FOREIGN[language], "ignore")
                tried += 1
                name = decode(data)[1].name
                taken += any(one in name for one in (*ENCODINGS, "tcvn"))
            row.append(f"{taken}/{tried}")
        rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("roots", nargs="*")
    parser.add_argument("--files", type=int, default=30_000)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    chance = random.Random(5712)
    words = [word for passage in read_passages(options.corpus) for word in passage.text.split()]
    foreign = foreign_texts()
    bytes_rows = legacy_texts(words, lambda data: decode(data)[0], chance)
    text_rows = legacy_texts(
        words,
        lambda data: decode("".join(WINDOWS_1252[byte] for byte in data).encode("utf-8"))[0],
        chance,
    )
    found = unicode_files(options.roots, options.files)
    misread_lengths = [f"{way} {n}" for way in ("once", "twice") for n in (10, 50, 200)]
    tables = {
        "UTF-8 files": table(
            ["files", "beyond ASCII", "changed"],
            [[str(found["files"]), str(found["beyond ASCII"]), str(len(found["changed"]))]],
        ),
        "Legacy bytes: texts read whole": table(["kind", "words", *ENCODINGS], bytes_rows),
        "The same as characters in UTF-8": table(["kind", "words", *ENCODINGS], text_rows),
        "UTF-8 read wrongly: words mended": table(
            ["code page", "bytes", *misread_lengths],
            misread_texts(words, chance),
        ),
        "Mixed documents: Vietnamese words read": table(
            ["document", "share"], mixed_documents(words, foreign)
        ),
        "Foreign texts taken for Vietnamese, by messages": table(
            ["language", "encoding", "1", "5", "50", "500"], foreign_rows(foreign, chance)
        ),
    }  # fmt: skip
    for title, text in tables.items():
        print(f"\n{title}\n\n{text}")
    for path in found["changed"][:50]:
        print("changed:", path, file=sys.stderr)
    if options.out:
        keep(options.out, tables, {"files": found["files"], "beyond": found["beyond ASCII"],
                                   "changed": len(found["changed"])})  # fmt: skip


if __name__ == "__main__":
    main()
