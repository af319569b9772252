"""What is ordered: the account against what was ordered before, week by week, payee by payee."""

from datetime import date

import pytest

from domain.case.events import BenefitGranted, BenefitRecalculated, HearingStarted
from domain.dossier.dossier import DossierCommand
from domain.payment.coding import coded
from domain.payment.events import (
    PaymentApproved,
    PaymentCancelled,
    PaymentExcluded,
    PaymentKind,
    PaymentOrdered,
)
from domain.shared.errors import Impossible, NotAllowedNow, PaymentBlocked
from domain.shared.money import Money
from domain.shared.period import Period
from tests.support.errands import (
    FIRST_PAYMENT,
    WEEKS,
    fail_payment,
    open_task,
    order_payment,
    payment_id,
    return_payment,
    settle_payment,
)
from tests.support.examples import (
    CVR,
    FIRST_DAY,
    OTHER_CVR,
    TODAY,
    day,
    end,
    grant,
    grant_by_hand,
    register_employment,
    register_holiday,
    register_wage,
    request_refund,
    stop_automation,
)
from tests.support.histories import (
    CANCELLED,
    CLAIMED,
    GRANTED,
    INCLUDED,
    ORDERED,
    READY,
    REJECTED,
    SENT,
)
from tests.support.scenario import Given, given


def ordered(case: Given, until: date = date(2020, 6, 28)) -> list[PaymentOrdered]:
    events = case.when(order_payment(until)).events()
    return [event for event in events if isinstance(event, PaymentOrdered)]


def test_whole_weeks_are_ordered_and_approved_by_rule() -> None:
    case = given(*CLAIMED, register_holiday())
    orders = ordered(case)
    assert [each.monday for each in orders] == [*WEEKS]
    assert sum(each.amount.oere for each in orders) == 1_552_224
    first = orders[0]
    assert first == PaymentOrdered(
        payee=CVR,
        kind=PaymentKind.BENEFIT,
        monday=day("06-01"),
        period=Period(day("06-01"), day("06-07")),
        amount=Money(816_96 * 4),
        account_total=Money(816_96 * 4),
        account_code="5.57.71.013.080.2",
        state_refund_percent=80,
        atp_of_citizen=Money(0),
        atp_of_municipality=Money(0),
        pension=Money(10_00),  # § 54 a: 0.3 % of 3,267.84 in whole kroner
        due_on=day("06-11"),
        corrects=None,
    )
    approvals = [e for e in case.when(order_payment()).events() if isinstance(e, PaymentApproved)]
    assert [each.by_rule for each in approvals] == [True] * 4


def test_a_week_that_has_not_ended_is_not_ordered() -> None:
    assert [each.monday for each in ordered(given(*CLAIMED), day("06-13"))] == [
        day("05-25"),
        day("06-01"),
    ]
    assert ordered(given(*CLAIMED), day("06-14"))[-1].monday == day("06-08")


def test_what_was_ordered_is_not_ordered_again() -> None:
    given(*ORDERED).when(order_payment()).then_nothing_happens()
    sunday = given(*CLAIMED, order_payment(day("06-14")))
    assert [each.monday for each in ordered(sunday)] == [day("06-15"), day("06-22")]


def test_benefit_is_paid_in_arrears() -> None:
    tomorrow = order_payment(day("06-30"))
    given(*CLAIMED).when(tomorrow).then_refused(Impossible, "arrears")


def test_the_first_week_is_paid_from_the_first_day_with_right() -> None:
    first = ordered(given(*CLAIMED))[0]
    assert first.period == Period(day("05-27"), day("05-31"))


@pytest.mark.parametrize("history", [READY, REJECTED], ids=["undecided", "rejected"])
def test_nothing_is_paid_without_a_grant(history: tuple[DossierCommand, ...]) -> None:
    case = given(*history)
    case.when(order_payment()).then_refused(NotAllowedNow, "no benefit is granted")
    given(*CANCELLED).when(order_payment()).then_refused(NotAllowedNow, "cancelled")


@pytest.mark.parametrize("task", ["check_case_blocking", "financial_outstanding"])
def test_nothing_is_ordered_while_a_task_blocks_payment_or_decision(task: str) -> None:
    given(*CLAIMED, open_task(task)).when(order_payment()).then_refused(PaymentBlocked)
    given(*CLAIMED, open_task("limit_value_exceeded")).when(order_payment()).facts()


def test_an_employer_is_paid_what_he_asked_for() -> None:
    given(*GRANTED).when(order_payment()).then_nothing_happens()
    other = register_employment(OTHER_CVR, week=None)
    asked = request_refund().model_copy(update={"from_day": day("06-08"), "to_day": day("06-21")})
    weeks = [each.monday for each in ordered(given(*GRANTED, asked))]
    assert weeks == [day("06-08"), day("06-15")]
    assert other.cvr not in {each.payee for each in ordered(given(*CLAIMED))}


def test_a_citizen_without_pay_is_paid_without_a_refund_request() -> None:
    unpaid = given(*READY, register_employment(pays_wage=False), grant())
    assert {each.payee for each in ordered(unpaid)} == {"citizen"}
    assert ordered(unpaid)[0].account_code.endswith(".1")


def test_an_ended_case_is_paid_to_its_last_day_and_no_further() -> None:
    last = ordered(given(*CLAIMED, end(day("06-10"))))[-1]
    assert (last.monday, last.period.last_day) == (day("06-08"), day("06-10"))
    assert last.amount == Money(816_96 * 3)


def test_a_grant_by_hand_is_paid_to_its_end() -> None:
    case = given(*READY, grant_by_hand(day("06-10")), request_refund())
    assert ordered(case)[-1].period.last_day == day("06-10")


def test_what_was_sent_is_corrected_by_a_new_payment_that_refers_to_it() -> None:
    more = given(*SENT, register_wage("125.00"))
    (adjustment, *_) = ordered(more)
    first_again = next(each for each in ordered(more) if each.monday == WEEKS[0])
    assert (first_again.kind, first_again.corrects) == (PaymentKind.ADJUSTMENT, FIRST_PAYMENT)
    assert first_again.amount == Money((851_00 - 816_96) * 4)
    assert first_again.account_total == Money(851_00 * 4)
    assert adjustment.kind is PaymentKind.BENEFIT  # the week of 25 May was not sent: ordered anew


def test_paid_too_much_is_claimed_and_the_party_is_heard_about_it() -> None:
    events = given(*SENT, register_wage("100.00")).when(order_payment()).events()
    claims = [e for e in events if isinstance(e, PaymentOrdered) and e.amount.oere < 0]
    assert [(each.kind, each.monday, each.amount.oere) for each in claims] == [
        (PaymentKind.REPAYMENT_CLAIM, WEEKS[0], -136_16 * 4)
    ]
    heard = [event for event in events if isinstance(event, HearingStarted)]
    assert [(each.about, each.deadline) for each in heard] == [("repayment", day("07-06"))]


def test_a_week_that_is_owed_no_more_is_claimed_back_whole() -> None:
    gone = given(*SENT, register_holiday(day("06-01"), day("06-07")))
    (claim,) = [each for each in ordered(gone) if each.amount.oere < 0]
    assert (claim.amount, claim.account_total) == (Money(-816_96 * 4), Money(0))
    assert claim.corrects == FIRST_PAYMENT


def test_what_is_not_sent_is_withdrawn_when_the_account_changes_and_ordered_anew() -> None:
    events = given(*INCLUDED).when(register_wage("125.00")).events()
    kinds = [type(event) for event in events]
    assert kinds.count(PaymentCancelled) == 5
    assert kinds.count(PaymentExcluded) == 1
    anew = given(*INCLUDED, register_wage("125.00"))
    assert [each.kind for each in ordered(anew)] == [PaymentKind.BENEFIT] * 5
    only_june = given(*ORDERED).when(register_holiday(day("06-22"), day("06-28"))).events()
    assert [type(event) for event in only_june].count(PaymentCancelled) == 1


@pytest.mark.parametrize("answer", [return_payment(), fail_payment()], ids=["returned", "failed"])
def test_what_never_arrived_is_ordered_again_under_a_new_id(answer: DossierCommand) -> None:
    case = given(*SENT).and_then(answer)
    (again, _) = case.when(order_payment()).facts()
    assert isinstance(again.event, PaymentOrdered)
    assert again.event.amount == Money(816_96 * 4)
    assert again.stream_id == payment_id(WEEKS[0], number=1)
    given(*SENT, settle_payment()).when(order_payment()).then_nothing_happens()


def test_payment_goes_on_where_nobody_decided_at_the_reassessment_date() -> None:
    overdue = given(*CLAIMED).on(date(2020, 11, 16))
    events = overdue.when(order_payment(date(2020, 11, 15))).events()
    assert isinstance(events[0], BenefitRecalculated)
    assert events[0].cause == "technical_extension"
    mondays = [event.monday for event in events if isinstance(event, PaymentOrdered)]
    assert mondays[-1] == date(2020, 11, 9)


def test_a_case_stopped_by_hand_waits_for_approval_by_hand() -> None:
    stopped = given(*CLAIMED, stop_automation()).when(order_payment()).events()
    assert {type(event) for event in stopped} == {PaymentOrdered}


@pytest.mark.parametrize(
    ("monday", "percent"),
    [
        (FIRST_DAY, 80),
        (day("05-18"), 80),
        (day("05-25"), 40),
        (day("10-19"), 40),
        (day("10-26"), 30),
        (date(2021, 4, 19), 30),
        (date(2021, 4, 26), 20),
    ],
)
def test_the_state_refunds_less_the_longer_it_lasts(monday: date, percent: int) -> None:
    assert coded("citizen", FIRST_DAY, monday).state_refund_percent == percent
    assert coded(CVR, FIRST_DAY, monday).account_code == f"5.57.71.013.{percent:03d}.2"


def test_weeks_of_refund_begin_with_the_calendar_week_of_the_first_day() -> None:
    midweek = day("04-29")
    percents = [
        coded(CVR, midweek, monday).state_refund_percent
        for monday in (day("04-27"), day("05-18"), day("05-25"))
    ]
    assert percents == [80, 80, 40]


def test_the_grant_alone_says_what_is_paid() -> None:
    totals = [e for e in given(*READY).when(grant()).events() if isinstance(e, BenefitGranted)]
    paid = {(w.payee, w.monday): w.amount for w in totals[0].totals.weeks}
    for each in ordered(given(*CLAIMED)):
        assert each.amount == paid[each.payee, each.monday]
    assert TODAY.weekday() == 0
