"""Claims in the log: never more comes back than was paid too much, and runs sum what is sent."""

from uuid import UUID

import pytest

from domain.payment import events as payment
from domain.shared.envelope import PaymentId
from domain.shared.money import Money
from tests.application.invariants.test_invariants import (
    GRANT,
    MONDAY,
    PAID,
    RUN,
    SENT,
    Entry,
    found,
    granted,
    of_case,
    ordered,
    reported,
    sent_run,
)

NEXT, CLAIM = UUID(int=22), UUID(int=23)
AFTER = granted((MONDAY, 140))


def claimed(oere: int, account: int | None = None) -> payment.PaymentOrdered:
    kind = payment.PaymentKind.REPAYMENT_CLAIM
    return ordered(oere, account).model_copy(update={"kind": kind})


def offset(oere: int) -> payment.PaymentOffset:
    return payment.PaymentOffset(claim_id=PaymentId(CLAIM), amount=Money(oere))


def repaid(oere: int) -> payment.RepaymentRegistered:
    return payment.RepaymentRegistered(amount=Money(oere), repaid_on=MONDAY)


VIOLATED: tuple[tuple[str, tuple[Entry, ...], int], ...] = (
    (
        "amount-differs-from-account",
        of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, offset(1))),
        4,
    ),
    (
        "amount-differs-from-account",
        of_case(reported(), granted((MONDAY, -100)), (CLAIM, claimed(-100)), (CLAIM, repaid(101))),
        4,
    ),
    (
        "amount-differs-from-account",
        of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT))
        + of_case(granted((MONDAY, 50)), (CLAIM, claimed(-50, 50)), (CLAIM, repaid(40)))
        + of_case((CLAIM, payment.ClaimWaived(amount=Money(11), reason="x"))),
        8,
    ),
    (
        "run-sum-differs",
        (
            *of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT)),
            *of_case(
                granted((MONDAY, 50)), (CLAIM, claimed(-50, 50)), AFTER, (NEXT, ordered(90, 140))
            ),
            *of_case((NEXT, offset(50)), (NEXT, SENT)),
            (RUN, RUN, sent_run(2, 190)),
        ),
        11,
    ),
)


@pytest.mark.parametrize(("invariant", "entries", "position"), VIOLATED)
def test_a_violation_is_named_by_its_position(
    invariant: str, entries: tuple[Entry, ...], position: int
) -> None:
    assert found(entries) == [(invariant, position)]


def test_what_never_arrived_kept_nothing() -> None:
    """It may be kept again of the next payment."""
    returned = payment.PaymentReturned(returned_on=MONDAY, reason="x")
    entries = (
        *of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT)),
        *of_case(granted((MONDAY, 50)), (CLAIM, claimed(-50, 50)), AFTER, (NEXT, ordered(90, 140))),
        *of_case((NEXT, offset(50)), (NEXT, SENT), (NEXT, returned), (CLAIM, repaid(50))),
    )
    assert found(entries) == []
