"""The screen of `vnsearch live`, driven key by key."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from vnsearch import open_index, update_index
from vnsearch.errors import IndexDamagedError, VnsearchError
from vnsearch.records import Document, SearchResult
from vnsearch.screen.app import Chosen, LiveScreen
from vnsearch.screen.document_pane import DocumentPane
from vnsearch.screen.filters import FilterList
from vnsearch.screen.history_page import HistoryPage
from vnsearch.screen.hit_list import HitList
from vnsearch.screen.past import Memory, Past
from vnsearch.search.protocol import Index
from vnsearch.search.reading.meant import Meant

TEXTS = {
    "hop": "Hội nghị toàn quốc tổng kết năm khai mạc tại Hà Nội.",
    "hoi": "Bạn đọc hỏi, toà soạn đáp: nghỉ lễ mấy ngày?",
    "duong": "Đường về quê ngoại đi qua cánh đồng lúa chín.",
    "dai": "\n".join([f"Dòng thứ {n} của một văn bản dài." for n in range(4000)])
    + "\nCuối cùng là mùa gặt.\n",
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a few texts."""
    folder = tmp_path_factory.mktemp("live")
    (folder / "tin").mkdir()
    for name, text in TEXTS.items():
        (folder / "tin" / f"{name}.txt").write_text(text, encoding="utf-8")
    update_index(folder / "index", [folder / "tin"], jobs=1)
    return folder / "index"


@pytest.fixture
def index(directory: Path) -> Iterator[Index]:
    """The index, open."""
    with open_index(directory) as opened:
        yield opened


Steps = Callable[[LiveScreen, Pilot[Chosen]], Awaitable[None]]


def drive(screen: LiveScreen, steps: Steps, size: tuple[int, int] = (120, 30)) -> Chosen | None:
    """Run the screen without a terminal, and do some steps; what it was left with."""

    async def run() -> None:
        async with screen.run_test(size=size) as pilot:
            await settled(screen, pilot)
            await steps(screen, pilot)

    asyncio.run(run())
    return screen.return_value


async def settled(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
    """Wait until nothing is being searched or drawn."""
    await asyncio.to_thread(screen.wait_for_answers)
    await pilot.pause()


async def type_text(screen: LiveScreen, pilot: Pilot[Chosen], text: str) -> None:
    """Type a text key by key; what an input method composes comes as whole letters."""
    for letter in text:
        await pilot.press("space" if letter == " " else letter)
    await settled(screen, pilot)


def titles(screen: LiveScreen) -> list[str]:
    """The names of the files that are listed."""
    return [Path(hit.path).stem for hit in screen.hits]


def text_of(screen: LiveScreen, selector: str) -> str:
    """What a part of the screen says."""
    return str(screen.query_one(selector, Static).render())


def document_of(screen: LiveScreen) -> str:
    """The document beside the hits."""
    return screen.query_one(DocumentPane).text_of_rows()


def test_hits_come_as_one_types(index: Index) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await type_text(screen, pilot, "hộ")
        assert titles(screen)[0] == "hop"
        await type_text(screen, pilot, "i nghi toan qu")
        assert titles(screen) == ["hop"]
        assert "1 document" in text_of(screen, "#status")
        assert "toàn quốc" in document_of(screen)

    drive(LiveScreen(index), steps)


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_what_is_found_is_painted(index: Index, columns: int) -> None:
    """A list that does not fill its pane, and has no bar beside it, is to be seen."""

    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        painted = screen.screen._compositor.render_strips()
        assert {line.cell_length for line in painted} == {columns}
        text = "\n".join(line.text for line in painted)
        assert "Hội nghị toàn quốc" in text
        assert ("Folder" in text) == (columns >= 120)

    drive(LiveScreen(index, "toan quoc"), steps, (columns, 24))


@pytest.mark.parametrize("plain", [False, True])
def test_a_path_that_has_no_room_is_seen_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: bool
) -> None:
    if plain:
        monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "biên bản"
    folder.mkdir()
    name = "biên-bản-họp-hội-đồng-nhân-dân-" * 4
    (folder / f"{name}.txt").write_text(TEXTS["hop"], encoding="utf-8")
    update_index(tmp_path / "index", [folder], jobs=1)

    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        painted = [line.text for line in screen.screen._compositor.render_strips()]
        [path] = [line for line in painted if "biên" in line]
        assert path.rstrip().endswith("…")

    with open_index(tmp_path / "index") as opened:
        drive(LiveScreen(opened, "toan quoc"), steps, (60, 24))


def test_the_passage_is_brought_into_sight(index: Index) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await type_text(screen, pilot, "mùa gặt")
        assert titles(screen) == ["dai"]
        assert screen.query_one("#document").scroll_y > 100
        assert "Dòng thứ 12 " not in document_of(screen)
        await pilot.press("ctrl+o")
        await settled(screen, pilot)
        assert "Dòng thứ 12 " in document_of(screen)

    drive(LiveScreen(index), steps)


def test_enter_chooses_and_escape_does_not(index: Index) -> None:
    async def choose(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await pilot.press("down", "enter")

    async def leave(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await pilot.press("escape")

    chosen = drive(LiveScreen(index, "hoi"), choose)
    assert chosen is not None
    assert (
        Path(chosen.hit.path).stem == [Path(h.path).stem for h in index.search("hoi*").hits][1]
    )
    assert drive(LiveScreen(index, "hoi"), leave) is None


@pytest.mark.parametrize("clicks", [1, 2])
def test_one_click_chooses_and_two_take(index: Index, clicks: int) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        hits = screen.query_one(HitList)
        second = len(hits.items[0].rows) + hits.items[0].gap
        await pilot.click(hits, offset=(5, second), times=clicks)
        await settled(screen, pilot)
        assert hits.chosen == 1
        assert screen.is_running == (clicks == 1)
        if clicks == 1:
            assert TEXTS[titles(screen)[1]] in document_of(screen).replace("\n", " ")

    chosen = drive(LiveScreen(index, "hoi"), steps)
    taken = [Path(chosen.hit.path).stem] if chosen else []
    listed = [Path(hit.path).stem for hit in index.search("hoi*").hits]
    assert taken == listed[1:2] * (clicks == 2)


@pytest.mark.parametrize("half", ['"', '"hội ng', "-", "date:20", "title:", "hội OR", "  "])
def test_half_typed_is_no_error(index: Index, half: str) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await type_text(screen, pilot, half)
        status = text_of(screen, "#status")
        assert "document" in status or "Type to search" in status

    drive(LiveScreen(index), steps)


@pytest.mark.parametrize("size", [(20, 5), (60, 20), (80, 24), (140, 40), (200, 60)])
def test_every_width(index: Index, size: tuple[int, int]) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        hits = screen.query_one(HitList)
        assert len(hits.items) == 2
        document = screen.query_one("#document")
        beside = document.region.x > hits.region.x
        assert beside == (size[0] >= 100)
        assert document.display == (size[1] >= 10)

    drive(LiveScreen(index, "hoi"), steps, size)


def test_a_commit_of_another_process_is_seen(tmp_path: Path) -> None:
    (tmp_path / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as index:

        async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
            assert titles(screen) == ["một"]
            (tmp_path / "hai.txt").write_text("Mùa gặt năm nay.", encoding="utf-8")
            update_index(tmp_path / "index", jobs=1)
            screen.follow_commits()
            await settled(screen, pilot)
            assert sorted(titles(screen)) == ["hai", "một"]

        drive(LiveScreen(index, "gặt"), steps)


def rows(screen: LiveScreen) -> list[str]:
    """The rows of the filters."""
    side = screen.query_one(FilterList)
    return side.text_of_rows().splitlines()


def test_filters_narrow_to_what_they_count(tmp_path: Path) -> None:
    for name, text in (
        ("tin/một.md", "---\nauthor: Lý Lan\n---\nMùa gặt năm ngoái."),
        ("tin/hai.txt", "date 2024-05 Mùa gặt năm nay."),
        ("thư/ba.txt", "date 2023-05 Mùa gặt sang năm."),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as index:

        async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
            shown = [row.split() for row in rows(screen)]
            assert ["[", "]", "text", "2"] in shown
            assert shown[-2:] == [["[", "]", "2024", "1"], ["[", "]", "2023", "1"]]
            await pilot.press("tab")
            side = screen.query_one(FilterList)
            assert side.has_focus
            while side.chosen != len(side.items) - 1:
                await pilot.press("down")
            await pilot.press("space")
            await settled(screen, pilot)
            assert titles(screen) == ["ba"]
            assert rows(screen)[-1].split() == ["[x]", "2023", "1"]
            assert ["[", "]", "2024", "1"] in [row.split() for row in rows(screen)]
            await pilot.press("enter", "escape")
            await settled(screen, pilot)
            assert screen.query_one(Input).has_focus
            assert sorted(titles(screen)) == ["ba", "hai", "một"]

        drive(LiveScreen(index, "gặt"), steps)


def test_filters_are_there_when_wide_or_asked_for(index: Index) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        side = screen.query_one(FilterList)
        wide = screen.size.width >= 120
        assert side.display == wide
        await pilot.press("tab")
        assert side.display
        await pilot.press("tab")
        assert side.display == wide
        assert screen.focused is screen.query_one(Input)

    for size in ((80, 24), (140, 40)):
        drive(LiveScreen(index, "hoi"), steps, size)


def test_the_queries_of_before(index: Index) -> None:
    memory = Memory(history=("mùa gặt", "hội nghị", "đường quê"))

    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        line = screen.query_one("#query", Input)
        await pilot.press("up", "up")
        assert line.value == "hội nghị"
        await pilot.press("down")
        await settled(screen, pilot)
        assert line.value == "đường quê" and titles(screen) == ["duong"]
        await pilot.press("ctrl+r", *"gat", "enter")
        await settled(screen, pilot)
        assert line.value == "mùa gặt" and titles(screen) == ["dai"]
        await pilot.press("up")  # among the hits, since this is no query of before any more
        await pilot.press("ctrl+r", "escape")
        assert not isinstance(screen.screen, HistoryPage) and screen.is_running
        assert screen.found_by == "mùa gặt"

    drive(LiveScreen(index, memory=memory), steps)


def test_help_goes_with_any_key(index: Index) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        for key in ("escape", "x", "down", "f1"):
            await pilot.press("f1")
            assert len(screen.screen_stack) == 2
            await pilot.press(key)
            assert len(screen.screen_stack) == 1 and screen.is_running
        assert screen.query_one("#query", Input).value == "hoi"

    drive(LiveScreen(index, "hoi"), steps)


def test_a_saved_query_stands_for_its_words(index: Index) -> None:
    memory = Memory(with_saved=lambda query: query.replace("@quê", "quê OR gặt"))

    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await type_text(screen, pilot, "@quê")
        assert sorted(titles(screen)) == ["dai", "duong"]

    drive(LiveScreen(index, memory=memory), steps)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([("", 1), ("ba", 1), ("hai", 1), ("một", 1)], ["ba", "hai", "một", None]),
        ([("", 1), ("ba", -1), ("", -1)], ["ba", None, None]),
        ([("ba", 1), ("", 1), ("ba x", 1), ("ba", 1)], [None, "ba", None, None]),
        ([("", 1), ("ba", 1), ("  ", 1)], ["ba", "hai", "ba"]),
    ],
)
def test_one_goes_back_from_an_empty_line(
    lines: list[tuple[str, int]], found: list[str | None]
) -> None:
    past = Past(("một", "hai", "ba"))
    assert [past.step(line, back) for line, back in lines] == found


def test_more_hits_come_at_the_end_of_the_list(tmp_path: Path) -> None:
    records = "\n".join(f'{{"id": "{n}", "text": "Mùa gặt thứ {n}."}}' for n in range(70))
    (tmp_path / "mùa.jsonl").write_text(records, encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as index:

        async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
            assert len(screen.hits) == 10 and "70 documents" in text_of(screen, "#status")
            await pilot.press(*["down"] * 9)
            await settled(screen, pilot)
            assert len(screen.hits) == 60
            hits = screen.query_one(HitList)
            assert hits.chosen == 9
            await pilot.press("x")
            await settled(screen, pilot)
            await pilot.press("backspace")
            await settled(screen, pilot)
            assert len(screen.hits) == 10 and hits.chosen == 0

        drive(LiveScreen(index, "gặt"), steps)


def test_an_index_that_goes_meanwhile_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "một.txt").write_text("Mùa gặt năm ngoái.", encoding="utf-8")
    update_index(tmp_path / "index", [tmp_path], jobs=1)
    with open_index(tmp_path / "index") as index:

        async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
            shutil.rmtree(tmp_path / "index")
            (tmp_path / "một.txt").unlink()
            screen.follow_commits()
            await settled(screen, pilot)
            assert "index" in text_of(screen, "#status")
            await type_text(screen, pilot, " năm")
            assert titles(screen) == ["một"] and screen.hits[0].stale == "missing"
            await pilot.press("ctrl+o", "ctrl+y", "enter")

        chosen = drive(LiveScreen(index, "gặt"), steps)
        assert chosen is not None and chosen.hit.stale == "missing"


def test_the_document_of_the_hit_comes_where_the_next_search_fails(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object, **named: object) -> SearchResult:
        raise VnsearchError("the cluster does not answer: ask it again")

    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await pilot.press("down")
        monkeypatch.setattr(index, "search", fails)
        await pilot.press("x")
        await settled(screen, pilot)
        assert "does not answer" in text_of(screen, "#status")
        assert TEXTS[titles(screen)[1]] in document_of(screen).replace("\n", " ")

    drive(LiveScreen(index, "hoi"), steps)


def test_damage_that_only_the_reading_of_the_query_meets_is_told(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(meant: Meant) -> str:
        raise IndexDamagedError("a file of the index has changed: build it again")

    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        monkeypatch.setattr(Meant, "reading", fails)
        await type_text(screen, pilot, " ")
        assert "build it again" in text_of(screen, "#status")
        assert screen.is_running

    drive(LiveScreen(index, "hoi"), steps)


def test_keys_that_come_before_a_page_has_gone(index: Index) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        await pilot.press("f1")
        for _ in range(3):
            screen.post_message(events.Key("x", "x"))
        await settled(screen, pilot)
        assert len(screen.screen_stack) == 1 and screen.is_running

    drive(LiveScreen(index, "hoi"), steps)


def test_it_is_left_while_a_thread_has_something_to_tell(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(screen: LiveScreen, pilot: Pilot[Chosen]) -> None:
        document, asked = index.document, threading.Event()

        def until_left(document_id: str) -> Document:
            asked.set()
            while screen.is_running:
                time.sleep(0.001)
            return document(document_id)

        monkeypatch.setattr(index, "document", until_left)
        await pilot.press("x", "backspace")
        await asyncio.to_thread(asked.wait)

    drive(LiveScreen(index, "hoi"), steps)
