"""Every register has what it must have: the tests that tell a newcomer what is still missing."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from api.problems import BY_CODE
from api.routes import COMMANDS
from application.policies.course import CAUSES
from application.policies.when import WHEN
from domain.case import case
from domain.case.events import AbsenceReported, CaseEvent, NoteAdded
from domain.case.filing import CHANGES, COUNTS
from domain.case.registering import FACTS, Registers
from domain.dossier.dossier import DossierCommand, DossierEvent
from domain.payment.events import PaymentEvent, PaymentOrdered
from domain.payment.payment import CLAIM_MOVES, EVENTS, MOVES, REDUCES, STAGES, PaymentMove
from domain.payment.states import Stage
from domain.shared.errors import Rejected
from domain.task.types import TASK_TYPES, Created
from infrastructure.stored_names import NEWEST
from tests.support.histories import GRANTED

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "api",
    "application",
    "bench",
    "docs",
    "domain",
    "infrastructure",
    "projections",
    "tests",
}


def refusals(kind: type[Rejected] = Rejected) -> Iterator[type[Rejected]]:
    for refusal in kind.__subclasses__():
        yield refusal
        yield from refusals(refusal)


def test_the_top_level_is_the_one_that_was_agreed() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == FOLDERS - {"docs"}


def test_every_command_has_one_route() -> None:
    routed = Counter(route.command for route in COMMANDS)
    assert set(routed) == set(get_args(DossierCommand))
    assert set(routed.values()) == {1}


def test_every_registration_has_its_fact_and_every_move_its_stages() -> None:
    assert set(FACTS) == set(get_args(Registers))
    assert set(MOVES) == set(get_args(PaymentMove))
    assert set(CLAIM_MOVES) <= set(MOVES)


def test_every_event_has_a_stored_name() -> None:
    assert set(NEWEST) == set(get_args(DossierEvent))


def test_every_event_of_a_case_is_filed_or_moves_the_case() -> None:
    opens_or_says_nothing = {AbsenceReported, NoteAdded}
    assert set(CHANGES) | set(case.STATES) | opens_or_says_nothing == set(get_args(CaseEvent))


def test_every_fact_that_counts_has_its_cause_of_recalculation() -> None:
    assert set(CAUSES) == COUNTS
    recalculating = {policy.kind for policy in WHEN if policy.name.endswith(": recalculate")}
    assert recalculating == set(CAUSES)


def test_every_command_that_moves_a_payment_has_its_event_and_each_event_its_stage() -> None:
    assert set(MOVES) == set(EVENTS)
    assert set(EVENTS.values()) == set(STAGES)
    assert set(STAGES) == set(get_args(PaymentEvent)) - {PaymentOrdered, *REDUCES}
    for command, event in EVENTS.items():
        assert MOVES[command].after is STAGES[event]
    assert {stage for move in MOVES.values() for stage in move.before} <= set(Stage)


def test_every_refusal_has_a_code_of_its_own_and_every_code_its_problem() -> None:
    codes = Counter(refusal.code for refusal in refusals() if refusal.__module__ != __name__)
    assert set(codes.values()) == {1}
    assert set(codes) <= set(BY_CODE)


def test_every_task_type_is_opened_by_a_policy_by_hand_or_by_a_message() -> None:
    assert all(kind.created <= set(Created) and kind.created for kind in TASK_TYPES.values())


def test_registered_facts_are_asked_for_by_commands_of_a_case() -> None:
    assert set(FACTS) <= set(get_args(DossierCommand))
    assert len(GRANTED) == 5
