"""The thread that answers the newest question only."""

from __future__ import annotations

import threading

from vnsearch.screen.latest import Latest

RESTING = 3600.0  # seconds: what rests so long is answered in no test


def test_a_question_that_has_rested_is_answered() -> None:
    answered: list[str] = []
    latest = Latest(answered.append, rest=0.01)
    for question in ("họp", "họp bàn"):
        latest.ask(question)
        latest.put_off()
    latest.wait()
    assert answered[-1] == "họp bàn"
    latest.put_off()  # nothing waits
    latest.wait()
    latest.close()
    assert answered.count("họp bàn") == 1


def test_what_rests_is_overtaken_and_holds_up_nobody() -> None:
    answered: list[str] = []
    latest = Latest(answered.append, rest=RESTING)
    for question in ("họp", "họp bàn"):
        latest.ask(question)
    latest.close()
    assert answered == []


def test_what_is_asked_meanwhile_is_answered_once_and_the_newest_alone() -> None:
    answered: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def answer(question: str) -> None:
        begun.set()
        go_on.wait()
        answered.append(question)

    latest = Latest(answer)
    latest.ask("họp")
    begun.wait()
    latest.ask("họp b")
    latest.ask("họp bàn")
    go_on.set()
    latest.wait()
    latest.close()
    assert answered == ["họp", "họp bàn"]
