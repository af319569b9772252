"""What is kept back, on PostgreSQL: for what, since when, and until which day it may be."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from domain.payment.events import PaymentKind
from domain.payment.states import Stage
from infrastructure.postgres.server import Database
from projections.payment_list.v1.late import LatePayments, LateRuns
from projections.payment_list.v1.reports import PaymentsKeptBack
from tests.infrastructure.readmodels.asking import Asking
from tests.support.claims import CLAIM, STANDS, TOO_MUCH
from tests.support.errands import (
    FIRST_PAYMENT,
    RUN,
    RUN_DOSSIER,
    hold_payment,
    open_task,
    order_payment,
    prepare_run,
)
from tests.support.examples import NOON, TODAY, day
from tests.support.histories import ORDERED
from tests.support.journals import Desk, desk_after
from tests.support.readmodels import readmodels

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
KEPT_BACK = PaymentsKeptBack(limit=500)


@contextmanager
def asking(database: Database, folder: Path, desk: Desk) -> Generator[Asking]:
    with readmodels(database, folder, desk.log()) as models:
        models.run()
        yield Asking(database, models)


def test_a_held_payment_waits_for_release_since_it_was_held_until_the_day_that_was_said(
    database: Database, tmp_path: Path
) -> None:
    desk, until = desk_after(*ORDERED), day("07-20")
    desk.now = NOON + AN_HOUR
    desk.ask(hold_payment(until=until))
    with asking(database, tmp_path, desk) as asked:
        held, *others = sorted(asked(KEPT_BACK).rows, key=lambda one: one.waits_for != "release")
        assert held.payment_id == FIRST_PAYMENT
        assert (held.waits_for, held.waits_since) == ("release", NOON + AN_HOUR)
        assert {(one.waits_for, one.waits_since) for one in others} == {("next_run", NOON)}
        assert FIRST_PAYMENT not in {
            one.payment_id for one in asked(LatePayments(today=until)).rows
        }
        late = {one.payment_id: one for one in asked(LatePayments(today=until + A_DAY)).rows}
        assert late[FIRST_PAYMENT].waits_until == until
        assert late[FIRST_PAYMENT].waits_since == NOON + AN_HOUR


def test_of_several_tasks_that_block_it_a_payment_waits_for_the_last(
    database: Database, tmp_path: Path
) -> None:
    desk = desk_after(*ORDERED, open_task(), open_task("financial_outstanding"))
    dues = {one.due_on for one in desk.dossier().open_tasks.values()}
    assert len(dues) == 2
    with asking(database, tmp_path, desk) as asked:
        assert {one.waits_until for one in asked(KEPT_BACK).rows} == {max(dues)}


def test_a_claim_that_was_decided_on_is_in_no_run_and_not_kept_back(
    database: Database, tmp_path: Path
) -> None:
    desk = desk_after(*TOO_MUCH, order_payment(), *STANDS)
    stands = desk.dossier().payments[CLAIM]
    assert (stands.order.kind, stands.stage) == (PaymentKind.REPAYMENT_CLAIM, Stage.APPROVED)
    with asking(database, tmp_path, desk) as asked:
        rows = asked(KEPT_BACK).rows
        assert rows
        assert CLAIM not in {one.payment_id for one in rows}


def test_a_run_is_overdue_from_the_day_after_it_was_to_be_closed(
    database: Database, tmp_path: Path
) -> None:
    desk = Desk()
    desk.ask(prepare_run(), case_id=RUN_DOSSIER)
    with asking(database, tmp_path, desk) as asked:
        assert asked(LateRuns(today=TODAY)).rows == ()
        (late,) = asked(LateRuns(today=TODAY + A_DAY)).rows
        assert (late.run_id, late.waits_until) == (RUN, TODAY)
