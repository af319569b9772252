"""Runs by name, and all that are due as time passes, each at its own hour."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from application.ports.clock import danish_day
from application.runs.decisions import nightly
from application.runs.office import Errand, Office, Summary, give
from application.runs.payments import close, dossier, prepare, reconcile, send
from application.runs.schedule import due
from domain.run.commands import FinishRun
from domain.run.events import Refusals
from domain.run.states import run_id
from domain.shared.envelope import CaseId, Municipality, RunId
from domain.shared.errors import RunInTheFuture

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
    "payments-prepare": Run(prepare, dossier),
    "payments-close": Run(close, dossier),
    "payments-send": Run(send, dossier),
    "payments-reconcile": Run(reconcile, dossier),
    "extra-prepare": Run(prepare, dossier),
    "extra-close": Run(close, dossier),
    "extra-send": Run(send, dossier),
    "extra-reconcile": Run(reconcile, dossier),
}
ON_REQUEST = frozenset(name for name in RUNS if name.startswith("extra-"))


async def carry_out(
    office: Office, name: str, day: date, only: Municipality | None = None
) -> tuple[Summary, ...]:
    """Do one run of one day for every municipality that has a case, or for one of them."""
    municipalities = [only] if only else await office.candidates.municipalities()
    return tuple([await run_one(office, Errand(name, each, day)) for each in municipalities])


async def run_one(office: Office, errand: Errand) -> Summary:
    """Do it, nobody else at the same time, and record what it came to.

    Raises RunInTheFuture, and RunGoingOn where another program is doing it.
    """
    if errand.day > danish_day(office.clock()):
        raise RunInTheFuture("the day of the run has not come")
    async with office.locks.held(errand.name, errand.municipality):
        summary = await RUNS[errand.name].work(office, errand)
        if summary.waits_for is None:
            await finish(office, summary)
    return summary


async def finish(office: Office, summary: Summary) -> None:
    errand = summary.errand
    counted = sorted(summary.refused.items())
    refused = tuple(Refusals(code=code, orders=orders) for code, orders in counted)
    finishing = FinishRun(name=errand.name, day=errand.day, done=summary.done, refused=refused)
    await give(office, errand, CaseId(RUNS[errand.name].dossier(errand)), finishing)


async def pass_time(
    office: Office, after: datetime, until: datetime, tick: Callable[[datetime], None]
) -> tuple[Summary, ...]:
    """Do every run that falls due up to an instant; `tick` is told each instant as it comes."""
    done: list[Summary] = []
    for one in due(after, until):
        tick(one.instant)
        done.extend(await carry_out(office, one.name, one.day))
    tick(until)
    return tuple(done)
