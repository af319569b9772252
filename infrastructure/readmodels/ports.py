"""What the runner needs from the log and from the keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import psycopg

from application.ports.journal import Page
from domain.dossier.dossier import Recorded
from infrastructure.log.reading import Kinds
from projections.projection import Projection

Shard = tuple[int, int]  # number, of how many


class Source(Protocol):
    def page(
        self,
        connection: psycopg.Connection,
        after: int,
        limit: int,
        shard: Shard | None = None,
        kinds: Kinds | None = None,
    ) -> Page:
        """Read up to `limit` events after a position; those of one shard, of some kinds."""
        ...

    def dossier(
        self, connection: psycopg.Connection, case_id: UUID, until: int
    ) -> Sequence[Recorded]:
        """Read the events of one case, up to a position."""
        ...


class Ciphers(Protocol):
    """Personal columns: ciphertext under the key of the case, and a blind index of words."""

    def have_at_hand(self, cases: Iterable[UUID], /) -> None:
        """Get the keys of many cases at once, which one by one takes longer."""
        ...

    def encrypt_value(self, case_id: UUID, column: str, text: str, /) -> bytes: ...

    def decrypt_value(self, case_id: UUID, column: str, stored: bytes, /) -> str | None: ...

    def blind(self, value: str, /) -> bytes: ...


@dataclass(frozen=True)
class Feed:
    """What read models are made from."""

    source: Source
    ciphers: Ciphers
    projections: Sequence[Projection]
