"""docs/originals.md names only what there is: modules, functions, tests, types, values, routes."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from api.routes import COMMANDS, QUERIES, WORK
from domain.rules.parameters import ALL
from domain.task.types import TASK_TYPES

PAGE = (Path(__file__).parents[2] / "docs" / "originals.md").read_text("utf-8")
ORIGINALS = {  # and how many lines each has
    "ide_camp_2012": 553,
    "ksd_faq": 109,
    "samspil_ksd_jobcenter": 326,
    "styring_af_opgaver": 384,
    "vas_vejledning_2014": 264,
}
LATER = {"letters", "self-service", "VAS", "messages", "moves", "documents", "conversion"}
ELSEWHERE = LATER | {"law", "old system", "open"}
OPERATIONS = {route.name for route in (*COMMANDS, *WORK, *QUERIES)}
DOTTED = re.compile(r"[a-z_0-9]+(\.\w+)+")


class Row(NamedTuple):
    original: str
    lines: str
    says: str
    where: str

    @property
    def names(self) -> list[str]:
        return re.findall(r"`([^`]+)`", self.where)

    @property
    def spans(self) -> list[tuple[int, int]]:
        parts = [part.split("-") for part in self.lines.split(", ")]
        return [(int(part[0]), int(part[-1])) for part in parts]


def rows() -> list[Row]:
    found: list[Row] = []
    for section in PAGE.split("\n## ")[1:]:
        title = section.partition(":")[0]
        cells = re.findall(r"^\| ([0-9, -]+) \| (.+?) \| (.+) \|$", section, re.MULTILINE)
        found += [Row(title, *cell) for cell in cells]
    return found


ROWS = rows()
NAMES = sorted({name for row in ROWS for name in row.names})


def exists(name: str) -> bool:
    if not DOTTED.fullmatch(name):
        return name in TASK_TYPES or name in ALL or name in OPERATIONS
    module, _, last = name.rpartition(".")
    if find_spec(module) is None:
        return False
    return find_spec(name) is not None if is_package(module) else is_in(module, last)


def is_package(module: str) -> bool:
    spec = find_spec(module)
    return spec is not None and spec.submodule_search_locations is not None


def is_in(module: str, name: str) -> bool:
    return hasattr(import_module(module), name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_named_exists(name: str) -> None:
    assert exists(name)


@pytest.mark.parametrize("name", ["domain.case.none", "domain.case.deciding.none", "no_such_type"])
def test_what_does_not_exist_is_seen(name: str) -> None:
    assert not exists(name)


def test_each_row_says_what_holds_it_or_why_nothing_here_does() -> None:
    for row in ROWS:
        not_here = re.findall(r"not here: ([a-zA-Z -]+)", row.where)
        assert row.names or not_here, row
        assert {why.strip() for why in not_here} <= ELSEWHERE, row


def test_the_words_for_what_is_not_here_are_explained() -> None:
    explained = set(re.findall(r"\*([A-Za-z -]+)\*", PAGE.split("\n## ")[0]))
    assert explained == ELSEWHERE


def test_every_original_has_its_rows_in_the_order_of_its_lines() -> None:
    assert {row.original for row in ROWS} == set(ORIGINALS)
    for original, length in ORIGINALS.items():
        spans = [row.spans for row in ROWS if row.original == original]
        firsts = [of_row[0][0] for of_row in spans]
        assert firsts == sorted(firsts)
        assert all(1 <= first <= last <= length for of_row in spans for first, last in of_row)


def test_every_row_of_the_page_was_read() -> None:
    tables = [line for line in PAGE.splitlines() if line.startswith("| ")]
    assert len(tables) - len(ORIGINALS) == len(ROWS) > 120
