"""The runs that decide and pay: what the machine does unasked.

`nightly_run` decides new cases, 40 days into the absence; `payment_run` prepares the week's run of
cases it decided and closes it. The first gives its orders by two processes, as `sdp run nightly
--workers 2`; a worker feeds the read models beside both. The limit loads, decrypts
and decodes each dossier and appends one event as long as the one the run appends (for payments
twice: a payment is ordered, then it enters the run), by eight threads.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from application.runs import payments
from application.runs.decisions import nightly
from application.runs.office import Errand, Summary
from bench import dossiers, limits, opponents
from bench.dossiers import Told
from bench.ground import Ground
from bench.measuring import per_second, take_turns
from bench.office import AtWork, at_work
from bench.row import Measured, measured
from domain.case.events import BenefitGranted
from domain.dossier.dossier import DossierEvent
from domain.payment.events import PaymentIncluded, PaymentOrdered
from domain.shared.envelope import CaseId
from infrastructure.hands import hands

NEW_CASE = [dossiers.as_told(fact.event) for fact in dossiers.new_case(uuid4(), date(2026, 1, 5))]
THREADS, PROCESSES, HUNDRED_THOUSAND = 8, 2, 100_000


def nightly_run(ground: Ground) -> Measured:
    count = ground.pick(600, 140)
    with ExitStack() as stack:
        ours = stack.enter_context(at_work(ground))
        helping = stack.enter_context(hands(ours.program.database, ours.program.folder, PROCESSES))
        shared = replace(ours, office=replace(ours.office, hands=helping))
        raw = stack.enter_context(opponents.raw(ground, NEW_CASE, count * (ground.runs + 1)))
        connections = [stack.enter_context(limits.connect(raw.url)) for _ in range(THREADS)]
        appended = [sample(ours, BenefitGranted)]
        runs = {
            "ours": partial(decide, shared, count),
            "limit": partial(append_to, raw, connections, count, appended),
        }
        return measured(take_turns(runs, ground.runs))


def payment_run(ground: Ground) -> Measured:
    count = ground.pick(600, 60)
    with ExitStack() as stack:
        ours = stack.enter_context(at_work(ground))
        raw = stack.enter_context(opponents.raw(ground, NEW_CASE, count * (ground.runs + 1)))
        connections = [stack.enter_context(limits.connect(raw.url)) for _ in range(THREADS)]
        appended = [sample(ours, PaymentOrdered), sample(ours, PaymentIncluded)]
        runs = {
            "ours": partial(pay, ours, count),
            "limit": partial(append_to, raw, connections, count, appended),
        }
        rates = take_turns(runs, ground.runs)
    minutes = {
        name: [HUNDRED_THOUSAND / rate / 60 for rate in each] for name, each in rates.items()
    }
    return measured(minutes, note=f"computed from runs of {count} payments")


def decide(ours: AtWork, count: int) -> float:
    """Decide new cases, and give how many a second."""
    here = ours.begin(count)
    errand = ours.errand("nightly", here)
    return per_second(count, lambda: all_done(ours.program.wait(nightly(ours.office, errand))))


def pay(ours: AtWork, count: int) -> float:
    """Prepare and close a run of as many payments, and give how many a second."""
    errand = decided(ours, count)

    async def prepare_and_close() -> None:
        all_done(await payments.prepare(ours.office, errand))
        all_done(await payments.close(ours.office, errand))

    rate = per_second(count, lambda: ours.program.wait(prepare_and_close()))
    standing = len(ours.program.wait(payments.standing(ours.office, errand)))
    if standing != count:
        raise RuntimeError(f"{standing} payments stand in the run, not {count}")
    return rate


def decided(ours: AtWork, count: int) -> Errand:
    """Begin and decide new cases, and give the errand of their week's run, this Monday's."""
    here = ours.begin(count)
    all_done(ours.program.wait(nightly(ours.office, ours.errand("nightly", here))))
    monday = ours.today - timedelta(days=ours.today.weekday())
    return Errand("payments-prepare", here, monday)


def append_to(
    raw: opponents.Raw, connections: Sequence[limits.Connection], count: int, events: Sequence[Told]
) -> float:
    """Append each of the events to as many dossiers, and give how many dossiers a second."""
    cases = raw.untouched.take(count)

    def work() -> None:
        for event in events:
            limits.commands(connections, raw.keys, cases, event)

    return per_second(count, work)


def all_done(summary: Summary) -> None:
    if summary.refused:
        raise RuntimeError(f"{summary.errand.name} was refused: {dict(summary.refused)}")


def sample(ours: AtWork, kind: type[DossierEvent]) -> Told:
    """Pay one case, and give the event of a kind as it was recorded."""
    errand = decided(ours, 1)
    ours.program.wait(payments.prepare(ours.office, errand))
    (case_id,) = ours.program.wait(ours.office.candidates.with_benefit(errand.municipality))
    history = ours.program.wait(ours.program.journal.history(CaseId(case_id)))
    return next(dossiers.as_told(one.event) for one in history if isinstance(one.event, kind))
