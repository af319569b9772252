"""The runs that decide and pay: what the machine does unasked.

`nightly_run` decides new cases, 40 days into the absence; `payment_run` prepares the week's run of
cases it decided and closes it. Both give their orders by two processes, as `sdp run NAME
--workers 2`; a worker feeds the read models beside them. The limit loads, decrypts
and decodes each dossier and appends one event as long as what the run appends (a payment is
ordered, approved and enters the run at once), by eight threads.
"""

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from application.runs import payments
from application.runs.clockwork import run_one
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
from domain.payment.events import PaymentApproved, PaymentIncluded, PaymentOrdered
from domain.shared.envelope import CaseId
from infrastructure.hands import hands

NEW_CASE = [dossiers.as_told(fact.event) for fact in dossiers.new_case(uuid4(), date(2026, 1, 5))]
THREADS, PROCESSES, HUNDRED_THOUSAND = 8, 2, 100_000


def nightly_run(ground: Ground) -> Measured:
    count, turns = ground.pick((2000, 3), (140, 2))
    with ExitStack() as stack:
        ours = stack.enter_context(at_work(ground))
        shared = stack.enter_context(by_two(ours))
        raw = stack.enter_context(opponents.raw(ground, NEW_CASE, count * (turns + 1)))
        connections = [stack.enter_context(limits.connect(raw.url)) for _ in range(THREADS)]
        appended = sample(ours, BenefitGranted)
        runs = {
            "ours": partial(decide, shared, count),
            "limit": partial(append_to, raw, connections, count, appended),
        }
        return measured(take_turns(runs, turns), note=f"{count} new cases a run")


def payment_run(ground: Ground) -> Measured:
    count, turns = ground.pick((10_000, 1), (140, 2))
    with ExitStack() as stack:
        ours = stack.enter_context(at_work(ground))
        shared = stack.enter_context(by_two(ours))
        raw = stack.enter_context(opponents.raw(ground, NEW_CASE, count * (turns + 1)))
        connections = [stack.enter_context(limits.connect(raw.url)) for _ in range(THREADS)]
        appended = sample(ours, PaymentOrdered, PaymentApproved, PaymentIncluded)
        runs = {
            "ours": partial(pay, shared, count),
            "limit": partial(append_to, raw, connections, count, appended),
        }
        rates = take_turns(runs, turns)
    minutes = {
        name: [HUNDRED_THOUSAND / rate / 60 for rate in each] for name, each in rates.items()
    }
    return measured(minutes, note=f"computed from runs of {count} payments")


@contextmanager
def by_two(ours: AtWork) -> Generator[AtWork]:
    with hands(ours.program.database, ours.program.folder, PROCESSES) as helping:
        yield replace(ours, office=replace(ours.office, hands=helping))


def decide(ours: AtWork, count: int) -> float:
    """Decide new cases, and give how many a second."""
    here = ours.begin(count)
    errand = ours.errand("nightly", here)
    return per_second(count, lambda: all_done(ours.program.wait(nightly(ours.office, errand))))


def pay(ours: AtWork, count: int) -> float:
    """Prepare and close a run of as many payments, and give how many a second."""
    errand = decided(ours, count)

    async def prepare_and_close() -> None:
        for step in ("payments-prepare", "payments-close"):
            all_done(await run_one(ours.office, replace(errand, name=step)))

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
    raw: opponents.Raw, connections: Sequence[limits.Connection], count: int, event: Told
) -> float:
    """Append the event to as many dossiers, and give how many dossiers a second."""
    cases = raw.untouched.take(count)
    return per_second(count, lambda: limits.commands(connections, raw.keys, cases, event))


def all_done(summary: Summary) -> None:
    if summary.refused:
        raise RuntimeError(f"{summary.errand.name} was refused: {dict(summary.refused)}")


def sample(ours: AtWork, *kinds: type[DossierEvent]) -> Told:
    """Pay one case, and give one event with all that was recorded of these kinds."""
    errand = decided(ours, 1)
    ours.program.wait(payments.prepare(ours.office, errand))
    (case_id,) = ours.program.wait(ours.office.candidates.with_benefit(errand.municipality))
    history = ours.program.wait(ours.program.journal.history(CaseId(case_id)))
    recorded = [dossiers.as_told(one.event) for one in history if isinstance(one.event, kinds)]
    return recorded[0][0], b"[" + b",".join(told for _, told in recorded) + b"]"
