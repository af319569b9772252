"""Runs that watch the days pass: deadlines, reassessment, refund lost, cases kept long enough."""

from collections import Counter
from datetime import date, timedelta

from application.runs.office import Errand, Office, Summary, at_once, give_each
from domain.benefit.calculate import LAW
from domain.case.commands import WriteOffRefund
from domain.case.events import CaseClosed
from domain.case.kinds import Mark
from domain.case.states import Closed
from domain.dossier.commands import WatchDeadlines, WatchReassessment
from domain.dossier.dossier import fold
from domain.dossier.watching import NOTICE
from domain.rules.limitation import RETENTION_LEAST_YEARS, kept_until
from domain.shared.envelope import CaseId

STOPS_DELETION = (Mark.COMPLAINT, Mark.RECOURSE, Mark.CONTROL)


async def deadlines(office: Office, errand: Errand) -> Summary:
    """Open what a missed deadline calls for; take up the held tasks whose day has come."""
    waiting = await office.candidates.waiting_for(errand.municipality, errand.day)
    return await give_each(office, errand, ((each, WatchDeadlines()) for each in waiting))


async def reassessment(office: Office, errand: Errand) -> Summary:
    """Ask a person in time; let payment go on, as technical extension, until somebody decides."""
    near = errand.day + timedelta(days=NOTICE.on(errand.day).value)
    cases = await office.candidates.to_reassess(errand.municipality, near)
    return await give_each(office, errand, ((each, WatchReassessment()) for each in cases))


async def write_off(office: Office, errand: Errand) -> Summary:
    """Write off, day by day, the refund that nobody claimed in time (§ 59)."""
    cases = await office.candidates.to_write_off(errand.municipality, errand.day)
    return await give_each(office, errand, ((each, WriteOffRefund()) for each in cases))


async def retention(office: Office, errand: Errand) -> Summary:
    """List the closed cases that need not be kept any longer; nothing is deleted here."""
    least = RETENTION_LEAST_YEARS.on(errand.day).value
    long_ago = date(errand.day.year - least, 1, 1)
    cases = await office.candidates.closed(errand.municipality, long_ago)
    found = await at_once(lambda each=each: kept_for(office, each, errand.day) for each in cases)
    listed = tuple(each for each, why in zip(cases, found, strict=True) if why is None)
    kept = Counter(why for why in found if why is not None)
    return Summary(errand, len(listed), dict(kept), listed=listed)


async def kept_for(office: Office, case_id: CaseId, today: date) -> str | None:
    """Say why a case must be kept; none where it need not."""
    recorded = await office.journal.history(case_id)
    case = fold(case_id, recorded).case
    if not isinstance(case, Closed):
        return "not-closed"
    marked = next((mark for mark in STOPS_DELETION if mark in case.file.marks), None)
    if marked:
        return f"marked-{marked}"
    closed_on = (each.event.closed_on for each in recorded if isinstance(each.event, CaseClosed))
    return "within-deadline" if today <= kept_until(LAW, max(closed_on)).output else None
