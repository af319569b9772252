"""The two that the project is compared with, seeded and ready on a database of their own."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import limits, stock
from bench.ground import Ground
from bench.untouched import Untouched
from infrastructure.postgres.server import Database

Told = tuple[str, bytes]


@dataclass
class Raw:
    """The limit: a database with keys, and one connection."""

    database: Database
    secrets: dict[UUID, bytes]
    connection: limits.Connection
    untouched: Untouched[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.untouched = Untouched(iter(self.secrets))

    @cached_property
    def keys(self) -> dict[UUID, AESGCM]:
        return {case_id: AESGCM(key) for case_id, key in self.secrets.items()}

    @property
    def url(self) -> str:
        return self.database.url("owner")


@dataclass
class Library:
    """The stock library: an application, and what another of the same is made from."""

    environment: dict[str, str]
    app: stock.Dossiers
    cases: list[UUID]
    untouched: Untouched[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.untouched = Untouched(iter(self.cases))


@contextmanager
def raw(ground: Ground, events: Sequence[Told], dossiers: int) -> Generator[Raw]:
    with ground.other_database() as database:
        url = database.url("owner")
        limits.create(url)
        secrets = limits.seed(url, [events] * dossiers)
        with limits.connect(url) as connection:
            yield Raw(database, secrets, connection)


@contextmanager
def stock_library(ground: Ground, events: Sequence[Told], dossiers: int) -> Generator[Library]:
    with ground.other_database() as database:
        environment = stock.environment(database.url("owner"))
        with stock.Dossiers(environment) as app:
            yield Library(environment, app, stock.seed(app, [events] * dossiers))
