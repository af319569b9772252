"""The worker over a real log: what was appended is read, decrypted, folded, shown and measured."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from application.ports.journal import Decided, Order
from domain.case.commands import AddNote
from domain.dossier.dossier import Fact
from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.log.journal import open_journal
from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.postgres.server import Database
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.rebuild import Plan, rebuild
from infrastructure.readmodels.shards import Place, Processes
from infrastructure.readmodels.status import status
from infrastructure.readmodels.worker import connected, run_worker
from projections.register import ALL
from tests.infrastructure.postgres.programs import PATIENCE, eventually
from tests.support.every_event import life
from tests.support.people import ANNE, BO, Person
from tests.support.readmodels import Readmodels, readmodels

WORKER = Actor(ActorId("berit"), Role.CASE_WORKER, Municipality(101))


async def append(database: Database, folder: Path, *people: Person) -> None:
    """Record the whole lives of people as they are, without deciding over them."""
    async with open_journal(database, folder, clock=lambda: datetime.now(UTC)) as journal:
        for person in people:
            facts = tuple(Fact(stream, event) for stream, event in life(person))
            order = Order(
                case_id=person.case_id,
                command=AddNote(text="all at once"),
                actor=WORKER,
                received_at=datetime.now(UTC),
                key=str(uuid4()),
                fingerprint="as sent",
                command_id=uuid4(),
                correlation=uuid4(),
            )
            await journal.append(order, Decided(facts), 0)


def test_a_worker_follows_the_log(database: Database, tmp_path: Path) -> None:
    count = len(tuple(life(ANNE)))
    with readmodels(database, tmp_path / "unused", ()) as models:
        asyncio.run(append(database, tmp_path, ANNE))
        behind = status(models.connection)
        assert {(one.position, one.head, one.lag_events) for one in behind} == {(0, count, count)}
        assert all(one.lag_seconds > 0 for one in behind)
        stop = Event()
        worker = Thread(target=run_worker, args=(database, tmp_path, stop))
        worker.start()
        try:
            eventually(lambda: not lagging(models), "the worker does not follow")
            asyncio.run(append(database, tmp_path, BO))
            eventually(lambda: not lagging(models), "the worker does not follow")
            eventually(lambda: blocks(models), "nothing is sealed")
            entries = models.rows()["case_file_v1.entry"]
            assert len(entries) == count + len(tuple(life(BO)))
            rebuilt_in_processes_beside_the_worker(database, tmp_path)
        finally:
            stop.set()
            worker.join(PATIENCE)
        assert not worker.is_alive()


def rebuilt_in_processes_beside_the_worker(database: Database, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    with KeyStore(folder / "keys") as keys, connected(database) as connection:
        feed = Feed(LogPages(keys), PersonalColumns(keys), ALL)
        filling = Processes(
            Place(database, folder), connection, lambda done, wanted: told.append((done, wanted))
        )
        done = rebuild(connection, feed, ALL[0], Plan(filling.fill, 2))
    assert done.same
    assert done.compared
    assert all(one.rows for one in done.compared if one.table != "protected_case")
    assert told[-1][0] == told[-1][1] > 0


def lagging(models: Readmodels) -> bool:
    found = status(models.connection)
    return any(one.lag_events or one.lag_seconds or not one.head for one in found)


def blocks(models: Readmodels) -> int:
    row = models.connection.execute("SELECT count(*) FROM sdp_log.block").fetchone()
    return row[0] if row else 0
