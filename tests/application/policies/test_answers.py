"""The answer that is judged decides on what its party was heard about, and on nothing else."""

import pytest

from application.policies.answers import WHERE_ACCEPTED, WHERE_NOT_ACCEPTED
from application.policies.looking import answer_about
from domain.case import events as on
from domain.case.kinds import Dispensation, HearingAbout
from domain.dossier.dossier import DossierCommand, DossierEvent
from domain.payment import events as paid
from domain.payment.claims import undecided
from domain.shared.envelope import TaskId
from domain.task.events import TaskCancelled, TaskOpened, TaskSolved
from domain.task.outcomes import Outcome
from tests.support import examples as ask
from tests.support.claims import TOO_MUCH, answer, limited
from tests.support.errands import cancel_task, order_payment, solve_task, task_id
from tests.support.examples import TODAY, day
from tests.support.histories import GRANTED, READY
from tests.support.scenario import Given, given

HOLIDAY, REPAYMENT = HearingAbout.HOLIDAY, HearingAbout.REPAYMENT
CHECK = task_id("check_case_blocking", "holiday from 2020-06-15")
# A claim, a lack of cooperation and a holiday that was not agreed; heard about all of it, and more.
HEARD: tuple[DossierCommand, ...] = (
    *TOO_MUCH,
    order_payment(),
    ask.lack_cooperation(day("05-14"), day("05-14")),
    *(ask.start_hearing(about) for about in HearingAbout if about is not REPAYMENT),
    ask.register_holiday(day("06-15"), day("06-21"), agreed=False),
    solve_task(CHECK),
    *(ask.answer_hearing(about, TODAY) for about in HearingAbout),
)
EFFECTS: dict[HearingAbout, list[type[DossierEvent]]] = {
    HearingAbout.LATE_NOTIFICATION: [on.DispensationGiven],
    HearingAbout.LATE_APPLICATION: [on.DispensationGiven],
    HearingAbout.HOLIDAY: [on.HolidayRegistered],
    HearingAbout.LACK_OF_COOPERATION: [on.RegistrationWithdrawn],
    HearingAbout.ENTITLEMENT: [],
    HearingAbout.REPAYMENT: [paid.ClaimWaived, paid.PaymentSettled],
}
AGAINST: dict[HearingAbout, list[type[DossierEvent]]] = {
    HearingAbout.HOLIDAY: [on.BenefitEnded],
    HearingAbout.REPAYMENT: [paid.PaymentApproved, TaskOpened],
}


CALCULATED = {on.BenefitConfirmed, on.BenefitRecalculated, paid.PaymentCancelled}


def task_about(about: HearingAbout) -> TaskId:
    return task_id("party_hearing_answer_received", answer_about(about, TODAY))


def alone(about: HearingAbout) -> Given:
    """All answered; the other answers were put aside, so that nothing waits for them."""
    others = [cancel_task(task_about(other)) for other in HearingAbout if other is not about]
    return limited(None, *HEARD, *others)


def what_follows(case: Given, about: HearingAbout, outcome: Outcome) -> list[type[DossierEvent]]:
    first, *after = case.when(solve_task(task_about(about), outcome)).events()
    assert isinstance(first, TaskSolved)
    return [type(event) for event in after if type(event) not in CALCULATED]


def test_each_hearing_there_can_be_says_what_its_answer_does() -> None:
    assert set(WHERE_ACCEPTED) == set(WHERE_NOT_ACCEPTED) == set(HearingAbout) == set(EFFECTS)


@pytest.mark.parametrize("about", HearingAbout)
def test_accepted_it_excuses_what_it_is_about_and_nothing_else(about: HearingAbout) -> None:
    assert what_follows(alone(about), about, Outcome.ACCEPTED) == EFFECTS[about]
    among_others = limited(None, *HEARD)
    assert what_follows(among_others, about, Outcome.ACCEPTED) == EFFECTS[about]


@pytest.mark.parametrize("about", HearingAbout)
def test_not_accepted_it_is_held_against_nothing_else(about: HearingAbout) -> None:
    expected = AGAINST.get(about, [])
    assert what_follows(alone(about), about, Outcome.NOT_ACCEPTED) == expected


@pytest.mark.parametrize(
    ("about", "of"),
    [
        (HearingAbout.LATE_NOTIFICATION, Dispensation.NOTIFICATION),
        (HearingAbout.LATE_APPLICATION, Dispensation.APPLICATION),
    ],
)
def test_of_two_late_things_the_one_that_was_explained_is_excused(
    about: HearingAbout, of: Dispensation
) -> None:
    events = limited(None, *HEARD).when(solve_task(task_about(about), Outcome.ACCEPTED)).events()
    assert [one.of for one in events if isinstance(one, on.DispensationGiven)] == [of]


def test_a_newer_answer_to_the_same_hearing_is_judged_instead() -> None:
    about = HearingAbout.LATE_NOTIFICATION
    first, newer = ask.answer_hearing(about), ask.answer_hearing(about, TODAY)
    other = ask.answer_hearing(HOLIDAY)
    heard = (ask.start_hearing(about), ask.start_hearing(HOLIDAY), first, other)
    case = given(*READY, *heard).when(newer)
    case.then(on.HearingAnswered, TaskCancelled, TaskOpened)
    causes = {task.cause for task in case.dossier.open_tasks.values()}
    assert causes == {answer_about(about, TODAY), answer_about(HOLIDAY, other.answered_on)}


def test_an_answer_from_before_the_hearing_began_anew_waives_no_claim() -> None:
    anew = ask.start_hearing(REPAYMENT, TODAY, day("07-06"))
    case = limited(None, *TOO_MUCH, order_payment(), answer(), anew)
    judged = case.and_then(solve_task(task_about(REPAYMENT), Outcome.ACCEPTED))
    claimed = list(undecided(case.dossier.payments))
    assert claimed
    assert list(undecided(judged.dossier.payments)) == claimed


def not_accepted(*history: DossierCommand) -> list[DossierEvent]:
    heard = given(*history, ask.start_hearing(HOLIDAY), ask.answer_hearing(HOLIDAY, TODAY))
    checks = [one for one in heard.dossier.open_tasks if one != task_about(HOLIDAY)]
    looked_at = heard.and_then(*map(solve_task, checks))
    return looked_at.when(solve_task(task_about(HOLIDAY), Outcome.NOT_ACCEPTED)).events()


def away(start: str) -> DossierCommand:
    return ask.register_holiday(day(start), day(start), agreed=False)


def test_of_several_holidays_not_agreed_the_first_ends_benefit() -> None:
    events = not_accepted(*GRANTED, away("06-22"), away("06-15"), away("06-24"))
    (ended,) = [one for one in events if isinstance(one, on.BenefitEnded)]
    assert ended.last_day_with_right == day("06-14")


def test_a_holiday_from_the_first_day_leaves_no_day_to_end_benefit_on() -> None:
    first_day = not_accepted(*GRANTED, away("04-27"))
    assert not any(isinstance(one, on.BenefitEnded) for one in first_day)
    (_, ended, *_) = not_accepted(*GRANTED, away("04-28"))
    assert isinstance(ended, on.BenefitEnded)


def test_what_is_not_granted_does_not_end() -> None:
    assert [type(one) for one in not_accepted(*READY, away("06-15"))] == [TaskSolved]
