"""Each property of the ledger is red on a fault planted by name; one that sees nothing is none."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from application.policies import money
from domain.dossier import ordering
from domain.payment import claims, covering, owed
from domain.payment.states import KnownPayment
from domain.shared.envelope import PaymentId
from tests.domain.payment.test_ledger_of_claims import the_payee_has_the_account_and_what_is_left
from tests.domain.payment.test_netting import what_was_paid_less_what_was_repaid_is_the_account
from tests.domain.payment.test_waived_for_nothing import gone, who_kept_nothing_was_given_nothing
from tests.support.claim_steps import (
    Step,
    changed,
    decided,
    paid_to_june,
    paid_up,
    repaid_unasked,
    returned,
    waived,
)
from tests.support.examples import register_wage

Holds = Callable[[Sequence[Step], int | None], None]
LESS, MORE = changed(register_wage("100.00")), changed(register_wage("125.00"))
CLAIMED_BACK = (paid_up, LESS, paid_up, decided)


def nothing(_: covering.Known) -> Iterator[PaymentId]:
    return iter(())


def ordered_never(_: covering.Known) -> dict[object, object]:
    return {}


def kept_twice(claim_id: PaymentId, payments: covering.Known) -> Iterator[tuple[PaymentId, int]]:
    return ((one, 2 * oere) for one, oere in KEPT(claim_id, payments))


def never_stands(_: KnownPayment) -> bool:
    return False


def no_pairs(_: covering.Known) -> Iterator[tuple[PaymentId, PaymentId]]:
    return iter(())


def never_lapses(*_: object) -> int:
    return 0


KEPT = covering.kept
the_sum: Holds = the_payee_has_the_account_and_what_is_left
what_was_paid: Holds = what_was_paid_less_what_was_repaid_is_the_account
what_was_waived: Holds = who_kept_nothing_was_given_nothing
FAULTS: Mapping[str, tuple[Holds, tuple[Step, ...], tuple[object, str, object]]] = {
    "what was ordered before is ordered again": (
        the_sum,
        (paid_up, LESS),
        (owed, "ordered_before", ordered_never),
    ),
    "a claim that stands is withdrawn": (
        the_sum,
        (paid_up, LESS, paid_up, repaid_unasked, MORE),
        (KnownPayment, "stands", property(never_stands)),
    ),
    "what is kept counts twice": (
        the_sum,
        (*CLAIMED_BACK, MORE),
        (covering, "kept", kept_twice),
    ),
    "a claim for what never arrived stands": (
        what_was_paid,
        (paid_up, LESS, paid_up, returned, paid_up, MORE, MORE),
        (ordering, "unfounded", nothing),
    ),
    "a payment is not set against a claim on its own week": (
        what_was_paid,
        (paid_to_june, LESS, paid_to_june, repaid_unasked, returned, returned, returned),
        (money, "nets", no_pairs),
    ),
    "what was waived stays waived when its payment came back": (
        what_was_waived,
        (waived, waived, gone),
        (claims, "waived_for_nothing", never_lapses),
    ),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_planted_fault_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    holds, steps, (place, name, faulty) = FAULTS[fault]
    everywhere(holds, steps)
    monkeypatch.setattr(place, name, faulty)
    with pytest.raises(AssertionError):
        everywhere(holds, steps)


def everywhere(holds: Holds, steps: Sequence[Step]) -> None:
    for percent in (None, 20):
        holds(steps, percent)
