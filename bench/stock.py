"""The eventsourcing library as it comes out of the box, doing the same work as the project.

Default JSON transcoder, its own AES cipher, PostgresApplicationRecorder in its default mode,
Repository, and ProjectionRunner with a view that has one row for each task. Bodies are plain
dictionaries, which spares it the conversions that the project does.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import orjson
from eventsourcing.application import Application
from eventsourcing.cryptography import AESCipher
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

Body = dict[str, Any]
Told = tuple[str, bytes]  # the name of an event and its JSON
A_SAVE = 100  # events
PATIENCE = 600.0  # seconds to wait for a projection


class Dossier(Aggregate):
    """One stream: what was told, and each task's last word, as the raw program folds it."""

    def __init__(self) -> None:
        self.told: dict[str, Body] = {}
        self.tasks: dict[str, str] = {}

    class Told(Aggregate.Event):
        """Something about the case."""

        name: str
        body: Body

    class TaskTold(Aggregate.Event):
        """Something about one of its tasks."""

        task_id: str
        name: str
        body: Body

    @event(Told)
    def tell(self, name: str, body: Body) -> None:
        self.told[name] = body

    @event(TaskTold)
    def tell_of_task(self, task_id: str, name: str, body: Body) -> None:
        self.tasks[task_id] = name
        self.told[name] = body


class Dossiers(Application[UUID]):
    name = "dossiers"

    def begin(self, events: Sequence[Told]) -> UUID:
        """Write a dossier; a hundred events a save, since one of 2,000 never came back."""
        dossier = Dossier()
        for count, (name, body) in enumerate(events, 1):
            told(dossier, name, orjson.loads(body))
            if count % A_SAVE == 0 or count == len(events):
                self.save(dossier)
        return dossier.id

    def command(self, case_id: UUID, name: str, body: bytes) -> None:
        """Load the dossier, decide (nothing), append one event."""
        dossier: Dossier = self.repository.get(case_id)
        told(dossier, name, orjson.loads(body))
        self.save(dossier)


def told(dossier: Dossier, name: str, body: Body) -> None:
    if name.startswith("Task"):
        dossier.tell_of_task(task_id=str(uuid4()), name=name, body=body)
    else:
        dossier.tell(name=name, body=body)


class TaskView(PostgresTrackingRecorder):
    """A row for each task, written in one transaction with the position."""

    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:  # noqa: ANN401  (theirs)
        super().__init__(datastore, **kwargs)
        self.sql_create_statements.append(
            SQL(
                "CREATE TABLE IF NOT EXISTS {}.task (task_id text PRIMARY KEY, case_id uuid,"
                " type text, due_on text, state text)"
            ).format(Identifier(self.datastore.schema))
        )

    def put(self, case_id: UUID, task: Dossier.TaskTold, tracking: Tracking) -> None:
        row = (task.task_id, case_id, task.body.get("type"), task.body.get("due_on"), task.name)
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(
                "INSERT INTO task VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (task_id) DO UPDATE SET state = excluded.state",
                row,
                prepare=True,
            )


class TaskQueue(Projection[TaskView]):
    name = "tasks"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:  # noqa: ANN401  (theirs)
        if isinstance(domain_event, Dossier.TaskTold):
            self.view.put(domain_event.originator_id, domain_event, tracking)
        else:
            self.view.insert_tracking(tracking)


def environment(url: str) -> dict[str, str]:
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts["dbname"],
        "POSTGRES_HOST": parts.get("host", ""),
        "POSTGRES_PORT": parts.get("port", "5432"),
        "POSTGRES_USER": parts["user"],
        "POSTGRES_PASSWORD": parts.get("password", ""),
        "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher",
        "CIPHER_KEY": AESCipher.create_key(32),
    }


def seed(app: Dossiers, dossiers: Iterable[Sequence[Told]]) -> list[UUID]:
    return [app.begin(events) for events in dossiers]


def threads(app: Dossiers, case_ids: Sequence[UUID], told: Told, count: int) -> None:
    """Send the same command to each dossier from several threads: the library has no async."""
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(app.command, case_id, *told) for case_id in case_ids]:
            done.result()


def project(env: dict[str, str], head: int | None) -> None:
    """Build the view from the first event to `head`."""
    with ProjectionRunner(
        application_class=Dossiers, projection_class=TaskQueue, view_class=TaskView, env=env
    ) as runner:
        runner.wait(head, timeout=PATIENCE)


def forget(app: Dossiers) -> None:
    """Empty the view, so that it is built from nothing again."""
    recorder: Any = app.recorder
    with recorder.datastore.transaction(commit=True) as cursor:
        cursor.execute("DROP TABLE IF EXISTS task, tasks_tracking")
