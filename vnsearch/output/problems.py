"""What people are told of the files, or the parts of them, that were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vnsearch.frozen import NamedTuple
from vnsearch.records import Problem, What

_COUNTED = 5  # kinds that the summary lists


class Words(NamedTuple):
    """What is said of a kind of problem; a detail takes the place of "{}" or is added."""

    says: str  # of the one at hand: "is a picture"
    one: str  # what it is counted as: "picture"
    many: str
    advice: str = ""  # "{path}" in it is the path at hand, as one writes it in a shell
    is_notice: bool = False  # the file, or what the index holds of it, is not passed over


WORDS: dict[What, Words] = {
    # of any file
    "a device": Words("is a device", "device", "devices", "only files are read"),
    "a named pipe": Words(
        "is a named pipe", "named pipe", "named pipes", "only files are read"
    ),
    "a socket": Words("is a socket", "socket", "sockets", "only files are read"),
    "dangling": Words(
        "is a symbolic link to nothing", "link to nothing", "links to nothing",
        "mend its target or remove it",
    ),
    "forbidden": Words(
        "may not be read", "that may not be read", "that may not be read",
        "change its permissions or leave it out with --exclude",
    ),
    "ignore file": Words(
        "cannot be read and was not obeyed", "ignore file that was not obeyed",
        "ignore files that were not obeyed", "mend or remove it",
    ),
    "missing": Words(
        "does not exist", "that does not exist", "that do not exist",
        "check the spelling and the current folder",
    ),
    "no file": Words(
        "is not a regular file", "that is not a regular file", "that are not regular files",
        "only files are read",
    ),
    "unreadable": Words(
        "cannot be read", "that cannot be read", "that cannot be read",
        "check it or leave it out with --exclude",
    ),
    "unforeseen": Words(
        "could not be read", "that could not be read", "that could not be read",
        "leave it out with --exclude",
    ),
    # what it is
    "archive": Words(
        "is an archive that is not read", "archive that is not read",
        "archives that are not read",
    ),
    "binary": Words("is binary", "binary file", "binary files"),
    "database": Words("is a database", "database", "databases"),
    "film or sound": Words("is a sound or film", "sound or film", "sounds and films"),
    "office": Words(
        "is of a kind that is not read", "office file or program that is not read",
        "office files and programs that are not read",
    ),
    "picture": Words("is a picture", "picture", "pictures", "--ocr reads it"),
    "postscript": Words(
        "is a PostScript program", "PostScript program", "PostScript programs",
        "save it as PDF to have it read",
    ),
    "program": Words("is a program", "program", "programs"),
    # what it lacks
    "empty": Words("is empty", "that is empty", "that are empty"),
    "no records": Words(
        "holds no records with words", "file without records", "files without records",
    ),
    "no pages": Words("has no pages", "without pages", "without pages"),
    "no tesseract": Words(
        "needs {} to be read", "for which tesseract is missing",
        "for which tesseract is missing", "install tesseract-ocr and tesseract-ocr-vie",
    ),
    "no text": Words("has no text", "without text", "without text"),
    "only pictures": Words(
        "has no text layer", "without a text layer", "without a text layer", "--ocr reads it"
    ),
    "some pictures": Words(
        "has no text layer on {} pages, which were passed over",
        "with pages without a text layer", "with pages without a text layer",
        "--ocr reads them", is_notice=True,
    ),
    # what is wrong with it
    "compressed twice": Words(
        "is compressed twice", "that is compressed twice", "that are compressed twice",
        "unpack it once",
    ),
    "copy protection": Words(
        "is protected from being copied", "that is protected", "that are protected",
        "get a copy that is not",
    ),
    "damaged": Words(
        "is damaged or cut off", "that is damaged", "that are damaged", "get a whole copy of it"
    ),
    "damaged page": Words(
        "is a page that is damaged", "damaged page", "damaged pages", "get a whole copy"
    ),
    "encrypted": Words(
        "is encrypted", "archive that is encrypted", "archives that are encrypted",
        "decrypt the archive",
    ),
    "expansion": Words(
        "expands to {}, beyond all measure", "that expands beyond measure",
        "that expand beyond measure", "unpack it yourself if it is to be trusted",
    ),
    "fatal": Words(
        "is damaged, or takes more than {} of memory to read",
        "that is damaged or takes too much memory", "that are damaged or take too much memory",
        "get another copy of it, or split it",
    ),
    "nested archive": Words(
        "is an archive in another", "archive in another", "archives in others",
        "unpack the outer one",
    ),
    "nested object": Words(
        "lies in more than {} documents, one within the other", "file too deep in others",
        "files too deep in others", "save the one around it as a file of its own",
    ),
    "no message": Words(
        "is no message that can be read", "message that cannot be read",
        "messages that cannot be read", "check it or leave it out with --exclude",
    ),
    "no row": Words(
        "is no row of a table", "broken row of a table", "broken rows of tables", "mend it"
    ),
    "password": Words(
        "is protected by a password", "that has a password", "that have passwords",
        "save a copy without one",
    ),
    "too large": Words(
        "is larger than {}, the most that is read as one document", "that is too large",
        "that are too large", "split it",
    ),
    "too many members": Words(
        "has more than {} members", "archive with too many members",
        "archives with too many members", "unpack it yourself",
    ),
    "too many pages": Words(
        "has more than {} pages", "with too many pages", "with too many pages", "split it"
    ),
    "too many values": Words(
        "has more than {} values, elements or cells in one piece", "with too many values",
        "with too many values", "split it",
    ),
    "too many words": Words(
        "has more than {} words, the most that is read as one document",
        "with too many words", "with too many words", "split it",
    ),
    "too slow": Words(
        "takes far too long to read for its size", "that takes too long to read",
        "that take too long to read", "print it to another file to have it read",
    ),
    # of a record
    "more faults": Words(
        "has {} more records that could not be read", "file with more faults than are named",
        "files with more faults than are named", "mend the ones named",
    ),
    "nested too deeply": Words(
        "is JSON nested too deeply", "record nested too deeply", "records nested too deeply",
        "flatten or remove it",
    ),
    "no json": Words(
        "is not JSON", "record that is not JSON", "records that are not JSON",
        "mend or remove it",
    ),
    # of a path that the index is made from
    "not taken": Words(
        "is not taken by the cluster ({})", "that the cluster does not take",
        "that the cluster does not take", "change it, or leave it out",
    ),
    "gone root": Words(
        "is gone from the disk, and the index keeps its {}", "path that is gone",
        "paths that are gone", "'vnsearch index --forget {path}' drops it", is_notice=True,
    ),
    "empty root": Words(
        "is empty, and the index keeps its {}", "path that is empty",
        "paths that are empty", "'vnsearch index --forget {path}' drops it", is_notice=True,
    ),
    "unnamed root": Words(
        "lies outside the folder that holds the index, and was never named here by you: the "
        "index keeps its {} as before", "path that was never named", "paths never named",
        "'vnsearch index {path}' reads it", is_notice=True,
    ),
    "unasked rule": Words(
        "was indexed with {} by another user: what that found is kept as it is",
        "rule of another user", "rules of another user",
        "give the option with 'vnsearch index {path}' to read it anew", is_notice=True,
    ),
    "not remembered": Words(
        "is read, but that you named it could not be kept", "path that could not be kept",
        "paths that could not be kept", "name it again next time", is_notice=True,
    ),
    "not forgotten": Words(
        "is dropped, but that you once named it could not be", "path still kept as named",
        "paths still kept as named", "mend the folder of your state files", is_notice=True,
    ),
    "not removed": Words(
        "holds what is forgotten and cannot be removed", "file that cannot be removed",
        "files that cannot be removed",
        "run 'vnsearch index' when it can be, or remove it yourself",
    ),
}  # fmt: skip


def sentence(problem: Problem) -> str:
    """One sentence: where, what, and the way out."""
    from shlex import quote  # which a search without problems does not need

    words = WORDS[problem.what]
    says = words.says
    if "{}" in says:
        says = says.format(problem.detail)
    elif problem.detail:
        says = f"{says} ({problem.detail.rstrip('.')})"
    passed = "" if problem.failed or words.is_notice else " and was passed over"
    path = quote(problem.path)
    advice = f"; {words.advice.replace('{path}', path)}" if words.advice else ""
    return f"{place(problem)} {says}{passed}{advice}"


def alike(problems: Iterable[Problem]) -> list[list[Problem]]:
    """The problems in order, with the parts of a file that were passed over for one reason
    together at the first of them.
    """
    groups: dict[object, list[Problem]] = {}
    for position, problem in enumerate(problems):
        of_one_file = problem.part and not problem.failed
        key = (problem.path, problem.what) if of_one_file else position
        groups.setdefault(key, []).append(problem)
    return list(groups.values())


def joint_sentence(problems: Sequence[Problem]) -> str:
    """One sentence of parts of one file that were passed over for one reason."""
    first = problems[0]
    words = WORDS[first.what]
    advice = f"; {words.advice}" if words.advice else ""
    counted = _counted(first.what, False, len(problems))
    return f"{first.path} holds {counted}, which were passed over{advice}"


def place(problem: Problem) -> str:
    """Where it is: `path`, `path#part`, and the line where it is one of a file."""
    part = f"#{problem.part}" if problem.part else ""
    line = f":{problem.line}" if problem.line else ""
    return f"{problem.path}{part}{line}"


def problem_counts(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for what was passed over and one for what failed, each by kinds.

    `4 files passed over: 3 pictures, 1 archive that is encrypted`
    """
    for verb, failed in (("passed over", False), ("failed", True)):
        chosen = [
            problem
            for problem in problems
            if problem.failed == failed and not WORDS[problem.what].is_notice
        ]
        if chosen:
            kinds = Counter(
                (problem.what, problem.line > 0) for problem in chosen
            ).most_common()
            listed = [_counted(*kind, count) for kind, count in kinds[:_COUNTED]]
            if rest := sum(count for _, count in kinds[_COUNTED:]):
                listed.append(f"{rest:,} of other kinds")
            yield f"{len(chosen):,} {_unit(chosen)} {verb}: {', '.join(listed)}"


def _counted(what: What, is_line: bool, count: int) -> str:
    words = WORDS[what]
    noun = words.one if count == 1 else words.many
    if noun.startswith(("that ", "of ", "with", "without ")):  # said of a file or of a record
        noun = f"{'record' if is_line else 'file'}{'' if count == 1 else 's'} {noun}"
    return f"{count:,} {noun}"


def _unit(problems: Sequence[Problem]) -> str:
    lines = sum(1 for problem in problems if problem.line)
    plural = "s" if len(problems) != 1 else ""
    if not lines:
        return f"file{plural}"
    return f"record{plural}" if lines == len(problems) else "files and records"
