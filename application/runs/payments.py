"""A payment run: prepared, closed at the cut-off, sent as a file, reconciled with its answer.

The weekly run is Monday's; an extra run can be made on any day, by the same steps.

Each step can be done again: a payment enters by its own event against its own dossier, and the
file is made of what was sent, in the order of payment ids, so the same run gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from application.ports.candidates import DuePayment
from application.ports.clock import danish_day
from application.ports.payment_file import Answer
from application.runs.office import Errand, Office, Summary, give_each, together
from domain.dossier.dossier import DossierCommand
from domain.payment.commands import (
    FailPayment,
    IncludePayment,
    OrderPayment,
    ReturnPayment,
    SendPayment,
    SettlePayment,
)
from domain.run.commands import CloseRun, PrepareRun, ReconcileRun, RunCommand, SendRun
from domain.run.events import RunKind
from domain.run.states import KnownRun, Run, RunStage, run_id
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from domain.shared.money import Money

BY_NEMKONTO = "answered by NemKonto"
NOT_CLOSED, NOT_APPROVED, NO_ANSWER = "run-not-closed", "run-not-approved", "no-answer-yet"
NOT_ALL_SENT = "payments-not-sent"
SIX_DAYS = timedelta(days=6)
GONE = frozenset({RunStage.SENT, RunStage.RECONCILED})


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
    owed = OrderPayment(until=run.pay_until, due_by=due_by(named))
    cases = await office.candidates.with_benefit(errand.municipality)
    ordered = await give_each(office, errand, ((case_id, owed) for case_id in cases))
    due = await office.candidates.approved(errand.municipality)
    entering = await give_each(office, errand, entries(due, named.id))
    return together(errand, ordered, entering)


def due_by(named: "Named") -> date | None:
    """Pay by the calendar: what falls due in the week of the run; an extra run pays any day."""
    return named.day + SIX_DAYS if named.kind is RunKind.WEEKLY else None


def entries(due: Iterable[DuePayment], run: RunId) -> Iterable[tuple[CaseId, IncludePayment]]:
    return ((one.case_id, IncludePayment(payment_id=one.payment_id, run_id=run)) for one in due)


async def close(office: Office, errand: Errand) -> Summary:
    """Cut off on Monday afternoon: what is included now is paid, and its sums are fixed."""
    run = await run_of(office, errand)
    if isinstance(run, KnownRun) and run.stage in GONE:
        return Summary(errand)
    swept = await sweep(office, errand)
    return together(errand, swept, await fix_sums(office, errand, await standing(office, errand)))


async def standing(office: Office, errand: Errand) -> list[DuePayment]:
    """List what is in the run, sent already or not, in the order of payment ids."""
    run = run_named(errand).id
    included = await office.candidates.included(errand.municipality, run)
    sent = await office.candidates.sent(errand.municipality, run)
    return sorted([*included, *sent], key=lambda one: one.payment_id)


async def fix_sums(office: Office, errand: Errand, payments: Sequence[DuePayment]) -> Summary:
    total = Money(sum(one.amount.oere for one in payments))
    closing = CloseRun(payments=len(payments), total=total, control_sum=control_sum(payments))
    return await tell_run(office, errand, closing)


def control_sum(payments: Iterable[DuePayment]) -> str:
    """SHA-256 over the lines of the file."""
    return sha256("\n".join(lines(payments)).encode()).hexdigest()


def lines(payments: Iterable[DuePayment]) -> tuple[str, ...]:
    return tuple(f"{one.payment_id};{one.payee};{one.monday};{one.amount}" for one in payments)


async def send(office: Office, errand: Errand) -> Summary:
    """Send what is included, unless the run still waits for its second pair of eyes."""
    run = run_named(errand).id
    if (waits := await hindrance(office, errand)) is not None:
        return waiting(errand, waits)
    included = await office.candidates.included(errand.municipality, run)
    sent = await give_each(office, errand, sendings(included, run))
    if (waits := await hindrance(office, errand)) is not None:
        return together(errand, sent, waiting(errand, waits))
    if await office.candidates.included(errand.municipality, run):
        return together(errand, sent, waiting(errand, NOT_ALL_SENT))
    payments = await office.candidates.sent(errand.municipality, run)
    file = office.files.write(run, lines(payments))
    return together(errand, sent, await tell_run(office, errand, SendRun(file=file)))


def sendings(included: Iterable[DuePayment], run: RunId) -> Iterable[tuple[CaseId, SendPayment]]:
    return (
        (one.case_id, SendPayment(payment_id=one.payment_id, run_id=run, file=f"{run}.csv"))
        for one in included
    )


def waiting(errand: Errand, code: str) -> Summary:
    return Summary(errand, refused={code: 1}, waits_for=code)


async def hindrance(office: Office, errand: Errand) -> str | None:
    """Say why it cannot be sent: not closed, or not approved with the sums it has now.

    A payment that left the run since it was closed changes the sums and voids the approval.
    """
    run = await run_of(office, errand)
    if not isinstance(run, KnownRun) or run.control_sum is None:
        return NOT_CLOSED
    payments = await standing(office, errand)
    if run.control_sum != control_sum(payments):
        await fix_sums(office, errand, payments)
        return NOT_APPROVED if run.four_eyes else None
    return None if run.approved or not run.four_eyes else NOT_APPROVED


async def run_of(office: Office, errand: Errand) -> Run:
    return (await office.journal.folded(CaseId(run_named(errand).id))).run


async def tell_run(office: Office, errand: Errand, command: RunCommand) -> Summary:
    return await give_each(office, errand, [(CaseId(run_named(errand).id), command)])


async def reconcile(office: Office, errand: Errand) -> Summary:
    """Take NemKonto's answer to the run: each payment settled, returned or failed."""
    run = run_named(errand).id
    answers = office.files.answer(run)
    if answers is None:
        return waiting(errand, NO_ANSWER)
    sent = await office.candidates.sent(errand.municipality, run)
    today = danish_day(office.clock())
    told = await give_each(office, errand, told_of(sent, answers, today))
    return together(errand, told, await tell_run(office, errand, reconciliation(sent, answers)))


def told_of(
    sent: Iterable[DuePayment], answers: Mapping[PaymentId, Answer], day: date
) -> Iterator[tuple[CaseId, DossierCommand]]:
    for one in sent:
        match answers.get(one.payment_id):
            case "settled":
                yield one.case_id, SettlePayment(payment_id=one.payment_id, settled_on=day)
            case "returned":
                returned = ReturnPayment(
                    payment_id=one.payment_id, returned_on=day, reason=BY_NEMKONTO
                )
                yield one.case_id, returned
            case "failed":
                failed = FailPayment(payment_id=one.payment_id, failed_on=day, reason=BY_NEMKONTO)
                yield one.case_id, failed
            case None:
                pass  # still on its way


def reconciliation(sent: Sequence[DuePayment], answers: Mapping[PaymentId, Answer]) -> ReconcileRun:
    found = Counter(answers.get(one.payment_id) for one in sent)
    settled = (one.amount.oere for one in sent if answers.get(one.payment_id) == "settled")
    return ReconcileRun(
        control_sum=control_sum(sent),
        settled=found["settled"],
        returned=found["returned"],
        failed=found["failed"],
        total_settled=Money(sum(settled)),
    )


def sunday_before(day: date) -> date:
    return day - timedelta(days=day.isoweekday())


@dataclass(frozen=True, slots=True)
class Named:
    """A payment run as it is known: the weekly one by its Monday, an extra one by its day."""

    kind: RunKind
    day: date
    municipality: Municipality

    @property
    def id(self) -> RunId:
        return run_id(self.municipality, self.day, self.kind)


def run_named(errand: Errand) -> Named:
    """Name the run an errand is about; the steps of an extra run say so in their names."""
    if errand.name.startswith(f"{RunKind.EXTRA}-"):
        return Named(RunKind.EXTRA, errand.day, errand.municipality)
    monday = errand.day - timedelta(days=errand.day.weekday())
    return Named(RunKind.WEEKLY, monday, errand.municipality)


def dossier(errand: Errand) -> RunId:
    return run_named(errand).id
