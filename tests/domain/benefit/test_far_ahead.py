"""No horizon cuts an account or its plan: what ends years later is seen, however late."""

import re
from datetime import date, timedelta

import pytest

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from domain.benefit.document import document
from domain.benefit.horizon import PLANNED_DAYS
from domain.rules.parameters import law_with
from tests.support.facts import FULL_TIME, employment, wage_earner

FIRST = date(2020, 4, 27)
SHORT_WEEK = ["7.4", "7.4", "0", "0", "0", "0", "0"]


def nearly_at_work(until: date | None, hours: str = "35") -> dict[str, object]:
    """Too few hours of absence for any benefit."""
    to = {"to": until.isoformat()} if until else {}
    return {"from": "2020-06-01", **to, "hours_worked_per_week": hours}


@pytest.mark.parametrize("days", [700, PLANNED_DAYS - 1, PLANNED_DAYS, PLANNED_DAYS + 8, 3000])
def test_benefit_comes_back_after_part_work_of_any_length(days: int) -> None:
    last = FIRST + timedelta(days=days)
    until = (last + timedelta(days=60)).isoformat()
    account = calculate(
        wage_earner("2020-04-27", until, partial_resumptions=[nearly_at_work(last)])
    )
    after = [one for one in account.days if one.date > last]
    assert DayKind.PAID_FULL in {one.kind for one in after}
    assert account.reassessment_date is not None
    assert account.reassessment_date > last


@pytest.mark.parametrize("days", [700, PLANNED_DAYS - 1, PLANNED_DAYS, PLANNED_DAYS + 8, 3000])
def test_the_plan_does_not_depend_on_where_the_account_ends(days: int) -> None:
    last = FIRST + timedelta(days=days)
    untils = ["2020-07-05", last.isoformat(), (last + timedelta(days=400)).isoformat()]
    plans = [
        calculate(
            wage_earner("2020-04-27", until, partial_resumptions=[nearly_at_work(last)])
        ).reassessment_date
        for until in untils
    ]
    assert len(set(plans)) == 1


@pytest.mark.parametrize("rota", [[FULL_TIME, SHORT_WEEK], [SHORT_WEEK, FULL_TIME]])
def test_a_rota_that_is_paid_every_other_week_never_reaches_the_limit(rota: object) -> None:
    """Half of nine months is less than 22 weeks, whichever week the plan ends with."""
    work = employment(rota=rota)
    part = [nearly_at_work(None, "14")]
    account = calculate(wage_earner("2020-04-27", "2020-07-05", work, partial_resumptions=part))
    assert account.reassessment_date is None
    long = calculate(wage_earner("2020-04-27", "2024-07-07", work, partial_resumptions=part))
    assert DayKind.PAID_PART in {one.kind for one in long.days[-14:]}


def test_going_on_without_a_decision_has_no_last_day_in_any_finding() -> None:
    shown = str(document(calculate(wage_earner("2020-04-27", "2021-06-06")), explained=True))
    assert "'output': {'from': '2021-02-01', 'to': None}" in shown
    assert not re.search(r"\b9\d\d\d-", shown)


def test_public_holidays_that_do_not_count_are_known_after_a_long_pause_too() -> None:
    law = law_with({"public_holidays_count_towards_duration": "false"})
    away = [{"from": "2020-06-08", "to": "2024-01-25", "agreed": True}]
    facts = wage_earner("2020-04-27", "2020-07-05", holidays=away)
    counted = calculate(facts).reassessment_date
    assert counted == date(2024, 6, 30)
    assert calculate(facts, law=law).reassessment_date == date(2024, 7, 31)
