"""A log in memory for runners: a list of what was recorded."""

from collections.abc import Sequence
from uuid import UUID

import psycopg

from application.ports.journal import Page
from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from infrastructure.readmodels.ports import Kinds, Shard


class ListSource:
    """Pages of a list; it may grow while it is read."""

    def __init__(self, recorded: Sequence[Recorded]) -> None:
        self.recorded = list(recorded)
        self.stops_with: Exception | None = None

    def page(
        self,
        connection: psycopg.Connection,
        after: int,
        limit: int,
        shard: Shard | None = None,
        kinds: Kinds | None = None,
    ) -> Page:
        del connection  # the list needs no database
        if self.stops_with:
            raise self.stops_with
        number, of = shard or (0, 1)
        head = self.recorded[-1].envelope.position if self.recorded else 0
        found = [one for one in self.recorded if one.envelope.position > after]
        mine = [one for one in found if one.envelope.case_id.int % of == number]
        if kinds is not None:
            mine = [
                one for one in mine if isinstance(one.event, Erased) or type(one.event) in kinds
            ]
        if len(mine) <= limit:
            return Page(tuple(mine), head, head)
        return Page(tuple(mine[:limit]), mine[limit - 1].envelope.position, head)

    def dossier(
        self, connection: psycopg.Connection, case_id: UUID, until: int
    ) -> Sequence[Recorded]:
        del connection
        return [
            one
            for one in self.recorded
            if one.envelope.case_id == case_id and one.envelope.position <= until
        ]
