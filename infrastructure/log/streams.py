"""Remembers which stream versions a dossier had at a version that was just loaded."""

from collections import OrderedDict
from collections.abc import Iterable
from uuid import UUID

from infrastructure.log.batch import Streams
from infrastructure.log.rows import DOSSIER_VERSION, STREAM, VERSION, Row

REMEMBERED = 50_000  # dossiers
NEW: tuple[int, Streams] = (0, {})


class StreamVersions:
    """True for ever once known: the log is only added to."""

    def __init__(self) -> None:
        self._known = OrderedDict[UUID, tuple[int, Streams]]()

    def learn(self, case_id: UUID, rows: Iterable[Row]) -> int:
        """Keep the stream versions of a whole dossier; give its version."""
        last = {row[STREAM].int: row for row in rows}  # numbers are compared faster than UUIDs
        streams = {row[STREAM]: row[VERSION] for row in last.values()}
        version = max((row[DOSSIER_VERSION] for row in last.values()), default=0)
        self.keep(case_id, version, streams)
        return version

    def at(self, case_id: UUID, version: int) -> Streams | None:
        """Give the streams of the dossier at a version; none when it is not remembered."""
        known = self._known.get(case_id, NEW)
        return known[1] if known[0] == version else {} if version == 0 else None

    def keep(self, case_id: UUID, version: int, streams: Streams) -> None:
        """Keep what was loaded, or what an append of ours made of it."""
        self._known[case_id] = version, streams
        self._known.move_to_end(case_id)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
