"""Every way to solve every type of task: what it does to the case, row by row of the table."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from application.policies.acts import ACTS
from application.policies.solving import SOLVING, Solution, read
from domain.case.events import BenefitEnded, BenefitGranted, ClaimRejected
from domain.case.kinds import RejectionReason
from domain.case.states import Ended, opened
from domain.dossier.dossier import Dossier
from domain.payment.events import PaymentOrdered
from domain.shared.blocks import Blocks
from domain.shared.envelope import TaskId
from domain.shared.errors import (
    DecisionBlocked,
    OutcomeNotAllowed,
    ParticularsMissing,
    ParticularsNotTaken,
    PaymentBlocked,
)
from domain.task.commands import SolveTask
from domain.task.events import TaskSolved
from domain.task.outcomes import Outcome
from domain.task.particulars import Particulars
from domain.task.types import TASK_TYPES
from tests.application.policies.solutions import DAY, Row, history_of, solution
from tests.support import examples as ask
from tests.support.errands import open_task, order_payment, task_id
from tests.support.examples import CVR, TODAY
from tests.support.histories import CLAIMED, GRANTED, READY
from tests.support.scenario import given

ROWS = [pytest.param(row, said, id="/".join(row)) for row, said in SOLVING.items()]


def the_task(dossier: Dossier, key: str) -> TaskId:
    return [one for one, task in dossier.open_tasks.items() if task.type == key][-1]


def test_every_outcome_that_a_type_allows_has_its_row_and_no_other() -> None:
    allowed = {(kind.key, each) for kind in TASK_TYPES.values() for each in kind.outcomes}
    assert set(SOLVING) == allowed
    assert len(allowed) > len(TASK_TYPES)


def test_every_act_is_used_and_every_row_that_acts_says_what_it_records() -> None:
    assert {said.does for said in SOLVING.values() if said.does} == set(ACTS)
    assert all(bool(said.does) is bool(said.records) for said in SOLVING.values())


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_solving_it_so_records_what_the_table_says(row: Row, said: Solution) -> None:
    case = given(*history_of(row))
    solved = case.when(solution(the_task(case.dossier, row[0]), row)).events()
    assert isinstance(solved[0], TaskSolved)
    assert {type(event).__name__ for event in solved[1:]} == set(said.records)


@pytest.mark.parametrize("key", TASK_TYPES)
def test_what_a_type_does_not_allow_is_refused(key: str) -> None:
    case = given(*READY, open_task(key))
    for outcome in set(Outcome) - TASK_TYPES[key].outcomes:
        solve = SolveTask(task_id=the_task(case.dossier, key), outcome=outcome)
        case.when(solve).then_refused(OutcomeNotAllowed)


@pytest.mark.parametrize("key", TASK_TYPES)
def test_what_it_blocks_waits_until_it_is_solved(key: str) -> None:
    blocks = TASK_TYPES[key].blocks_on(TODAY)
    case = given(*READY, open_task(key))
    if blocks is Blocks.DECISION:
        case.when(ask.grant()).then_refused(DecisionBlocked)
    else:
        assert case.when(ask.grant()).events()
    paid = given(*CLAIMED, open_task(key))
    if blocks in {Blocks.DECISION, Blocks.PAYMENT}:
        paid.when(order_payment()).then_refused(PaymentBlocked)
    else:
        assert paid.when(order_payment()).events()


GOES_ON = [row for row, said in SOLVING.items() if not said.does]


@pytest.mark.parametrize("row", GOES_ON, ids="/".join)
def test_where_nothing_happens_by_itself_the_case_goes_on(row: Row) -> None:
    key, _ = row
    for history, then in ((READY, ask.grant()), (CLAIMED, order_payment())):
        case = given(*history, open_task(key))
        solve = solution(the_task(case.dossier, key), row)
        assert case.and_then(solve).when(then).events()


UNTIL = [row for row, said in SOLVING.items() if (said.does or "").startswith("right-until")]


@pytest.mark.parametrize("row", UNTIL, ids="/".join)
def test_a_right_until_the_day_that_is_told_is_granted_and_ends_with_it(row: Row) -> None:
    for history, recorded in ((READY, [BenefitGranted, BenefitEnded]), (GRANTED, [BenefitEnded])):
        case = given(*history, open_task(row[0]))
        solve = solution(the_task(case.dossier, row[0]), row)
        events = [one for one in case.when(solve).events() if isinstance(one, tuple(recorded))]
        assert [type(one) for one in events] == recorded
        (ended,) = [one for one in events if isinstance(one, BenefitEnded)]
        assert ended.last_day_with_right == DAY
        assert isinstance(case.and_then(solve).dossier.case, Ended)


@pytest.mark.parametrize("row", UNTIL, ids="/".join)
def test_no_payment_is_ordered_beyond_the_day_that_was_told(row: Row) -> None:
    case = given(*READY, ask.request_refund(), open_task(row[0]))
    solved = case.and_then(solution(the_task(case.dossier, row[0]), row))
    ordered = solved.when(order_payment()).events()
    paid = [one.period.last_day for one in ordered if isinstance(one, PaymentOrdered)]
    assert paid
    assert max(paid) <= DAY


NEEDS = [(kind.key, each) for kind in TASK_TYPES.values() for each in kind.needs]
FULL = Particulars(last_day_with_right=DAY, rejection_reason=RejectionReason.OTHER)


def test_what_an_outcome_needs_is_what_its_act_uses() -> None:
    used = {*UNTIL, *(row for row, said in SOLVING.items() if said.does == "reject-as-said")}
    assert set(NEEDS) == used


@pytest.mark.parametrize("row", NEEDS, ids="/".join)
def test_an_outcome_that_needs_to_be_told_more_is_refused_without_it(row: Row) -> None:
    case = given(*READY, open_task(row[0]))
    task = the_task(case.dossier, row[0])
    for told in (None, Particulars()):
        case.when(SolveTask(task_id=task, outcome=row[1], particulars=told)).then_refused(
            ParticularsMissing
        )
    too_much = SolveTask(task_id=task, outcome=row[1], particulars=FULL)
    case.when(too_much).then_refused(ParticularsNotTaken)


@pytest.mark.parametrize("row", sorted(set(SOLVING) - set(NEEDS)), ids="/".join)
def test_an_outcome_that_uses_nothing_is_told_nothing(row: Row) -> None:
    case = given(*READY, open_task(row[0]))
    task = the_task(case.dossier, row[0])
    case.when(SolveTask(task_id=task, outcome=row[1], particulars=FULL)).then_refused(
        ParticularsNotTaken
    )


def test_a_check_that_finds_something_against_the_claim_rejects_it_for_the_reason_told() -> None:
    case = given(*READY, open_task())
    row = ("check_case_blocking", Outcome.NOT_APPROVED)
    (rejected,) = [
        one
        for one in case.when(solution(the_task(case.dossier, row[0]), row)).events()
        if isinstance(one, ClaimRejected)
    ]
    assert (rejected.reason, rejected.by_rule) == (RejectionReason.OTHER, False)
    ongoing = given(*GRANTED, open_task())
    solve = solution(the_task(ongoing.dossier, row[0]), row)
    assert [type(one) for one in ongoing.when(solve).events()] == [TaskSolved]


def unapproved(*tasks: str) -> Iterator[SolveTask]:
    for key in tasks:
        solved = task_id(key, f"employer {CVR}")
        yield SolveTask(task_id=solved, outcome=Outcome.NOT_APPROVED)


def test_what_was_not_approved_is_no_fact_of_the_account_any_more() -> None:
    both = ask.register_employment(section_56=True, insured_section_55=True)
    history = (ask.report_absence(), both, *READY[2:])
    keys = ("section_56_58a_assessment", "insured_employer_check")
    case = given(*history, *unapproved(*keys))
    work = opened(case.dossier.case).file.employments[CVR]
    assert (work.section_56, work.insured_section_55) == (False, False)
    again = case.and_then(both)  # reported once more: looked at once more
    assert {one.type for one in again.dossier.open_tasks.values()} >= set(keys)


@pytest.mark.parametrize("entry", ['done = { why = "too short" }', 'undone = { why = "" }'])
def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path, entry: str) -> None:
    table = tmp_path / "solving.toml"
    table.write_text(f"[missing_control]\n{entry}\n")
    with pytest.raises(ValueError, match=r"why|undone") as told:
        dict(read(table))
    assert told.value.__notes__ == [f"missing_control, {entry.split(maxsplit=1)[0]}"]
