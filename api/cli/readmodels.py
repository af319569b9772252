"""What the commands on read models share: an open database, names, the bar of progress."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from api.cli.output import SURROUNDINGS, WRONG_INPUT, Failure, progress
from infrastructure.log.keys_of import keys_of
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.migrations import migrate
from infrastructure.postgres.server import open_database
from infrastructure.readmodels import versions
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.rebuild import Outdated, Plan, Rebuilt, rebuild
from infrastructure.readmodels.shards import Place, Processes, ShardStopped
from infrastructure.readmodels.verify import NotInStep
from infrastructure.readmodels.versions import NoSuchVersion, Running
from infrastructure.readmodels.worker import connected
from projections.projection import Projection
from projections.register import ALL

CODES: Mapping[type[Exception], str] = {
    NoSuchVersion: "no-such-version",
    Running: "already-running",
    ShardStopped: "rebuild-stopped",
    NotInStep: "not-in-step",
    Outdated: "other-definitions",
}


@dataclass(frozen=True)
class Session:
    """An open database, as the owner of the read models."""

    place: Place
    connection: psycopg.Connection
    feed: Feed


@contextmanager
def session(data_dir: Path) -> Generator[Session]:
    """Open everything; what goes wrong inside becomes one line."""
    with open_database(data_dir) as database:
        migrate(database)
        with (
            keys_of(database, data_dir / "keys") as keys,
            connected(database) as connection,
            told(),
        ):
            versions.prepare(connection, ALL)
            feed = Feed(LogPages(keys), PersonalColumns(keys), ALL)
            yield Session(Place(database, data_dir), connection, feed)


@contextmanager
def told() -> Generator[None]:
    try:
        yield
    except tuple(CODES) as error:
        asked_wrongly = isinstance(error, NoSuchVersion)
        exit_code = WRONG_INPUT if asked_wrongly else SURROUNDINGS
        raise Failure(CODES[type(error)], str(error), exit_code) from error


def chosen(name: str) -> Projection:
    """Find the newest version of a read model."""
    found = [projection for projection in ALL if projection.name == name]
    if not found:
        known = ", ".join(sorted({projection.name for projection in ALL}))
        raise Failure("unknown-projection", f"{name} is none of {known}")
    return max(found, key=lambda projection: projection.version)


def every(name: str | None, *, all_of_them: bool) -> Sequence[Projection]:
    if all_of_them == (name is not None):
        raise Failure("usage", "name one read model, or say --all")
    return [chosen(name)] if name else ALL


def rebuild_with_bar(
    open_session: Session, projection: Projection, shards: int, *, show: bool
) -> Rebuilt:
    """Rebuild in processes, and say on stderr how far they are."""
    with bar(f"{projection.name} v{projection.version}") as reached:
        filling = Processes(open_session.place, open_session.connection, reached)
        plan = Plan(filling.fill, shards, show)
        return rebuild(open_session.connection, open_session.feed, projection, plan)


@contextmanager
def bar(name: str) -> Generator[Callable[[int, int], None]]:
    """Draw a bar; give what moves it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=progress) as shown:
        task = shown.add_task(name, total=None)
        yield lambda done, wanted: shown.update(task, completed=done, total=wanted)
