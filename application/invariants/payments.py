"""What must hold of payments: decided, unblocked, once, within the entitlement, as accounted."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from application.invariants.tasks import OpenTasks
from domain.case.events import BenefitEnded, BenefitGranted, BenefitRecalculated, EndWithdrawn
from domain.dossier.dossier import Recorded
from domain.payment.events import (
    PaymentCancelled,
    PaymentFailed,
    PaymentKind,
    PaymentOrdered,
    PaymentReturned,
    PaymentSent,
)
from domain.shared.blocks import Blocks

Week = tuple[str, date]  # payee and Monday


class NoPaymentWhileBlocked:
    name = "payment-sent-while-blocked"

    def __init__(self) -> None:
        self.tasks = OpenTasks()

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, PaymentSent):
            holding = (Blocks.PAYMENT, Blocks.DECISION)
            for task in self.tasks.blocking(recorded.envelope.case_id, *holding):
                yield f"an open task {task.type} holds the payment back"
        self.tasks.see(recorded)


class SentOnce:
    name = "payment-sent-twice"

    def __init__(self) -> None:
        self.sent: set[UUID] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, PaymentSent):
            if recorded.envelope.stream_id in self.sent:
                yield "the payment was sent before"
            self.sent.add(recorded.envelope.stream_id)


class PaidAsDecided:
    name = "payment-without-decision"

    def __init__(self) -> None:
        self.decided: set[UUID] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id = recorded.envelope.case_id
        if isinstance(recorded.event, BenefitGranted):
            self.decided.add(case_id)
        if isinstance(recorded.event, PaymentOrdered) and case_id not in self.decided:
            yield "no benefit was granted"


class NothingBeyondTheEnd:
    """But what gives a collected claim back, where the payment it was for never arrived."""

    name = "payment-beyond-end"

    def __init__(self) -> None:
        self.last_day: dict[UUID, date] = {}
        self.claims: set[UUID] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id, event = recorded.envelope.case_id, recorded.event
        if isinstance(event, BenefitEnded):
            self.last_day[case_id] = event.last_day_with_right
        if isinstance(event, EndWithdrawn):
            self.last_day.pop(case_id, None)
        if isinstance(event, PaymentOrdered) and event.kind is PaymentKind.REPAYMENT_CLAIM:
            self.claims.add(recorded.envelope.stream_id)
        elif isinstance(event, PaymentOrdered) and event.corrects not in self.claims:
            last_day = self.last_day.get(case_id, date.max)
            if event.amount.oere > 0 and event.period.last_day > last_day:
                yield f"the last day with a right to benefit is {last_day}"


class OrderedAsAccounted:
    """What was ordered for a payee and week, less what never arrived, is what the account says."""

    name = "amount-differs-from-account"

    def __init__(self) -> None:
        self.account: dict[UUID, dict[Week, int]] = {}
        self.ordered: defaultdict[UUID, dict[Week, int]] = defaultdict(dict)
        self.payments: dict[UUID, PaymentOrdered] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id, event = recorded.envelope.case_id, recorded.event
        match event:
            case BenefitGranted() | BenefitRecalculated():
                weeks = event.totals.weeks
                self.account[case_id] = {(w.payee, w.monday): w.amount.oere for w in weeks}
            case PaymentOrdered():
                self.payments[recorded.envelope.stream_id] = event
                yield from self.order(case_id, event)
            case PaymentCancelled() | PaymentReturned() | PaymentFailed():
                self.take_back(case_id, recorded.envelope.stream_id)
            case _:
                pass

    def order(self, case_id: UUID, event: PaymentOrdered) -> Iterator[str]:
        week: Week = (event.payee, event.monday)
        ordered = self.ordered[case_id].get(week, 0) + event.amount.oere
        self.ordered[case_id][week] = ordered
        accounted = self.account.get(case_id, {}).get(week, 0)
        if event.account_total.oere != accounted:
            yield f"it says the account is {event.account_total.oere} øre, not {accounted}"
        elif ordered != accounted:
            yield f"{ordered} øre are ordered where the account says {accounted}"

    def take_back(self, case_id: UUID, stream: UUID) -> None:
        event = self.payments.pop(stream, None)
        if event is not None:
            self.ordered[case_id][event.payee, event.monday] -= event.amount.oere
