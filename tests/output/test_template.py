"""Templates: what they may name, and what is said of those that name something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vnsearch.errors import VnsearchError
from vnsearch.output.forms import OutputOptions
from vnsearch.output.pipe.template import parse_template

from .samples import HITS, RESULT, printed


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{path}", "nghi-dinh.txt\n"),
        (r"{rank}\t{title}", "11\tNghị định\n"),
        (r"{path}\0", "nghi-dinh.txt\0"),
        (r"{title}\n\n", "Nghị định\n\n"),
        (r"\\t {{x}} \q", "\\t {x} \\q\n"),
        ("{score:06.2f}|{rank:4d}|{title:>11}", "001.50|  11|  Nghị định\n"),
        ("[{date}][{author}][{snippet}][{stale}]", "[][][][missing]\n"),
        ("{id} {line} {kind}", "nghi-dinh.txt 1 text\n"),
        ("always the same", "always the same\n"),
        ("", "\n"),
    ],
)
def test_filled(template: str, line: str) -> None:
    result = replace(RESULT, hits=HITS[2:])
    assert printed(result, OutputOptions("format", template=template)).decode() == line


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{nothing}", "there is no {nothing}; a hit has rank, score, id, path"),
        ("{}", "there is no {}"),
        ("{0}", "there is no {0}"),
        ("{title.__class__}", "there is no {title.__class__}"),
        ("{title[0]}", "there is no {title[0]}"),
        ("{title!r}", "takes a plain specification"),
        ("{title:{rank}}", "takes a plain specification"),
        ("{score:d}", "{score:d} does not fit"),
        ("{title:.2f}", "{title:.2f} does not fit"),
        ("{title", "expected '}'"),
        ("title}", "Single '}'"),
    ],
)
def test_refused(template: str, message: str) -> None:
    with pytest.raises(VnsearchError, match=r"^the template .* cannot be used: ") as error:
        parse_template(template)
    assert message in str(error.value)
