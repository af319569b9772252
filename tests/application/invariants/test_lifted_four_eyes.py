"""A payment that nobody but the lifter of four eyes approved must be in no run."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from domain.dossier.dossier import DossierEvent, Recorded
from domain.municipality.events import FourEyesLifted, FourEyesRequired
from domain.payment import events as payment
from domain.shared.envelope import ActorId, RunId
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

HERE = UUID(int=77)
PLACES: Mapping[type, tuple[UUID, UUID]] = {  # what is not about the payment
    type(reported()): (CASE, CASE),
    type(GRANT): (CASE, CASE),
    FourEyesLifted: (HERE, HERE),
    FourEyesRequired: (HERE, HERE),
}
BY_HAND, BY_RULE = (payment.PaymentApproved(by_rule=each) for each in (False, True))
INCLUDED = payment.PaymentIncluded(run_id=RunId(RUN))
LIFTED, WANTED = FourEyesLifted(), FourEyesRequired()
RELEASED = payment.PaymentReleased(reason="x")
Step = tuple[str, DossierEvent]
BEFORE: tuple[Step, ...] = (("m", reported()), ("m", GRANT), ("m", ordered(100)))


def told(*steps: Step) -> list[Recorded]:
    """Tell a log of steps, each by its person, that are about one payment or the municipality."""
    entries = tuple((*PLACES.get(type(event), (CASE, PAID)), event) for _, event in steps)
    return [
        each._replace(envelope=each.envelope._replace(actor=ActorId(who)))
        for (who, _), each in zip(steps, log(entries), strict=True)
    ]


@pytest.mark.parametrize(
    "steps",
    [
        (("anna", LIFTED), ("anna", BY_HAND)),
        (("anna", BY_HAND), (" Anna", LIFTED)),
        (("bo", LIFTED), ("anna", LIFTED), ("anna", BY_HAND), ("anna", BY_HAND)),
        (("bo", BY_HAND), ("bo", RELEASED), ("anna", LIFTED), ("anna", BY_HAND)),
    ],
)
def test_it_is_named_where_it_enters(steps: tuple[Step, ...]) -> None:
    life = (*BEFORE, *steps, ("m", INCLUDED))
    assert broken(told(*life)) == [("same-person-four-eyes", len(life))]


@pytest.mark.parametrize(
    "steps",
    [
        (("anna", LIFTED), ("m", BY_RULE)),
        (("anna", LIFTED), ("bo", BY_HAND)),
        (("anna", BY_HAND), ("anna", LIFTED), ("bo", BY_HAND)),
        (("anna", BY_HAND), ("anna", LIFTED), ("bo", BY_HAND), ("bo", LIFTED)),
        (("anna", LIFTED), ("anna", BY_HAND), ("bo", WANTED)),
        (("anna", BY_HAND),),
        (("anna", BY_HAND), ("anna", LIFTED), ("bo", RELEASED), ("m", BY_RULE)),
    ],
)
def test_what_somebody_else_or_a_rule_approved_may_enter(steps: tuple[Step, ...]) -> None:
    assert broken(told(*BEFORE, *steps, ("m", INCLUDED))) == []
