"""One computation: the facts, the law as it reads it, the days it is about, what it assumed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.benefit.facts import Facts
from domain.rules.counted_days import Unpaid, counts_unpaid
from domain.shared.dated import Dated, Law
from domain.shared.errors import Rejected

LONGEST = 7305  # days, twenty years: longer than any absence, and soon computed


class UntilNeeded(Rejected):
    code = "until-needed"


class UntilTooEarly(Rejected):
    code = "until-too-early"


class UntilTooFar(Rejected):
    code = "until-too-far"


@dataclass(frozen=True, slots=True)
class Computation:
    """`first` and `last` are ordinals; `assumed` collects absent conditions counted as met."""

    facts: Facts
    law: Law
    first: int
    last: int
    assumed: set[str]

    def assume(self, fact: str) -> None:
        self.assumed.add(fact)

    def unpaid_day_counts(self, day: date) -> bool:
        """§ 24, stk. 1: whether a day counts towards duration for which nobody was paid."""
        return counts_unpaid(self.law, day, Unpaid.OTHER).output


def computation(facts: Facts, until: date | None, law: Law) -> Computation:
    last = last_day(facts, until)
    first = facts.first_day_of_absence.toordinal()
    if last.toordinal() < first:
        raise UntilTooEarly("the account would end before the first day of absence")
    if last.toordinal() - first >= LONGEST:
        raise UntilTooFar("an account covers at most twenty years")
    return Computation(facts, law.afresh(), first, last.toordinal(), set())


def last_day(facts: Facts, until: date | None) -> date:
    """Let the argument win over the fact; without both, absence or entitlement must end."""
    ended = facts.ended.on if facts.ended else None
    last = until or facts.until or facts.last_day_of_absence or ended
    if last is None:
        raise UntilNeeded("say until which day: the absence has no last day yet")
    return last


def changes(law: Law, parameters: Iterable[Dated[Any]]) -> list[int]:
    """Find the days on which a parameter changes, as this computation reads the law."""
    read = (law.overrides.get(one.name, one) for one in parameters)
    return sorted({row.in_force_from.toordinal() for one in read for row in one.rows})
