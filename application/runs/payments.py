"""The payment run: prepared, closed at the cut-off, sent as a file, reconciled with its answer.

Each step can be done again: a payment enters by its own event against its own dossier, and the
file is made of what was sent, in the order of payment ids, so the same run gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from application.ports.candidates import DuePayment
from application.ports.payment_file import Answer
from application.runs.office import Errand, Office, Summary, give_each, together
from domain.dossier.dossier import DossierCommand, fold
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
from domain.run.states import KnownRun, Run, run_id
from domain.shared.envelope import CaseId, PaymentId, RunId
from domain.shared.money import Money

BY_NEMKONTO = "answered by NemKonto"


async def prepare(office: Office, errand: Errand) -> Summary:
    """Begin the week's run: order what is owed up to Sunday, and let what is approved enter."""
    preparing = PrepareRun(
        kind=RunKind.WEEKLY, prepared_on=errand.day, pay_until=sunday_before(errand.day)
    )
    prepared = await tell_run(office, errand, preparing)
    return together(errand, prepared, await sweep(office, errand))


async def sweep(office: Office, errand: Errand) -> Summary:
    """Order and include what is due by now; what was before is left as it is."""
    owed = OrderPayment(until=sunday_before(errand.day))
    cases = await office.candidates.with_benefit(errand.municipality)
    ordered = await give_each(office, errand, ((case_id, owed) for case_id in cases))
    due = await office.candidates.approved(errand.municipality)
    entering = await give_each(office, errand, entries(due, weekly(errand)))
    return together(errand, ordered, entering)


def entries(due: Iterable[DuePayment], run: RunId) -> Iterable[tuple[CaseId, IncludePayment]]:
    return ((one.case_id, IncludePayment(payment_id=one.payment_id, run_id=run)) for one in due)


async def close(office: Office, errand: Errand) -> Summary:
    """Cut off on Monday afternoon: what is included now is paid, and its sums are fixed."""
    swept = await sweep(office, errand)
    return together(errand, swept, await fix_sums(office, errand, await standing(office, errand)))


async def standing(office: Office, errand: Errand) -> list[DuePayment]:
    """List what is in the run, sent already or not, in the order of payment ids."""
    included = await office.candidates.included(errand.municipality, weekly(errand))
    sent = await office.candidates.sent(errand.municipality, weekly(errand))
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
    waits = Summary(errand, refused={"run-not-approved": 1})
    if not await ready(office, errand):
        return waits
    included = await office.candidates.included(errand.municipality, weekly(errand))
    sent = await give_each(office, errand, sendings(included, weekly(errand)))
    if not await ready(office, errand):
        return together(errand, sent, waits)
    payments = await office.candidates.sent(errand.municipality, weekly(errand))
    file = office.files.write(weekly(errand), lines(payments))
    return together(errand, sent, await tell_run(office, errand, SendRun(file=file)))


def sendings(included: Iterable[DuePayment], run: RunId) -> Iterable[tuple[CaseId, SendPayment]]:
    return (
        (one.case_id, SendPayment(payment_id=one.payment_id, run_id=run, file=f"{run}.csv"))
        for one in included
    )


async def ready(office: Office, errand: Errand) -> bool:
    """Tell whether the sums are those that were closed, and approved where four eyes are set.

    A payment that left the run since it was closed changes the sums and voids the approval.
    """
    run = await run_of(office, errand)
    if not isinstance(run, KnownRun) or run.control_sum is None:
        return False
    payments = await standing(office, errand)
    if run.control_sum != control_sum(payments):
        await fix_sums(office, errand, payments)
        return not run.four_eyes
    return run.approved or not run.four_eyes


async def run_of(office: Office, errand: Errand) -> Run:
    case_id = CaseId(weekly(errand))
    return fold(case_id, await office.journal.history(case_id)).run


async def tell_run(office: Office, errand: Errand, command: RunCommand) -> Summary:
    return await give_each(office, errand, [(CaseId(weekly(errand)), command)])


async def reconcile(office: Office, errand: Errand) -> Summary:
    """Take NemKonto's answer to the week's run: each payment settled, returned or failed."""
    monday = replace(errand, day=errand.day - timedelta(days=errand.day.weekday()))
    answers = office.files.answer(weekly(monday))
    if answers is None:
        return Summary(errand, refused={"no-answer-yet": 1})
    sent = await office.candidates.sent(errand.municipality, weekly(monday))
    told = await give_each(office, errand, told_of(sent, answers, errand.day))
    return together(errand, told, await tell_run(office, monday, reconciliation(sent, answers)))


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


def weekly(errand: Errand) -> RunId:
    """Name the week's run of a municipality: that of the errand's day."""
    return run_id(errand.municipality, errand.day, RunKind.WEEKLY)
