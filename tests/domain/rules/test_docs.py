"""docs/law.md names every rule, every value of law and every doubt, and nothing else."""

import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

from domain.benefit.account import PRECEDENCE
from domain.rules.parameters import ALL, TOPICS
from domain.shared.law import Finding

PAGE = (Path(__file__).parents[3] / "docs" / "law.md").read_text("utf-8")
RULES, DOUBTS = PAGE.split("## Doubts and their switches")
DOUBTFUL = sorted(
    name for name, dated in ALL.items() if any(not row.confirmed for row in dated.rows)
)
REFERENCE = {  # printed by `sdp law parameters`, read by no rule here
    "average_weeks_when_wage_varies",
    "payment_cut_off_hour",
    "section_56_absence_days_a_year",
    "section_56_days_already_paid",
    "small_employer_premium_percent",
}


def in_code(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def gives_a_finding(function: object) -> bool:
    given = get_type_hints(function).get("return")
    return getattr(given, "__origin__", None) is Finding


def rules_of(topic: ModuleType) -> set[str]:
    own = inspect.getmembers(topic, inspect.isfunction)
    name = topic.__name__.rpartition(".")[2]
    return {
        f"{name}.{function}"
        for function, body in own
        if body.__module__ == topic.__name__ and function[0] != "_" and gives_a_finding(body)
    }


def test_every_rule_is_listed_and_every_listed_rule_exists() -> None:
    listed = {name for name in in_code(RULES) if re.fullmatch(r"[a-z_0-9]+\.[a-z_0-9]+", name)}
    assert listed == set().union(*(rules_of(topic) for topic in TOPICS))
    assert len(listed) > 60


def test_every_value_of_law_is_listed_beside_its_rule() -> None:
    assert set(ALL) <= in_code(RULES)


@pytest.mark.parametrize("name", DOUBTFUL)
def test_every_doubt_has_its_switch(name: str) -> None:
    assert name in in_code(DOUBTS)


def test_nothing_certain_is_called_a_doubt() -> None:
    switches = in_code(DOUBTS.split("## What a day")[0]) & set(ALL)
    assert switches == set(DOUBTFUL)


def test_what_a_day_is_called_is_the_order_of_the_account() -> None:
    named = re.findall(r"`([a-z_]+)`", DOUBTS.split("## What a day is called")[1])
    assert named == [kind.value for kind in PRECEDENCE]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.__name__)
def test_every_value_is_read_by_a_rule(topic: ModuleType) -> None:
    source = inspect.getsource(topic)
    for constant, value in vars(topic).items():
        if value in ALL.values() and value.name not in REFERENCE:
            assert len(re.findall(rf"\b{constant}\b", source)) > 1, value.name


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.__name__)
def test_every_rule_cites_its_text(topic: ModuleType) -> None:
    own = (getattr(topic, name.rpartition(".")[2]) for name in rules_of(topic))
    assert all(inspect.getdoc(rule) for rule in own)
