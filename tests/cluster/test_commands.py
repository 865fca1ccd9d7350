"""Every command does with an address what it does with a folder."""

from __future__ import annotations

import asyncio
import json
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from vnsearch import open_index, update_index
from vnsearch.cli.main import main
from vnsearch.screen.app import LiveScreen
from vnsearch.screen.document_pane import DocumentPane

TEXTS = {
    "tổng kết.txt": (
        "date 2024-12 Hội nghị toàn quốc tổng kết công tác xây dựng Đảng năm 2024.\n"
        "Hội nghị khai mạc sáng nay tại Hà Nội.\n"
    ),
    "hỏi đáp.md": "# Hỏi đáp\n\nNgười dân hỏi, cơ quan trả lời về ngày phép và bảo hiểm.\n",
    "đường phố.txt": "date 2024-06-01 Đường phố Hà Nội ngày hội.\nMột con đường dài.\n",
    "tin.jsonl": (
        '{"id": "tin-1", "title": "Họp báo", "text": "Cuộc họp lớn về bhxh ở Hà Nội.",'
        ' "date": "2023-05", "author": "Lê An"}\n'
        '{"id": "tin-2", "title": "Thời tiết", "text": "Trời mưa to \\u001b[2J ở Huế."}\n'
        '{"id": "tin-3", "title": "Họp dân", "text": "Cuộc họp lớn của người dân Hà Nội."}\n'
    ),
}
FOLDER = "mục lục"
QUERIES = 'hội nghị\n"hà nội\nhanoi\nkhôngcógì\nđường -phố\n'

SAME = [
    ["search", "hoi nghi"],
    ["search", "hà nội", "--json", "--explain"],
    ["search", "hop", "--jsonl", "--snippets", "2"],
    ["search", "hanoi", "-l"],
    ["search", '"hội" hội nghị', "--json", "--explain"],
    ["search", "hanoi", "-c"],
    ["search", "hanoi", "-0"],
    ["search", "hà nội", "--vimgrep"],
    ["search", "hà nội", "--format", "{score:.3f}\\t{path}\\t{line}\\t{title}\\t{date}"],
    ["search", "-q", "hà nội"],
    ["search", "-q", "hà tĩnh"],
    ["search", "hội nghị khôngcógì"],
    ["search", "hội nghị khôngcógì", "-l"],
    ["search", "--any", "hội khôngcógì"],
    ["search", "--exact", "hop", "--json"],
    ["search", "--literal", '"hội -nghị'],
    ["search", "hà nội", "--sort", "date", "--offset", "1", "-n", "1"],
    ["search", "hà nội", "--since", "2024-06", "--until", "2024-12"],
    ["search", "hà nội", "--path", "*.txt"],
    ["search", "hà nội", "--path", "tin/đường phố.txt"],
    ["search", "hà nội", "--path", "không có*"],
    ["search", "hà nội", "--path", "DUONG PHO.txt"],
    ["search", "hà nội", "--timeline"],
    ["search", "hà nội", "--timeline", "--json"],
    ["search", "họp", "--facet", "kind,author,year,folder", "--json"],
    ["search", "họp", "--facet", "kind"],
    ["search", "--like", "tin-1"],
    ["search", "--like", "không có"],
    ["search", "@họp"],
    ["search", "kind:pdf hội"],
    ["search", "date:2031 hội"],
    ["search", "tieude:hội"],
    ["search", "hội -khôngcógì"],
    ["search", '"hội nghị'],
    ["search", "?"],
    ["search", "bảo hiểm xã hội"],
    ["search", "--synonyms", "nghĩa.txt", "sg"],
    ["search", "--batch", "hỏi.txt"],
    ["show", "tin-1"],
    ["show", "tin-1", "--json", "--highlight", "hop lon"],
    ["show", "tin/tổng kết.txt", "--around", "hà nội"],
    ["show", "không có"],
    ["show", "DUONG PHO.txt:2"],
    ["terms", "ho"],
    ["terms", "--json", "hộ"],
    ["verify"],
]


class Run(NamedTuple):
    """How a command ended, with the time, the index and the folder taken out: an id that is
    made of a path is absolute on a cluster.
    """

    status: int
    out: str
    err: str


class Both(NamedTuple):
    """The same documents in the folder `mục lục` below `folder`, and on a cluster."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def both(
    addresses: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("lệnh")
    (folder / "tin").mkdir()
    for name, text in TEXTS.items():
        (folder / "tin" / name).write_text(text, encoding="utf-8")
    (folder / "hỏi.txt").write_text(QUERIES, encoding="utf-8")
    (folder / "nghĩa.txt").write_text("sg = cuộc họp\n", encoding="utf-8")
    address = addresses()
    update_index(address, [folder / "tin"], shards=2, replicas=0)
    update_index(folder / FOLDER, [folder / "tin"])
    yield Both(folder, address)


@pytest.fixture
def run(
    both: Both, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Run]:
    """Runs the command line where the documents are: `run(INDEX, "search", "hội")`."""
    monkeypatch.delenv("VNSEARCH_INDEX", raising=False)
    for kind in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(both.folder / kind))
    monkeypatch.chdir(both.folder)

    def run(index: str, *arguments: str) -> Run:
        capfdbinary.readouterr()
        status = main(["--index", index, *arguments])
        out, err = (text.decode() for text in capfdbinary.readouterr())
        out = re.sub(r'"seconds": [0-9.]+', '"seconds": 0', out)
        for name, stands_for in ((index, "INDEX"), (f"{both.folder}/", "")):
            out, err = out.replace(name, stands_for), err.replace(name, stands_for)
        return Run(status, out, err)

    return run


@pytest.mark.parametrize("arguments", SAME, ids=" ".join)
def test_commands(both: Both, run: Callable[..., Run], arguments: list[str]) -> None:
    if "@họp" in arguments:
        run(FOLDER, "saved", "họp", "họp", "dân")
    assert run(both.address, *arguments) == run(FOLDER, *arguments)


def test_open(both: Both, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    script = both.folder / "soạn"
    script.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.ghi"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f"'{script}'")
    told = []
    for index in (both.address, FOLDER):
        assert run(index, "open", "tin-2").status == 0
        told.append(Path(f"{script}.ghi").read_text(encoding="utf-8"))
    assert told[0] == told[1] == f"{both.folder}/tin/tin.jsonl\n"


def test_figures(both: Both, run: Callable[..., Run]) -> None:
    one = json.loads(run(both.address, "stats", "--json").out)
    other = json.loads(run(FOLDER, "stats", "--json").out)
    assert one.keys() == other.keys()
    assert "documents" in run(both.address, "stats").out
    assert (one["readers"], other["readers"]) == ("cluster", "owner")


def test_a_screen(both: Both, run: Callable[..., Run]) -> None:
    async def drive() -> None:
        with open_index(both.address) as index:
            screen = LiveScreen(index)
            async with screen.run_test(size=(130, 30)) as pilot:
                await pilot.press(*"hop", "space", *"dan")
                await asyncio.to_thread(screen.wait_for_answers)
                await pilot.pause()
                assert [hit.id for hit in screen.hits] == ["tin-3"]
                assert "người dân" in screen.query_one(DocumentPane).text_of_rows()
                await pilot.press("enter")
        assert screen.return_value and screen.return_value.hit.id == "tin-3"

    asyncio.run(drive())


def test_fresh(both: Both, run: Callable[..., Run], address: str, tmp_path: Path) -> None:
    source = tmp_path / "mới.txt"
    source.write_text("Mùa gặt\n", encoding="utf-8")
    update_index(address, [source])
    source.write_text("Mùa cấy lúa ở làng\n", encoding="utf-8")
    stale = run(address, "search", "mùa")
    assert stale.status == 0 and "changed or gone since" in stale.err
    fresh = run(address, "search", "--fresh", "lúa")
    assert fresh.status == 0 and "Mùa cấy lúa" in fresh.out and not fresh.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["index", "--watch"], "not one on a cluster"),
        (["index", "--shards", "2"], "--rebuild"),
        (["search", " ".join(["hội"] * 401)], "400"),
        (["search", "--partial", "hội"], ""),
    ],
)
def test_what_is_refused(
    both: Both, run: Callable[..., Run], arguments: list[str], says: str
) -> None:
    done = run(both.address, *arguments)
    assert says in done.err and done.status == (2 if says else 0)
    assert run(FOLDER, "search", "--partial", "hội").status == 2
