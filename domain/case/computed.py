"""Accounts just computed: a decision, what follows from it and the run after it ask for the same.

A calculation is a function of its facts and its last day, so that nothing here can be out of date.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from domain.benefit.account import Account
from domain.benefit.calculate import calculate, reassessment_of
from domain.benefit.facts import Facts

REMEMBERED = 256  # accounts of some ten kilobytes each


@dataclass(frozen=True, slots=True)
class Asked:
    """Facts known by their text: 7.4 and 7.40 hours are equal, but read differently."""

    text: str
    facts: Facts = field(compare=False)


def asked(facts: Facts) -> Asked:
    return Asked(facts.model_dump_json(), facts)


@lru_cache(REMEMBERED)
def computed(asked: Asked, until: date) -> Account:
    return calculate(asked.facts, until)


@lru_cache(REMEMBERED)
def reassessed(asked: Asked, until: date) -> date | None:
    return reassessment_of(asked.facts, until)
