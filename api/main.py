"""The composition root: joins the API to the database, the keys, the clock."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import psycopg

from api.clock import A_MOMENT, SimulatedClock
from api.pace import PER_SECOND, Pace
from api.problems import Problem
from api.surroundings import Surroundings
from application.competences import MAY, Competence
from application.ports.clock import Clock
from application.runs.clockwork import pass_time
from domain.shared.envelope import Actor
from infrastructure.access_log import PostgresAccessLog
from infrastructure.health import (
    builds,
    check_rights,
    health,
    instant_at,
    latest_instant,
    position_at,
)
from infrastructure.log.journal import PostgresJournal, open_journal
from infrastructure.log.personal import PersonalColumns
from infrastructure.office import open_office
from infrastructure.postgres.pools import LOST, Pool, pool_of
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.readmodels.queries import Answered, NotBuilt, Queries, Reader
from infrastructure.tokens import Refused, Tokens, development_key, issue, trusted
from projections.protection import OPERATE, OWN_EMPLOYEE, PROTECTED
from projections.query import Query

A = TypeVar("A")
UNAVAILABLE = (*LOST, Unavailable)
BEGINNING = datetime(1990, 7, 1, tzinfo=UTC)
RIGHTS = frozenset({PROTECTED, OWN_EMPLOYEE})
READERS, LOOKERS = 6, 2  # connections; with the journal's six they stay far below eighty


@dataclass(frozen=True)
class Settings:
    """How an instance is served; everything else stands in the database."""

    data_dir: Path
    environment: Mapping[str, str]
    simulated: bool = False
    issuer: bool = False  # POST /token, on loopback only
    per_second: int = PER_SECOND  # requests of one client; 0: as many as it likes


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def surroundings(database: Database, settings: Settings) -> AsyncGenerator[Surroundings]:
    """Open everything that the endpoints need; raises Unavailable."""
    check_rights(database)
    clock = simulated(database) if settings.simulated else now
    async with (
        open_journal(
            database, settings.data_dir, clock=clock, simulated=settings.simulated or None
        ) as journal,
        pool_of(database, "sdp_app", READERS) as readers,
        pool_of(database, "sdp_app", LOOKERS) as lookers,
        runs_with_time(database, settings, journal, clock),
    ):
        yield Surroundings(
            journal=journal,
            fetch=partial(fetch, Queries(readers, PersonalColumns(journal.keys))),
            position_at=partial(position_at, readers),
            instant_at=partial(instant_at, readers),
            citizens=journal.citizens,
            clock=clock,
            tokens=Tokens(trusted(settings.data_dir, settings.environment)),
            access_log=PostgresAccessLog(lookers),
            health=partial(health_of, readers, journal, clock),
            builds=lambda: asyncio.to_thread(builds, database),
            issue=issuer(settings),
            refused=Refused,
            pace=Pace(settings.per_second),
            unavailable=UNAVAILABLE,
            impossible=(psycopg.DataError,),
        )


async def health_of(readers: Pool, journal: PostgresJournal, clock: Clock) -> Mapping[str, object]:
    full = journal.writer.no_space
    return await health(readers, journal.identity, clock(), no_space=full)


def simulated(database: Database) -> SimulatedClock:
    """Go on where the log ends; an empty one begins before any law that is known here.

    Time is taken up a moment before the last event: a run that was cut off there is due again.
    """
    latest = latest_instant(database)
    return SimulatedClock((latest or BEGINNING) - A_MOMENT, begun=latest is not None)


async def fetch(
    queries: Queries, query: Query[A], actor: Actor, at_least: int | None
) -> Answered[A]:
    """Ask a read model with the rights that the actor's role gives."""
    rights = RIGHTS if Competence.SEE_OWN_EMPLOYEES in MAY[actor.role] else frozenset[str]()
    if getattr(query, "everywhere", False) and Competence.OPERATE in MAY[actor.role]:
        rights |= {OPERATE}
    try:
        return await queries.fetch(query, Reader(actor.municipality, rights), at_least)
    except NotBuilt:
        raise Problem("list-being-made") from None


@asynccontextmanager
async def runs_with_time(
    database: Database, settings: Settings, journal: PostgresJournal, clock: Clock
) -> AsyncGenerator[None]:
    """Let the runs that fall due be carried out when simulated time is moved."""
    if not isinstance(clock, SimulatedClock):
        yield
        return
    async with open_office(database, settings.data_dir, journal, clock) as office:
        clock.pass_time = partial(pass_time, office)
        yield


def issuer(settings: Settings) -> Callable[[Actor, timedelta], str] | None:
    """Give the development issuer where it was asked for and no other issuer is trusted."""
    if not settings.issuer or settings.environment.get("SDP_OIDC_ISSUER"):
        return None
    key = development_key(settings.data_dir)
    return lambda actor, lifetime: issue(actor, lifetime, key)
