"""What was looked at and moves nothing is said once, and not computed again by every run."""

from dataclasses import replace

import pytest

from domain.benefit.account import Account
from domain.case import deciding
from domain.case.accounting import account_of
from domain.case.events import BenefitConfirmed, BenefitEnded, BenefitRecalculated, WeekElsewhere
from domain.case.file import CaseFile
from domain.case.kinds import RecalculationCause
from domain.case.surroundings import Surroundings
from domain.dossier.dossier import DossierCommand
from domain.shared.money import Money
from tests.support.errands import open_task, order_payment, solve_task
from tests.support.examples import (
    day,
    grant,
    grant_by_hand,
    recalculate,
    register_wage,
    report_absence,
    report_recovery,
    request_refund,
    resume_partly,
    stop_automation,
)
from tests.support.examples import end as end_benefit
from tests.support.histories import CLAIMED, READY
from tests.support.paying import paid
from tests.support.scenario import Given, given

ENDED = (*CLAIMED, report_recovery(day("06-12")))
PAST_THE_END = resume_partly("17", day("06-15"))  # changes no day with a right
MONDAY = day("06-08")


def never_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def computed(*_: object) -> None:
        pytest.fail("an account was computed")

    monkeypatch.setattr(deciding, "account_of", computed)


def test_a_fact_that_moves_nothing_is_confirmed_and_not_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = paid(given(*ENDED))
    _, _, said = ended.when(PAST_THE_END).events()
    assert isinstance(said, BenefitConfirmed)
    assert said.cause is RecalculationCause.PARTIAL_RESUMPTION
    after = ended.and_then(PAST_THE_END)
    assert not after.granted.stale
    never_computed(monkeypatch)
    after.when(order_payment()).then_nothing_happens()


def test_a_recovery_that_ends_benefit_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[Account] = []

    def counted(file: CaseFile, around: Surroundings) -> Account:
        computed.append(account_of(file, around))
        return computed[-1]

    monkeypatch.setattr(deciding, "account_of", counted)
    claimed = given(*CLAIMED)
    computed.clear()
    events = claimed.when(report_recovery(day("06-12"))).events()
    assert [type(one) for one in events][1:] == [BenefitEnded, BenefitRecalculated]
    assert len(computed) == 1


def test_what_waited_for_a_task_is_confirmed_when_it_is_solved() -> None:
    waiting = given(*ENDED, open_task(), PAST_THE_END)
    assert waiting.granted.stale
    *_, said = waiting.when(solve_task()).events()
    assert isinstance(said, BenefitConfirmed)


def test_a_payment_run_says_it_once_where_nobody_has_yet() -> None:
    by_hand = paid(given(*ENDED)).and_then(stop_automation(), PAST_THE_END)
    by_hand.when(order_payment()).then(BenefitConfirmed)
    by_hand.and_then(order_payment()).when(order_payment()).then_nothing_happens()


@pytest.mark.parametrize(
    "history",
    [
        (report_absence(last_day=day("06-12")), *READY[1:], grant()),
        (*READY, grant_by_hand(day("06-12")), end_benefit(day("06-12"))),
    ],
    ids=["with the absence", "by hand"],
)
def test_the_end_of_a_grant_on_its_last_day_calls_for_no_calculation(
    history: tuple[DossierCommand, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = given(*history, request_refund())
    assert isinstance(given(*history[:-1]).when(history[-1]).events()[-1], BenefitEnded)
    assert not given(*history).granted.stale
    paid(case).when(recalculate()).then_nothing_happens()  # and it would come out the same
    never_computed(monkeypatch)
    paid(case).when(order_payment()).then_nothing_happens()


def test_an_end_before_the_last_day_of_the_grant_is_calculated() -> None:
    by_hand = given(*READY, grant_by_hand(day("06-12")), end_benefit(day("06-10")))
    assert by_hand.granted.totals.calculated_until == day("06-10")


def test_the_end_of_a_grant_leaves_what_waits_for_a_task_to_be_looked_at() -> None:
    waits = given(*READY, grant_by_hand(day("06-12")), open_task(), register_wage("100.00"))
    assert waits.and_then(end_benefit(day("06-12"))).granted.stale


def beside(oere: int, case: Given) -> Given:
    known = (WeekElsewhere(monday=MONDAY, amount=Money(oere)),)
    return replace(case, around=replace(case.around, weeks_elsewhere=known))


def test_what_is_freed_and_changes_nothing_is_looked_at_once() -> None:
    """The cap was used up twice over: that it is used up once only leaves as little as before."""
    case = beside(2 * 4_405_00, given(*READY)).and_then(grant(), request_refund(), order_payment())
    freed = beside(4_405_00, case)
    (said,) = freed.when(order_payment()).then(BenefitConfirmed)
    assert isinstance(said, BenefitConfirmed)
    assert said.weeks_elsewhere == freed.around.weeks_elsewhere
    again = freed.and_then(order_payment())
    again.when(order_payment()).then_nothing_happens()
    more, *_ = beside(4_000_00, again).when(order_payment()).events()
    assert isinstance(more, BenefitRecalculated)  # what is freed after that is not missed
