"""Light dataclasses do as those of the standard library, whose definition costs more."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections import namedtuple
from typing import Any

import pytest

from vnsearch import frozen
from vnsearch.query.clauses import Fuzzy, Prefix, Word
from vnsearch.records import Document


@frozen.dataclass(frozen=True, slots=True)
class Light:
    """A word, how often it occurs, and where."""

    word: str
    count: int = 1
    places: list[int] = frozen.field(default_factory=list)
    typed: str = frozen.field(default="", compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """The same by the standard library."""

    word: str
    count: int = 1
    places: list[int] = dataclasses.field(default_factory=list)
    typed: str = dataclasses.field(default="", compare=False)


@frozen.dataclass(slots=True)
class Open:
    """One that may change."""

    word: str


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("hội",), {}),
    (("hội", 3), {"typed": "hoi"}),
    (("hội", 3, [4]), {}),
    ((), {"word": "nghị", "places": [1]}),
    ((), {"typed": "nghi", "word": "nghị", "count": 2, "places": [1]}),
    (("hội", 3, [4], "hoi"), {}),
]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_made_shown_taken_apart_and_changed_alike(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    light, usual = Light(*values, **named), Usual(*values, **named)
    assert repr(light) == repr(usual).replace("Usual", "Light")
    assert dataclasses.asdict(light) == dataclasses.asdict(usual)
    assert dataclasses.astuple(light) == dataclasses.astuple(usual)
    assert dataclasses.is_dataclass(light)
    assert dataclasses.fields(light) == dataclasses.fields(light)  # made once
    assert [f.name for f in dataclasses.fields(light)] == ["word", "count", "places", "typed"]
    for replace in (frozen.replace, dataclasses.replace):
        assert replace(light, count=9) == Light(light.word, 9, light.places)
    for again in (pickle.loads(pickle.dumps(light)), copy.copy(light), copy.deepcopy(light)):
        assert again == light
        assert dataclasses.asdict(again) == dataclasses.asdict(light)
    match light:
        case Light(word, count):
            assert (word, count) == (light.word, light.count)


def test_equal_by_what_is_compared_and_of_the_same_class_alone() -> None:
    assert Light("hội", typed="hoi") == Light("hội")
    assert Light("hội") != Light("hội", 2)
    others: list[Any] = [Usual("hội"), Prefix("hội", 0, 3)]
    assert Light("hội") not in others
    assert Word("hội", 0, 3) not in others
    assert len({Word("hội", 0, 3), Word("hội", 0, 3), Fuzzy("hội", 0, 3)}) == 2
    assert Light("hội").places is not Light("hội").places


def test_a_frozen_one_does_not_change() -> None:
    light = Light("hội")
    with pytest.raises(dataclasses.FrozenInstanceError):
        light.word = "nghị"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del light.word
    with pytest.raises(AttributeError):
        object.__setattr__(light, "wrod", "nghị")  # there is no such slot
    free = Open("hội")
    free.word = "nghị"
    assert free == Open("nghị")
    with pytest.raises(TypeError):
        hash(free)


WRONG: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {}),
    (("a", 1, [], "b", 2), {}),
    (("a",), {"wrod": 1}),
    ((), {"word": "a", "wrod": 1}),
]


@pytest.mark.parametrize(("values", "named"), WRONG)
def test_values_that_do_not_fit(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    for made in (Light, Usual):
        with pytest.raises(TypeError):
            made(*values, **named)


def test_a_value_given_twice() -> None:
    for made in (Light, Usual):
        with pytest.raises(TypeError):
            made("hội", word="nghị")  # type: ignore[misc]


@frozen.dataclass(frozen=True, slots=True)
class Checked:
    """A word that is one."""

    word: str

    def __post_init__(self) -> None:
        if not self.word:
            raise ValueError("no word")


@frozen.dataclass(frozen=True, slots=True)
class Plain:
    """A word, and how often it occurs."""

    word: str
    count: int = 1


def test_a_class_of_which_many_are_made_does_as_before() -> None:
    for _ in range(1001):
        Light("hội")
        Checked("hội")
        Plain("hội")
    for values, named in GIVEN:
        test_made_shown_taken_apart_and_changed_alike(values, named)
    for wrong, misnamed in WRONG:
        test_values_that_do_not_fit(wrong, misnamed)
    test_equal_by_what_is_compared_and_of_the_same_class_alone()
    test_a_frozen_one_does_not_change()
    test_a_value_given_twice()
    with pytest.raises(ValueError, match="no word"):
        Checked("")
    assert Plain("hội") == Plain(word="hội", count=1) != Plain("hội", count=2)
    assert pickle.loads(pickle.dumps(Plain("hội", 2))) == frozen.replace(Plain("hội"), count=2)
    for wrong, misnamed in WRONG:
        with pytest.raises(TypeError):
            Plain(*wrong, **misnamed)


def test_a_public_record_is_a_dataclass_to_everybody() -> None:
    document = Document("a.txt", "Tiêu đề", "Nội dung")
    assert dataclasses.replace(document, title="Khác").title == "Khác"
    assert pickle.loads(pickle.dumps(document)) == document
    assert dataclasses.asdict(document)["body"] == "Nội dung"


class LightTuple(frozen.NamedTuple):
    """A word and where it stands."""

    word: str
    place: int = -1

    @property
    def is_placed(self) -> bool:
        """Whether it stands anywhere."""
        return self.place >= 0


def test_a_named_tuple_does_as_that_of_the_standard_library() -> None:
    made = LightTuple("nghị", place=3)
    assert made == ("nghị", 3)
    assert made.is_placed and not LightTuple("hội").is_placed
    assert repr(made) == "LightTuple(word='nghị', place=3)"
    assert made._replace(place=4) == LightTuple("nghị", 4)
    assert (LightTuple._fields, LightTuple._field_defaults) == (
        ("word", "place"),
        {"place": -1},
    )
    assert pickle.loads(pickle.dumps(made)) == made and copy.copy(made) == made
    assert LightTuple.__doc__ == "A word and where it stands."
    with pytest.raises(TypeError):
        LightTuple()  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        made.word = "hội"  # type: ignore[misc]


class LightPair(frozen.NamedTuple):
    """Two words side by side, and how often."""

    first: str
    second: str = ""
    times: int = 1

    @property
    def both(self) -> str:
        """The two as they are written."""
        return f"{self.first} {self.second}"


# The same by the standard library, whose `typing.NamedTuple` makes it so too.
UsualPair = namedtuple("UsualPair", "first second times", defaults=("", 1))

PAIRS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("hội",), {}),
    (("hội", "nghị", 3), {}),
    (("hội",), {"times": 2}),
    ((), {"second": "nghị", "first": "hội"}),
]


@pytest.mark.parametrize(("values", "named"), PAIRS)
def test_named_tuples_made_shown_and_changed_alike(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    light, usual = LightPair(*values, **named), UsualPair(*values, **named)
    assert repr(light) == repr(usual).replace("Usual", "Light")
    assert tuple(light) == tuple(usual) and hash(light) == hash(usual)
    assert light._asdict() == usual._asdict()
    assert light.both == f"{usual.first} {usual.second}"
    assert tuple(light._replace(times=7)) == tuple(usual._replace(times=7))
    assert tuple(LightPair._make("abc")) == tuple(UsualPair._make("abc"))
    assert pickle.loads(pickle.dumps(light)) == copy.copy(light) == light
    assert type(pickle.loads(pickle.dumps(light))) is LightPair
    match light:
        case LightPair(first, second, times):
            assert (first, second, times) == usual


def test_named_tuples_say_alike_what_they_are_made_of() -> None:
    for name in ("_fields", "_field_defaults", "__match_args__", "__module__", "__slots__"):
        assert getattr(LightPair, name) == getattr(UsualPair, name)
    assert LightPair.__qualname__ == "LightPair" and LightPair.__doc__


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", "b", 1, 2), {}), (("a",), {"first": "b"}), (("a",), {"third": 1})],
)
def test_named_tuples_refuse_alike(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    said = []
    for kind in (LightPair, UsualPair):
        with pytest.raises(TypeError) as refused:
            kind(*values, **named)
        said.append(str(refused.value).replace("Light", "").replace("Usual", ""))
    assert said[0] == said[1]
    with pytest.raises(TypeError, match="third"):
        LightPair("hội")._replace(third=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        LightPair._make("abcd")
