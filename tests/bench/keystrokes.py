"""How long it takes from a key to the painted list of `vnsearch live`, over an index.

    python tests/bench/keystrokes.py INDEX [--columns 120] [--rows 40] [--rounds 3]

Types queries letter by letter into the screen itself, which is drawn as for a terminal, and
prints the median, the 95th percentile and the worst, on the clock and in CPU time of the whole
process; the latter is what tells on a machine that has other work.

A key follows at once on the list of the one before, as from somebody who types fast: the
document, which is made when the keys have rested, is in none of the times.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from dataclasses import dataclass, field

from textual import events

from vnsearch import SearchResult, open_index
from vnsearch.screen.app import LiveScreen
from vnsearch.search.protocol import Index

# As people type: with and without accents, by halves, phrases, exclusions, prefixes.
QUERIES = (
    "hoi nghi thuong dinh",
    "hội nghị toàn quốc",
    "gia vang hom nay",
    '"giá vàng" tăng',
    "bóng đá -việt nam",
    "tai nạn giao thông quốc lộ",
    "thu tuong OR chu tich nuoc",
    "bao hiem xa hoi",
)


@dataclass(slots=True)
class Times:
    """Milliseconds from each key to the list that it led to."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class TimedScreen(LiveScreen):
    """A screen that tells when it has painted the answer to the newest question."""

    def __init__(self, index: Index) -> None:
        super().__init__(index)
        self.painted = asyncio.Event()

    def _show(self, question: object, result: SearchResult | None, status: object) -> None:
        super()._show(question, result, status)  # type: ignore[arg-type]
        self.call_after_refresh(self.painted.set)


async def measure(index: Index, size: tuple[int, int], rounds: int) -> Times:
    """Type every query, waiting after each key for its list."""
    screen, times = TimedScreen(index), Times()
    async with screen.run_test(size=size) as pilot:
        await pilot.pause()
        for number in range(rounds + 1):
            for query in QUERIES:
                screen.query_one("#query").clear()  # type: ignore[attr-defined]
                await pilot.pause()
                for letter in query:
                    wall, cpu = await press(screen, letter)
                    if number:  # the first round warms up
                        times.wall.append(wall)
                        times.cpu.append(cpu)
    return times


async def press(screen: TimedScreen, letter: str) -> tuple[float, float]:
    """Press a key and wait for its list: milliseconds on the clock, and of CPU."""
    screen.painted.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    screen.post_message(events.Key("space" if letter == " " else letter, letter))
    await asyncio.wait_for(screen.painted.wait(), 60)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def line(name: str, times: list[float]) -> str:
    """Median, 95th percentile and maximum."""
    ranked = sorted(times)
    p95 = ranked[int(len(ranked) * 0.95)]
    median = statistics.median(times)
    return f"{name:5} median {median:6.1f}  p95 {p95:6.1f}  max {ranked[-1]:6.1f}"


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index")
    parser.add_argument("--columns", type=int, default=120)
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with open_index(given.index) as index:
        times = asyncio.run(measure(index, (given.columns, given.rows), given.rounds))
        print(f"{index.stats().documents:,} documents, {len(times.wall)} keys, milliseconds")
    print(line("clock", times.wall))
    print(line("CPU", times.cpu))


if __name__ == "__main__":
    main()
