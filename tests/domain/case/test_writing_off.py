"""Refund that nobody claimed in time: written off day by day, reversible for a while (§ 59)."""

from datetime import date, timedelta

from domain.case import events as on
from domain.case.commands import GrantBenefit, WriteOffRefund
from domain.case.filing import filed
from domain.case.kinds import Dispensation
from domain.shared.errors import DecisionBlocked, NotAllowedNow, WriteOffFinal
from domain.shared.money import Money
from domain.shared.period import Period
from tests.support.errands import cancel_task, open_task, task_id
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    give_dispensation,
    register_employment,
    register_wage,
    request_refund,
    reverse_write_off,
    write_off,
)
from tests.support.histories import READY, UNCLAIMED, WRITTEN_OFF
from tests.support.scenario import Given, given

FINAL_ON = date(2020, 7, 6)  # six months after the first day, 6 January
A_DAY = timedelta(days=1)
TOO_LATE = task_id("refund_request_late", f"refund to {CVR} asked 2020-06-29")
NOBODYS_CVR = "10172748"


def written(case: Given) -> list[on.RefundWrittenOff]:
    events = case.when(write_off()).events()
    return [event for event in events if isinstance(event, on.RefundWrittenOff)]


def test_days_that_no_claim_can_reach_any_more_are_written_off_as_what_they_were_worth() -> None:
    """5 February to 27 March: 38 weekdays of 7.4 hours at 110.40 kr. (120 less 8 %)."""
    (lost,) = written(given(*UNCLAIMED))
    assert lost.period == Period(date(2020, 2, 5), date(2020, 3, 27))
    assert lost.amount == Money(38 * 816_96)
    assert (lost.cvr, lost.final_on) == (CVR, FINAL_ON)


def test_the_day_three_months_back_can_still_be_claimed() -> None:
    for today, last in ((date(2020, 6, 5), date(2020, 3, 4)), (date(2020, 6, 6), date(2020, 3, 5))):
        (lost,) = written(given(*UNCLAIMED).on(today))
        assert lost.period.last_day == last


def test_what_was_written_off_is_not_written_off_again() -> None:
    given(*WRITTEN_OFF).when(write_off()).then_nothing_happens()
    (more,) = written(given(*WRITTEN_OFF).on(date(2020, 7, 6)))
    assert more.period == Period(date(2020, 3, 30), date(2020, 4, 3))


def test_a_claim_in_time_saves_the_days_it_reaches_and_asks_for() -> None:
    claim = request_refund(date(2020, 5, 13))  # reaches back to 13 February
    claim = claim.model_copy(update={"from_day": date(2020, 2, 13)})
    (lost,) = written(given(*UNCLAIMED, claim))
    assert lost.period == Period(date(2020, 2, 5), date(2020, 2, 12))
    part = claim.model_copy(update={"from_day": date(2020, 3, 2), "to_day": date(2020, 3, 8)})
    before, after = written(given(*UNCLAIMED, part))
    assert before.period == Period(date(2020, 2, 5), date(2020, 2, 28))
    assert after.period == Period(date(2020, 3, 9), date(2020, 3, 27))


def two_employers(other_first_day: date | None = None) -> Given:
    half = tuple(hours / 2 for hours in register_employment().week or ())
    other = register_employment(OTHER_CVR, week=half, first_day_of_absence=other_first_day)
    works = (register_employment(week=half), other)
    wages = (register_wage(), register_wage("100.00", OTHER_CVR))
    return given(UNCLAIMED[0], *works, *wages, READY[-1], UNCLAIMED[-1])


def test_each_employer_has_a_write_off_of_his_own() -> None:
    case = two_employers()
    assert [(one.cvr, one.amount) for one in written(case)] == [
        (CVR, Money(38 * 408_48)),  # 3.7 hours at 110.40
        (OTHER_CVR, Money(38 * 340_40)),  # 3.7 hours at 92.00
    ]
    (lost,) = written(case.and_then(request_refund(date(2020, 4, 1), OTHER_CVR)))
    assert lost.cvr == CVR
    (asked,) = case.when(WriteOffRefund(cvr=OTHER_CVR)).then(on.RefundWrittenOff)
    assert isinstance(asked, on.RefundWrittenOff)
    assert asked.cvr == OTHER_CVR
    (rest,) = written(case.and_then(WriteOffRefund(cvr=OTHER_CVR)))
    assert rest.cvr == CVR


def test_a_claim_takes_back_the_write_off_of_its_own_employer_only() -> None:
    case = two_employers().and_then(write_off(), request_refund(date(2020, 4, 20)))
    assert [each.cvr for each in case.granted.file.write_offs] == [OTHER_CVR]
    stranger = request_refund(date(2020, 4, 20), NOBODYS_CVR)
    events = two_employers().and_then(write_off()).when(stranger).events()
    assert on.WriteOffReversed not in {type(event) for event in events}


def test_the_six_months_count_from_the_absence_in_that_employment() -> None:
    of_own, other = written(two_employers(date(2020, 1, 20)))
    assert (of_own.final_on, other.final_on) == (FINAL_ON, date(2020, 7, 20))


def test_a_reversal_is_of_that_period_alone() -> None:
    twice = given(*WRITTEN_OFF).on(FINAL_ON).and_then(write_off())
    first, second = twice.granted.file.write_offs
    left = filed(
        twice.granted.file, on.WriteOffReversed(cvr=CVR, period=first.period, reason="fejl")
    )
    assert left.write_offs == (second,)


def test_a_grant_by_hand_from_a_day_loses_nothing_before_it() -> None:
    by_hand = GrantBenefit(from_day=date(2020, 3, 2), to_day=date(2020, 6, 28))
    (lost,) = written(given(*UNCLAIMED[:-1], by_hand))
    assert lost.period == Period(date(2020, 3, 2), date(2020, 3, 27))


def test_nothing_is_written_off_while_it_can_be_excused_or_before_a_decision() -> None:
    excused = given(*UNCLAIMED, give_dispensation(Dispensation.REFUND_CLAIM))
    excused.on(FINAL_ON).when(write_off()).then_nothing_happens()
    assert written(excused.on(FINAL_ON + A_DAY))
    given(*UNCLAIMED[:-1]).when(write_off()).then_refused(NotAllowedNow)
    given(*UNCLAIMED, open_task()).when(write_off()).then_refused(DecisionBlocked)


def test_a_write_off_is_reversed_by_dispensation_until_its_last_day_and_is_final_then() -> None:
    case = given(*WRITTEN_OFF)
    events = case.on(FINAL_ON).when(reverse_write_off()).events()
    assert {on.DispensationGiven, on.WriteOffReversed} <= {type(event) for event in events}
    assert case.on(FINAL_ON).and_then(reverse_write_off()).granted.file.write_offs == ()
    late = case.on(FINAL_ON + A_DAY)
    late.when(reverse_write_off()).then_refused(WriteOffFinal)
    late.when(give_dispensation(Dispensation.REFUND_CLAIM)).then_refused(WriteOffFinal)
    assert late.when(give_dispensation()).facts()


def test_dispensation_reaches_claims_of_the_first_six_months_only() -> None:
    dispensed = given(*UNCLAIMED, give_dispensation(Dispensation.REFUND_CLAIM))
    (in_time, late) = (request_refund(FINAL_ON), request_refund(FINAL_ON + A_DAY))
    assert not written(dispensed.on(date(2020, 7, 30)).and_then(in_time))
    (lost,) = written(dispensed.on(date(2020, 7, 30)).and_then(late))
    assert lost.period.last_day == date(2020, 4, 6)


def test_a_claim_that_came_too_late_makes_nothing_less_final() -> None:
    late = given(*WRITTEN_OFF, request_refund(date(2020, 6, 29)), cancel_task(TOO_LATE))
    dispensation = give_dispensation(Dispensation.REFUND_CLAIM)
    late.on(FINAL_ON + A_DAY).when(dispensation).then_refused(WriteOffFinal)


def test_days_revived_by_dispensation_are_paid_when_they_are_claimed() -> None:
    late_claim = request_refund(date(2020, 6, 29))
    lost = given(*WRITTEN_OFF, late_claim, cancel_task(TOO_LATE)).granted.totals
    revived = given(*WRITTEN_OFF, reverse_write_off(), late_claim).granted.totals
    gained = sum(week.amount.oere for week in revived.weeks)
    assert gained - sum(week.amount.oere for week in lost.weeks) == 38 * 816_96


def test_a_claim_that_was_signed_in_time_takes_the_write_off_back_also_when_it_was_final() -> None:
    case = given(*WRITTEN_OFF).on(date(2020, 9, 1))
    after = case.and_then(request_refund(date(2020, 4, 20)))
    assert after.granted.file.write_offs == ()
    assert not after.granted.file.dispensations
