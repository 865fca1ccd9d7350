"""The JSON contract: its example is real, and it names every member with its type."""

from __future__ import annotations

import json
import re
from typing import Any

from vnsearch import open_index
from vnsearch.output.pipe.json_commands import choice_members
from vnsearch.output.pipe.json_lines import VERSION

from .pages import CONTRACT, assert_written, read
from .tour import Tour

MEMBERS = re.compile(r"^## (.+)\n|^\| `(\w+)` +\| (\w+) ", re.MULTILINE)
TYPES = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def test_example_prints_what_it_says(tour: Tour) -> None:
    assert_written(CONTRACT, tour.rerun(read(CONTRACT)))


def test_it_names_every_member(tour: Tour) -> None:
    searched = "vnsearch search --json --explain --timeline --facet kind hôi nghi"
    result = json.loads(tour.shown(searched))
    wrong = json.loads(tour.shown("printf '\"hội nghị' | vnsearch search --batch - || true"))
    hit = result["hits"][0]
    objects: dict[str, dict[str, Any]] = {
        "A result": result,
        "A hit": hit,
        "A snippet": hit["snippets"][0],
        "An explanation": hit["explanation"],
        "An answer": hit["explanation"]["answers"][0],
        "An error": wrong,
        **others(tour),
    }
    documented: dict[str, dict[str, str]] = {}
    for heading, member, type_ in MEMBERS.findall(read(CONTRACT)):
        if heading:
            current = documented.setdefault(heading, {})
        else:
            current[member] = type_
    assert {heading: members for heading, members in documented.items() if members} == {
        heading: {member: TYPES[type(value)] for member, value in members.items()}
        for heading, members in objects.items()
    }


def others(tour: Tour) -> dict[str, dict[str, Any]]:
    """An object of each of the other commands, with all that may be in it."""
    (tour.folder / "hỏng.jsonl").write_text("không phải JSON\n", encoding="utf-8")
    updated = "vnsearch index --json --jobs 1 --index chép tin hỏng.jsonl 2> /dev/null || true"
    update = json.loads(tour.shown(updated))
    document = json.loads(tour.shown("vnsearch show --json --highlight hop tin/gia-duong.txt"))
    terms = json.loads(tour.shown("vnsearch terms --json hoi"))
    saved = json.loads(tour.shown("vnsearch saved hop họp bàn; vnsearch saved --json"))
    stats = json.loads(tour.shown("vnsearch stats --json"))
    tour.shown("for file in chép/*.vns; do truncate -s -1 $file; done")
    check = json.loads(tour.shown("vnsearch verify --json --index chép || true"))
    opened = json.loads(tour.shown("VISUAL=true vnsearch open --json tin/bao.txt"))
    told = json.loads(tour.shown("vnsearch help --json"))
    with open_index(tour.folder / "index") as index:
        choice = choice_members("hop ban", index.search("hop ban").hits)
    return {
        "A choice": {"version": VERSION, **choice},
        "An opened document": opened,
        "A release": json.loads(tour.shown("vnsearch version --json")),
        "A script": json.loads(tour.shown("vnsearch completion --json fish")),
        "Help": told,
        "A command": told["commands"][0],
        "An option": told["options"][0],
        "An update": update,
        "A problem": update["problems"][0],
        "A document": document,
        "Terms": terms,
        "A term": terms["terms"][0],
        "Saved queries": saved,
        "A saved query": saved["searches"][0],
        "Statistics": stats,
        "A check": check,
        "A fault": check["faults"][0],
    }
