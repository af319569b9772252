"""A payment's lines: every amount can be computed again from the lines themselves."""

import re
from collections.abc import Sequence

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.dossier.dossier import DossierCommand
from domain.payment.claims import outstanding
from domain.payment.explaining import explained
from domain.payment.states import VOID
from domain.shared.envelope import PaymentId
from tests.domain.benefit.recompute import number, oere
from tests.support.claim_steps import STEPS, Step
from tests.support.claims import CLAIM, MONDAYS, STANDS, TOO_MUCH, limited, waive
from tests.support.errands import cancel_payment, order_payment, payment_id
from tests.support.examples import grant, register_employment
from tests.support.histories import CLAIMED, READY
from tests.support.paying import paid
from tests.support.scenario import Given

UNPAID: tuple[DossierCommand, ...] = (  # the citizen is paid, with ATP
    READY[0],
    register_employment(pays_wage=False),
    *READY[2:],
    grant(),
)
KRONER = r"(-?[0-9.]+,[0-9]{2}) kr\."
SUM = re.compile(rf"{KRONER}((?: [-+] {KRONER})*) = {KRONER}")
TERM = re.compile(rf" ([-+]) {KRONER}")
ALONE = re.compile(rf": {KRONER}$")
SHARE = re.compile(rf"(\d+) % af {KRONER} = {KRONER}")


def signed(text: str) -> int:
    return -oere(number(text[1:])) if text.startswith("-") else oere(number(text))


def check(lines: Sequence[str]) -> int:
    """Add up and multiply again whatever a line says; give what the last sum comes to, in øre."""
    last = 0
    for line in lines:
        if shared := SHARE.search(line):
            exact = signed(shared[2]) * int(shared[1]) / 100
            assert abs(exact - signed(shared[3])) <= 0.5, line
        elif found := SUM.search(line):
            terms = TERM.findall(found[2])
            total = signed(found[1]) + sum(
                signed(one) * (1 if sign == "+" else -1) for sign, one in terms
            )
            assert total == signed(found[4]), line
            last = total
        elif alone := ALONE.search(line):
            last = signed(alone[1])
    return last


@settings(max_examples=500, deadline=None)
@any_of(
    st.sampled_from((CLAIMED, UNPAID)),
    st.lists(st.sampled_from(STEPS), max_size=8),
    st.sampled_from((None, 0, 20, 100)),
)
def test_the_lines_of_a_payment_come_to_what_is_sent_and_those_of_a_claim_to_what_is_left(
    history: Sequence[DossierCommand], steps: Sequence[Step], percent: int | None
) -> None:
    """Seen red without the lines of ATP, offsets or repayments in the sum."""
    case = limited(percent, *history)
    for step in steps:
        case = step(case)
    payments = paid(case).dossier.payments
    for each, one in payments.items():
        last = check(explained(each, payments))
        assert last == (outstanding(each, payments) if one.is_claim else one.net.oere)
        too_much = [line for line in explained(each, payments) if "For meget" in line]
        assert [check([line]) for line in too_much] == [-one.net.oere] * one.is_claim


def lines(case: Given, payment: PaymentId) -> tuple[str, ...]:
    return explained(payment, case.dossier.payments)


def test_what_is_kept_for_a_claim_names_the_week_that_was_paid_too_much() -> None:
    case = limited(20, *TOO_MUCH, order_payment(), *STANDS, order_payment())
    reduced = next(each for each, one in case.dossier.payments.items() if one.offsets)
    claim = lines(case, CLAIM)
    assert lines(case, reduced) == (
        "Ugen fra mandag 25. maj 2020: 2.042,40 kr. til arbejdsgiver CVR 13748136.",
        (
            "Modregnet for meget udbetalt i ugen fra mandag 1. juni 2020: 408,48 kr. "
            "(højst kommunens grænse for modregning)."
        ),
        "Til udbetaling: 2.042,40 kr. - 408,48 kr. = 1.633,92 kr.",
        (
            "Konteres brutto på 5.57.71.013.080.2; statens refusion er 80 % af 2.042,40 kr. "
            "= 1.633,92 kr. (§ 62)."
        ),
        "Obligatorisk pension, oven i, betales af staten: 6,00 kr. (§ 54 a).",
    )
    assert claim[1:6] == (
        "Bestilt før for samme uge, forskel: 2.723,20 kr. - 3.267,84 kr. = -544,64 kr.",
        "For meget udbetalt: 544,64 kr.",
        "Modregnet i udbetalingen for ugen fra mandag 25. maj 2020: 408,48 kr.",
        "Modregnet i udbetalingen for ugen fra mandag 8. juni 2020: 136,16 kr.",
        "Tilbage af kravet: 544,64 kr. - 408,48 kr. - 136,16 kr. = 0,00 kr.",
    )


def test_what_a_citizen_is_paid_names_atp_and_pension() -> None:
    case = limited(None, *UNPAID, order_payment())
    assert lines(case, payment_id(MONDAYS[1], "citizen")) == (
        "Ugen fra mandag 1. juni 2020: 3.267,84 kr. til borgeren.",
        "Borgerens andel af ATP: 40,00 kr. (§ 65).",
        "Til udbetaling: 3.267,84 kr. - 40,00 kr. = 3.227,84 kr.",
        (
            "Konteres brutto på 5.57.71.013.080.1; statens refusion er 80 % af 3.267,84 kr. "
            "= 2.614,27 kr. (§ 62)."
        ),
        "Kommunens andel af ATP, oven i: 80,00 kr. (§ 65).",
        "Obligatorisk pension, oven i, betales af staten: 10,00 kr. (§ 67).",
    )


def test_of_a_claim_that_was_given_up_or_withdrawn_nothing_is_left() -> None:
    waived = limited(None, *TOO_MUCH, order_payment(), *STANDS, waive())
    assert lines(waived, CLAIM)[3:5] == (
        "Tilbagebetalt eller eftergivet: 544,64 kr.",
        "Tilbage af kravet: 544,64 kr. - 544,64 kr. = 0,00 kr.",
    )
    gone = limited(None, *TOO_MUCH, order_payment()).and_then(cancel_payment(CLAIM))
    assert gone.dossier.payments[CLAIM].stage in VOID
    assert lines(gone, CLAIM)[3] == "Tilbage af kravet, der er bortfaldet: 0,00 kr."
