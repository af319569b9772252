"""The catalogue: what was published stands as it was, and our columns are there and sensible."""

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.shared.blocks import Blocks
from domain.task import keys
from domain.task.outcomes import OUTCOMES_IN_DANISH, Outcome
from domain.task.types import GUIDES, TASK_TYPES, Blocking, Created, read

PUBLISHED = Path("domain/task/catalogue.csv")
OURS = Path("domain/task/catalogue.toml")
GUIDED = {kind.key: kind.guide for kind in TASK_TYPES.values() if kind.guide}
OPENED_HERE = {value for name, value in vars(keys).items() if name.isupper()}


def rows() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_originals_name_64_types_and_what_they_block() -> None:
    assert len(TASK_TYPES) == 64
    assert Counter(kind.blocks_on(date(2020, 5, 25)) for kind in TASK_TYPES.values()) == {
        Blocks.DECISION: 45,
        Blocks.PAYMENT: 10,
        Blocks.NOTIFICATION_LETTER: 1,
        Blocks.NOTHING: 8,
    }


def test_every_published_column_is_read() -> None:
    for row in rows():
        kind = TASK_TYPES[row["key"]]
        assert (kind.title, kind.name) == (row["name_da"], row["name_en"])
        assert kind.blocking[0].blocks == row["blocks"]
        assert str(kind.number or "") == row["ksd_id"]
        seen = "" if kind.seen is None else str(kind.seen)
        assert seen == row["seen_2019_11_24_to_2020_05_20"]
        assert str(kind.frequency_rank or "") == row["frequency_rank"]


def test_only_types_11_and_29_were_never_seen_and_unknown_is_not_zero() -> None:
    assert {kind.number for kind in TASK_TYPES.values() if kind.seen == 0} == {11, 29}


def test_types_of_one_name_are_told_apart_by_their_number() -> None:
    names = Counter(kind.title for kind in TASK_TYPES.values())
    twice = {name for name, count in names.items() if count > 1}
    numbers = {kind.number for kind in TASK_TYPES.values() if kind.title in twice}
    assert numbers == {2, 49, 84, 85}


def test_what_people_solve_most_and_what_we_open_has_a_guide_of_its_own() -> None:
    wanted = {
        kind.key
        for kind in TASK_TYPES.values()
        if kind.frequency_rank or Created.POLICY in kind.created
    }
    assert wanted <= set(GUIDED)
    assert set(GUIDES) == set(GUIDED)
    assert sum(kind.frequency_rank is not None for kind in TASK_TYPES.values()) == 16
    for part in ("look", "then"):
        assert max(Counter(getattr(guide, part) for guide in GUIDED.values()).values()) == 1


@pytest.mark.parametrize("key", GUIDED)
def test_a_guide_says_what_to_look_at_every_choice_there_is_and_what_follows(key: str) -> None:
    guide = GUIDED[key]
    assert set(guide.choices) == TASK_TYPES[key].outcomes
    assert min(map(len, (guide.look, *guide.choices.values(), guide.then))) > 10
    sections = re.fullmatch(r"Se på: (.+)\nVælg:\n(.+)\nDet følger: (.+)", str(guide), re.DOTALL)
    assert sections
    named = re.findall(r'^"(.+)": .+\.$', sections[2], re.MULTILINE)
    assert named == [OUTCOMES_IN_DANISH[each] for each in guide.choices]
    told = set(re.findall(r'"(\w[\w ]*)"', sections[3]))
    assert told & set(OUTCOMES_IN_DANISH.values()) <= set(named)


def test_policies_open_the_types_that_the_catalogue_says_policies_open() -> None:
    by_policy = {kind.key for kind in TASK_TYPES.values() if Created.POLICY in kind.created}
    assert by_policy == OPENED_HERE


def test_what_blocks_stands_out_and_of_the_rest_the_limit_values_do() -> None:
    """They block nothing "for now", and let wrong payments through (spec 02)."""
    day = date(2020, 5, 25)
    priority = {key: kind.priority for key, kind in TASK_TYPES.items()}
    rest = {key for key, kind in TASK_TYPES.items() if kind.blocks_on(day) is Blocks.NOTHING}
    assert {key for key in rest if priority[key] == 1} == {"limit_value_exceeded"}
    assert max(priority[key] for key in TASK_TYPES.keys() - rest) == 3
    assert TASK_TYPES["dead_or_disappeared"].priority == 1
    for kind in TASK_TYPES.values():
        assert kind.due_days is None or 1 <= kind.due_days <= 14


@pytest.mark.parametrize(
    ("opened_on", "due_on"),
    [
        (date(2020, 6, 1), date(2020, 6, 1)),  # a Monday: before the run of the same day
        (date(2020, 6, 2), date(2020, 6, 8)),
        (date(2020, 6, 7), date(2020, 6, 8)),
    ],
)
def test_what_must_be_solved_before_the_payment_run_is_due_on_monday(
    opened_on: date, due_on: date
) -> None:
    for key in ("limit_value_exceeded", "flexjob_before_2013", "financial_outstanding"):
        assert TASK_TYPES[key].due_on(opened_on) == due_on
    form = TASK_TYPES["information_form_other_cause"]
    assert (form.due_on(opened_on) - opened_on).days == 7


def test_a_cause_is_approved_or_not_and_nothing_else() -> None:
    form = TASK_TYPES["information_form_other_cause"]
    assert form.outcomes == {Outcome.APPROVED, Outcome.NOT_APPROVED}
    assert TASK_TYPES["enquiry_note_exists"].outcomes == {Outcome.DONE}


def test_what_a_type_blocks_changes_from_a_day_and_is_known_from_a_release() -> None:
    limit = TASK_TYPES["limit_value_exceeded"]
    later = Blocking(date(2021, 1, 1), 2, Blocks.PAYMENT)
    changed = replace(limit, blocking=(*limit.blocking, later))
    assert changed.blocks_on(date(2020, 12, 31)) is Blocks.NOTHING
    assert changed.blocks_on(date(2021, 1, 1)) is Blocks.PAYMENT
    assert changed.blocks_on(date(2021, 1, 1), release=1) is Blocks.NOTHING


def test_columns_of_ours_for_what_nobody_published_are_refused(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    extra = '\n[make_coffee]\npriority = 1\ncreated = ["manual"]\n'
    ours.write_text(OURS.read_text("utf-8") + extra, encoding="utf-8")
    with pytest.raises(ValueError, match="make_coffee"):
        list(read(PUBLISHED, ours))
