"""A file of synonyms of one's own: on the command line, in the settings, in the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import vnsearch
from vnsearch.cli.config import config_path
from vnsearch.cli.group import cli
from vnsearch.errors import VnsearchError

TEXTS = {
    "short": "Nhà tôi mua quạt trần qtm hôm qua.",
    "full": "Quạt trần mát treo giữa phòng khách.",
    "court": "TAND huyện xử vụ tranh chấp.",
    "school": "Trường Ăn nói dạy thanh niên đường phố.",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    vnsearch.update_index("index", [f"{name}.txt" for name in TEXTS], jobs=1)
    Path("từ.txt").write_text("qtm = quạt trần mát\ntand = thanh niên đường phố\n", "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def ids(*arguments: str) -> set[str]:
    return {Path(line).stem for line in run("search", "-l", *arguments).output.splitlines()}


def test_either_form_finds_the_other() -> None:
    assert ids("qtm") == {"short"}
    for query in ("qtm", "quạt trần mát", "quat tran mat"):
        assert ids("--synonyms", "từ.txt", query) == {"short", "full"}, query
    assert ids("--synonyms", "từ.txt", '"quạt trần mát"') == {"full"}
    assert ids("--synonyms", "từ.txt", "--exact", "qtm") == {"short"}


def test_ones_own_line_goes_before_the_common_one() -> None:
    assert ids("--synonyms", "từ.txt", "tand") == {"court", "school"}


def test_explain_names_the_way() -> None:
    result = run("search", "--json", "--explain", "--synonyms", "từ.txt", "qtm")
    hits = {hit["id"]: hit for hit in json.loads(result.output)["hits"]}
    answers = hits["full.txt"]["explanation"]["answers"]
    assert [(each["how"], each["found"]) for each in answers] == [
        ("synonym", ["quạt trần mát"])
    ]


@pytest.mark.parametrize(
    "settings", ['synonyms = "tôi.txt"\n', '[search]\nsynonyms = "tôi.txt"\n']
)
def test_the_settings_name_it_from_their_own_folder(settings: str) -> None:
    folder = Path(config_path()).parent
    folder.mkdir(parents=True)
    (folder / "vnsearch.toml").write_text(settings, encoding="utf-8")
    (folder / "tôi.txt").write_text("qtm = quạt trần mát\n", encoding="utf-8")
    assert ids("qtm") == {"short", "full"}
    assert "synonyms\t1\n" in run("stats").output
    assert f"search.synonyms\t{folder / 'tôi.txt'}\n" in run("stats").output


@pytest.mark.parametrize("settings", ["synonyms = 3\n", 'synonyms = ""\n', "synonyms = []\n"])
def test_settings_that_name_no_file_are_refused(settings: str) -> None:
    Path(config_path()).parent.mkdir(parents=True)
    Path(config_path()).write_text(settings, encoding="utf-8")
    result = run("search", "qtm")
    assert isinstance(result.exception, VnsearchError)
    assert "give the path of a file" in str(result.exception)


def test_a_wrong_line_is_an_error() -> None:
    Path("sai.txt").write_text("qtm quạt trần\n", encoding="utf-8")
    result = run("search", "--synonyms", "sai.txt", "qtm")
    assert isinstance(result.exception, VnsearchError)
    assert "sai.txt, line 1, has no “=”" in str(result.exception)


def test_the_library_takes_it_too(here: Path) -> None:
    with vnsearch.open_index("index", synonyms=here / "từ.txt") as index:
        assert index.search("qtm").total == 2
        assert index.stats().synonyms == 2
