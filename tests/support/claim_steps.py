"""What can happen to a case whose payments may be claimed back, step by step, in any order."""

from collections.abc import Callable

from domain.dossier.dossier import DossierCommand
from domain.payment.claims import outstanding, standing, undecided
from domain.payment.states import Stage
from domain.task.keys import HEARING_ANSWER
from domain.task.outcomes import Outcome
from tests.support.claims import answer, repay, waive
from tests.support.errands import return_payment, solve_task
from tests.support.examples import day, register_holiday, register_wage, report_recovery
from tests.support.paying import paid
from tests.support.scenario import Given

Step = Callable[[Given], Given]
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


def repaid_unasked(case: Given) -> Given:
    """Some give back what they are heard about before anybody has decided."""
    for claim in tuple(undecided(case.dossier.payments))[:1]:
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


def changed(command: DossierCommand) -> Step:
    return lambda case: case.and_then(command)


STEPS: tuple[Step, ...] = (
    *map(changed, CHANGES),
    decided,
    repaid,
    repaid_unasked,
    waived,
    returned,
    paid_up,
    paid_to_june,
)
