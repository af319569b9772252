"""A payment run: prepared, closed at the cut-off, approved where set, sent, reconciled."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from domain.run import commands as ask
from domain.run import events as on
from domain.run.states import KnownRun, NoRun, PlainRun, Run, RunStage
from domain.shared.envelope import ActorId, same_person
from domain.shared.errors import (
    AnswerMismatch,
    FourEyes,
    Impossible,
    NotAllowedNow,
    NotFound,
    RunInTheFuture,
)

RunEvents = tuple[on.RunEvent, ...]
MONDAY, SUNDAY = 0, 6
UNSENT = {RunStage.PREPARED, RunStage.CLOSED, RunStage.APPROVED}


def decide(command: ask.RunCommand, run: Run, actor: ActorId, today: date) -> RunEvents:
    match command:
        case ask.PrepareRun():
            return prepare(command, run, today)
        case ask.CloseRun():
            return close(command, known(run))
        case ask.ApproveRun():
            return approve(command, known(run), actor)
        case ask.SendRun():
            return send(command, known(run))
        case ask.ReconcileRun():
            return reconcile(command, known(run))
        case ask.FinishRun():
            return finish(command, run, today)
        case _:
            assert_never(command)


def prepare(command: ask.PrepareRun, run: Run, today: date) -> RunEvents:
    come(command.prepared_on, today)
    if isinstance(run, KnownRun):
        return ()
    if isinstance(run, PlainRun):
        raise NotFound("there is no such payment run")
    if command.kind is on.RunKind.WEEKLY and command.prepared_on.weekday() != MONDAY:
        raise Impossible("the weekly run is Monday's; an extra run is made on any day")
    if command.pay_until.weekday() != SUNDAY or command.pay_until >= command.prepared_on:
        raise Impossible("whole weeks are paid, up to a Sunday that has passed")
    return (on.RunPrepared(**dict(command)),)


def close(command: ask.CloseRun, run: KnownRun) -> RunEvents:
    """Fix the sums; when a payment left the run since, they are fixed again, approval void.

    So they are where four eyes are wanted since.
    """
    wanted_since = command.four_eyes and not run.four_eyes
    if run.control_sum == command.control_sum and not wanted_since:
        return ()
    if run.stage not in UNSENT:
        raise NotAllowedNow("the run is sent")
    return (on.RunClosed(**dict(command)),)


def approve(command: ask.ApproveRun, run: KnownRun, actor: ActorId) -> RunEvents:
    if run.stage is RunStage.PREPARED:
        raise NotAllowedNow("the run is not closed")
    if run.control_sum != command.control_sum:
        raise NotAllowedNow("the run has other sums than those approved")
    if any(same_person(actor, one) for one in run.approved_by):
        return ()
    if run.stage not in UNSENT:
        raise NotAllowedNow("the run is sent")
    if run.four_eyes and any(same_person(actor, maker) for maker in run.made_by):
        raise FourEyes("who prepared or closed the run may not approve it")
    return (on.RunApproved(control_sum=command.control_sum),)


def check_four_eyes(run: Run) -> None:
    """Refuse to send what was closed before four eyes were wanted: it is closed again."""
    gone = isinstance(run, KnownRun) and run.stage not in UNSENT
    if isinstance(run, KnownRun) and not run.four_eyes and not gone:
        raise FourEyes("the run waits for its approval by a second person")


def send(command: ask.SendRun, run: KnownRun) -> RunEvents:
    if run.stage in {RunStage.SENT, RunStage.RECONCILED}:
        return ()
    if run.control_sum is None:
        raise NotAllowedNow("the run is not closed")
    if run.four_eyes and not run.approved:
        raise FourEyes("the run waits for its approval by a second person")
    return (
        on.RunSent(
            file=command.file,
            payments=run.payments,
            total=run.total,
            control_sum=run.control_sum,
        ),
    )


def reconcile(command: ask.ReconcileRun, run: KnownRun) -> RunEvents:
    if run.stage is RunStage.RECONCILED:
        return ()
    if run.stage is not RunStage.SENT:
        raise NotAllowedNow("the run is not sent")
    if command.control_sum != run.control_sum:
        raise AnswerMismatch("the answer is about other payments than the run's")
    if command.settled + command.returned + command.failed != run.payments:
        raise NotAllowedNow("some payments are not answered yet")
    said = {name: value for name, value in command if name != "control_sum"}
    return (on.RunReconciled(**said),)


def finish(command: ask.FinishRun, run: Run, today: date) -> RunEvents:
    """Record the summary; a run done once more that found nothing left to do adds none."""
    come(command.day, today)
    before = () if isinstance(run, NoRun) else run.finished
    known_already = (command.name, command.day) in {(each.name, each.day) for each in before}
    if known_already and command.done == 0 and not command.anew:
        return ()
    said = {name: value for name, value in command if name != "anew"}
    return (on.RunFinished(**said),)


def come(day: date, today: date) -> None:
    if day > today:
        raise RunInTheFuture("the day of the run has not come")


def known(run: Run) -> KnownRun:
    if not isinstance(run, KnownRun):
        raise NotFound("there is no such run")
    return run


def evolve(run: Run, event: on.RunEvent, actor: ActorId) -> Run:
    """Take the fact as it is; `actor` is who it was recorded for."""
    if isinstance(event, on.RunPrepared):
        made_by = frozenset({actor})
        return KnownRun(**dict(event), stage=RunStage.PREPARED, made_by=made_by)
    if isinstance(event, on.RunFinished):
        return finished(run, event)
    if not isinstance(run, KnownRun):
        return run
    match event:
        case on.RunClosed():
            return closed(run, event, actor)
        case on.RunApproved():
            return replace(run, stage=RunStage.APPROVED, approved_by=(*run.approved_by, actor))
        case on.RunSent() | on.RunReconciled():
            sent = isinstance(event, on.RunSent)
            return replace(run, stage=RunStage.SENT if sent else RunStage.RECONCILED)
        case _:
            assert_never(event)


def closed(run: KnownRun, event: on.RunClosed, actor: ActorId) -> KnownRun:
    return replace(
        run,
        stage=RunStage.CLOSED,
        made_by=run.made_by | {actor},
        four_eyes=run.four_eyes or event.four_eyes,
        payments=event.payments,
        total=event.total,
        control_sum=event.control_sum,
        approved_by=(),
    )


def finished(run: Run, event: on.RunFinished) -> Run:
    if isinstance(run, NoRun):
        return PlainRun((event,))
    return replace(run, finished=(*run.finished, event))
