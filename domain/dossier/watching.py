"""What the days that passed call for: tasks taken up again, missed deadlines, reassessment."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from domain.benefit.calculate import LAW
from domain.case.file import CaseFile, Hearing
from domain.case.kinds import HearingAbout
from domain.case.refusals import before_decisions
from domain.case.states import OpenCase, UnderClarification
from domain.dossier.attempts import covered_until
from domain.dossier.state import Dossier
from domain.payment.claims import undecided
from domain.payment.coding import CITIZEN
from domain.payment.commands import ApprovePayment
from domain.payment.states import Stage
from domain.rules.deadlines import information_form
from domain.rules.limitation import stands_without_answer
from domain.shared.blocks import Blocks
from domain.shared.dated import beside
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask, ResumeTask, TaskCommand
from domain.task.states import NoTask
from domain.task.states import OpenTask as Unsolved

A_DAY = timedelta(days=1)
NOTICE = beside(__file__, "reassessment_notice_days", int)
FORM_MISSING = "form not answered"
REASSESSMENT = "reassessment "  # then the date: another date is another cause
MOVED = "revurderingsdatoen er en anden"
HEARD_ABOUT = {
    HearingAbout.LATE_NOTIFICATION: "for sen anmeldelse",
    HearingAbout.LATE_APPLICATION: "for sen anmodning",
    HearingAbout.LACK_OF_COOPERATION: "manglende medvirken",
    HearingAbout.ENTITLEMENT: "berettigelse",
    HearingAbout.REPAYMENT: "tilbagebetaling",
}
# Before the first decision, the machine judges lateness by the account; doubt it leaves to people.
DOUBTS = {HearingAbout.ENTITLEMENT, HearingAbout.LACK_OF_COOPERATION, HearingAbout.REPAYMENT}


def days_to_watch(dossier: Dossier) -> Iterator[date]:
    """Name the days on which something may have to be asked or taken up."""
    for task in dossier.open_tasks.values():
        if task.held_until:
            yield task.held_until
    case = dossier.case
    if not isinstance(case, OpenCase):
        return
    if isinstance(case, UnderClarification) and case.file.form is None:
        yield information_form(LAW, case.file.notified_on).output + A_DAY
    for hearing in case.file.hearings.values():
        if hearing.unanswered:
            yield hearing.deadline + A_DAY


def awaited(dossier: Dossier) -> Iterator[date]:
    """Name the days by which what a first decision waits for is due: tasks, form, answers."""
    for task in dossier.open_tasks.values():
        if task.blocks is Blocks.DECISION:
            yield task.due_on
    case = dossier.case
    if not isinstance(case, UnderClarification):
        return
    if case.file.form is None:
        yield information_form(LAW, case.file.notified_on).output
    yield from (each.deadline for each in before_decisions(case.file) if each.unanswered)


def unasked(wanted: Iterable[TaskCommand], dossier: Dossier) -> Iterator[TaskCommand]:
    """Leave out the tasks that were there before, for the same cause: asked once is enough."""
    was = [
        each if isinstance(each, Unsolved) else each.was
        for each in dossier.tasks.values()
        if not isinstance(each, NoTask)
    ]
    asked = {(each.type, each.cause) for each in was}
    for each in wanted:
        if not isinstance(each, OpenTask) or (each.type, each.cause) not in asked:
            yield each


def held_no_longer(dossier: Dossier, today: date) -> Iterator[ResumeTask]:
    for task_id, task in dossier.open_tasks.items():
        if task.held_until and task.held_until <= today:
            yield ResumeTask(task_id=task_id)


def deadlines_passed(dossier: Dossier, case: OpenCase, today: date) -> Iterator[OpenTask]:
    if isinstance(case, UnderClarification):
        yield from form_missing(case.file, today)
    for about, hearing in case.file.hearings.items():
        passed = hearing.unanswered and hearing.deadline < today
        by_person = about is not HearingAbout.REPAYMENT or to_be_judged(dossier, case, today)
        if passed and by_person:
            yield from unanswered(about, hearing, case)


def to_be_judged(dossier: Dossier, case: OpenCase, today: date) -> bool:
    """Sygedagpengeloven § 71: whether a citizen must repay, a person judges."""
    claimed = any(one.is_claim for one in dossier.payments.values())
    by_rule = {each.payment_id for each in claims_unanswered(dossier, case, today)}
    return not claimed or not by_rule.issuperset(undecided(dossier.payments))


def claims_unanswered(dossier: Dossier, case: OpenCase, today: date) -> Iterator[ApprovePayment]:
    """Let claims on employers stand who did not answer in time: refund has no good faith."""
    heard = case.file.hearings.get(HearingAbout.REPAYMENT)
    if heard is None or heard.answered_on or heard.deadline >= today or not case.file.automatic:
        return
    stands = stands_without_answer(LAW, today).output
    for claim_id in undecided(dossier.payments):
        claim = dossier.payments[claim_id]
        if claim.stage is Stage.ORDERED and claim.order.payee != CITIZEN and stands:
            yield ApprovePayment(payment_id=claim_id, by_rule=True)


def form_missing(file: CaseFile, today: date) -> Iterator[OpenTask]:
    """Sygedagpengeloven § 11, stk. 3: nobody answers, so a person reminds or rejects."""
    deadline = information_form(LAW, file.notified_on).output
    if file.form is None and deadline < today:
        reason = f"Oplysningsskemaet er ikke modtaget inden fristen {deadline}"
        yield OpenTask(type=keys.CHECK_NON_BLOCKING, cause=FORM_MISSING, reason=reason)


def unanswered(about: HearingAbout, hearing: Hearing, case: OpenCase) -> Iterator[OpenTask]:
    """Ask a person to decide; a holiday that was not agreed has its task already."""
    undecided = isinstance(case, UnderClarification)
    if about is HearingAbout.HOLIDAY or (undecided and about not in DOUBTS):
        return
    kind = keys.CHECK_BLOCKING if undecided else keys.CHECK_NON_BLOCKING
    reason = f"Partshøring om {HEARD_ABOUT[about]}: ingen svar inden fristen {hearing.deadline}"
    yield OpenTask(type=kind, cause=no_answer(about), reason=reason)


def no_answer(about: HearingAbout) -> str:
    return f"hearing about {about} unanswered"


def reassessment_due(
    file: CaseFile, dossier: Dossier, reassessed: date, today: date
) -> Iterator[TaskCommand]:
    """Sygedagpengeloven § 24: ask in time for an extension or an end; payment never just stops."""
    last = covered_until(file, reassessed)
    cause = f"{REASSESSMENT}{last}"
    for task_id, task in dossier.open_tasks.items():
        if task.cause.startswith(REASSESSMENT) and task.cause != cause:
            yield CancelTask(task_id=task_id, reason=MOVED)
    notice = timedelta(days=NOTICE.on(today).value)
    if today >= last - notice and not absence_ends(file, last):
        reason = f"Revurderingsdato {last}: forlæng efter § 27, eller træf afgørelse om ophør"
        yield OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason)


def absence_ends(file: CaseFile, last: date) -> bool:
    return file.last_day_of_absence is not None and file.last_day_of_absence <= last
