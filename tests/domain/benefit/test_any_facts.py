"""What holds of every account, whatever the facts: each property is a sentence of its own."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.benefit.account import PAID, Account, Day, DayKind
from domain.benefit.calculate import calculate, reassessment_of
from domain.benefit.difference import Change, changes_of, cut_off, differences, paid_by
from domain.benefit.explanation import explanation
from domain.benefit.facts import (
    Employment,
    Facts,
)
from domain.benefit.schedule import HUNDREDTHS, monday_of, schedule_of
from domain.benefit.what_if import what_if
from domain.rules.rates import weekly_cap
from domain.shared.dated import Law
from tests.domain.benefit.of_others import (
    other_benefits_take_of_the_citizen_alone_and_no_more_than_they_are,
)
from tests.domain.benefit.recompute import recomputed
from tests.support.any_facts import any_facts
from tests.support.forgetting import anew

EXAMPLES = 500
QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def sums_agree(_: Facts, account: Account) -> None:
    for day in account.days:
        assert day.amount.oere == sum(line.amount.oere for line in day.lines)
        assert day.hours == sum((line.hours for line in day.lines), Decimal(0))
    for week in account.weeks:
        inside = [day for day in account.days if 0 <= (day.date - week.monday).days < 7]
        assert week.amount.oere == sum(day.amount.oere for day in inside)
        assert week.amount.oere == sum(money.oere for money in week.by_payee.values())
    assert account.total.oere == sum(week.amount.oere for week in account.weeks)
    assert account.entitled == bool(account.total.oere)


def every_calendar_day_has_one_line_for_each_employment(facts: Facts, account: Account) -> None:
    first = facts.first_day_of_absence
    assert [day.date for day in account.days] == [
        first + timedelta(days=number) for number in range(len(account.days))
    ]
    cvrs = sorted(work.cvr for work in facts.employments)
    for day in account.days:
        assert [cvr for cvr, _ in groupby(line.cvr for line in day.lines if line.cvr)] == cvrs
        beside = [work.cvr for work in facts.employments if work.hourly_wage_paid is not None]
        assert {cvr for cvr in cvrs if of(day, cvr) > 1} <= set(beside)


def of(day: Day, cvr: str) -> int:
    return sum(line.cvr == cvr for line in day.lines)


def nobody_is_paid_twice_for_one_hour(facts: Facts, account: Account) -> None:
    works = {work.cvr: work for work in facts.employments}
    for day in account.days:
        for line in day.lines:
            assert (line.payee is not None) == (line.kind in PAID)
            assert line.payee is not None or not line.amount.oere
            if line.cvr is not None and works[line.cvr].weekly_pay is None:
                assert line.hours * HUNDREDTHS <= scheduled(works[line.cvr], facts, day.date)


def scheduled(work: Employment, facts: Facts, day: date) -> int:
    week = schedule_of(work, facts.first_day_of_absence).week_of(monday_of(day.toordinal()))
    return week[day.weekday()]


def no_week_pays_more_than_the_cap_unless_by_rota(facts: Facts, account: Account) -> None:
    rotas = {work.cvr for work in facts.employments if work.rota is not None}
    for week in account.weeks:
        inside = [day for day in account.days if 0 <= (day.date - week.monday).days < 7]
        lines = [line for day in inside for line in day.lines if line.cvr not in rotas]
        paid = sum(line.amount.oere for line in lines)
        taken = sum(one.amount for one in facts.weeks_elsewhere if one.monday == week.monday)
        left = weekly_cap(Law(), week.monday).output.oere - int(taken * 100) if paid else 0
        assert paid <= max(0, left)


def order_of_facts_never_matters(facts: Facts, account: Account) -> None:
    turned = {name: turned_round(getattr(facts, name)) for name in Facts.model_fields}
    assert calculate(Facts.model_validate(turned)) == account


def turned_round(value: object) -> object:
    return cast("tuple[object, ...]", value)[::-1] if isinstance(value, tuple) else value


def recalculating_is_a_no_op(facts: Facts, account: Account) -> None:
    again = calculate(facts)
    assert again == account
    assert cut_off(account, again) is None
    assert differences(paid_by(account.weeks), paid_by(again.weeks)) == ()
    assert changes_of(paid_by(account.weeks), paid_by(again.weeks)) == (Change.NOTHING,)


def every_day_says_why(_: Facts, account: Account) -> None:
    assert all(day.findings for day in account.days)


def what_is_refused_has_a_reason(_: Facts, account: Account) -> None:
    refused = {DayKind.LATE, DayKind.LACK_OF_COOPERATION, DayKind.HOLIDAY_NOT_AGREED}
    if any(day.kind in refused for day in account.days):
        assert account.reasons


def an_account_that_owes_nothing_says_why(_: Facts, account: Account) -> None:
    assert account.entitled or account.reasons


def each_amount_of_the_text_can_be_recomputed(_: Facts, account: Account) -> None:
    texts = explanation(account)
    assert [recomputed(week.lines) for week in texts] == [
        week.amount.oere for week in account.weeks
    ]


def unconfirmed_are_parameters_that_were_read(facts: Facts, account: Account) -> None:
    assert list(account.unconfirmed) == sorted(set(account.unconfirmed))
    assert list(account.assumed) == sorted(set(account.assumed))
    of_employers = {"employed_since", "hours_last_8_weeks", "refund_requests"}
    assert not any(getattr(facts, name) for name in {*account.assumed} - of_employers)
    if "employed_since" in account.assumed:
        assert any(work.employed_since is None for work in facts.employments)


def the_plan_alone_has_the_date_of_the_account(facts: Facts, account: Account) -> None:
    assert facts.until is not None
    assert reassessment_of(facts, facts.until) == account.reassessment_date


def the_reassessment_date_is_the_same_wherever_the_account_ends(
    facts: Facts, account: Account
) -> None:
    """On its first day, beyond all that is recorded, or where it was asked to end."""
    for days in (0, 400):
        until = facts.first_day_of_absence + timedelta(days=days)
        assert reassessment_of(facts, until) == account.reassessment_date


def what_equal_weeks_share_is_what_each_of_them_gives(facts: Facts, account: Account) -> None:
    assert (account.days, account.weeks) == anew(facts)


PROPERTIES: tuple[Callable[[Facts, Account], None], ...] = (
    sums_agree,
    every_calendar_day_has_one_line_for_each_employment,
    nobody_is_paid_twice_for_one_hour,
    no_week_pays_more_than_the_cap_unless_by_rota,
    order_of_facts_never_matters,
    recalculating_is_a_no_op,
    other_benefits_take_of_the_citizen_alone_and_no_more_than_they_are,
    every_day_says_why,
    what_is_refused_has_a_reason,
    an_account_that_owes_nothing_says_why,
    each_amount_of_the_text_can_be_recomputed,
    unconfirmed_are_parameters_that_were_read,
    the_plan_alone_has_the_date_of_the_account,
    the_reassessment_date_is_the_same_wherever_the_account_ends,
    what_equal_weeks_share_is_what_each_of_them_gives,
)


@settings(max_examples=EXAMPLES, suppress_health_check=QUIET)
@given(facts=any_facts())
def test_this_holds_of_every_account(facts: Facts) -> None:
    account = calculate(facts)
    for holds in PROPERTIES:
        holds(facts, account)


@settings(max_examples=EXAMPLES, suppress_health_check=QUIET)
@given(facts=any_facts(), weeks=st.integers(0, 30), change=st.data())
def test_a_later_fact_or_a_split_at_a_week_bound_changes_nothing_before_it(
    facts: Facts, weeks: int, change: st.DataObject
) -> None:
    sunday = sunday_after(facts, weeks)
    splitting_at_a_week_bound_changes_no_week(facts, sunday)
    later = change.draw(st.sampled_from(LATER))(facts, sunday)
    a_later_fact_changes_no_day_before_it(facts, later, sunday)


def sunday_after(facts: Facts, weeks: int) -> date:
    monday = monday_of(facts.first_day_of_absence.toordinal())
    return date.fromordinal(monday + 6) + timedelta(weeks=weeks)


def splitting_at_a_week_bound_changes_no_week(facts: Facts, sunday: date) -> None:
    """An account that ends on a Sunday gives of its weeks what a longer one gives of them."""
    account, part = calculate(facts), calculate(facts, until=sunday)
    shared = min(len(part.weeks), len(account.weeks) - 1)
    assert part.weeks[:shared] == account.weeks[:shared]


def a_later_fact_changes_no_day_before_it(facts: Facts, later: Facts, sunday: date) -> None:
    changed, known = calculate(later, until=facts.until), calculate(facts)
    day = cut_off(known, changed)
    assert day is None or day >= sunday
    moved = what_if(facts, later, until=facts.until)
    assert sum(line.moved.oere for line in moved.lines) == moved.difference.oere
    assert moved.difference.oere == changed.total.oere - known.total.oere
    assert all(line.day >= sunday for line in moved.lines)
    back = differences(paid_by(changed.weeks), paid_by(known.weeks))
    assert [-one.moved.oere for one in back] == [
        one.moved.oere for one in differences(paid_by(known.weeks), paid_by(changed.weeks))
    ]


def with_more(field: str, fact: dict[str, object]) -> Callable[[Facts, date], Facts]:
    def changed(facts: Facts, day: date) -> Facts:
        kind = Facts.model_fields[field].annotation
        assert kind is not None
        known = {name: getattr(facts, name) for name in Facts.model_fields}
        dates = {"from_day": day, "to_day": day + timedelta(days=9)}
        return Facts.model_validate({**known, field: (*known[field], {**dates, **fact})})

    return changed


def ending(facts: Facts, day: date) -> Facts:
    known = {name: getattr(facts, name) for name in Facts.model_fields}
    on = min(day, facts.ended.on) if facts.ended else day
    return Facts.model_validate({**known, "ended": {"on": on, "reason": "raskmeldt"}})


LATER = (
    with_more("holidays", {"agreed": True}),
    with_more("holidays", {"agreed": False}),
    with_more("lack_of_cooperation", {}),
    with_more("maternity", {}),
    with_more("other_benefits", {"amount": Decimal("1234.56")}),
    with_more("pregnancy_related", {}),
    with_more("partial_resumptions", {"hours_worked_per_week": Decimal(12)}),
    with_more("extensions", {"code": 5}),
    ending,
)
