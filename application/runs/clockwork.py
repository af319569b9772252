"""Runs by name, and all that are due as time passes, each at its own hour."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from application.errors import RunGoingOn
from application.handle import arrangements_of
from application.ports.clock import danish_day
from application.runs.decisions import evening, nightly
from application.runs.months import close_month, draw_sample
from application.runs.office import Errand, Office, Summary, give
from application.runs.payment_runs import dossier
from application.runs.payments import close, prepare, send
from application.runs.reconciling import reconcile
from application.runs.schedule import Due, due, may_cut_off
from application.runs.watching import deadlines, reassessment, retention, write_off
from domain.run.commands import FinishRun
from domain.run.events import Refusals
from domain.run.states import run_id
from domain.shared.envelope import CaseId, Municipality, RunId
from domain.shared.errors import Rejected, RunInTheFuture

Work = Callable[[Office, Errand], Awaitable[Summary]]


def plain(errand: Errand) -> RunId:
    """Name the dossier of a run that pays nothing: by municipality, day and name."""
    return run_id(errand.municipality, errand.day, errand.name)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run does, and in which dossier its summary stands."""

    work: Work
    dossier: Callable[[Errand], RunId] = plain


RUNS: Mapping[str, Run] = {
    "nightly": Run(nightly),
    "evening": Run(evening),
    "deadlines": Run(deadlines),
    "reassessment": Run(reassessment),
    "write-off": Run(write_off),
    "retention": Run(retention),
    "payments-prepare": Run(prepare, dossier),
    "payments-close": Run(close, dossier),
    "payments-send": Run(send, dossier),
    "payments-reconcile": Run(reconcile, dossier),
    "random-sample": Run(draw_sample),
    "close-month": Run(close_month),
    "extra-prepare": Run(prepare, dossier),
    "extra-close": Run(close, dossier),
    "extra-send": Run(send, dossier),
    "extra-reconcile": Run(reconcile, dossier),
}
ON_REQUEST = frozenset(name for name in RUNS if name.startswith("extra-"))


async def carry_out(
    office: Office, name: str, day: date, only: Municipality | None = None
) -> tuple[Summary, ...]:
    """Do one run of one day for every municipality that has a case, or for one of them.

    What stops one of several lets the others go on, but for a run that is going on already.
    """
    if only:
        return (await run_one(office, Errand(name, only, day)),)
    municipalities = await office.candidates.municipalities()
    done = tuple([await tried(office, Errand(name, each, day)) for each in municipalities])
    if any(each.waits_for == RunGoingOn.code for each in done):
        raise RunGoingOn("another program is doing this run; try again when it has ended")
    return done


async def tried(office: Office, errand: Errand, *, anew: bool = False) -> Summary:
    """Do it; what stops all of it is what it waits for."""
    try:
        return await run_one(office, errand, anew=anew)
    except Rejected as refused:
        return Summary(errand, refused={refused.code: 1}, waits_for=refused.code)


async def run_one(office: Office, errand: Errand, *, anew: bool = False) -> Summary:
    """Do it, nobody else at the same time, and record what it came to.

    Raises RunInTheFuture, and RunGoingOn where another program is doing it.
    """
    if errand.day > danish_day(office.clock()):
        raise RunInTheFuture("the day of the run has not come")
    async with office.locks.held(errand.name, errand.municipality):
        summary = await RUNS[errand.name].work(office, errand)
        if summary.waits_for is None:
            await finish(office, summary, anew=anew)
    return summary


async def finish(office: Office, summary: Summary, *, anew: bool) -> None:
    errand = summary.errand
    counted = sorted(summary.refused.items())
    refused = tuple(Refusals(code=code, orders=orders) for code, orders in counted)
    finishing = FinishRun(
        name=errand.name, day=errand.day, done=summary.done, refused=refused, anew=anew
    )
    await give(office, errand, CaseId(RUNS[errand.name].dossier(errand)), finishing)


async def pass_time(
    office: Office, after: datetime, until: datetime, tick: Callable[[datetime], None]
) -> tuple[Summary, ...]:
    """Do every run that falls due up to an instant; `tick` is told each instant as it comes."""
    done: list[Summary] = []
    for one in await due_of(office, after, until):
        tick(one.instant)
        everybody = await office.candidates.municipalities()
        errands = [Errand(one.name, each, one.day) for each in everybody if one.is_of(each)]
        done += [await tried(office, errand) for errand in errands]
    tick(until)
    return tuple(done)


async def due_of(office: Office, after: datetime, until: datetime) -> tuple[Due, ...]:
    """List what is due, the cut-off at the hour that each municipality has set."""
    if not may_cut_off(after, until):
        return due(after, until)
    own: dict[Municipality, int] = {}
    for municipality in await office.candidates.municipalities():
        hour = (await arrangements_of(municipality, office.journal)).cut_off_hour
        if hour is not None:
            own[municipality] = hour
    return due(after, until, own)
