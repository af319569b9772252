"""Fills the shards of a build in processes of their own, and tells how far they are."""

import gc
import multiprocessing
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg

from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.own_processes import leave_signals
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.readmodels.ports import Feed, Shard
from infrastructure.readmodels.rebuild import Progress, fill_shard
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
        """Fill all shards at the same time; raises ShardStopped."""
        spawn = multiprocessing.get_context("spawn")
        why, told = spawn.Pipe(duplex=False)
        filled = (self.place, slot.schema)
        working = [
            spawn.Process(target=work, args=(*filled, (number, shards), until, told), daemon=True)
            for number in range(shards)
        ]
        for process in working:
            process.start()
        try:
            self._watch(working, slot, until)
        except ShardStopped as stopped:
            raise (why.recv() if why.poll() else stopped) from None
        finally:
            for process in working:
                process.terminate()

    def _watch(self, working: Sequence[BaseProcess], slot: Slot, until: int) -> None:
        while any(process.is_alive() for process in working):
            self.progress(self._reached(slot), until)
            time.sleep(LOOK)
            if any(process.exitcode for process in working):
                break
        if any(process.exitcode != 0 for process in working):
            raise ShardStopped(slot.schema)
        self.progress(until, until)

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
    gc.set_threshold(*RARELY)
    try:
        fill(place, schema, shard, until)
    except (Unavailable, Running) as known:
        told.send(known)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  (told by its kind: its text may be personal)
        told.send(ShardStopped(f"{schema}: {type(error).__name__}"))
        sys.exit(1)


def fill(place: Place, schema: str, shard: Shard, until: int) -> None:
    with KeyStore(place.data_dir / "keys") as keys, connected(place.database) as connection:
        feed = Feed(LogPages(keys), PersonalColumns(keys), ALL)
        fill_shard(connection, feed, slot_of(schema), shard, until)


def slot_of(schema: str) -> Slot:
    """Find what is built in a schema: `<name>_v<version>`, or that with `_rebuild` behind it."""
    declared = schema.removesuffix("_rebuild")
    return Slot(next(one for one in ALL if one.schema == declared), schema)
