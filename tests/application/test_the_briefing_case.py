"""The case of the municipalities' briefing of 19 May 2020, played from report to payment."""

from datetime import date

import pytest

from domain.case.events import BenefitGranted, BenefitRecalculated
from domain.case.kinds import HearingAbout, SicknessCause
from domain.shared.errors import DecisionBlocked
from domain.task.outcomes import Outcome
from domain.task.states import OpenTask
from tests.support.errands import WEEKS, order_payment, solve_task
from tests.support.examples import (
    BERIT,
    CVR,
    answer_hearing,
    day,
    grant,
    receive_form,
    register_employment,
    register_holiday,
    register_wage,
    report_absence,
    request_refund,
    start_hearing,
)
from tests.support.journals import Desk


def reported(wage: str = "120.00") -> Desk:
    desk = Desk().on(day("05-04"))
    for command in (report_absence(), register_employment(), register_wage(wage)):
        desk.ask(command)
    return desk


def one_open_task(desk: Desk) -> tuple[str, str]:
    ((_, task),) = desk.dossier().open_tasks.items()
    assert isinstance(task, OpenTask)
    return task.type, task.blocks


def solve(desk: Desk, outcome: Outcome) -> None:
    (task_id,) = desk.dossier().open_tasks
    desk.ask(solve_task(task_id, outcome), BERIT)


def granted(desk: Desk) -> Desk:
    desk.on(day("05-06")).ask(receive_form(SicknessCause.OTHER))
    solve(desk.on(day("05-08")), Outcome.APPROVED)
    desk.ask(grant())
    return desk


def totals(desk: Desk) -> BenefitGranted | BenefitRecalculated:
    decisions = [
        each.event
        for each in desk.log()
        if isinstance(each.event, BenefitGranted | BenefitRecalculated)
    ]
    return decisions[-1]


def test_another_cause_stops_the_decision_until_a_case_worker_approved_it() -> None:
    desk = reported()
    desk.ask(receive_form(SicknessCause.OTHER))
    assert one_open_task(desk) == ("information_form_other_cause", "decision")
    with pytest.raises(DecisionBlocked):
        desk.ask(grant())
    solve(desk, Outcome.APPROVED)
    desk.ask(grant())
    assert totals(desk).totals.reassessment_date == date(2020, 10, 31)


@pytest.mark.parametrize("about", [HearingAbout.HOLIDAY, HearingAbout.LACK_OF_COOPERATION])
def test_the_briefing_case_pays_four_weeks_in_june(about: HearingAbout) -> None:
    desk = granted(reported())
    desk.on(day("05-15")).ask(register_holiday())
    changed = totals(desk)
    assert isinstance(changed, BenefitRecalculated)
    assert changed.totals.weeks[0].monday == day("06-01")
    desk.ask(start_hearing(about))
    desk.on(day("05-20")).ask(answer_hearing(about))
    assert one_open_task(desk) == ("party_hearing_answer_received", "decision")
    solve(desk, Outcome.ACCEPTED)
    desk.on(day("06-15")).ask(request_refund())
    for sunday, monday in (("06-14", "06-15"), ("06-21", "06-22"), ("06-28", "06-29")):
        desk.on(day(monday)).ask(order_payment(day(sunday)))
    payments = [each.order for each in desk.dossier().payments.values()]
    assert [each.monday for each in payments] == [*WEEKS]
    assert [str(each.amount) for each in payments] == ["3267.84", "4084.80", "4084.80", "4084.80"]
    assert sum(each.amount.oere for each in payments) == 1_552_224
    assert {each.payee for each in payments} == {CVR}
    assert payments[0].period.first_day == day("06-01")


def test_another_wage_gives_another_total() -> None:
    desk = granted(reported("100.00"))
    desk.on(day("05-15")).ask(register_holiday())
    desk.on(day("06-29")).ask(request_refund())
    desk.ask(order_payment())
    total = sum(each.order.amount.oere for each in desk.dossier().payments.values())
    assert total == 680_80 * 19
