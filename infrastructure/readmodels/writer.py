"""Reads and writes the rows of one table of a read model, many at a time."""

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from uuid import UUID

import psycopg
from sqlalchemy import ARRAY

from infrastructure.log.keys import KeyDestroyed
from infrastructure.readmodels.incoming import Incoming, Values
from infrastructure.readmodels.ports import Ciphers
from projections.columns import OPEN_END, encrypted_as, is_personal
from projections.folding import Working
from projections.projection import Folded, Key, Row, Search

COMMON = 50_000  # words whose tokens are remembered: beginnings of names come again and again


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

    def values(self, row: Row) -> Values:
        if not (self._personal or self._lists):
            return self._values(row)
        values = list(self._values(row))
        case_id = values[self._case]
        for place, name in self._personal:
            if (text := values[place]) is not None:
                values[place] = self._encrypted(case_id, name, text)
        for place in self._lists:
            values[place] = list(values[place])
        return values

    def row(self, stored: Values) -> Row:
        values = list(stored)
        for place, name in self._personal:
            if (data := values[place]) is not None:
                values[place] = self._ciphers.decrypt_value(values[self._case], name, data)
        for place in self._lists:
            values[place] = tuple(values[place])
        return self._row(*values)

    def _encrypted(self, case_id: UUID, name: str, text: str) -> bytes | None:
        """Give nothing where the case was erased: its key is gone."""
        try:
            return self._ciphers.encrypt_value(case_id, name, text)
        except KeyDestroyed:
            return None


class TableWriter:
    """One table with its history and its search words, in one schema."""

    def __init__(self, folded: Folded, schema: str, ciphers: Ciphers) -> None:
        self._sealing = Sealing(folded, ciphers)
        self._rows = Incoming(folded.table, schema)
        self._history = HistoryWriter(folded, schema, self._sealing)
        self._words = folded.search and WordWriter(folded.search, schema, ciphers)
        self._key = folded.key_column

    def load(self, connection: psycopg.Connection, keys: Iterable[Key]) -> dict[Key, Row]:
        """Read the rows of these keys, personal columns in plain text."""
        wanted = list(keys)
        if not wanted:
            return {}
        rows = map(self._sealing.row, self._rows.read(connection, self._key, wanted))
        key = attrgetter(self._key)
        return {key(row): row for row in rows}

    def save(self, connection: psycopg.Connection, work: Working) -> None:
        changed = work.changed()
        if gone := [key for key, _, now in changed if now is None]:
            self._rows.delete(connection, self._key, gone)
        if rows := [self._sealing.values(now) for _, _, now in changed if now is not None]:
            self._rows.merge(connection, rows)
        self._history.save(connection, work)
        if self._words:
            self._words.save(connection, changed)


class HistoryWriter:
    """Every version of a row, from one position until another."""

    def __init__(self, folded: Folded, schema: str, sealing: Sealing) -> None:
        self._incoming = None if folded.history is None else Incoming(folded.history, schema)
        names = folded.table.columns.keys()
        place = names.index(folded.key_column)
        self._order = [*(n for n in range(len(names)) if n != place), place]
        self._key, self._sealing = folded.key_column, sealing

    def save(self, connection: psycopg.Connection, work: Working) -> None:
        if not self._incoming or not work.versions:
            return
        first = {key: position for key, position, _ in reversed(work.versions)}
        ended = [(key, at) for key, at in first.items() if work.before.get(key) is not None]
        if ended:
            self._incoming.end_versions(connection, self._key, ended)
        self._incoming.append(connection, list(self._versions(work)))

    def _versions(self, work: Working) -> Iterable[Values]:
        until: dict[Key, int] = {}
        for key, position, row in reversed(work.versions):
            if row is not None:
                values = self._sealing.values(row)
                ordered = [values[place] for place in self._order]
                yield (*ordered, position, until.get(key, OPEN_END))
            until[key] = position


class WordWriter:
    """The words a row is found by, as tokens that say nothing."""

    def __init__(self, search: Search, schema: str, ciphers: Ciphers) -> None:
        self._incoming, self._words = Incoming(search.table, schema), search.words
        names = search.table.columns.keys()
        self._key, self._of_row = names[1], attrgetter(*names[1:])
        self._blind = lru_cache(maxsize=COMMON)(ciphers.blind)

    def save(
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
