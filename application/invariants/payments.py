"""What must hold of payments: decided, unblocked, within the entitlement, as accounted."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from uuid import UUID

from application.invariants.tasks import HOLDS_PAYMENT, OpenTasks
from application.invariants.violation import Invariant, Key
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

Week = tuple[str, date]  # payee and Monday


class NoPaymentWhileBlocked(Invariant):
    name = "payment-sent-while-blocked"

    def __init__(self, tasks: OpenTasks) -> None:
        self.tasks = tasks

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, PaymentSent):
            for task in self.tasks.blocking(recorded.envelope.case_id, *HOLDS_PAYMENT):
                yield f"an open task {task.type} holds the payment back"


class PaidAsDecided(Invariant):
    name = "payment-without-decision"

    def __init__(self) -> None:
        self.decided: set[Key] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id = recorded.envelope.case_id.int
        if isinstance(recorded.event, BenefitGranted):
            self.decided.add(case_id)
        if isinstance(recorded.event, PaymentOrdered) and case_id not in self.decided:
            yield "no benefit was granted"

    def forget(self, case: Key) -> None:
        self.decided.discard(case)


class NothingBeyondTheEnd(Invariant):
    """But what gives a collected claim back, where the payment it was for never arrived."""

    name = "payment-beyond-end"

    def __init__(self) -> None:
        self.last_day: dict[Key, date] = {}
        self.claims: defaultdict[Key, set[UUID]] = defaultdict(set)

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id, event = recorded.envelope.case_id.int, recorded.event
        if isinstance(event, BenefitEnded):
            self.last_day[case_id] = event.last_day_with_right
        if isinstance(event, EndWithdrawn):
            self.last_day.pop(case_id, None)
        if isinstance(event, PaymentOrdered):
            yield from self.order(case_id, recorded.envelope.stream_id, event)

    def order(self, case_id: Key, stream: UUID, event: PaymentOrdered) -> Iterator[str]:
        if event.kind is PaymentKind.REPAYMENT_CLAIM:
            self.claims[case_id].add(stream)
        elif event.corrects not in self.claims.get(case_id, ()):
            last_day = self.last_day.get(case_id, date.max)
            if event.amount.oere > 0 and event.period.last_day > last_day:
                yield f"the last day with a right to benefit is {last_day}"

    def forget(self, case: Key) -> None:
        self.last_day.pop(case, None)
        self.claims.pop(case, None)


@dataclass(slots=True)
class Book:
    """What the account of a case says in øre, and what was ordered of it."""

    account: dict[Week, int] = field(default_factory=dict[Week, int])
    ordered: dict[Week, int] = field(default_factory=dict[Week, int])
    payments: dict[Key, tuple[Week, int]] = field(default_factory=dict[Key, tuple[Week, int]])


class OrderedAsAccounted(Invariant):
    """What was ordered for a payee and week, less what never arrived, is what the account says."""

    name = "amount-differs-from-account"

    def __init__(self) -> None:
        self.books: defaultdict[Key, Book] = defaultdict(Book)

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id, event = recorded.envelope.case_id.int, recorded.event
        match event:
            case BenefitGranted() | BenefitRecalculated():
                weeks = event.totals.weeks
                said = {(intern(w.payee), w.monday): w.amount.oere for w in weeks}
                self.books[case_id].account = said
            case PaymentOrdered():
                yield from order(self.books[case_id], recorded.envelope.stream_id.int, event)
            case PaymentCancelled() | PaymentReturned() | PaymentFailed():
                take_back(self.books[case_id], recorded.envelope.stream_id.int)
            case _:
                pass

    def forget(self, case: Key) -> None:
        self.books.pop(case, None)


def order(book: Book, stream: Key, event: PaymentOrdered) -> Iterator[str]:
    week: Week = (intern(event.payee), event.monday)
    ordered = book.ordered.get(week, 0) + event.amount.oere
    book.payments[stream] = week, event.amount.oere
    book.ordered[week] = ordered
    accounted = book.account.get(week, 0)
    if event.account_total.oere != accounted:
        yield f"it says the account is {event.account_total.oere} øre, not {accounted}"
    elif ordered != accounted:
        yield f"{ordered} øre are ordered where the account says {accounted}"


def take_back(book: Book, stream: Key) -> None:
    if (known := book.payments.pop(stream, None)) is not None:
        week, oere = known
        book.ordered[week] -= oere
