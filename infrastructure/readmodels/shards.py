"""Fills the shards of a build at the same time, and tells how far they are.

The first is filled here, each other one in a process of its own.
"""

import gc
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg

from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.own_processes import leave_signals, quick_to_start
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.readmodels.ports import Feed, Shard
from infrastructure.readmodels.rebuild import Progress, filling
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.versions import Running
from infrastructure.readmodels.worker import connected
from projections.register import ALL

RARELY = (200_000, 20, 100)  # garbage collection: pages are large, and nothing in them is a cycle
LOOK = 0.2  # seconds between two looks at the shards


class ShardStopped(Exception):
    """A shard's process ended before it was done, and why; what it wrote is kept."""


@dataclass(frozen=True)
class Place:
    """Where a process finds log and keys."""

    database: Database
    data_dir: Path


@dataclass(frozen=True)
class Processes:
    """`connection` is only for looking at how far the shards are."""

    place: Place
    connection: psycopg.Connection
    progress: Progress

    def fill(self, slot: Slot, shards: int, until: int) -> None:
        """Fill all shards at the same time; raises ShardStopped, Running and Unavailable."""
        with self._others(slot, shards, until) as others, rarely_collecting():
            try:
                for _ in filled(self.place, slot.schema, (0, shards), until):
                    self._look(others, slot, until)
            except Exception as error:
                raise said(error, slot.schema) from error
            while alive := [one.sentinel for one in others if one.is_alive()]:
                wait(alive, LOOK)
                self._look(others, slot, until)
            self._look(others, slot, until)
        self.progress(until, until)

    @contextmanager
    def _others(self, slot: Slot, shards: int, until: int) -> Generator[Sequence[BaseProcess]]:
        """Start a process for each shard but the first; one that fails says why."""
        if shards == 1:
            yield ()
            return
        context = quick_to_start(__name__)
        why, told = context.Pipe(duplex=False)
        others = [
            context.Process(
                target=work, args=(self.place, slot.schema, shard, until, told), daemon=True
            )
            for shard in ((number, shards) for number in range(1, shards))
        ]
        for process in others:
            process.start()
        try:
            yield others
        except ShardStopped as stopped:
            raise (why.recv() if why.poll() else stopped) from None
        finally:
            for process in others:
                process.terminate()

    def _look(self, others: Sequence[BaseProcess], slot: Slot, until: int) -> None:
        """Tell how far all are; raises ShardStopped where one has ended before it was done."""
        if any(process.exitcode for process in others):
            raise ShardStopped(slot.schema)
        self.progress(self._reached(slot), until)

    def _reached(self, slot: Slot) -> int:
        """Give the events that are done: each shard has scanned the log up to its checkpoint."""
        row = self.connection.execute(
            "SELECT avg(position)::bigint FROM readmodels.checkpoint WHERE schema = %s",
            (slot.schema,),
        ).fetchone()
        return row[0] if row else 0


def work(
    place: Place, schema: str, shard: Shard, until: int, told: "Connection[Exception, object]"
) -> None:
    """Fill one shard; the whole life of a process, which leaves few cycles to be collected."""
    leave_signals()
    try:
        with rarely_collecting():
            for _ in filled(place, schema, shard, until):
                pass
    except Exception as error:  # noqa: BLE001  (told by its kind: its text may be personal)
        told.send(said(error, schema))
        sys.exit(1)


def said(error: Exception, schema: str) -> Exception:
    """Say what is known as it is, and anything else by its kind: its text may be personal."""
    if isinstance(error, Unavailable | Running | ShardStopped):
        return error
    return ShardStopped(f"{schema}: {type(error).__name__}")


def filled(place: Place, schema: str, shard: Shard, until: int) -> Iterator[int]:
    """Fill one shard, and give each position that is reached."""
    with KeyStore(place.data_dir / "keys") as keys, connected(place.database) as connection:
        feed = Feed(LogPages(keys), PersonalColumns(keys), ALL)
        yield from filling(connection, feed, slot_of(schema), shard, until)


@contextmanager
def rarely_collecting() -> Generator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def slot_of(schema: str) -> Slot:
    """Find what is built in a schema: `<name>_v<version>`, or that with `_rebuild` behind it."""
    declared = schema.removesuffix("_rebuild")
    return Slot(next(one for one in ALL if one.schema == declared), schema)
