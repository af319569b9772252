"""What goes beside a week's benefit, and when it is paid: each figure worked out by hand."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.dossier.dossier import DossierCommand
from domain.payment.beside import Beside, beside, due_day
from domain.payment.commands import OrderPayment
from domain.payment.events import PaymentKind, PaymentOrdered
from domain.payment.owed import A_WEEK, Due, orders
from domain.payment.states import KnownPayment, Stage
from domain.shared.envelope import PaymentId
from domain.shared.money import Money
from domain.shared.period import Period
from tests.support.errands import include_payment, order_payment, payment_id, send_payment
from tests.support.examples import (
    CVR,
    FIRST_DAY,
    day,
    register_employment,
    register_wage,
    resume_partly,
)
from tests.support.histories import CLAIMED, GRANTED, READY
from tests.support.scenario import Given, given

UNPAID = (READY[0], register_employment(pays_wage=False), *READY[2:], GRANTED[-1])
MONDAY = day("06-01")


def ordered(case: Given, command: DossierCommand) -> list[PaymentOrdered]:
    return [e for e in case.when(command).events() if isinstance(e, PaymentOrdered)]


def test_a_citizen_bears_a_third_of_atp_and_the_state_pays_pension_on_the_rest() -> None:
    """29.6 hours (Whit Monday is not paid) x 4.02 / 3 = 39.66: 40 kr., twice that, and 0.3 %."""
    found = next(one for one in ordered(given(*UNPAID), order_payment()) if one.monday == MONDAY)
    assert found.amount == Money(816_96 * 4)
    assert (found.atp_of_citizen, found.atp_of_municipality) == (Money(40_00), Money(80_00))
    assert found.pension == Money(10_00)  # (3,267.84 - 40) x 0.3 % = 9.68


def of_citizen(share: int, municipality: int, pension: int) -> Beside:
    return Beside(Money(share * 100), Money(municipality * 100), Money(pension * 100))


@pytest.mark.parametrize(
    ("monday", "payee", "hours", "kroner", "expected"),
    [
        (
            date(2020, 6, 8),
            "citizen",
            "37",
            4_405,
            of_citizen(50, 100, 13),
        ),
        (
            date(2026, 1, 5),
            "citizen",
            "37",
            5_085,
            of_citizen(50, 100, 106),
        ),
        (date(2020, 6, 8), CVR, "37", 4_405, Beside(pension=Money(13_00))),
        (date(2019, 6, 3), CVR, "37", 4_355, Beside()),  # compulsory pension begins in 2020
        (date(2015, 6, 1), "citizen", "37", 4_135, Beside()),  # no rate of ATP is known
        (date(2020, 6, 8), "citizen", "7.4", 0, Beside()),
    ],
)
def test_what_a_week_carries(
    monday: date, payee: str, hours: str, kroner: int, expected: Beside
) -> None:
    assert beside(payee, monday, Decimal(hours), Money(kroner * 100)) == expected


def test_a_correction_carries_the_difference_and_all_of_it_adds_up() -> None:
    paid = given(*UNPAID, order_payment(), *sent(MONDAY))
    claims = ordered(paid.and_then(resume_partly("17", MONDAY)), order_payment())
    claim = next(one for one in claims if one.corrects == payment_id(MONDAY, "citizen"))
    assert claim.kind is PaymentKind.REPAYMENT_CLAIM
    first = paid.dossier.payments[payment_id(MONDAY, "citizen")].order
    now = beside("citizen", MONDAY, hours_of(paid, MONDAY), claim.account_total)
    assert claim.atp_of_citizen.oere < 0
    assert first.atp_of_citizen + claim.atp_of_citizen == now.atp_of_citizen
    assert first.pension + claim.pension == now.pension


def sent(monday: date) -> tuple[DossierCommand, ...]:
    payment = payment_id(monday, "citizen")
    return include_payment(payment), send_payment(payment)


def hours_of(paid: Given, monday: date) -> Decimal:
    totals = paid.and_then(resume_partly("17", monday)).granted.totals
    return next(week.hours for week in totals.weeks if week.monday == monday)


@pytest.mark.parametrize(
    ("payee", "monday", "due_on"),
    [
        ("citizen", date(2020, 5, 25), date(2020, 6, 25)),
        ("citizen", date(2020, 6, 15), date(2020, 6, 25)),
        ("citizen", date(2020, 6, 22), date(2020, 7, 30)),
        (
            "citizen",
            date(2025, 12, 15),
            date(2025, 12, 23),
        ),  # a Tuesday: Christmas
        (CVR, date(2020, 6, 1), date(2020, 6, 11)),
        (CVR, date(2020, 5, 11), date(2020, 5, 20)),  # Ascension Day is a Thursday
    ],
)
def test_citizens_are_paid_on_the_last_thursday_and_employers_the_thursday_after(
    payee: str, monday: date, due_on: date
) -> None:
    assert due_day(payee, monday) == due_on


def by_the_calendar(until: date, due_by: date) -> OrderPayment:
    return OrderPayment(until=until, due_by=due_by)


def test_a_citizen_waits_for_the_payment_of_the_month_and_an_employer_does_not() -> None:
    june = day("06-14"), day("06-21")
    assert ordered(given(*UNPAID), by_the_calendar(*june)) == []
    assert [one.monday for one in ordered(given(*CLAIMED), by_the_calendar(*june))] == [
        day("05-25"),
        day("06-01"),
        day("06-08"),
    ]
    paid = ordered(given(*UNPAID), by_the_calendar(day("06-21"), day("06-25")))
    assert [one.monday for one in paid] == [day("05-25"), day("06-01"), day("06-08"), day("06-15")]
    assert {one.due_on for one in paid} == {day("06-25")}
    assert ordered(given(*UNPAID), by_the_calendar(day("06-21"), day("06-24"))) == []


def test_an_order_without_the_calendar_pays_on_any_day() -> None:
    assert len(ordered(given(*UNPAID), order_payment(day("06-14")))) == 3


def test_a_correction_of_a_week_that_was_paid_waits_for_no_calendar() -> None:
    paid = given(*UNPAID, order_payment(day("06-21")), *sent(MONDAY))
    raised = paid.on(day("07-06")).and_then(register_wage("125.00"))
    corrections = ordered(raised, by_the_calendar(day("07-05"), day("07-12")))
    assert MONDAY in {one.monday for one in corrections}
    assert day("06-22") not in {one.monday for one in corrections}  # due on 30 July


def test_the_citizens_share_of_atp_is_not_sent() -> None:
    case = given(*UNPAID, order_payment())
    for one in case.dossier.payments.values():
        assert one.order.atp_of_citizen.oere > 0
        assert one.net.oere == one.order.amount.oere - one.order.atp_of_citizen.oere


def test_where_only_hours_change_atp_alone_is_corrected() -> None:
    """At the weekly cap more hours at a lower wage pay the same."""
    paid_by = Due("citizen", MONDAY, Money(4_405_00), Period(MONDAY, MONDAY + A_WEEK), Decimal(37))
    first = next(orders([paid_by], {}, FIRST_DAY, order_payment()))
    known = {PaymentId(UUID(int=1)): KnownPayment(first, Stage.SENT)}
    more = paid_by._replace(hours=Decimal(40))
    (correction,) = orders([more], known, FIRST_DAY, order_payment())
    assert (correction.amount, correction.kind) == (Money(0), PaymentKind.REPAYMENT_CLAIM)
    assert correction.atp_of_citizen == Money(4_00)  # 40 x 4.02 / 3 = 53.60, was 49.58
    less = paid_by._replace(hours=Decimal(30))
    (correction,) = orders([less], known, FIRST_DAY, order_payment())
    assert (correction.amount, correction.kind) == (Money(0), PaymentKind.ADJUSTMENT)
    assert correction.atp_of_citizen == Money(-10_00)
    assert list(orders([paid_by], known, FIRST_DAY, order_payment())) == []
