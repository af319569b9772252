"""Every data file of law: the day before and the day of each change, generated from the files."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import domain.rules
from domain.rules.parameters import ALL, TOPICS
from domain.shared.dated import Dated, Law, Row
from domain.shared.errors import NoLawInForce
from domain.shared.law import Citation

RULES = Path(domain.rules.__path__[0])
FILES = sorted(RULES.glob("*.toml"))
ONE_DAY = timedelta(days=1)
BOUNDARIES = [
    pytest.param(dated, day, row, id=f"{dated.name} {day}")
    for dated in ALL.values()
    for before, row, day in [
        (None, dated.rows[0], dated.rows[0].in_force_from),
        *((before, after, after.in_force_from) for before, after in pairwise(dated.rows)),
    ]
    for day, row in ([(day - ONE_DAY, before), (day, row)] if before else [(day, row)])
]


@pytest.mark.parametrize(("dated", "day", "row"), BOUNDARIES)
def test_a_change_counts_from_its_day(dated: Dated[Any], day: date, row: Row[Any]) -> None:
    if row.value is None:
        with pytest.raises(NoLawInForce, match=dated.name):
            dated.on(day)
    else:
        found = dated.on(day)
        assert (found.value, found.in_force_from) == (row.value, row.in_force_from)
        assert (found.confirmed, found.source) == (row.confirmed, row.source)


@pytest.mark.parametrize("dated", ALL.values(), ids=lambda dated: dated.name)
def test_no_value_is_guessed_before_the_first(dated: Dated[Any]) -> None:
    first = min(row.in_force_from for row in dated.rows)
    with pytest.raises(NoLawInForce, match=dated.name) as refused:
        dated.on(first - ONE_DAY)
    assert refused.value.more == {"citation": str(dated.citation)}


def test_every_change_has_its_boundary() -> None:
    rows = sum(len(dated.rows) for dated in ALL.values())
    assert len(BOUNDARIES) == rows + sum(len(dated.rows) - 1 for dated in ALL.values()) > 300


@pytest.mark.parametrize("dated", ALL.values(), ids=lambda dated: dated.name)
def test_rows_stand_in_the_order_of_their_days_and_say_where_they_come_from(
    dated: Dated[Any],
) -> None:
    days = [(row.in_force_from, row.known_since) for row in dated.rows]
    assert days == sorted(set(days))
    assert all(row.source and row.known_since >= 1 for row in dated.rows)
    assert dated.says.endswith(".")


def test_every_rule_has_its_data_file_and_every_value_of_law_is_in_the_register() -> None:
    topics = {path.stem for path in RULES.glob("[a-z]*.py")} - {"parameters"}
    assert topics == {path.stem for path in FILES}
    assert topics == {topic.__name__.rpartition(".")[2] for topic in TOPICS}
    written = [name for file in FILES for name in tomllib.loads(file.read_text("utf-8"))]
    assert sorted(written) == sorted(ALL)


def test_a_correction_leaves_what_an_older_release_knew() -> None:
    day, act = date(2012, 1, 2), Citation("Sygedagpengeloven", "30", 1)
    wrong, right = Row(day, 28, "misread"), Row(day, 30, "read again", known_since=2)
    days = Dated("days", "How many days.", act, "first_day", int, (wrong, right))
    assert (days.on(day).value, days.on(day, release=1).value) == (30, 28)
    assert Law(release=1).value(days, day) == 28


def test_what_a_later_release_learnt_was_not_known_to_the_first() -> None:
    day, act = date(2026, 1, 5), Citation("Sygedagpengeloven", "50", 1)
    old, new = Row(date(2025, 1, 6), 1, "old"), Row(day, 2, "new", known_since=3)
    rate = Dated("rate", "The rate.", act, "day", int, (old, new))
    assert [rate.on(day, release).value for release in (1, 2, 3, None)] == [1, 1, 2, 2]
