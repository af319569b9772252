"""When a decided case is decided again, and which weeks may move."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.case import events as on
from domain.case.kinds import (
    RecalculationCause,
)
from domain.dossier.dossier import DossierCommand
from domain.shared.errors import (
    DecisionBlocked,
    NotAllowedNow,
)
from domain.shared.money import Money
from domain.shared.period import Period
from tests.support.decided import WEEK
from tests.support.errands import open_task, order_payment, solve_task
from tests.support.examples import (
    TODAY,
    correct_first_day,
    day,
    end,
    lack_cooperation,
    recalculate,
    register_employment,
    register_holiday,
    register_wage,
    report_recovery,
    start_hearing,
    stop_automation,
)
from tests.support.histories import GRANTED, READY, REJECTED
from tests.support.scenario import given


def test_payment_goes_on_past_a_reassessment_date_on_which_nobody_decided() -> None:
    overdue = given(*GRANTED).on(date(2020, 11, 9))
    (renewed,) = overdue.when(recalculate()).then(on.BenefitRecalculated)
    assert isinstance(renewed, on.BenefitRecalculated)
    assert renewed.totals.calculated_until == date(2020, 11, 30)
    assert renewed.totals.weeks[-1].monday == date(2020, 11, 30)


def test_the_same_facts_decided_again_change_nothing() -> None:
    given(*GRANTED).when(recalculate()).then_nothing_happens()
    later = given(*GRANTED).on(day("08-01"))
    later.when(recalculate()).then_nothing_happens()  # though more weeks are used


def test_a_recalculation_says_why_and_which_weeks_it_touches() -> None:
    _, recalculated = (
        given(*GRANTED).when(register_holiday()).then(on.HolidayRegistered, on.BenefitRecalculated)
    )
    assert isinstance(recalculated, on.BenefitRecalculated)
    assert recalculated.cause is RecalculationCause.HOLIDAY
    assert Period(day("05-25"), day("05-31")) in recalculated.touched
    assert Period(day("06-01"), day("06-07")) not in recalculated.touched
    assert recalculated.totals.weeks[0].monday == day("06-01")


def test_before_the_cut_off_no_week_changes() -> None:
    case = given(*GRANTED, stop_automation(), register_wage("100.00"))
    (event,) = case.when(recalculate(cut_off=day("06-10"))).events()
    assert isinstance(event, on.BenefitRecalculated)
    weeks = {week.monday: week.amount.oere for week in event.totals.weeks}
    assert len(weeks) == len(event.totals.weeks)
    assert weeks[day("06-01")] == 816_96 * 4
    assert weeks[day("06-08")] == 680_80 * 5
    assert event.cut_off == day("06-10")
    assert event.touched[0].first_day == day("06-08")


@pytest.mark.parametrize(
    ("fact", "cause"),
    [
        (register_wage("100.00"), RecalculationCause.WAGE_CHANGED),
        (correct_first_day(), RecalculationCause.FIRST_DAY_CORRECTED),
        (lack_cooperation(), RecalculationCause.LACK_OF_COOPERATION),
        (report_recovery(), RecalculationCause.RECOVERY),
        (end(), RecalculationCause.END),
        (register_employment(week=(Decimal(5),) * 7), RecalculationCause.FACTS_CHANGED),
    ],
)
def test_each_fact_that_changes_a_decided_case_decides_it_again_at_once(
    fact: DossierCommand, cause: RecalculationCause
) -> None:
    causes = [
        event.cause
        for event in given(*GRANTED).when(fact).events()
        if isinstance(event, on.BenefitRecalculated)
    ]
    assert causes[0] is cause


def test_what_waits_for_a_task_is_decided_when_the_task_is_gone() -> None:
    waiting = given(*GRANTED, open_task(), register_wage("100.00"))
    assert waiting.granted.stale
    assert waiting.granted.totals.weeks[2].amount == Money(WEEK)
    solved = waiting.when(solve_task()).events()
    assert isinstance(solved[-1], on.BenefitRecalculated)
    blocked_twice = waiting.and_then(open_task(cause="the employer called"))
    assert len(blocked_twice.when(solve_task()).events()) == 1
    waiting.when(recalculate()).then_refused(DecisionBlocked)


def test_an_unblocked_case_on_which_nothing_changed_is_left_alone() -> None:
    assert len(given(*GRANTED, open_task()).when(solve_task()).events()) == 1


def test_a_case_stopped_by_hand_is_recalculated_by_hand() -> None:
    by_hand = given(*GRANTED, stop_automation())
    by_hand.when(register_wage("100.00")).then(on.WageRegistered)
    by_hand.and_then(register_wage("100.00")).when(recalculate()).then(on.BenefitRecalculated)


def test_what_waits_for_a_hearing_is_decided_when_it_is_over() -> None:
    waiting = given(*GRANTED, start_hearing(deadline=TODAY), register_wage("100.00"))
    assert waiting.granted.stale
    later = waiting.on(TODAY + timedelta(days=1))
    first, *_ = later.when(order_payment()).events()
    assert isinstance(first, on.BenefitRecalculated)


def test_an_undecided_case_is_not_recalculated() -> None:
    for history in (READY, REJECTED):
        given(*history).when(recalculate()).then_refused(NotAllowedNow, "no benefit is granted")
