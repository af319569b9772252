"""Each property is red on a fault planted by name: one that sees nothing holds nothing."""

import builtins
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.benefit import calculate, days, employments, explanation, hours, plan, sheet, weeks
from domain.benefit.account import Account
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation
from domain.benefit.days import DayLines
from domain.benefit.facts import Facts
from domain.benefit.sheet import Equal, Sheet
from domain.benefit.weeks import paying
from domain.shared.money import Money
from tests.domain.benefit import test_any_facts as properties

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
Planted = tuple[object, str, Callable[..., object]]
Property = Callable[[Facts, Account], None]
ORDINALS = count(1)


def name_of(holds: Property) -> str:
    return holds.__name__


def another_week(self: Sheet, monday: int, begin: int, end: int) -> Equal:
    """Take the first week that was worked out for every week."""
    known = self.known.get(("any",))
    if known is None:
        known = self.known["any",] = WEEK(self, monday, begin, end)
    return known


def one_oere(_: object) -> Money:
    return Money(1)


def one_more_each_time(_: object) -> Money:
    return Money(next(ORDINALS))


def backwards(comp: Computation) -> tuple[Claim, ...]:
    return CLAIMS(comp)[::-1]


def doubled(week: tuple[int, ...], _: int) -> tuple[int, ...]:
    return tuple(2 * of_day for of_day in week)


def uncut(week: Sequence[DayLines], *_: object) -> Sequence[DayLines]:
    return week


def all_of_it(week: Sequence[DayLines], *_: object) -> Sequence[DayLines]:
    return [tuple(paying(one, 0) for one in day) for day in week]


def unsorted(works: Sequence[object], **_: object) -> Sequence[object]:
    return works


def named_twice(names: Iterable[Any], **_: object) -> list[Any]:
    return [*builtins.sorted(names)] * 2


def an_oere_more(money: Money) -> str:
    return KRONER(Money(money.oere + 1))


def nothing(_: object) -> tuple[object, ...]:
    return ()


def no_date(*_: object) -> None:
    return None


def its_own_end(_: object, until: date) -> date:
    return until


WEEK, KRONER, CLAIMS = Sheet.week, explanation.kroner, plan.employment_claims
of = properties
FAULTS: Mapping[Property, tuple[str, Planted]] = {
    of.sums_agree: ("two_employers", (sheet, "summed", one_oere)),
    of.every_calendar_day_has_one_line_for_each_employment: (
        "two_employers",
        (plan, "employment_claims", backwards),
    ),
    of.nobody_is_paid_twice_for_one_hour: ("part_work", (hours, "away", doubled)),
    of.no_week_pays_more_than_the_cap_unless_by_rota: (
        "two_employers",
        (weeks, "cut_week", uncut),
    ),
    of.order_of_facts_never_matters: ("two_employers", (employments, "sorted", unsorted)),
    of.recalculating_is_a_no_op: ("wage_earner", (sheet, "summed", one_more_each_time)),
    of.other_benefits_take_of_the_citizen_alone_and_no_more_than_they_are: (
        "other_benefits",
        (sheet, "set_off", all_of_it),
    ),
    of.every_day_says_why: ("wage_earner", (days, "findings_of", nothing)),
    of.what_is_refused_has_a_reason: ("late_notification", (calculate, "in_order", nothing)),
    of.an_account_that_owes_nothing_says_why: ("too_little_work", (calculate, "in_order", nothing)),
    of.each_amount_of_the_text_can_be_recomputed: (
        "wage_earner",
        (explanation, "kroner", an_oere_more),
    ),
    of.unconfirmed_are_parameters_that_were_read: (
        "wage_earner",
        (calculate, "sorted", named_twice),
    ),
    of.the_plan_alone_has_the_date_of_the_account: (
        "wage_earner",
        (properties, "reassessment_of", no_date),
    ),
    of.the_reassessment_date_is_the_same_wherever_the_account_ends: (
        "wage_earner",
        (properties, "reassessment_of", its_own_end),
    ),
    of.what_equal_weeks_share_is_what_each_of_them_gives: (
        "wage_earner",
        (Sheet, "week", another_week),
    ),
}


@pytest.mark.parametrize("holds", list(FAULTS), ids=name_of)
def test_a_planted_fault_is_seen(holds: Property, monkeypatch: pytest.MonkeyPatch) -> None:
    name, (place, attribute, fault) = FAULTS[holds]
    facts = example(name)
    holds(facts, calculate.calculate(facts))
    monkeypatch.setattr(place, attribute, fault, raising=False)
    with pytest.raises(AssertionError):
        holds(facts, calculate.calculate(facts))


def by_length(self: Sheet, monday: int, begin: int, end: int) -> Equal:
    """Pay a week the more, the longer the account goes on after it."""
    week = WEEK(self, monday, begin, end)
    return replace(week, amount=Money(week.amount.oere + self.comp.last - monday))


def test_an_account_whose_weeks_depend_on_its_end_is_seen_at_a_split(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = example("wage_earner")
    sunday = properties.sunday_after(facts, 5)
    properties.splitting_at_a_week_bound_changes_no_week(facts, sunday)
    monkeypatch.setattr(Sheet, "week", by_length)
    with pytest.raises(AssertionError):
        properties.splitting_at_a_week_bound_changes_no_week(facts, sunday)


def turned_by_a_holiday(self: Sheet, monday: int, begin: int, end: int) -> Equal:
    """Let a holiday, whenever it is, turn the days of every week round."""
    week = WEEK(self, monday, begin, end)
    return replace(week, days=week.days[::-1]) if self.comp.facts.holidays else week


def test_a_later_fact_that_changes_an_earlier_day_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = example("wage_earner")
    sunday = properties.sunday_after(facts, 5)
    later = properties.LATER[0](facts, sunday)
    properties.a_later_fact_changes_no_day_before_it(facts, later, sunday)
    monkeypatch.setattr(Sheet, "week", turned_by_a_holiday)
    with pytest.raises(AssertionError):
        properties.a_later_fact_changes_no_day_before_it(facts, later, sunday)


def example(name: str) -> Facts:
    return Facts.model_validate_json((EXAMPLES / f"{name}.json").read_bytes())


def test_every_property_has_its_fault() -> None:
    assert set(FAULTS) == set(properties.PROPERTIES)
