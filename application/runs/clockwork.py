"""Runs by name, and all that are due as time passes, each at its own hour."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime

from application.runs.decisions import nightly
from application.runs.office import Errand, Office, Summary
from application.runs.payments import close, prepare, reconcile, send
from application.runs.schedule import due
from domain.shared.envelope import Municipality

Run = Callable[[Office, Errand], Awaitable[Summary]]

RUNS: Mapping[str, Run] = {
    "nightly": nightly,
    "payments-prepare": prepare,
    "payments-close": close,
    "payments-send": send,
    "payments-reconcile": reconcile,
}


async def carry_out(
    office: Office, name: str, day: date, only: Municipality | None = None
) -> tuple[Summary, ...]:
    """Do one run of one day for every municipality that has a case, or for one of them."""
    municipalities = [only] if only else await office.candidates.municipalities()
    return tuple([await RUNS[name](office, Errand(name, each, day)) for each in municipalities])


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
