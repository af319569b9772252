"""Reconciling a payment run with NemKonto's answer: each payment settled, returned or failed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from application.ports.candidates import DuePayment
from application.ports.clock import danish_day
from application.ports.payment_file import Answer, PaymentAnswer
from application.runs.office import Errand, Office, Summary, give_each, together
from application.runs.payment_runs import GONE, control_sum, run_named, run_of, tell_run, waiting
from domain.dossier.dossier import DossierCommand
from domain.payment.commands import FailPayment, ReturnPayment, SettlePayment
from domain.run.commands import ReconcileRun
from domain.run.states import KnownRun
from domain.shared.envelope import CaseId, PaymentId
from domain.shared.errors import AnswerMismatch
from domain.shared.money import Money

BY_NEMKONTO = "answered by NemKonto"
NOT_SENT, NO_ANSWER = "run-not-sent", "no-answer-yet"


async def reconcile(office: Office, errand: Errand) -> Summary:
    """Take NemKonto's answer to the run: each payment settled, returned or failed."""
    known, run = run_named(errand).id, await run_of(office, errand)
    if not isinstance(run, KnownRun) or run.stage not in GONE:
        return waiting(errand, NOT_SENT)
    answer = office.files.answer(known) or answer_to_nothing(run)
    if answer is None:
        return waiting(errand, NO_ANSWER)
    sent = await office.candidates.sent(errand.municipality, known)
    check_answer(answer, run, sent)
    today = danish_day(office.clock())
    told = await give_each(office, errand, told_of(sent, answer.answers, today))
    reconciling = reconciliation(sent, answer.answers)
    return together(errand, told, await tell_run(office, errand, reconciling))


def answer_to_nothing(run: KnownRun) -> PaymentAnswer | None:
    """Answer to a run that was sent empty: nobody else does."""
    return PaymentAnswer(run.control_sum or "", {}) if run.payments == 0 else None


def check_answer(answer: PaymentAnswer, run: KnownRun, sent: Iterable[DuePayment]) -> None:
    """Refuse, before anything is recorded, what is not about exactly these payments."""
    if answer.control_sum != run.control_sum:
        raise AnswerMismatch("the answer has another control sum than the run")
    if not answer.answers.keys() <= {one.payment_id for one in sent}:
        raise AnswerMismatch("the answer names a payment that was not sent with the run")


def told_of(
    sent: Iterable[DuePayment], answers: Mapping[PaymentId, Answer], day: date
) -> Iterator[tuple[CaseId, DossierCommand]]:
    """Tell each payment its answer, but those that know it from the day before."""
    for one in sent:
        answer = answers.get(one.payment_id)
        match None if answer == one.stage else answer:
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
                pass  # still on its way, or told before


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
