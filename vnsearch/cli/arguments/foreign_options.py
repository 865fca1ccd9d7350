"""Options of grep, ripgrep, fzf and recollq that are not ours, and what serves here."""

from __future__ import annotations

_CASE = "upper and lower case are always the same"
_CONTEXT = "--snippets N shows more passages of each document"
_NO_PATTERNS = "a query is made of words; word* finds those that begin so"
_OWN_LINES = "--format prints lines of your own, as in --format '{path} {snippet}'"
_NOT = "-word leaves out the documents that have a word"

_HINTS = {
    "A": _CONTEXT,
    "B": _CONTEXT,
    "C": _CONTEXT,
    "D": "--sort date puts the newest first",
    "E": _NO_PATTERNS,
    "F": f"--literal switches the operators off, and {_OWN_LINES}",
    "G": _NO_PATTERNS,
    "H": "the path is always printed",
    "I": _OWN_LINES,
    "L": _NOT,
    "M": _OWN_LINES,
    "N": _OWN_LINES,
    "P": _NO_PATTERNS,
    "Q": "--explain shows how a query was understood",
    "R": "a folder is always searched with all that is below it",
    "S": f"{_CASE}, and --sort date or --sort path orders the hits",
    "T": "-kind:pdf leaves out the documents of one format",
    "U": "a phrase goes on over the end of a line",
    "V": "'vnsearch --version' prints the version",
    "Z": "-0 ends each path with a NUL",
    "a": "all of the words must be found as it is, and --any asks for any of them",
    "b": "--vimgrep prints line and column, -l the paths alone",
    "d": "'vnsearch show ID' prints a whole document, --path GLOB keeps to a folder",
    "e": "every argument is a part of the query, and --exact takes its words as typed",
    "f": "--batch FILE reads queries from a file, and path:word looks at file names",
    "g": "--path GLOB keeps to paths that match",
    "i": _CASE,
    "j": "'vnsearch index --jobs N' sets how many processes read",
    "k": "'vnsearch show ID' prints a whole document",
    "m": "-n N says how many hits to print",
    "o": "--any asks for any of the words, --format '{snippet}' prints the passage alone",
    "p": "--color always keeps the colours in a pipe",
    "r": "a folder is always searched with all that is below it",
    "s": _CASE,
    "t": "kind:pdf keeps to one format",
    "u": "'vnsearch index --hidden' reads hidden files too",
    "v": _NOT,
    "w": "words are always whole, and word* finds those that begin so",
    "x": 'a "phrase" in quotation marks finds words side by side',
    "y": _CASE,
    "z": "compressed files are always read",
    ".": "'vnsearch index --hidden' reads hidden files too",
}


_NAMED = {
    **dict.fromkeys(("after-context", "before-context", "context"), _CONTEXT),
    **dict.fromkeys(("case-sensitive", "ignore-case", "smart-case"), _CASE),
    **dict.fromkeys(("basic-regexp", "extended-regexp", "perl-regexp"), _NO_PATTERNS),
    **dict.fromkeys(("pattern", "regex", "regexp"), _NO_PATTERNS),
    **dict.fromkeys(("glob", "iglob", "in"), _HINTS["g"]),
    **dict.fromkeys(("ext", "extension", "filetype", "kind", "type"), _HINTS["t"]),
    **dict.fromkeys(("max-count", "max-results", "rows", "size", "top"), _HINTS["m"]),
    **dict.fromkeys(("files-without-match", "invert-match"), _NOT),
    **dict.fromkeys(("after", "from", "newer"), "--since DATE keeps to what is not older"),
    **dict.fromkeys(("before", "older", "to"), "--until DATE keeps to what is not newer"),
    **dict.fromkeys(("all-text", "author", "title"), "author:word and title:word are queries"),
    **dict.fromkeys(("reverse", "sortr"), "--sort date puts the newest first"),
    **dict.fromkeys(("column", "line-number", "with-filename"), _HINTS["b"]),
    **dict.fromkeys(("no-filename", "no-line-number", "replace"), _OWN_LINES),
    "files": "'vnsearch search -l kind:pdf' prints the paths of one format",
    "file": _HINTS["f"],
    "fixed-strings": _HINTS["F"],
    "fuzzy": "word~ finds words that differ in one letter",
    "only-matching": _HINTS["o"],
    "page": "--offset N passes over the first hits",
    "recursive": _HINTS["r"],
    "search-zip": _HINTS["z"],
    "word-regexp": _HINTS["w"],
}
_OF_INDEX = {
    **dict.fromkeys(("clean", "force", "full", "reindex"), "--rebuild makes the index anew"),
    **dict.fromkeys(("add", "update"), "without options the index is brought up to date"),
    **dict.fromkeys(("delete", "drop", "remove"), "--forget PATH drops a path"),
    **dict.fromkeys(("recursive", "r", "R"), "a folder is always read with all below it"),
    **dict.fromkeys(("ignore", "skip"), "--exclude GLOB leaves files out"),
    **dict.fromkeys(("ext", "glob", "type"), "--include GLOB reads only files that match"),
    **dict.fromkeys(
        ("processes", "threads", "workers"), "--jobs N sets how many processes read"
    ),
    **dict.fromkeys(("o", "out", "output"), "--index DIR names the folder of the index"),
}


def named_hint(command: str, option: str) -> str:
    """What to do in place of an option that a command does not have; "" where none has it."""
    name = option.lstrip("-")
    return (_NAMED if command == "search" else _OF_INDEX if command == "index" else {}).get(
        name, ""
    )


def hint(letter: str) -> str:
    """What to do in place of a short option of another program; "" where none has it."""
    if letter in "123456789":
        return f"-n {letter} prints that many hits"
    return _HINTS.get(letter, "")
