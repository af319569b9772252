"""Whatever is claimed, kept, repaid or waived: the payee has the account and what is left.

Each property names the faults it was seen red on.
"""

from collections.abc import Callable, Sequence

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.dossier.dossier import DossierCommand
from domain.payment.claims import outstanding, standing, undecided
from domain.payment.states import VOID, Stage
from domain.task.keys import HEARING_ANSWER
from domain.task.outcomes import Outcome
from tests.support.claims import answer, limited, repay, waive
from tests.support.errands import order_payment, return_payment, solve_task
from tests.support.examples import (
    day,
    recalculate,
    register_holiday,
    register_wage,
    report_recovery,
)
from tests.support.histories import CLAIMED
from tests.support.paying import accounted, ledger, paid
from tests.support.scenario import Given

CHANGES: tuple[DossierCommand, ...] = (
    register_wage("100.00"),
    register_wage("90.00"),
    register_wage("125.00"),
    register_holiday(day("06-08"), day("06-16")),
    report_recovery(day("06-24")),
)


def decided(case: Given) -> Given:
    """Hear, and let every claim stand."""
    if not any(undecided(case.dossier.payments)):
        return case
    case = case.and_then(answer())
    heard = [one for one, task in case.dossier.open_tasks.items() if task.type == HEARING_ANSWER]
    return case.and_then(*(solve_task(one, Outcome.NOT_ACCEPTED) for one in heard))


def repaid(case: Given) -> Given:
    for claim in tuple(standing(case.dossier.payments))[:1]:
        case = case.and_then(repay(outstanding(claim, case.dossier.payments) // 2 or 1, claim))
    return case


def waived(case: Given) -> Given:
    return case.and_then(*map(waive, tuple(standing(case.dossier.payments))[:1]))


def returned(case: Given) -> Given:
    gone = [
        one
        for one, known in case.dossier.payments.items()
        if known.stage is Stage.SENT and not known.is_claim
    ]
    return case.and_then(*map(return_payment, gone[-1:]))


def paid_up(case: Given) -> Given:
    return paid(case)


def paid_to_june(case: Given) -> Given:
    return paid(case, day("06-14"))


def changed(command: DossierCommand) -> Callable[[Given], Given]:
    return lambda case: case.and_then(command)


STEPS = (*map(changed, CHANGES), decided, repaid, waived, returned, paid_up, paid_to_june)


@settings(max_examples=200, deadline=None)
@any_of(st.lists(st.sampled_from(STEPS), max_size=8), st.sampled_from((None, 0, 20, 100)))
def test_whatever_happens_the_payee_has_the_account_and_what_is_left_of_the_claims(
    steps: Sequence[Callable[[Given], Given]], percent: int | None
) -> None:
    """Seen red when a claim that stands is withdrawn, and when an offset counts twice."""
    case = limited(percent, *CLAIMED)
    for step in steps:
        case = step(case)
    case = paid(case)
    payments = case.dossier.payments
    there = [one for one in payments.values() if one.stage not in VOID]
    assert ledger(case) == accounted(case)
    has = sum(one.net.oere for one in there if not one.is_claim)
    gave_back = sum(one.collected for one in there)
    owing = sum(outstanding(each, payments) for each in payments)
    assert has - gave_back == accounted(case) + owing
    for one in there:
        least = one.order.amount.oere * (100 - (percent or 0))
        assert one.is_claim or one.net.oere * 100 >= least
    case.when(recalculate()).then_nothing_happens()
    case.when(order_payment()).then_nothing_happens()
