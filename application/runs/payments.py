"""A payment run: prepared, closed at the cut-off, sent as a file.

The weekly run is Monday's; an extra run can be made on any day, by the same steps.

Each step can be done again: a payment enters by its own event against its own dossier, and the
file is made of what was sent, in the order of payment ids, so the same run gives the same bytes.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from application.handle import arrangements_of
from application.ports.candidates import DuePayment
from application.runs.office import Errand, Office, Summary, give_each, together
from application.runs.payment_runs import (
    GONE,
    Named,
    control_sum,
    heading,
    lines,
    prepared_since,
    run_named,
    run_of,
    standing,
    tell_run,
    waiting,
)
from domain.payment.commands import IncludePayment, OrderPayment, SendPayment
from domain.run.commands import CloseRun, PrepareRun, SendRun
from domain.run.events import RunKind
from domain.run.states import KnownRun
from domain.shared.envelope import CaseId, RunId
from domain.shared.money import Money

NOT_PREPARED = "run-not-prepared"
NOT_CLOSED, NOT_APPROVED = "run-not-closed", "run-not-approved"
NOT_ALL_SENT = "payments-not-sent"
SIX_DAYS = timedelta(days=6)


async def prepare(office: Office, errand: Errand) -> Summary:
    """Begin the run: order what is owed up to Sunday, and let what is approved enter."""
    named = run_named(errand)
    preparing = PrepareRun(
        kind=named.kind, prepared_on=named.day, pay_until=sunday_before(named.day)
    )
    prepared = await tell_run(office, errand, preparing)
    return together(errand, prepared, await sweep(office, errand))


async def sweep(office: Office, errand: Errand) -> Summary:
    """Order and include what is due by now; what was before is left as it is.

    Nothing enters a run that has left the house.
    """
    named = run_named(errand)
    run = await run_of(office, errand)
    if not isinstance(run, KnownRun) or run.stage in GONE:
        return Summary(errand)
    owed = OrderPayment(until=run.pay_until, due_by=due_by(named), run_id=named.id)
    cases = await office.candidates.with_benefit(errand.municipality)
    since = partial(prepared_since, office, errand)
    if (changed := await office.candidates.changed(errand.municipality, since)) is not None:
        cases = [case_id for case_id in cases if case_id in changed]
    ordered = await give_each(office, errand, ((case_id, owed) for case_id in cases))
    due = await office.candidates.approved(errand.municipality)
    entering = await give_each(office, errand, entries(due, named.id))
    return together(errand, ordered, entering)


def due_by(named: Named) -> date | None:
    """Pay by the calendar: what falls due in the week of the run; an extra run pays any day."""
    return named.day + SIX_DAYS if named.kind is RunKind.WEEKLY else None


def entries(due: Iterable[DuePayment], run: RunId) -> Iterable[tuple[CaseId, IncludePayment]]:
    return ((one.case_id, IncludePayment(payment_id=one.payment_id, run_id=run)) for one in due)


async def close(office: Office, errand: Errand) -> Summary:
    """Cut off on Monday afternoon: what is included now is paid, and its sums are fixed."""
    run = await run_of(office, errand)
    if not isinstance(run, KnownRun):
        return waiting(errand, NOT_PREPARED)
    if run.stage in GONE:
        return Summary(errand)
    swept = await sweep(office, errand)
    return together(errand, swept, await fix_sums(office, errand, await standing(office, errand)))


async def fix_sums(office: Office, errand: Errand, payments: Sequence[DuePayment]) -> Summary:
    total = Money(sum(one.amount.oere for one in payments))
    closing = CloseRun(payments=len(payments), total=total, control_sum=control_sum(payments))
    return await tell_run(office, errand, closing)


async def send(office: Office, errand: Errand) -> Summary:
    """Send what is included, unless the run still waits for its second pair of eyes.

    What has left the house is not written again: the file is what the bank was given.
    """
    run, before = run_named(errand).id, await run_of(office, errand)
    if isinstance(before, KnownRun) and before.stage in GONE:
        return Summary(errand)
    if (waits := await hindrance(office, errand)) is not None:
        return waiting(errand, waits)
    included = await office.candidates.included(errand.municipality, run)
    sent = await give_each(office, errand, sendings(included, run))
    if (waits := await hindrance(office, errand)) is not None:
        return together(errand, sent, waiting(errand, waits))
    if await office.candidates.included(errand.municipality, run):
        return together(errand, sent, waiting(errand, NOT_ALL_SENT))
    payments = await office.candidates.sent(errand.municipality, run)
    told = (heading(run, payments), *lines(payments))
    file = await asyncio.to_thread(office.files.write, run, told)  # durable: others go on meanwhile
    return together(errand, sent, await tell_run(office, errand, SendRun(file=file)))


def sendings(included: Iterable[DuePayment], run: RunId) -> Iterable[tuple[CaseId, SendPayment]]:
    return (
        (one.case_id, SendPayment(payment_id=one.payment_id, run_id=run, file=f"{run}.csv"))
        for one in included
    )


async def hindrance(office: Office, errand: Errand) -> str | None:
    """Say why it cannot be sent: not closed, or not approved with the sums it has now.

    A payment that left the run since it was closed changes the sums and voids the approval; four
    eyes that are wanted since count as well.
    """
    run = await run_of(office, errand)
    if not isinstance(run, KnownRun) or run.control_sum is None:
        return NOT_CLOSED
    payments = await standing(office, errand)
    wanted = (await arrangements_of(errand.municipality, office.journal)).four_eyes
    if run.control_sum != control_sum(payments) or (wanted and not run.four_eyes):
        await fix_sums(office, errand, payments)
        return NOT_APPROVED if run.four_eyes or wanted else None
    return None if run.approved or not run.four_eyes else NOT_APPROVED


def sunday_before(day: date) -> date:
    return day - timedelta(days=day.isoweekday())
