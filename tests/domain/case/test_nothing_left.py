"""A right of which nothing is left of the weekly cap, and what is paid when some of it is freed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from domain.case.events import BenefitGranted, BenefitRecalculated
from domain.case.kinds import RecalculationCause
from domain.dossier.dossier import DossierCommand
from domain.payment.events import PaymentOrdered
from domain.payment.states import VOID
from tests.support.errands import order_payment
from tests.support.examples import (
    CASE,
    CVR,
    OTHER_CVR,
    cancel_case,
    day,
    end,
    grant,
    grant_by_hand,
    receive_form,
    register_employment,
    register_wage,
    report_absence,
    report_recovery,
    request_refund,
)
from tests.support.journals import Desk
from tests.support.two_cases import OTHER

CAP = 4_405_00  # a week in 2020
LONG_DAYS = (*[Decimal(8)] * 5, Decimal(0), Decimal(0))  # 40 hours at the hourly cap are more
LAST = day("06-12")  # a Friday; the employer period ends on the 9th, after Whit Monday
GIVEN_UP: dict[str, tuple[DossierCommand, ...]] = {
    "annulled": (cancel_case(),),
    "recovered": (report_recovery(day("06-05")),),
    "ended": (end(day("06-07")),),
    "lowered": (register_wage("60.00", CVR),),
}


def job(cvr: str, first: date, last: date | None, wage: str) -> tuple[DossierCommand, ...]:
    return (
        report_absence(first, last),
        register_employment(cvr, week=LONG_DAYS),
        register_wage(wage, cvr),
        receive_form(),
        request_refund(cvr=cvr),
    )


def used_up(*last: DossierCommand) -> Desk:
    """One case takes the whole cap of every week, so that nothing is left for the other."""
    desk = Desk()
    for command in (*job(CVR, day("04-27"), None, "140.00"), grant()):
        desk.ask(command)
    for command in (*job(OTHER_CVR, day("05-11"), LAST, "130.00"), *last):
        desk.ask(command, case_id=OTHER)
    return desk


def recorded(desk: Desk, command: DossierCommand) -> list[object]:
    """Ask the second case, and give what is recorded."""
    before = len(desk.log())
    desk.ask(command, case_id=OTHER)
    return [one.event for one in desk.log()[before:]]


def test_a_right_of_which_nothing_is_left_is_granted_and_pays_nothing() -> None:
    desk = used_up()
    granted, *_ = recorded(desk, grant())
    assert isinstance(granted, BenefitGranted)
    assert granted.totals.weeks == ()
    assert not [one for one in recorded(desk, order_payment()) if isinstance(one, PaymentOrdered)]


def test_a_person_may_grant_it_too() -> None:
    granted, *_ = recorded(used_up(), grant_by_hand(None))
    assert isinstance(granted, BenefitGranted)


@pytest.mark.parametrize("freed", GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_the_other_case_gives_up_is_paid_with_the_next_payment(
    freed: Sequence[DossierCommand],
) -> None:
    desk = used_up(grant(), order_payment())
    for command in freed:
        desk.ask(command)
    again, *rest = recorded(desk, order_payment())
    assert isinstance(again, BenefitRecalculated)
    assert again.cause is RecalculationCause.OTHER_CASES
    owed = {(week.monday, week.amount) for week in again.totals.weeks}
    assert owed
    assert {(one.monday, one.amount) for one in rest if isinstance(one, PaymentOrdered)} == owed
    assert recorded(desk, order_payment()) == []


def test_both_cases_together_are_never_paid_more_than_the_cap() -> None:
    desk = used_up(grant(), order_payment())
    desk.ask(register_wage("60.00", CVR))
    desk.ask(order_payment())
    desk.ask(order_payment(), case_id=OTHER)
    both = [one for case in (CASE, OTHER) for one in desk.dossier(case).payments.values()]
    weeks = Counter[date]()
    for one in both:
        if one.stage not in VOID:
            weeks[one.order.monday] += one.order.amount.oere
    assert max(weeks.values()) == CAP
