"""A case that goes on for years: what changes long after the plan was made is seen, and paid."""

import re
from datetime import date, timedelta

import pytest

from domain.benefit.calculate import calculate
from domain.benefit.document import document
from domain.benefit.facts import Facts
from domain.case.events import ClaimRejected
from domain.case.facts import facts_of
from domain.case.states import opened
from domain.dossier.commands import WatchReassessment
from domain.payment.events import PaymentOrdered
from domain.task.events import TaskOpened
from tests.support.errands import order_payment
from tests.support.examples import (
    grant,
    register_holiday,
    report_absence,
    request_refund,
    resume_partly,
)
from tests.support.histories import READY
from tests.support.scenario import Given, given

YEARS_LATER = date(2023, 6, 5)  # three years and more after the first day of absence
SUNDAY, LAST_OF_WORK = YEARS_LATER - timedelta(days=1), date(2023, 4, 30)
NEARLY_AT_WORK = resume_partly("35", date(2020, 6, 1))  # two hours of absence: nothing is owed
IN_FULL_AGAIN = resume_partly("35", date(2020, 6, 1), to_day=LAST_OF_WORK)


def weeks_paid(case: Given, until: date) -> list[date]:
    events = case.when(order_payment(until)).events()
    return [one.monday for one in events if isinstance(one, PaymentOrdered)]


@pytest.fixture
def nearly_at_work() -> Given:
    return given(*READY, NEARLY_AT_WORK, grant(), request_refund())


def test_part_work_of_three_years_is_not_paid_however_long_it_goes_on(
    nearly_at_work: Given,
) -> None:
    assert nearly_at_work.granted.totals.reassessment_date is None
    assert weeks_paid(nearly_at_work.on(YEARS_LATER), SUNDAY) == [date(2020, 5, 25)]


def test_benefit_comes_back_years_later_and_its_reassessment_is_asked_about(
    nearly_at_work: Given,
) -> None:
    paid = nearly_at_work.on(YEARS_LATER).and_then(order_payment(SUNDAY), IN_FULL_AGAIN)
    assert weeks_paid(paid, SUNDAY) == [LAST_OF_WORK + timedelta(weeks=w, days=1) for w in range(5)]
    reassessed = date(2023, 10, 31)
    assert paid.and_then(order_payment(SUNDAY)).granted.totals.reassessment_date == reassessed
    for days, asked in ((29, 0), (28, 1)):
        watched = paid.on(reassessed - timedelta(days=days)).when(WatchReassessment()).events()
        assert [type(one) for one in watched].count(TaskOpened) == asked


def test_what_is_known_of_a_day_years_ahead_is_in_the_account_when_it_comes() -> None:
    """The end of the part work was told at once; three years later nobody tells anything."""
    told = given(*READY, IN_FULL_AGAIN, grant(), request_refund())
    assert told.granted.totals.reassessment_date == date(2023, 10, 31)
    weeks = weeks_paid(told.on(YEARS_LATER), SUNDAY)
    assert weeks == [date(2020, 5, 25), *(date(2023, 5, 1) + timedelta(weeks=w) for w in range(5))]


@pytest.mark.parametrize("from_day", [date(2020, 6, 8), date(2020, 5, 14)])
def test_a_holiday_without_end_pays_nothing_years_later(from_day: date) -> None:
    away = given(*READY, register_holiday(from_day, None), grant(), request_refund())
    later = away.on(YEARS_LATER)
    assert all(monday < from_day for monday in weeks_paid(later, SUNDAY))
    assert later.granted.totals.reassessment_date is None
    back = later.and_then(order_payment(SUNDAY), register_holiday(from_day, LAST_OF_WORK))
    assert weeks_paid(back, SUNDAY) == [LAST_OF_WORK + timedelta(weeks=w, days=1) for w in range(5)]
    assert back.granted.totals.reassessment_date == date(2023, 10, 31)


def test_a_claim_is_granted_though_nothing_is_paid_before_a_holiday_without_end_is_over() -> None:
    away = register_holiday(date(2020, 5, 14), None)
    granted = given(*READY, away, grant(), request_refund())
    assert granted.granted.totals.weeks == ()
    known = given(report_absence(last_day=date(2020, 6, 21)), *READY[1:], away)
    assert ClaimRejected in map(type, known.when(grant()).events())


@pytest.mark.parametrize("agreed", [True, False])
def test_a_holiday_without_end_has_no_last_day_in_any_finding(*, agreed: bool) -> None:
    away = given(*READY, register_holiday(date(2020, 6, 8), None, agreed=agreed))
    facts = facts_of(opened(away.dossier.case).file)
    shown = str(document(calculate(facts, date(2020, 8, 2)), explained=True))
    assert "'holiday': {'from': '2020-06-08', 'to': None}" in shown
    assert not re.search(r"\b9\d\d\d-", shown)


def test_facts_of_a_holiday_without_end_can_be_read_by_another_program() -> None:
    away = given(*READY, register_holiday(date(2020, 6, 8), None), grant())
    facts = facts_of(away.granted.file)
    assert Facts.model_validate_json(facts.model_dump_json(by_alias=True)) == facts


@pytest.mark.parametrize("last", [date(2040, 3, 1), date(2041, 1, 1), date(2099, 12, 31)])
def test_a_case_planned_for_longer_than_an_account_covers_is_computed(last: date) -> None:
    part = resume_partly("35", date(2020, 6, 1), to_day=last)
    case = given(*READY, part, grant(), request_refund())
    assert weeks_paid(case.on(YEARS_LATER), SUNDAY) == [date(2020, 5, 25)]
