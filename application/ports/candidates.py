"""Which dossiers a run should look at: read models propose, only dossiers decide."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias
from uuid import UUID

from domain.payment.states import Stage
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from domain.shared.money import Money
from domain.shared.values import Payee


@dataclass(frozen=True, slots=True)
class DuePayment:
    """A payment as a run sees it: what the file says of it, and how far it has come."""

    payment_id: PaymentId
    case_id: CaseId
    payee: Payee
    monday: date
    amount: Money  # what is sent of it
    stage: Stage = Stage.APPROVED


@dataclass(frozen=True, slots=True)
class Since:
    """After a position of the log, but for what one run recorded (by its correlation)."""

    position: int
    run: UUID


Asking: TypeAlias = Callable[[], Awaitable[Since | None]]


class Candidates(Protocol):
    """Every list is at least as fresh as the log was when it was asked for."""

    async def municipalities(self) -> Sequence[Municipality]:
        """List the municipalities that have a case."""
        ...

    async def under_clarification(self, municipality: Municipality) -> Sequence[CaseId]:
        """List the cases that wait for their first decision."""
        ...

    async def unblocked(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        """List the cases that wait for their first decision and whose tasks ended since a day."""
        ...

    async def waiting_for(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        """List the cases with a deadline in the weeks before a day, or a task held until it."""
        ...

    async def to_reassess(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        """List the ongoing cases with a reassessment date up to a day."""
        ...

    async def closed(self, municipality: Municipality, before: date) -> Sequence[CaseId]:
        """List the closed cases that were reported before a day."""
        ...

    async def to_write_off(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        """List the cases with benefit in which days without a claim may be lost by a day."""
        ...

    async def with_benefit(self, municipality: Municipality) -> Sequence[CaseId]:
        """List the cases that were granted benefit and may be owed a payment."""
        ...

    async def changed(self, municipality: Municipality, since: Asking) -> Collection[CaseId] | None:
        """List the dossiers in which somebody else has recorded something since; none: all may be.

        Since when is asked for where it matters: the answer is in the log.
        """
        ...

    async def approved(self, municipality: Municipality) -> Sequence[DuePayment]:
        """List the payments approved and in no run, in order of payment id."""
        ...

    async def included(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        """List the payments included in a run and not yet sent, in order of payment id."""
        ...

    async def sent(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        """List what left with a run, answered since or not, in order of payment id."""
        ...
