"""The two that the project is compared with, seeded and ready on a database of their own."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import limits, stock
from bench.ground import Ground

Told = tuple[str, bytes]


@dataclass
class Untouched:
    """Cases that no run has used yet."""

    cases: Iterator[UUID]

    def take(self, count: int) -> list[UUID]:
        taken = list(islice(self.cases, count))
        if len(taken) < count:
            raise RuntimeError("too few cases were seeded")
        return taken


@dataclass
class Raw:
    """The limit: a database with keys, and one connection."""

    url: str
    keys: dict[UUID, AESGCM]
    connection: limits.Connection
    untouched: Untouched = field(init=False)

    def __post_init__(self) -> None:
        self.untouched = Untouched(iter(self.keys))


@dataclass
class Library:
    """The stock library: an application, and what another of the same is made from."""

    environment: dict[str, str]
    app: stock.Dossiers
    cases: list[UUID]
    untouched: Untouched = field(init=False)

    def __post_init__(self) -> None:
        self.untouched = Untouched(iter(self.cases))


@contextmanager
def raw(ground: Ground, events: Sequence[Told], dossiers: int) -> Generator[Raw]:
    with ground.other_database() as url:
        limits.create(url)
        keys = limits.seed(url, [events] * dossiers)
        with limits.connect(url) as connection:
            yield Raw(url, keys, connection)


@contextmanager
def library(ground: Ground, events: Sequence[Told], dossiers: int) -> Generator[Library]:
    with ground.other_database() as url:
        environment = stock.environment(url)
        with stock.Dossiers(environment) as app:
            yield Library(environment, app, stock.seed(app, [events] * dossiers))
