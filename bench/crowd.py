"""Many cases with open tasks, of citizens who are nobody: what the queue is searched in."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import LiteralString
from uuid import UUID, uuid4

import psycopg

from bench import program
from bench.following import caught_up
from bench.ground import Ground
from domain.case.events import AbsenceReported
from domain.case.kinds import CitizenKind, Form
from domain.dossier.dossier import DossierEvent, Fact
from domain.shared.blocks import Blocks
from domain.shared.envelope import Actor, ActorId, CitizenId, Municipality, Role
from domain.task.events import TaskAssigned, TaskOpened
from domain.task.types import TASK_TYPES

TASKS = 5  # open, of each case
WORKERS = 20
HERE = Actor(ActorId("b-1"), Role.CASE_WORKER, Municipality(300))
FIRST_NAMES = ("Asta", "Bodil", "Carlo", "Ditte", "Ejnar", "Freja", "Gunnar", "Holger", "Inga")
LAST_NAMES = ("Bøgeskov", "Digesten", "Engdrag", "Fjordbred", "Gærdehul", "Hedelyng", "Kærmose")
TYPES = sorted(TASK_TYPES)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2)  # of the digits of a CPR number, without the last
NEW_YEAR = date(2026, 1, 1)
COPIES: tuple[LiteralString, ...] = (
    """
    INSERT INTO task_queue_v1.case_header
    SELECT (jsonb_populate_record(header, jsonb_build_object(
        'case_id', gen_random_uuid(), 'municipality', 400 + copy))).*
    FROM task_queue_v1.case_header AS header, generate_series(1, %(copies)s) AS copy
    WHERE header.municipality = %(here)s
    """,
    "VACUUM ANALYZE",
)


def write(ground: Ground, cases: int, copies: int) -> str:
    """Write cases of one municipality, copy as many into each of others, and give a token."""
    numbers = count()

    def facts(case_id: UUID) -> tuple[Fact, ...]:
        return tuple(case_with_tasks(case_id, next(numbers)))

    with program.opened(ground.database, ground.folder, 0, 0) as ours:
        ours.wait(program.seed(ours.journal, facts, cases, HERE))
        caught_up(ours)
    with psycopg.connect(ground.database.url("owner"), autocommit=True) as connection:
        for statement in COPIES:
            connection.execute(statement, {"copies": copies, "here": HERE.municipality})
    return program.token(ground, HERE)


def case_with_tasks(case_id: UUID, number: int) -> Iterator[Fact]:
    yield Fact(case_id, report(number))
    for place in range(number * TASKS, (number + 1) * TASKS):
        task_id = uuid4()
        yield Fact(task_id, opened(place))
        if place % 3:
            yield Fact(task_id, TaskAssigned(to=ActorId(f"b-{place % WORKERS}")))


def report(number: int) -> DossierEvent:
    first_day = NEW_YEAR + timedelta(days=number % 180)
    names = (FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)])
    return AbsenceReported(
        citizen_id=CitizenId(uuid4()),
        cpr=nobodys_cpr(number),
        name=" ".join(names),
        kind=CitizenKind.WAGE_EARNER,
        first_day_of_absence=first_day,
        last_day_of_absence=None,
        notified_on=first_day,
        form=Form.DP201,
        cause=None,
        protected=False,
    )


def opened(place: int) -> DossierEvent:
    kind = TASK_TYPES[TYPES[place % len(TYPES)]]
    return TaskOpened(
        type=kind.key,
        cause=str(place),
        blocks=Blocks.NOTHING,
        due_on=NEW_YEAR + timedelta(days=place % 120),
        priority=kind.priority,
        reason=None,
        by_hand=True,
    )


def nobodys_cpr(number: int) -> str:
    """Make a number whose check digit fails, of a birth date that is not 1 January."""
    nine = f"{number % 27 + 2:02}{number % 12 + 1:02}{number % 60 + 30:02}{number % 1000:03}"
    weighed = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, nine, strict=True))
    return f"{nine}{(-weighed % 11 + 1) % 10}"
