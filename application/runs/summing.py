"""What a run came to, told in its dossier: all of it, also where it was cut off and done again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from application.runs.office import Errand, Office, Summary, give, same
from domain.run.commands import FinishRun
from domain.run.events import Refusals, RunFinished
from domain.shared.envelope import CaseId, RunId

Work = Callable[[Office, Errand], Awaitable[Summary]]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run does, in which dossier its summary stands, and whose orders it gives."""

    work: Work
    dossier: Callable[[Errand], RunId]
    orders_of: Callable[[Errand], Errand] = same


async def whole(office: Office, run: Run, summary: Summary) -> Summary:
    """Count what a run that was cut off had done: its orders are in the log, its count is not."""
    if office.recorded is None:
        return summary
    errand = summary.errand
    before = await last_told(office, run, errand)
    recorded = await office.recorded(run.orders_of(errand), errand.day, before)
    return replace(summary, done=max(summary.done, recorded))


async def last_told(office: Office, run: Run, errand: Errand) -> int:
    """Give the position of the last summary of the run; what came before it was counted there."""
    recorded = await office.journal.history(CaseId(run.dossier(errand)))
    told = (one.envelope.position for one in recorded if is_of(errand, one.event))
    return max(told, default=0)


def is_of(errand: Errand, event: object) -> bool:
    return isinstance(event, RunFinished) and (event.name, event.day) == (errand.name, errand.day)


async def finish(office: Office, run: Run, summary: Summary, *, anew: bool) -> None:
    errand = summary.errand
    counted = sorted(summary.refused.items())
    refused = tuple(Refusals(code=code, orders=orders) for code, orders in counted)
    finishing = FinishRun(
        name=errand.name, day=errand.day, done=summary.done, refused=refused, anew=anew
    )
    await give(office, errand, CaseId(run.dossier(errand)), finishing)
