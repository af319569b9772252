"""Whatever is tried for a number of the law, an account comes out: zero, and the most there is."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.benefit.calculate import account_of
from domain.benefit.computation import computation
from domain.benefit.facts import Facts
from domain.rules.parameters import ALL, law_with
from domain.shared.dated import Dated, Law
from domain.shared.law_values import MOST

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
NUMBERS = [name for name, dated in ALL.items() if dated.kind is int]


@cache
def reading() -> dict[str, Facts]:
    """Give an example in which each parameter is read."""
    found: dict[str, Facts] = {}
    for path in sorted(EXAMPLES.glob("*.json")):
        facts = Facts.model_validate_json(path.read_bytes())
        comp = computation(facts, None, Law())
        account_of(comp)
        found |= dict.fromkeys(comp.law.read - found.keys(), facts)
    return found


def extremes(dated: Dated[Any]) -> tuple[int, int]:
    return dated.least or 0, MOST if dated.most is None else dated.most


@pytest.mark.parametrize("name", NUMBERS)
def test_the_least_and_the_most_of_a_number_give_an_account(name: str) -> None:
    facts = reading().get(name)
    for number in extremes(ALL[name]):
        law = law_with({name: str(number)})
        if facts is not None:
            assert account_of(computation(facts, None, law)).days


def test_the_numbers_of_the_account_are_read_by_some_example() -> None:
    assert len(reading().keys() & set(NUMBERS)) > 30
