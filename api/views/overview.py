"""Sagsoverblik: whose case it is, where it stands, what it waits for, what has been paid."""

from datetime import date
from uuid import UUID

from api.views.absence import absence
from api.views.payments import payments
from api.views.tasks import UNFINISHED, tasks
from api.views.view import Cash, Seen, View
from domain.case import events as on
from domain.case.kinds import CitizenKind, Mark
from domain.case.states import UnderClarification
from domain.dossier.dossier import Circumstances, fold, refusals
from domain.dossier.erased import Erased
from domain.shared.blocks import Blocks
from domain.shared.envelope import Actor, CaseId, Municipality
from projections.case_status import BECOMES, CaseStatus


class Citizen(View):
    citizen_id: UUID
    cpr: str
    name: str


class Overview(View):
    case_id: UUID
    version: int
    municipality: Municipality
    status: CaseStatus
    citizen: Citizen
    kind: CitizenKind
    first_day_of_absence: date
    last_day_of_absence: date | None
    expected_recovery: date | None
    granted_from: date | None
    granted_to: date | None
    last_day_with_right: date | None
    reassessment_date: date | None
    automatic: bool
    automation_refusals: tuple[str, ...]  # why no rule decides it now; none once it is decided
    marks: tuple[Mark, ...]
    open_tasks: int
    blocked: tuple[Blocks, ...]
    paid: Cash


def overview(seen: Seen) -> Overview:
    (report, *_) = seen.all(on.AbsenceReported)
    reported, granted = absence(seen), seen.last(on.BenefitGranted)
    ended, going_on = end_that_stands(seen), seen.last(on.EndWithdrawn)
    decided = newest_totals(seen)
    unfinished = [task for task in tasks(seen).tasks if task.status in UNFINISHED]
    return Overview(
        case_id=seen.case_id,
        version=seen.version,
        municipality=seen.recorded[0].envelope.municipality,
        status=status(seen, ended),
        citizen=Citizen(citizen_id=report.citizen_id, cpr=report.cpr, name=report.name),
        kind=report.kind,
        first_day_of_absence=reported.first_day_of_absence,
        last_day_of_absence=reported.last_day_of_absence,
        expected_recovery=reported.expected_recovery,
        granted_from=granted and granted.from_day,
        granted_to=going_on.granted_to if going_on else granted and granted.to_day,
        last_day_with_right=ended and ended.last_day_with_right,
        reassessment_date=decided and decided.reassessment_date,
        automatic=automatic(seen),
        automation_refusals=automation_refusals(seen),
        marks=marks(seen, report),
        open_tasks=len(unfinished),
        blocked=tuple(sorted({task.blocks for task in unfinished} - {Blocks.NOTHING})),
        paid=payments(seen).paid,
    )


def status(seen: Seen, ended: on.BenefitEnded | None) -> CaseStatus:
    """Say where the case is; ended is a question of the day it is asked, and so is begun.

    A closed case was ongoing on the days of its benefit: closing says that nothing is left to do.
    """
    granted, now = seen.last(on.BenefitGranted), newest_status(seen)
    if granted and seen.applies_on and now in {CaseStatus.ONGOING, CaseStatus.CLOSED}:
        if seen.applies_on < granted.from_day:
            return CaseStatus.UNDER_CLARIFICATION
        if ended and seen.applies_on <= ended.last_day_with_right:
            return CaseStatus.ONGOING
    over = ended is not None and ended.last_day_with_right < seen.day
    return CaseStatus.ENDED if now is CaseStatus.ONGOING and over else now


def end_that_stands(seen: Seen) -> on.BenefitEnded | None:
    newest: on.BenefitEnded | None = None
    for one in seen.recorded:
        match one.event:
            case on.BenefitEnded() as end:
                newest = end
            case on.EndWithdrawn():
                newest = None
            case _:
                pass
    return newest


def newest_status(seen: Seen) -> CaseStatus:
    now = CaseStatus.UNDER_CLARIFICATION
    for one in seen.recorded:
        if not isinstance(one.event, Erased):
            now = BECOMES.get(type(one.event), now)
    return now


def newest_totals(seen: Seen) -> on.AccountTotals | None:
    newest: on.AccountTotals | None = None
    for one in seen.recorded:
        if isinstance(one.event, on.BenefitGranted | on.BenefitRecalculated):
            newest = one.event.totals
    return newest


def automatic(seen: Seen) -> bool:
    runs = True
    for one in seen.recorded:
        if isinstance(one.event, on.AutomationStopped | on.AutomationResumed):
            runs = isinstance(one.event, on.AutomationResumed)
    return runs


def automation_refusals(seen: Seen) -> tuple[str, ...]:
    """Give every reason by its code, as it would be on the day that is looked at."""
    dossier = fold(CaseId(seen.case_id), seen.recorded)
    if not isinstance(dossier.case, UnderClarification):
        return ()
    newest = seen.recorded[-1].envelope
    actor = Actor(newest.actor, newest.role, newest.municipality)
    around = Circumstances(seen.day, newest.recorded_at, actor)
    return tuple(dict.fromkeys(each.code for each in refusals(dossier, around)))


def marks(seen: Seen, report: on.AbsenceReported) -> tuple[Mark, ...]:
    found = {Mark.PROTECTED_IDENTITY} if report.protected else set[Mark]()
    for one in seen.recorded:
        match one.event:
            case on.CaseMarked(mark=mark):
                found.add(mark)
            case on.MarkRemoved(mark=mark):
                found.discard(mark)
            case _:
                pass
    return tuple(sorted(found))
