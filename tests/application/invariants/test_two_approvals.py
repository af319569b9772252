"""A payment and its run that one person alone approved must not be sent, where two must."""

import pytest

from domain.dossier.dossier import Recorded
from domain.payment import events as payment
from domain.run import events as run
from domain.shared.envelope import ActorId, RunId
from tests.application.invariants.test_edges import PREPARED, RUN_CLOSED
from tests.application.invariants.test_invariants import (
    CASE,
    GRANT,
    PAID,
    RUN,
    broken,
    log,
    ordered,
    reported,
)
from tests.application.invariants.test_lifted_four_eyes import BY_HAND, BY_RULE, RELEASED, Step

ALONE = PREPARED.model_copy(update={"four_eyes": False})
CLOSED_FOR_TWO = RUN_CLOSED.model_copy(update={"four_eyes": True})
APPROVED = run.RunApproved(control_sum="c")
INCLUDED = payment.PaymentIncluded(run_id=RunId(RUN))
SENT = payment.PaymentSent(run_id=RunId(RUN), file="f")
BEFORE: tuple[Step, ...] = (("m", reported()), ("m", GRANT), ("m", ordered(100)))
WITH_TWO, WITHOUT = ("m", PREPARED), ("m", ALONE)


def told(*steps: Step) -> list[Recorded]:
    of_runs = (run.RunPrepared, run.RunClosed, run.RunApproved)
    of_case = (type(reported()), type(GRANT))
    entries = tuple(
        (RUN, RUN, event)
        if isinstance(event, of_runs)
        else (CASE, CASE if isinstance(event, of_case) else PAID, event)
        for _, event in steps
    )
    return [
        each._replace(envelope=each.envelope._replace(actor=ActorId(who)))
        for (who, _), each in zip(steps, log(entries), strict=True)
    ]


def life(prepared: Step, *steps: Step) -> tuple[Step, ...]:
    return (*BEFORE, prepared, *steps, ("m", SENT))


@pytest.mark.parametrize(
    "steps",
    [
        life(WITH_TWO, ("anna", BY_HAND), ("m", INCLUDED), (" ANNA", APPROVED)),
        life(
            WITHOUT, ("anna", BY_HAND), ("m", INCLUDED), ("m", CLOSED_FOR_TWO), ("anna", APPROVED)
        ),
        life(WITH_TWO, ("anna", BY_HAND), ("bo", APPROVED), ("m", RUN_CLOSED), ("anna", APPROVED)),
        life(WITH_TWO, ("bo", BY_HAND), ("m", RELEASED), ("anna", BY_HAND), ("anna", APPROVED)),
    ],
)
def test_it_is_named_where_it_is_sent(steps: tuple[Step, ...]) -> None:
    assert broken(told(*steps)) == [("same-person-four-eyes", len(steps))]


@pytest.mark.parametrize(
    "steps",
    [
        life(WITH_TWO, ("anna", BY_HAND), ("bo", APPROVED)),
        life(WITH_TWO, ("anna", BY_HAND), ("anna", APPROVED), ("bo", APPROVED)),
        life(WITH_TWO, ("anna", BY_HAND), ("bo", APPROVED), ("anna", APPROVED)),
        life(WITH_TWO, ("anna", BY_HAND), ("bo", BY_HAND), ("anna", APPROVED)),
        life(WITH_TWO, ("m", BY_RULE), ("anna", APPROVED)),
        life(WITHOUT, ("anna", BY_HAND), ("anna", APPROVED)),
        life(WITH_TWO, ("anna", BY_HAND), ("m", RELEASED), ("m", BY_RULE), ("anna", APPROVED)),
    ],
)
def test_two_persons_or_a_rule_and_one_are_enough(steps: tuple[Step, ...]) -> None:
    assert broken(told(*steps)) == []
