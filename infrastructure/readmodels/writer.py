"""Reads and writes the rows of one table of a read model, many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter, itemgetter
from uuid import UUID

import psycopg
from sqlalchemy import ARRAY, Table

from infrastructure.log.keys import KeyDestroyed
from infrastructure.readmodels.incoming import Incoming, Values
from infrastructure.readmodels.ports import Ciphers
from projections.columns import OPEN_END, encrypted_as, is_personal
from projections.folding import Working
from projections.projection import Folded, Key, Row, Search
from projections.words import beginnings

COMMON = 50_000  # words whose tokens are remembered: beginnings of names come again and again


Texts = dict[tuple[int, str, str], bytes | None]  # case, column and text: as it is stored


@dataclass(frozen=True)
class Sealed:
    """What was sealed for one page: a row that is the last version of itself is written twice.

    Rows are known by where they are in memory, where the page's work keeps them.
    """

    rows: dict[int, Values] = field(default_factory=dict[int, Values])
    texts: Texts = field(default_factory=Texts)


class Sealing:
    """A row's values as they are stored, and back: personal columns are ciphertext."""

    def __init__(self, folded: Folded, ciphers: Ciphers) -> None:
        names = folded.table.columns.keys()
        self._values, self._row, self._ciphers = attrgetter(*names), folded.row, ciphers
        self._personal = [
            (place, encrypted_as(column))
            for place, column in enumerate(folded.table.columns)
            if is_personal(column)
        ]
        self._lists = [
            place
            for place, column in enumerate(folded.table.columns)
            if isinstance(column.type, ARRAY)
        ]
        self._case = names.index("case_id") if self._personal else 0

    def values(self, row: Row, sealed: Sealed) -> Values:
        """Give the columns; what is in `sealed` is not made again, nor encrypted again."""
        if not (self._personal or self._lists):
            return self._values(row)
        if (known := sealed.rows.get(id(row))) is not None:
            return known
        values = list(self._values(row))
        case_id = values[self._case]
        for place, name in self._personal:
            if (text := values[place]) is not None:
                values[place] = self._encrypted(case_id, name, text, sealed.texts)
        for place in self._lists:
            values[place] = list(values[place])
        sealed.rows[id(row)] = values
        return values

    def row(self, stored: Values) -> Row:
        values = list(stored)
        for place, name in self._personal:
            if (data := values[place]) is not None:
                values[place] = self._ciphers.decrypt_value(values[self._case], name, data)
        for place in self._lists:
            values[place] = tuple(values[place])
        return self._row(*values)

    def _encrypted(self, case_id: UUID, name: str, text: str, sealed: Texts) -> bytes | None:
        """Give nothing where the case was erased: its key is gone."""
        asked = (case_id.int, name, text)
        if asked not in sealed:
            try:
                sealed[asked] = self._ciphers.encrypt_value(case_id, name, text)
            except KeyDestroyed:
                sealed[asked] = None
        return sealed[asked]


class TableWriter:
    """One table with its history and its search words, in one schema."""

    def __init__(
        self, folded: Folded, schema: str, ciphers: Ciphers, *, filling: bool = False
    ) -> None:
        def incoming(table: Table) -> Incoming:
            return Incoming(table, schema, filling=filling)

        self._sealing = Sealing(folded, ciphers)
        self._rows = incoming(folded.table)
        self._history = self._words = None
        if folded.history is not None:
            self._history = HistoryWriter(folded, incoming(folded.history), self._sealing)
        if folded.search:
            of_words = incoming(folded.search.table)
            self._words = WordWriter(folded.search, of_words, ciphers, filling=filling)
        self._key, self._filling = folded.key_column, filling

    def load(self, connection: psycopg.Connection, keys: Iterable[Key]) -> dict[Key, Row]:
        """Read the rows of these keys, personal columns in plain text."""
        wanted = list(keys)
        if not wanted:
            return {}
        rows = map(self._sealing.row, self._rows.read(connection, self._key, wanted))
        key = attrgetter(self._key)
        return {key(row): row for row in rows}

    def save(self, connection: psycopg.Connection, work: Working) -> None:
        changed, sealed = work.changed(), Sealed()
        if gone := [key for key, _, now in changed if now is None]:
            self._rows.delete(connection, self._key, gone)
        there = [(before, now) for _, before, now in changed if now is not None]
        if self._filling and (new := [now for before, now in there if before is None]):
            self._rows.append(connection, self._all(new, sealed))
            there = [(before, now) for before, now in there if before is not None]
        if there:
            self._rows.merge(connection, self._all((now for _, now in there), sealed))
        if self._history:
            self._history.save(connection, work, sealed)
        if self._words:
            self._words.save(connection, changed)

    def _all(self, rows: Iterable[Row], sealed: Sealed) -> Iterable[Values]:
        return [self._sealing.values(row, sealed) for row in rows]


class HistoryWriter:
    """Every version of a row, from one position until another."""

    def __init__(self, folded: Folded, incoming: Incoming, sealing: Sealing) -> None:
        names = folded.table.columns.keys()
        place = names.index(folded.key_column)
        self._ordered = itemgetter(*(n for n in range(len(names)) if n != place), place)
        self._key, self._incoming, self._sealing = folded.key_column, incoming, sealing

    def save(self, connection: psycopg.Connection, work: Working, sealed: Sealed) -> None:
        if not work.versions:
            return
        first = {key: position for key, position, _ in reversed(work.versions)}
        ended = [(key, at) for key, at in first.items() if work.before.get(key) is not None]
        if ended:
            self._incoming.end_versions(connection, self._key, ended)
        self._incoming.append(connection, list(self._versions(work, sealed)))

    def _versions(self, work: Working, sealed: Sealed) -> Iterable[Values]:
        until: dict[Key, int] = {}
        for key, position, row in reversed(work.versions):
            if row is not None:
                values = self._ordered(self._sealing.values(row, sealed))
                yield (*values, position, until.get(key, OPEN_END))
            until[key] = position


class WordWriter:
    """The words a row is found by, as tokens that say nothing.

    A build that is filled remembers words until its process ends with it. Who lives long forgets
    them with each page: names of a case that is erased would stay in memory.
    """

    def __init__(
        self, search: Search, incoming: Incoming, ciphers: Ciphers, *, filling: bool
    ) -> None:
        self._incoming, self._words, self._filling = incoming, search.words, filling
        names = search.table.columns.keys()
        self._key, self._of_row = names[1], attrgetter(*names[1:])
        self._blind = lru_cache(maxsize=COMMON)(ciphers.blind)

    def save(
        self,
        connection: psycopg.Connection,
        changed: Iterable[tuple[Key, Row | None, Row | None]],
    ) -> None:
        try:
            self._save(connection, changed)
        finally:
            if not self._filling:
                self._blind.cache_clear()
                beginnings.cache_clear()

    def _save(
        self,
        connection: psycopg.Connection,
        changed: Iterable[tuple[Key, Row | None, Row | None]],
    ) -> None:
        stale: list[Key] = []
        fresh: list[Values] = []
        for key, before, now in changed:
            was, words = self._of(before), self._of(now)
            if words != was:
                stale.extend([key] if was else ())
                fresh.extend((self._blind(word), *self._of_row(now)) for word in words)
        if stale:
            self._incoming.delete(connection, self._key, stale)
        if fresh:
            self._incoming.append(connection, fresh)

    def _of(self, row: Row | None) -> frozenset[str]:
        return self._words(row) if row is not None else frozenset()
