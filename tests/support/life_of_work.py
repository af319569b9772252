"""Everything that can happen to the tasks and payments of a case, and to the run that pays them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.dossier.dossier import DossierEvent
from domain.payment import events as payment
from domain.run import events as run
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId, PaymentId, RunId
from domain.shared.money import Money
from domain.shared.period import Period
from domain.task import events as task
from domain.task.outcomes import Outcome
from tests.support.life_of_a_case import CVR, MONDAY
from tests.support.people import Person

RUN = RunId(UUID(int=900))

Entry = tuple[UUID, DossierEvent]  # stream and event


def work(person: Person) -> Iterator[Entry]:
    """One task lives its whole life, a second is cancelled, a third waits."""
    text, first = f"{person.name} {person.cpr}", person.stream("first task")
    second, third = person.stream("second task"), person.stream("third task")
    kind = "information_form_other_cause"
    for event in (
        opened(kind, text),
        task.TaskAssigned(to=ActorId("carla")),
        task.TaskReleased(reason=text),
        task.TaskHeld(until=date(2020, 6, 20), reason=text),
        task.TaskResumed(),
        task.TaskCommented(text=text),
        task.TaskSolved(type=kind, outcome=Outcome.APPROVED, comment=text),
        task.TaskReopened(type=kind, reason=text),
        task.TaskSolved(type=kind, outcome=Outcome.NOT_APPROVED, comment=None),
    ):
        yield first, event
    yield second, opened("missing_control", text)
    yield second, task.TaskCancelled(type="missing_control", reason=text)
    yield third, opened("check_case_blocking", text)


def opened(kind: str, reason: str | None, due_on: date = date(2020, 6, 4)) -> task.TaskOpened:
    return task.TaskOpened(
        type=kind,
        cause="form answered",
        blocks=Blocks.DECISION,
        due_on=due_on,
        priority=2,
        reason=reason,
        by_hand=False,
    )


def payments(person: Person) -> Iterator[Entry]:
    """Four payments: settled, returned, failed and cancelled."""
    text, day = f"{person.name} {person.cpr}", date(2020, 6, 30)
    sent = payment.PaymentSent(run_id=RUN, file="run.txt")
    for event in (
        ordered(3_552_00),
        payment.PaymentHeld(reason=text, until=day),
        payment.PaymentReleased(reason=text),
        payment.PaymentApproved(by_rule=True),
        payment.PaymentIncluded(run_id=RUN),
        payment.PaymentExcluded(run_id=RUN, reason=text),
        payment.PaymentIncluded(run_id=RUN),
        sent,
        payment.PaymentSettled(settled_on=day),
    ):
        yield person.stream("first payment"), event
    ends = (
        payment.PaymentReturned(returned_on=day, reason=text),
        payment.PaymentFailed(failed_on=day, reason=text),
    )
    for end in ends:
        stream = person.stream(f"payment {type(end).__name__}")
        yield from ((stream, event) for event in (ordered(100_00), sent, end))
    yield from claim_life(person)
    yield person.stream("last payment"), ordered(50_00)
    yield person.stream("last payment"), payment.PaymentCancelled(reason=text)


def claim_life(person: Person) -> Iterator[Entry]:
    """Paid too much: some is kept from the next payment, some repaid, the rest waived."""
    claim, paid = person.stream("claim"), person.stream("reduced payment")
    too_much = ordered(-75_00).model_copy(update={"kind": payment.PaymentKind.REPAYMENT_CLAIM})
    yield claim, too_much
    yield claim, payment.PaymentApproved(by_rule=False)
    yield paid, ordered(80_00)
    yield paid, payment.PaymentOffset(claim_id=PaymentId(claim), amount=Money(20_00))
    yield claim, payment.RepaymentRegistered(amount=Money(50_00), repaid_on=MONDAY)
    yield claim, payment.ClaimWaived(amount=Money(5_00), reason=f"{person.name} {person.cpr}")


def ordered(oere: int, corrects: PaymentId | None = None) -> payment.PaymentOrdered:
    return payment.PaymentOrdered(
        payee=CVR,
        kind=payment.PaymentKind.BENEFIT,
        monday=MONDAY,
        period=Period(MONDAY, date(2020, 6, 7)),
        amount=Money(oere),
        account_total=Money(oere),
        account_code="5.57.71",
        state_refund_percent=40,
        atp_of_citizen=Money(0),
        atp_of_municipality=Money(0),
        pension=Money(0),
        due_on=MONDAY,
        corrects=corrects,
    )


def run_life() -> Iterator[Entry]:
    for event in (
        run.RunPrepared(
            kind=run.RunKind.WEEKLY, prepared_on=MONDAY, pay_until=MONDAY, four_eyes=False
        ),
        run.RunClosed(payments=3, total=Money(3_752_00), control_sum="sum", four_eyes=False),
        run.RunApproved(control_sum="sum"),
        run.RunSent(file="run.txt", payments=3, total=Money(3_752_00), control_sum="sum"),
        run.RunReconciled(settled=1, returned=1, failed=1, total_settled=Money(3_552_00)),
        run.RunFinished(name="payments-reconcile", day=MONDAY, done=3, refused=()),
    ):
        yield RUN, event
