"""Folding a page: rows as they were, as they are, and every version between."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from projections.projection import Folded, Key, Projection, Row


@dataclass(slots=True)
class Working:
    """The rows of one table that a page touches."""

    folded: Folded
    before: dict[Key, Row | None] = field(default_factory=dict[Key, Row | None])
    now: dict[Key, Row | None] = field(default_factory=dict[Key, Row | None])
    versions: list[tuple[Key, int, Row | None]] = field(
        default_factory=list[tuple[Key, int, Row | None]]
    )

    def put(self, key: Key, row: Row | None, position: int) -> None:
        """Let a row that is another one than before be the present one."""
        if self.folded.history is not None:
            self.versions.append((key, position, row))
        self.now[key] = row

    def start(self, found: Mapping[Key, Row]) -> None:
        """Begin with the rows that are there."""
        self.before.update(found)
        self.now.update(found)

    def changed(self) -> list[tuple[Key, Row | None, Row | None]]:
        """List key, row before, row now, of the rows that are not what they were."""
        before = self.before
        return [(k, before.get(k), row) for k, row in self.now.items() if row is not before.get(k)]


def working(projection: Projection) -> tuple[Working, ...]:
    return tuple(Working(folded) for folded in projection.folded)


def keys(projection: Projection, page: Iterable[Recorded]) -> tuple[set[Key], ...]:
    """Find which rows of each table a page is about."""
    steps, found = projection.steps, tuple(set[Key]() for _ in projection.folded)
    for recorded in page:
        event = recorded.event
        if isinstance(event, Erased):
            continue
        for place, key_of, _ in steps.get(type(event), ()):
            found[place].add(key_of(event, recorded.envelope))
    return found


def fold(projection: Projection, work: tuple[Working, ...], recorded: Recorded) -> None:
    """Apply one event to all tables, or to none where a change fails or it was erased."""
    event, envelope = recorded.event, recorded.envelope
    if isinstance(event, Erased):
        return
    changed: list[tuple[Working, Key, Row | None]] = []
    for place, key_of, change in projection.steps.get(type(event), ()):
        key, table = key_of(event, envelope), work[place]
        before = table.now.get(key)
        if (row := change(before, event, envelope)) is not before:
            changed.append((table, key, row))
    for table, key, row in changed:
        table.put(key, row, envelope.position)


def fold_all(projection: Projection, history: Iterable[Recorded]) -> tuple[Working, ...]:
    """Fold a whole history in memory."""
    work = working(projection)
    for recorded in history:
        fold(projection, work, recorded)
    return work
