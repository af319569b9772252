"""Runs by name, and all that are due as time passes, each at its own hour."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from application.errors import RunGoingOn
from application.handle import arrangements_of
from application.ports.clock import danish_day
from application.runs.decisions import evening, nightly
from application.runs.months import close_month, draw_sample, errand_of_month
from application.runs.office import Errand, Office, Summary
from application.runs.payment_runs import dossier
from application.runs.payments import close, prepare, send
from application.runs.reconciling import reconcile
from application.runs.schedule import Due, due, may_cut_off
from application.runs.summing import Run, finish, whole
from application.runs.watching import deadlines, reassessment, retention, write_off
from domain.run.states import run_id
from domain.shared.envelope import Municipality, RunId
from domain.shared.errors import Rejected, RunInTheFuture

EVERYBODY = Municipality(0)  # no municipality is numbered so


def plain(errand: Errand) -> RunId:
    """Name the dossier of a run that pays nothing: by municipality, day and name."""
    return run_id(errand.municipality, errand.day, errand.name)


RUNS: Mapping[str, Run] = {
    "nightly": Run(nightly, plain),
    "evening": Run(evening, plain),
    "deadlines": Run(deadlines, plain),
    "reassessment": Run(reassessment, plain),
    "write-off": Run(write_off, plain),
    "retention": Run(retention, plain),
    "payments-prepare": Run(prepare, dossier),
    "payments-close": Run(close, dossier),
    "payments-send": Run(send, dossier),
    "payments-reconcile": Run(reconcile, dossier),
    "random-sample": Run(draw_sample, plain, errand_of_month),
    "close-month": Run(close_month, plain, errand_of_month),
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

    What stops one of several lets the others go on, but for a run that is going on already. Of two
    programs that do it for everybody, one does.
    """
    if only:
        return (await run_one(office, Errand(name, only, day)),)
    async with office.locks.held(name, EVERYBODY):
        return await for_everybody(office, name, day)


async def for_everybody(office: Office, name: str, day: date) -> tuple[Summary, ...]:
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
    run = RUNS[errand.name]
    async with office.locks.held(errand.name, errand.municipality):
        summary = await run.work(office, errand)
        if summary.waits_for is None:
            summary = await whole(office, run, summary)
            await finish(office, run, summary, anew=anew)
    return summary


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
