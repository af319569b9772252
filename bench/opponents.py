"""The two that the project is compared with, seeded and ready on a database of their own."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import limits, stock
from bench.ground import Ground
from bench.untouched import Untouched

Told = tuple[str, bytes]


@dataclass
class Raw:
    """The limit: a database with keys, and one connection."""

    url: str
    keys: dict[UUID, AESGCM]
    connection: limits.Connection
    untouched: Untouched[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.untouched = Untouched(iter(self.keys))


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
        keys = limits.seed(url, [events] * dossiers)
        with limits.connect(url) as connection:
            yield Raw(url, keys, connection)


@contextmanager
def library(ground: Ground, events: Sequence[Told], dossiers: int) -> Generator[Library]:
    with ground.other_database() as database:
        environment = stock.environment(database.url("owner"))
        with stock.Dossiers(environment) as app:
            yield Library(environment, app, stock.seed(app, [events] * dossiers))
