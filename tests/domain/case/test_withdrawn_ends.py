"""An end that was wrong is taken back: what was granted goes on from the day after it."""

from datetime import date, timedelta

import pytest

from domain.case import commands as ask
from domain.case import events as on
from domain.case.kinds import EndReason, HearingAbout, RecalculationCause, Registration
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import DossierCommand
from domain.shared.errors import (
    CaseIsClosed,
    HearingNeeded,
    NotAllowedNow,
    NotFound,
    NothingEnded,
    RecoveryStands,
)
from domain.task import keys
from domain.task.events import TaskCancelled
from tests.support.errands import cancel_task, order_payment, withdraw_end
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    TODAY,
    close_case,
    day,
    end,
    grant,
    grant_by_hand,
    lack_cooperation,
    register_employment,
    register_holiday,
    register_wage,
    report_absence,
    report_recovery,
    start_hearing,
    withdraw,
)
from tests.support.histories import CLAIMED, CLOSED, ENDED, GRANTED, READY
from tests.support.scenario import Given, given

OF = Registration
WELL = withdraw(OF.RECOVERY, day("06-12"))
PAID_TO_THE_END = (*CLAIMED, end(), order_payment())


def test_what_was_granted_goes_on_from_the_day_after_it() -> None:
    back, again = given(*ENDED).when(withdraw_end()).then(on.EndWithdrawn, on.BenefitRecalculated)
    assert isinstance(back, on.EndWithdrawn)
    assert (back.last_day_with_right, back.granted_to) == (day("06-14"), None)
    assert isinstance(again, on.BenefitRecalculated)
    assert again.cause is RecalculationCause.END_WITHDRAWN
    assert again.cut_off == day("06-15")
    assert again.totals == given(*GRANTED).granted.totals


def test_a_recovery_that_was_none_takes_the_end_with_it() -> None:
    well = given(*GRANTED, report_recovery())
    events = well.when(WELL).then(on.RegistrationWithdrawn, on.EndWithdrawn, on.BenefitRecalculated)
    assert isinstance(events[-1], on.BenefitRecalculated)
    assert events[-1].cut_off == day("06-13")
    after, before = well.and_then(WELL), given(*GRANTED)
    assert after.granted == before.granted


def test_the_days_after_it_are_paid_again() -> None:
    goes_on = given(*PAID_TO_THE_END, withdraw_end(), order_payment())
    never_ended = given(*CLAIMED, order_payment())
    assert paid_weeks(goes_on) == paid_weeks(never_ended)


def paid_weeks(case: Given) -> dict[date, int]:
    found: dict[date, int] = {}
    for one in case.dossier.payments.values():
        found[one.order.monday] = found.get(one.order.monday, 0) + one.order.amount.oere
    return found


@pytest.mark.parametrize(
    ("history", "error"),
    [
        (READY, NothingEnded),
        (GRANTED, NothingEnded),
        ((*ENDED, withdraw_end()), NothingEnded),
        (CLOSED, CaseIsClosed),
        ((), NotFound),
        ((*GRANTED, report_recovery()), RecoveryStands),
    ],
)
def test_what_has_not_ended_or_ends_with_the_absence_is_refused(
    history: tuple[DossierCommand, ...], error: type[NotAllowedNow]
) -> None:
    given(*history).when(withdraw_end()).then_refused(error)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (withdraw(OF.RECOVERY), "known by its"),
        (withdraw(OF.RECOVERY, day("06-12")), "no such registration"),
        (withdraw(OF.RECOVERY, day("06-11"), cvr=CVR), "no such registration"),
        (withdraw(OF.RECOVERY, day("06-12"), cvr=OTHER_CVR), "no such registration"),
    ],
)
def test_a_recovery_is_named_by_its_day_and_its_employer(
    made: ask.WithdrawRegistration, reason: str
) -> None:
    case = given(*GRANTED, report_recovery(cvr=CVR))
    with pytest.raises(Exception, match=reason):
        case.when(made).facts()
    assert case.when(withdraw(OF.RECOVERY, day("06-12"), cvr=CVR)).events()


def test_the_last_day_that_was_told_before_stands() -> None:
    """The report told 19 June, the employer 5 June: of the employer's word nothing is left."""
    told = (report_absence(last_day=day("06-19")), *READY[1:], grant())
    case = given(*told, report_recovery(day("06-05"), CVR))
    assert case.granted.file.last_day_of_absence == day("06-05")
    back = case.and_then(withdraw(OF.RECOVERY, day("06-05"), cvr=CVR))
    assert isinstance(back.granted, Ended)
    assert back.granted.last_day_with_right == day("06-19")
    assert back.granted.totals == given(*told).granted.totals
    gone = back.and_then(withdraw(OF.RECOVERY, day("06-19")))
    assert isinstance(gone.granted, Ongoing)
    assert gone.granted.granted_to is None
    assert gone.granted.totals == given(*GRANTED).granted.totals


def test_one_who_is_ill_in_one_job_after_all_is_ill() -> None:
    two = (*READY, register_employment(OTHER_CVR), register_wage(cvr=OTHER_CVR), grant())
    well = given(*two, report_recovery(day("06-10"), CVR), report_recovery(cvr=OTHER_CVR))
    assert isinstance(well.granted, Ended)
    ill = well.and_then(withdraw(OF.RECOVERY, day("06-10"), cvr=CVR))
    assert isinstance(ill.granted, Ongoing)
    assert ill.granted.totals == given(*two, report_recovery(cvr=OTHER_CVR)).granted.totals
    whole = well.and_then(report_recovery(day("06-20")), withdraw(OF.RECOVERY, day("06-20")))
    assert whole.granted.file.last_day_of_absence == day("06-12")
    assert whole.granted.totals == well.granted.totals


def test_an_end_by_decision_stands_when_a_recovery_is_taken_back() -> None:
    case = given(*GRANTED, report_recovery(), end(day("06-08")))
    case.when(WELL).then(on.RegistrationWithdrawn, on.BenefitConfirmed)
    assert case.and_then(WELL).granted.file.ended == case.granted.file.ended


def test_an_end_that_is_told_of_the_whole_absence_too_stands() -> None:
    both = given(*GRANTED, report_recovery(), report_recovery(cvr=CVR))
    back = both.and_then(withdraw(OF.RECOVERY, day("06-12"), cvr=CVR))
    assert back.granted.file.ended == both.granted.file.ended
    assert back.granted.file.last_day_of_absence == day("06-12")


def test_what_was_told_of_the_absence_ends_it_after_all() -> None:
    case = given(*GRANTED, report_recovery(), end(day("06-08")))
    _, again, _ = case.when(withdraw_end()).then(
        on.EndWithdrawn, on.BenefitEnded, on.BenefitRecalculated
    )
    assert isinstance(again, on.BenefitEnded)
    assert again.last_day_with_right == day("06-12")


@pytest.mark.parametrize(
    ("registered", "reason", "about", "taken_back"),
    [
        (
            register_holiday(day("06-08"), None, agreed=False),
            EndReason.HOLIDAY_NOT_AGREED,
            HearingAbout.HOLIDAY,
            withdraw(OF.HOLIDAY, day("06-08")),
        ),
        (
            lack_cooperation(day("06-08"), None),
            EndReason.LACK_OF_COOPERATION,
            HearingAbout.LACK_OF_COOPERATION,
            withdraw(OF.LACK_OF_COOPERATION, day("06-08")),
        ),
    ],
)
def test_an_end_for_what_never_was_falls_away_with_it(
    registered: DossierCommand,
    reason: EndReason,
    about: HearingAbout,
    taken_back: ask.WithdrawRegistration,
) -> None:
    case = given(*GRANTED, start_hearing(about), registered)
    for task_id in case.dossier.open_tasks:
        case = case.and_then(cancel_task(task_id))
    ended = case.and_then(end(day("06-07"), reason))
    assert isinstance(ended.granted, Ended)
    back = ended.and_then(taken_back)
    assert isinstance(back.granted, Ongoing)
    assert back.granted.totals == given(*GRANTED).granted.totals
    other = case.and_then(end(day("06-06"), reason), taken_back)
    assert isinstance(other.granted, Ended)


def test_who_was_heard_before_it_is_heard_anew_before_another() -> None:
    about, fit = HearingAbout.ENTITLEMENT, end(reason=EndReason.FIT_FOR_WORK)
    heard = given(*GRANTED, start_hearing(about), fit)
    back = heard.and_then(withdraw_end())
    back.when(fit).then_refused(HearingNeeded)
    later = back.and_then(start_hearing(about, deadline=TODAY - timedelta(days=1)))
    assert isinstance(later.when(fit).events()[0], on.BenefitEnded)


def test_a_grant_by_hand_ends_where_it_did_or_waits_for_an_end_date() -> None:
    earlier = given(*READY, grant_by_hand(), end(), withdraw_end())
    assert earlier.granted == given(*READY, grant_by_hand()).granted
    its_own = given(*READY, grant_by_hand(), end(day("06-28")), withdraw_end())
    assert [one.type for one in its_own.dossier.open_tasks.values()] == [keys.GRANT_WITHOUT_END]
    assert its_own.dossier.payment_blocked
    told = its_own.when(end(day("06-30"), EndReason.OTHER))
    told.then(TaskCancelled, on.BenefitEnded, on.BenefitRecalculated)


def test_it_can_end_again_and_be_closed() -> None:
    again = given(*ENDED, withdraw_end(), end())
    assert again.granted == given(*ENDED).granted
    assert again.and_then(close_case()).dossier.case == given(*CLOSED).dossier.case


def test_an_end_by_hand_on_another_day_stands_though_a_recovery_is_taken_back() -> None:
    by_hand = given(*GRANTED, report_recovery(), end(day("06-08"), EndReason.RECOVERY))
    stands = by_hand.and_then(WELL)
    assert isinstance(stands.granted, Ended)
    assert stands.granted.last_day_with_right == day("06-08")
    assert stands.granted.file.last_day_of_absence is None
    at_work = given(*GRANTED, report_recovery(cvr=CVR), end(day("06-08"), EndReason.RECOVERY))
    kept = at_work.and_then(withdraw(OF.RECOVERY, day("06-12"), cvr=CVR)).granted
    assert isinstance(kept, Ended)
    assert kept.last_day_with_right == day("06-08")


def test_an_end_by_hand_stands_where_the_recovery_was_not_the_end_of_the_absence() -> None:
    two = (*READY, register_employment(OTHER_CVR), register_wage(cvr=OTHER_CVR), grant())
    ended = given(*two, report_recovery(cvr=CVR), end(day("06-12"), EndReason.RECOVERY))
    stands = ended.and_then(withdraw(OF.RECOVERY, day("06-12"), cvr=CVR)).granted
    assert isinstance(stands, Ended)
    assert stands.last_day_with_right == day("06-12")
