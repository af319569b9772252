"""A queue of many cases and tasks in every state: what filters and counts are held against."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest
from random import Random
from uuid import UUID

from application.simulation import people
from domain.case import events as case
from domain.case.kinds import EndReason, Mark
from domain.dossier.dossier import DossierEvent, Recorded
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId
from domain.task import events as on
from domain.task.outcomes import Outcome
from tests.support.every_event import recorded
from tests.support.life_of_a_case import MONDAY, reports, totals
from tests.support.people import Person

TODAY = date(2020, 6, 15)
FIRST, LAST = ("Asta", "Bodil", "Carlo"), ("Engdrag", "Sivkær", "Rugager")
TYPES = ("missing_control", "limit_value_exceeded", "check_case_blocking")
REASONS = (None, "borgeren har ringet", "afventer svar")
CASES, TASKS = 36, 5
Told = Iterator[tuple[UUID, DossierEvent]]


def full_queue(seed: int = 1) -> list[Recorded]:
    """Tell the cases in turns, so that what is told of a case comes between its tasks."""
    rng = Random(seed)  # noqa: S311  (a seed)
    lives = [
        [(person.case_id, person.municipality, entry) for entry in life(person, rng)]
        for person in map(somebody, range(CASES))
    ]
    turns = zip_longest(*lives)
    return list(recorded(entry for turn in turns for entry in turn if entry is not None))


def somebody(number: int) -> Person:
    name = f"{FIRST[number % 3]} {LAST[number // 3 % 3]}"
    municipality = 751 if number % 12 == 11 else 101
    hidden = number % 7 == 4
    return Person(people.cpr(number), name, number + 1, municipality, protected=hidden)


def life(person: Person, rng: Random) -> Told:
    yield person.case_id, next(iter(reports(person)))
    for number in range(TASKS):
        yield from work(person.stream(str(number)), rng)
        yield from ((person.case_id, event) for event in fate(number, rng))


def fate(number: int, rng: Random) -> Iterator[DossierEvent]:
    """Let something happen to a case after one of its tasks, which changes how it is listed."""
    ends = TODAY + timedelta(days=rng.choice((-9, -1, 0, 1)))
    grant = case.BenefitGranted(
        from_day=MONDAY, to_day=None, by_rule=True, totals=totals(), earlier_benefit=()
    )
    end = case.BenefitEnded(last_day_with_right=ends, reason=EndReason.RECOVERY, decided_on=TODAY)
    mark = case.CaseMarked(mark=Mark.OWN_EMPLOYEE, reason="x")
    fates: tuple[tuple[DossierEvent, ...], ...] = (
        (grant,) if rng.random() < 2 / 3 else (),
        (mark,) if rng.random() < 1 / 3 else (),
        (end,) if rng.random() < 1 / 2 else (),
        (case.MarkRemoved(mark=Mark.OWN_EMPLOYEE, reason="x"),) if rng.random() < 1 / 2 else (),
        (case.CaseClosed(closed_on=TODAY, reason="x"),) if rng.random() < 1 / 5 else (),
    )
    yield from fates[number]


def work(stream: UUID, rng: Random) -> Told:
    kind, until = rng.choice(TYPES), TODAY + timedelta(days=rng.choice((-3, 0, 1, 8)))
    yield (
        stream,
        on.TaskOpened(
            type=kind,
            cause=str(stream),
            blocks=rng.choice((Blocks.NOTHING, Blocks.DECISION)),
            due_on=TODAY + timedelta(days=rng.randrange(-12, 12)),
            priority=rng.randrange(1, 4),
            reason=rng.choice(REASONS),
            by_hand=True,
        ),
    )
    if rng.random() < 1 / 2:
        yield stream, on.TaskAssigned(to=ActorId(rng.choice(("berit", "carla"))))
    match rng.randrange(5):
        case 0 | 1:
            yield stream, on.TaskHeld(until=until, reason="venter")
        case 2:
            yield stream, on.TaskSolved(type=kind, outcome=Outcome.DONE, comment=None)
        case 3:
            yield stream, on.TaskSolved(type=kind, outcome=Outcome.DONE, comment=None)
            yield stream, on.TaskReopened(type=kind, reason="fejl")
        case _:
            pass
