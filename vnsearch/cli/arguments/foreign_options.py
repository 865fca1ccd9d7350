"""Short options of grep, ripgrep, fzf and recollq that are not ours, and what serves here."""

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


def hint(letter: str) -> str:
    """What to do in place of a short option of another program; "" where none has it."""
    if letter in "123456789":
        return f"-n {letter} prints that many hits"
    return _HINTS.get(letter, "")
