"""Every kind of task, as data: the catalogue as published, and beside it the columns that are ours.

`catalogue.csv` is the originals' (number, names, what it blocks, how often it was seen);
`catalogue.toml` is ours: deadline, priority, outcomes, what creates it, what it blocks from a
later day on; `guides.toml` how to solve it.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from domain.shared.blocks import Blocks
from domain.task.guides import Guide, guides
from domain.task.outcomes import Outcome

HERE = Path(__file__).parent
GUIDES = guides(HERE / "guides.toml")
A_WEEK = 7


class Created(StrEnum):
    POLICY = "policy"  # by this system, on an event
    MANUAL = "manual"  # by a case worker
    INBOUND = "inbound"  # by a message of another system


@dataclass(frozen=True, slots=True)
class Blocking:
    """What a type blocks from a day on, as a release of this program knows it."""

    in_force_from: date
    known_since: int
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class TaskType:
    """`number` is the original's; `seen` its count, 24-11-2019 to 20-05-2020 (none: unknown)."""

    key: str
    number: int | None
    title: str
    name: str
    blocking: tuple[Blocking, ...]
    due_days: int | None  # none: the next Monday, before the payment run
    priority: int
    outcomes: frozenset[Outcome]
    needs: Mapping[Outcome, frozenset[str]]  # what an outcome must be told
    created: frozenset[Created]
    comes: str  # on what it comes into being, and why so
    guide: Guide | None
    seen: int | None
    frequency_rank: int | None

    def blocks_on(self, day: date, release: int | None = None) -> Blocks:
        """Give what a task made on `day` blocks, as `release` knew it (none: as known now)."""
        known = [
            row
            for row in self.blocking
            if row.in_force_from <= day and (release is None or row.known_since <= release)
        ]
        return max(known, key=lambda row: (row.in_force_from, row.known_since)).blocks

    def needs_of(self, outcome: Outcome) -> frozenset[str]:
        return self.needs.get(outcome, frozenset())

    def due_on(self, opened_on: date) -> date:
        if self.due_days is None:
            return opened_on + timedelta(days=(A_WEEK - opened_on.weekday()) % A_WEEK)
        return opened_on + timedelta(days=self.due_days)


class _Blocking(BaseModel):
    model_config = ConfigDict(extra="forbid")

    in_force_from: date
    known_since: int
    blocks: Blocks


class _Ours(BaseModel):
    model_config = ConfigDict(extra="forbid")

    due_days: int | None = None
    priority: int = Field(ge=1, le=5)
    outcomes: frozenset[Outcome] = frozenset({Outcome.DONE})
    needs: Mapping[Outcome, frozenset[str]] = Field(default_factory=dict[Outcome, frozenset[str]])
    created: frozenset[Created] = Field(min_length=1)
    comes: str = Field(min_length=10)
    later: tuple[_Blocking, ...] = ()


def read(published: Path, ours: Path) -> Iterator[TaskType]:
    columns = tomllib.loads(ours.read_text("utf-8"))
    with published.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield task_type(row, _Ours.model_validate(columns.pop(row["key"])))
    if columns:
        raise ValueError(f"columns of ours for types that nobody published: {sorted(columns)}")


def task_type(row: Mapping[str, str], ours: _Ours) -> TaskType:
    first = Blocking(date.min, 1, Blocks(row["blocks"]))
    later = (Blocking(one.in_force_from, one.known_since, one.blocks) for one in ours.later)
    return TaskType(
        key=row["key"],
        number=number(row["ksd_id"]),
        title=row["name_da"],
        name=row["name_en"],
        blocking=(first, *later),
        due_days=ours.due_days,
        priority=ours.priority,
        outcomes=ours.outcomes,
        needs=ours.needs,
        created=ours.created,
        comes=ours.comes,
        guide=GUIDES.get(row["key"]),
        seen=number(row["seen_2019_11_24_to_2020_05_20"]),
        frequency_rank=number(row["frequency_rank"]),
    )


def number(text: str) -> int | None:
    return int(text) if text else None


TASK_TYPES: Mapping[str, TaskType] = {
    kind.key: kind for kind in read(HERE / "catalogue.csv", HERE / "catalogue.toml")
}
