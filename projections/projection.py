"""A read model: a name, a version, tables, and what each type of event does to one row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast
from uuid import UUID

from sqlalchemy import Table

from domain.dossier.dossier import DossierEvent
from domain.shared.envelope import Envelope
from projections.gathered import Gathered


class Row:
    """A row in memory: a frozen dataclass with a field for each column, in plain text."""

    __slots__ = ()


Key = UUID | int
KeyOf = Callable[[DossierEvent, Envelope], Key]
Change = Callable[[Row | None, DossierEvent, Envelope], Row | None]
Words = Callable[[Row], frozenset[str]]
R = TypeVar("R", bound=Row)
E = TypeVar("E", bound=DossierEvent)


@dataclass(frozen=True)
class On:
    """An entry of the table event → change."""

    kind: type[DossierEvent]
    change: Change


def on(kind: type[E], change: Callable[[R | None, E, Envelope], R | None]) -> On:
    """Enter into the table: (row or none, event, envelope) -> row or none, for one type."""
    return On(kind, cast("Change", change))  # found again by the event's type, so it fits


def by_case(_: DossierEvent, envelope: Envelope) -> Key:
    return envelope.case_id


def by_stream(_: DossierEvent, envelope: Envelope) -> Key:
    return envelope.stream_id


def by_position(_: DossierEvent, envelope: Envelope) -> Key:
    return envelope.position


@dataclass(frozen=True)
class Search:
    """Where the words of a row are found again: token, case id, municipality; nothing readable."""

    table: Table
    words: Words


def search(table: Table, words: Callable[[R], frozenset[str]]) -> Search:
    return Search(table, cast("Words", words))


@dataclass(frozen=True)
class Folded:
    """One table: how a row is found from an event, and how it changes.

    `history` has a row for each version (from_position, to_position) where past lists are asked
    for; `search` the tokens of the row's words.
    """

    table: Table
    row: type[Row]
    key: KeyOf
    on: tuple[On, ...]
    history: Table | None = None
    search: Search | None = None

    @property
    def key_column(self) -> str:
        (column,) = self.table.primary_key.columns.keys()
        return column

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table itself, and those that follow it."""
        found = (self.table, self.history, self.search and self.search.table)
        return tuple(table for table in found if table is not None)


Step = tuple[int, KeyOf, Change]  # the place of the table, and what happens there


@dataclass(frozen=True)
class Projection:
    name: str
    version: int
    folded: tuple[Folded, ...] = field(repr=False)
    left_out: frozenset[type[DossierEvent]] = field(default=frozenset(), repr=False)
    gathered: tuple[Gathered, ...] = field(default=(), repr=False)

    @property
    def schema(self) -> str:
        """The schema that the version's tables are declared in."""
        return f"{self.name}_v{self.version}"

    @property
    def folded_tables(self) -> tuple[Table, ...]:
        return tuple(table for folded in self.folded for table in folded.tables)

    @property
    def tables(self) -> tuple[Table, ...]:
        gathered = (table for one in self.gathered for table in one.tables)
        return (*self.folded_tables, *gathered)

    @cached_property
    def steps(self) -> Mapping[type[DossierEvent], tuple[Step, ...]]:
        """What happens, in which tables, when an event of a type arrives."""
        steps: dict[type[DossierEvent], tuple[Step, ...]] = {}
        for place, folded in enumerate(self.folded):
            for entry in folded.on:
                step = (place, folded.key, entry.change)
                steps[entry.kind] = (*steps.get(entry.kind, ()), step)
        return steps
