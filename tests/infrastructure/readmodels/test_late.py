"""Until when something waits, on PostgreSQL: the day by which what it waits for is due."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.case.states import opened
from domain.payment.events import PaymentKind
from domain.shared.envelope import TaskId
from infrastructure.postgres.server import Database
from projections.case_overview.v1.late import LateReassessments
from projections.payment_list.v1.late import LatePayments
from projections.payment_list.v1.reports import PaymentsKeptBack
from tests.infrastructure.readmodels.asking import Asking
from tests.infrastructure.readmodels.test_candidates import Cases, named
from tests.support.claims import TOO_MUCH, answer
from tests.support.errands import (
    cancel_task,
    open_task,
    order_payment,
    reopen_task,
    solve_task,
)
from tests.support.examples import cancel_case, day, end, extend, report_recovery, start_hearing
from tests.support.histories import ENDED, GRANTED, ORDERED
from tests.support.journals import desk_after
from tests.support.readmodels import readmodels

A_DAY = timedelta(days=1)
REASSESSED = day("10-31")


def test_a_reassessment_is_overdue_while_the_case_goes_on_and_nobody_put_it_off(
    database: Database, tmp_path: Path
) -> None:
    cases = Cases()
    cases.tell("goes on", *GRANTED)
    cases.tell("extended", *GRANTED, extend())
    cases.tell("for ever", *GRANTED, extend(code=1, to_day=None))
    cases.tell("well before", *GRANTED, report_recovery(REASSESSED))
    cases.tell("well after", *GRANTED, report_recovery(REASSESSED + 2 * A_DAY))
    cases.tell("end decided", *GRANTED, end(day("12-15")))
    cases.tell("decided, then well", *GRANTED, end(day("12-15")), report_recovery(day("12-20")))
    cases.tell("well, then decided", *GRANTED, report_recovery(day("12-20")), end(day("12-15")))
    cases.tell("ended", *ENDED)
    cases.tell("cancelled", *GRANTED, cancel_case())
    with readmodels(database, tmp_path, cases.desk.log()) as models:
        models.run()
        asked = Asking(database, models)

        def late(today: date) -> set[str]:
            rows = asked(LateReassessments(today=today)).rows
            return {one.case_id.bytes.decode().strip() for one in rows}

        assert late(REASSESSED) == set()
        assert late(REASSESSED + A_DAY) == {"goes on", "well after"}
        assert late(REASSESSED + 2 * A_DAY) == {"goes on", "well after"}
        assert late(REASSESSED + 3 * A_DAY) == {"goes on"}
        assert late(day("12-31") + A_DAY) == {"goes on", "extended"}


def test_a_payment_waits_until_the_tasks_that_block_it_are_due_and_a_claim_until_the_answer(
    database: Database, tmp_path: Path
) -> None:
    cases = Cases()
    cases.tell("free", *ORDERED)
    cases.tell("blocked", *ORDERED, open_task())
    cases.tell("solved", *ORDERED, open_task(), solve_task())
    cases.tell("cancelled", *ORDERED, open_task())
    (gone,) = cases.desk.dossier(named("cancelled")).tasks
    cases.desk.ask(cancel_task(TaskId(gone)), case_id=named("cancelled"))
    cases.tell("again", *ORDERED, open_task(), solve_task())
    (task_id,) = cases.desk.dossier(named("again")).tasks
    cases.desk.ask(reopen_task(TaskId(task_id)), case_id=named("again"))
    cases.tell("beside", *ORDERED, open_task("check_case_non_blocking"))
    cases.tell("paid only", *ORDERED, open_task("financial_outstanding"))
    dues = {
        name: {one.due_on for one in cases.desk.dossier(named(name)).open_tasks.values()}
        for name in ("blocked", "again", "paid only")
    }
    with readmodels(database, tmp_path, cases.desk.log()) as models:
        models.run()
        rows = Asking(database, models)(PaymentsKeptBack(limit=500)).rows
        found: dict[str, set[date]] = {}
        for one in rows:
            found.setdefault(one.case_id.bytes.decode().strip(), set()).add(one.waits_until)
        own = found["free"]
        assert {name: found[name] for name in dues} == dues
        assert all(due != own for due in dues.values())
        assert found["solved"] == found["cancelled"] == found["beside"] == own


@pytest.mark.parametrize("answered", [False, True])
def test_a_claim_waits_until_who_is_heard_has_to_answer(
    database: Database, tmp_path: Path, *, answered: bool
) -> None:
    desk = desk_after(*TOO_MUCH, order_payment())
    (deadline,) = (one.deadline for one in opened(desk.dossier().case).file.hearings.values())
    desk.ask(start_hearing(deadline=deadline + 90 * A_DAY))  # about a holiday, not the claim
    if answered:
        desk.ask(answer())
    with readmodels(database, tmp_path, desk.log()) as models:
        models.run()
        asked = Asking(database, models)
        late = asked(LatePayments(today=deadline + A_DAY)).rows
        until = {one.waits_until for one in late if one.kind is PaymentKind.REPAYMENT_CLAIM}
        assert (deadline in until) is not answered
        assert not asked(LatePayments(today=day("06-01"))).rows
