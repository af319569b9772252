"""What follows from work on tasks: answers change the case, blocking tasks stop payments."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from application.policies.looking import cause_fell_away, file_of, granted
from application.policies.policy import Commands
from domain.case import commands as ask
from domain.case import events as on
from domain.case.kinds import (
    Dispensation,
    EndReason,
    HearingAbout,
    RecalculationCause,
    RejectionReason,
    SicknessCause,
)
from domain.case.states import UnderClarification
from domain.dossier.dossier import Circumstances, Dossier, DossierCommand
from domain.dossier.watching import no_answer
from domain.payment.commands import ExcludePayment
from domain.payment.states import Stage
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId
from domain.task import keys
from domain.task.commands import AssignTask, OpenTask
from domain.task.events import (
    TaskAssigned,
    TaskCancelled,
    TaskOpened,
    TaskReopened,
    TaskSolved,
)
from domain.task.outcomes import Outcome

A_DAY = timedelta(days=1)
BLOCKED = "en blokerende opgave er åben"


def hearing_answered(event: on.HearingAnswered, _: Dossier, __: Circumstances) -> Commands:
    cause = f"hearing about {event.about}, answered {event.answered_on}"
    return (OpenTask(type=keys.HEARING_ANSWER, cause=cause, reason=event.remark),)


def answered_after_all(event: on.HearingAnswered, dossier: Dossier, __: Circumstances) -> Commands:
    cause = no_answer(event.about)
    kinds = (keys.CHECK_BLOCKING, keys.CHECK_NON_BLOCKING)
    return tuple(one for kind in kinds for one in cause_fell_away(dossier, kind, cause))


def stop_payments(_: TaskOpened | TaskReopened, dossier: Dossier, __: Circumstances) -> Commands:
    """Take payments out of their run that a task opened before they were sent."""
    if not dossier.payment_blocked:
        return ()
    return tuple(
        ExcludePayment(payment_id=payment_id, run_id=payment.run_id, reason=BLOCKED)
        for payment_id, payment in dossier.payments.items()
        if payment.stage is Stage.INCLUDED and payment.run_id
    )


def to_who_has_the_case(_: TaskOpened, dossier: Dossier, __: Circumstances) -> Commands:
    """Give a new task to the one person who works on the case already."""
    workers = {one.assigned_to for one in dossier.open_tasks.values() if one.assigned_to}
    return nobodys_to(workers.pop(), dossier) if len(workers) == 1 else ()


def the_whole_case(event: TaskAssigned, dossier: Dossier, _: Circumstances) -> Commands:
    """Who takes a task takes the case: all its open tasks that are nobody's."""
    return nobodys_to(event.to, dossier)


def nobodys_to(worker: ActorId, dossier: Dossier) -> Commands:
    return tuple(
        AssignTask(task_id=task_id, to=worker)
        for task_id, one in dossier.open_tasks.items()
        if one.assigned_to is None
    )


def act_on_outcome(event: TaskSolved, dossier: Dossier, _: Circumstances) -> Commands:
    """Change the case as the task was solved."""
    act = OUTCOMES.get((event.type, event.outcome))
    return tuple(act(event, dossier)) if act else ()


def decide_again(_: TaskSolved | TaskCancelled, dossier: Dossier, __: Circumstances) -> Commands:
    """Decide an ongoing case at once, on the facts that waited for its last blocking task."""
    case = granted(dossier)
    if case is None or not (case.stale and case.file.automatic):
        return ()
    if Blocks.DECISION in dossier.blocked:
        return ()
    return (ask.RecalculateBenefit(cause=RecalculationCause.FACTS_CHANGED),)


def cause_approved(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
    cause = SicknessCause.OTHER_APPROVED
    yield ask.AssessSicknessCause(cause=cause, remark=event.comment)


def cause_not_approved(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
    cause = SicknessCause.OTHER_NOT_APPROVED
    yield ask.AssessSicknessCause(cause=cause, remark=event.comment)


def cancel_case(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
    yield ask.CancelCase(reason=event.comment or "anmeldelsen er trukket tilbage")


def not_enough_work(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    if isinstance(dossier.case, UnderClarification):
        yield ask.RejectClaim(reason=RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET)


def write_off(_: TaskSolved, __: Dossier) -> Iterator[DossierCommand]:
    yield ask.WriteOffRefund()


def dispense(of: Dispensation) -> Callable[[TaskSolved, Dossier], Iterator[DossierCommand]]:
    def act(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
        yield ask.GiveDispensation(of=of, reason=event.comment or "forsinkelsen er undskyldelig")

    return act


def answer_accepted(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    """Take the explanation: lateness is excused, the holiday counts as agreed."""
    hearings = file_of(dossier).hearings
    for about, of in EXCUSED.items():
        if about in hearings and hearings[about].answered_on:
            yield ask.GiveDispensation(of=of, reason="svaret på partshøringen er accepteret")
    if HearingAbout.HOLIDAY in hearings:
        for each in file_of(dossier).holidays:
            if not each.agreed:
                said = {name: value for name, value in each if name != "agreed"}
                yield ask.RegisterHoliday(**said, agreed=True)


def answer_not_accepted(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    """End benefit the day before a holiday that was not agreed; the rest a person decides."""
    file = file_of(dossier)
    away = [each.from_day for each in file.holidays if not each.agreed]
    if HearingAbout.HOLIDAY in file.hearings and away and granted(dossier):
        last = min(away) - A_DAY
        if last >= file.first_day_of_absence:
            reason = EndReason.HOLIDAY_NOT_AGREED
            yield ask.EndBenefit(last_day_with_right=last, reason=reason)


EXCUSED = {
    HearingAbout.LATE_NOTIFICATION: Dispensation.NOTIFICATION,
    HearingAbout.LATE_APPLICATION: Dispensation.APPLICATION,
}
Act = Callable[[TaskSolved, Dossier], Iterator[DossierCommand]]
OUTCOMES: Mapping[tuple[str, Outcome], Act] = {
    (keys.OTHER_CAUSE, Outcome.APPROVED): cause_approved,
    (keys.OTHER_CAUSE, Outcome.NOT_APPROVED): cause_not_approved,
    (keys.CANCEL_ABSENCE_CASE, Outcome.APPROVED): cancel_case,
    (keys.HEARING_ANSWER, Outcome.ACCEPTED): answer_accepted,
    (keys.HEARING_ANSWER, Outcome.NOT_ACCEPTED): answer_not_accepted,
    (keys.LATE_NOTIFICATION, Outcome.ACCEPTED): dispense(Dispensation.NOTIFICATION),
    (keys.REFUND_LATE, Outcome.APPROVED): dispense(Dispensation.REFUND_CLAIM),
    (keys.REFUND_LATE, Outcome.NOT_APPROVED): write_off,
    (keys.SELF_EMPLOYED_LATE, Outcome.APPROVED): dispense(Dispensation.NOTIFICATION),
    (keys.EMPLOYMENT_REQUIREMENT, Outcome.NOT_APPROVED): not_enough_work,
    (keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED, Outcome.NOT_APPROVED): not_enough_work,
}
