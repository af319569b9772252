"""Each invariant names exactly the position of what must not be, and nothing in a clean life."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import pytest

from application.invariants.check import Watch
from domain.case import events as case
from domain.case import kinds
from domain.dossier.dossier import DossierEvent, Recorded
from domain.dossier.erased import Erased
from domain.payment import events as payment
from domain.run import events as run
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId, CaseId, CitizenId, RunId
from domain.shared.money import Money
from domain.shared.period import Period
from domain.task import events as task
from domain.task.outcomes import Outcome
from tests.support.every_event import recorded
from tests.support.life_of_a_case import totals

CASE, OTHER, RUN = CaseId(UUID(int=1)), CaseId(UUID(int=2)), RunId(UUID(int=9))
TASK, SECOND, PAID = UUID(int=11), UUID(int=12), UUID(int=21)
MONDAY, FIRST_DAY = date(2020, 6, 1), date(2020, 4, 27)
Entry = tuple[UUID, UUID, DossierEvent]  # dossier, stream, event


def reported(first_day: date = FIRST_DAY) -> case.AbsenceReported:
    return case.AbsenceReported(
        citizen_id=CitizenId(UUID(int=5)),
        cpr="1505731234",
        name="Anne Eksempel",
        kind=kinds.CitizenKind.WAGE_EARNER,
        first_day_of_absence=first_day,
        last_day_of_absence=None,
        notified_on=first_day,
        form=kinds.Form.DP201,
        cause=None,
        protected=False,
    )


def granted(*weeks: tuple[date, int]) -> case.BenefitGranted:
    account = totals().model_copy(update={"weeks": weeks_of(weeks)})
    return case.BenefitGranted(
        from_day=FIRST_DAY, to_day=None, by_rule=True, totals=account, earlier_benefit=()
    )


def weeks_of(weeks: Iterable[tuple[date, int]]) -> tuple[case.WeekTotal, ...]:
    sample = totals().weeks[0]
    return tuple(
        sample.model_copy(update={"monday": monday, "payee": "citizen", "amount": Money(oere)})
        for monday, oere in weeks
    )


def ordered(oere: int, account: int | None = None) -> payment.PaymentOrdered:
    return payment.PaymentOrdered(
        payee="citizen",
        kind=payment.PaymentKind.BENEFIT,
        monday=MONDAY,
        period=Period(MONDAY, date(2020, 6, 7)),
        amount=Money(oere),
        account_total=Money(oere if account is None else account),
        account_code="x",
        state_refund_percent=40,
        atp_of_citizen=Money(0),
        atp_of_municipality=Money(0),
        pension=Money(0),
        due_on=MONDAY,
        corrects=None,
    )


def opened(blocks: Blocks = Blocks.DECISION, cause: str = "form") -> task.TaskOpened:
    return task.TaskOpened(
        type="check_case_blocking",
        cause=cause,
        blocks=blocks,
        due_on=MONDAY,
        priority=1,
        reason=None,
        by_hand=False,
    )


SOLVED = task.TaskSolved(type="check_case_blocking", outcome=Outcome.DONE, comment=None)
REOPENED = task.TaskReopened(type="check_case_blocking", reason="again")
SENT = payment.PaymentSent(run_id=RUN, file="f")
CLOSED = case.CaseClosed(closed_on=MONDAY, reason=None)
REJECTED = case.ClaimRejected(
    reason=kinds.RejectionReason.OTHER, by_rule=True, citation=None, text=None
)
PREPARED = run.RunPrepared(
    kind=run.RunKind.WEEKLY, prepared_on=MONDAY, pay_until=MONDAY, four_eyes=True
)
APPROVED = run.RunApproved(control_sum="c")
GRANT = granted((MONDAY, 100))


def ended(day: date) -> case.BenefitEnded:
    return case.BenefitEnded(
        last_day_with_right=day, reason=kinds.EndReason.RECOVERY, decided_on=day
    )


def sent_run(payments: int, oere: int) -> run.RunSent:
    return run.RunSent(file="f", payments=payments, total=Money(oere), control_sum="c")


def of_case(*events: DossierEvent | tuple[UUID, DossierEvent]) -> tuple[Entry, ...]:
    pairs = (one if isinstance(one, tuple) else (CASE, one) for one in events)
    return tuple((CASE, stream, event) for stream, event in pairs)


def log(entries: Iterable[Entry]) -> tuple[Recorded, ...]:
    return tuple(recorded((CaseId(c), 101, (stream, event)) for c, stream, event in entries))


def found(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    return broken(log(entries))


def broken(history: Iterable[Recorded]) -> list[tuple[str, int]]:
    watch = Watch()
    return [(v.invariant, v.position) for one in history for v in watch.see(one)]


CLEAN = (
    *of_case(reported(), (TASK, opened()), (TASK, SOLVED), GRANT, (PAID, ordered(100))),
    *of_case((PAID, SENT)),
    (RUN, RUN, sent_run(1, 100)),
    *of_case(ended(date(2020, 6, 30)), CLOSED),
    (OTHER, OTHER, reported()),  # the first case of the absence is closed
)

VIOLATED: tuple[tuple[str, tuple[Entry, ...], int], ...] = (
    (
        "payment-sent-while-blocked",
        of_case(reported(), GRANT, (PAID, ordered(100)), (TASK, opened(Blocks.PAYMENT)))
        + of_case((PAID, SENT)),
        5,
    ),
    ("decision-while-blocked", of_case(reported(), (TASK, opened()), GRANT), 3),
    ("decision-while-blocked", of_case(reported(), (TASK, opened()), REJECTED), 3),
    (
        "decision-while-blocked",
        of_case(reported(), (TASK, opened()), (TASK, SOLVED), (TASK, REOPENED), GRANT),
        5,
    ),
    (
        "payment-sent-twice",
        of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT), (PAID, SENT)),
        5,
    ),
    ("payment-without-decision", of_case(reported(), (PAID, ordered(0))), 2),
    (
        "payment-beyond-end",
        of_case(reported(), GRANT, ended(date(2020, 6, 3)), (PAID, ordered(100))),
        4,
    ),
    ("amount-differs-from-account", of_case(reported(), GRANT, (PAID, ordered(99))), 3),
    ("amount-differs-from-account", of_case(reported(), GRANT, (PAID, ordered(99, 100))), 3),
    ("task-opened-twice-for-cause", of_case(reported(), (TASK, opened()), (SECOND, opened())), 3),
    ("solved-without-open", of_case(reported(), (TASK, SOLVED)), 2),
    ("event-after-close", of_case(reported(), CLOSED, case.NoteAdded(text="x")), 3),
    (
        "two-cases-for-one-absence",
        ((CASE, CASE, reported()), (OTHER, OTHER, reported())),
        2,
    ),
    (
        "run-sum-differs",
        (
            *of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT)),
            (RUN, RUN, sent_run(1, 99)),
        ),
        5,
    ),
    (
        "run-sum-differs",
        (
            *of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT)),
            (RUN, RUN, sent_run(2, 100)),
        ),
        5,
    ),
    ("same-person-four-eyes", ((RUN, RUN, PREPARED), (RUN, RUN, APPROVED)), 2),
)


def test_a_clean_life_breaks_nothing() -> None:
    assert found(CLEAN) == []


@pytest.mark.parametrize(("name", "entries", "position"), VIOLATED, ids=lambda v: str(v)[:30])
def test_a_violation_is_named_by_its_position(
    name: str, entries: tuple[Entry, ...], position: int
) -> None:
    assert found(entries) == [(name, position)]


@pytest.mark.parametrize("move", [{"version": 4}, {"dossier_version": 4}], ids=str)
def test_a_gap_in_versions_is_named(move: dict[str, int]) -> None:
    first, second = log(of_case(reported(), GRANT))
    gap = second._replace(envelope=second.envelope._replace(**move))  # pyright: ignore[reportArgumentType] - both are whole numbers
    assert broken((first, gap)) == [("version-gap", 2)]


def test_two_persons_are_four_eyes() -> None:
    sent = (RUN, RUN, sent_run(0, 0))
    first, second, third = log(((RUN, RUN, PREPARED), (RUN, RUN, APPROVED), sent))
    other = second._replace(envelope=second.envelope._replace(actor=ActorId("bo")))
    assert broken((first, other, third)) == []


@pytest.mark.parametrize(
    "gone",
    [
        payment.PaymentCancelled(reason="x"),
        payment.PaymentReturned(returned_on=MONDAY, reason="x"),
        payment.PaymentFailed(failed_on=MONDAY, reason="x"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_never_arrived_is_ordered_again(gone: DossierEvent) -> None:
    life = of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, gone), (SECOND, ordered(100)))
    assert found(life) == []


def test_what_was_erased_may_be_missing_from_a_run_and_nothing_more() -> None:
    paid = (*of_case(GRANT, (PAID, ordered(100)), (PAID, SENT)),)
    for said, differs in ((sent_run(2, 300), False), (sent_run(1, 99), True)):
        history = log((*paid, (RUN, RUN, said)))
        erased = history[0]._replace(event=Erased("PaymentSent"))
        assert ("run-sum-differs" in dict(broken([erased, *history]))) == differs


def test_every_invariant_is_seen_broken() -> None:
    names = {one.name for one in Watch().invariants}
    assert names == {name for name, *_ in VIOLATED} | {"version-gap"}
