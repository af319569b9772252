"""The API as its clients meet it: a token for each role, a fresh key for each command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar
from uuid import UUID, uuid4

from httpx2 import Response
from pydantic import BaseModel
from starlette.testclient import TestClient

from api.app import create_app
from api.surroundings import Look, Surroundings
from application.ports.clock import Clock
from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.memory import MemoryJournal
from projections.query import Query
from tests.support.scenario import names_a_day

A = TypeVar("A")

NOON = datetime(2020, 5, 11, 10, tzinfo=UTC)
HERE, ELSEWHERE = Municipality(101), Municipality(751)


class UnknownToken(Exception):
    """A token of nobody."""


@dataclass
class NamedTokens:
    """Reads `role/municipality` as a token."""

    def actor(self, token: str) -> Actor:
        role, _, municipality = token.partition("/")
        if role not in set(Role):
            raise UnknownToken("token-broken")
        place = Municipality(int(municipality or HERE))
        return Actor(ActorId(f"{role} 1"), Role(role), place)


@dataclass
class RememberedLooks:
    """An access log in memory; can be made to fail, as a full disk does."""

    looks: list[Look] = field(default_factory=list[Look])
    broken: bool = False

    async def write(self, look: Look) -> None:
        if self.broken:
            raise OSError("no space left")
        self.looks.append(look)

    @property
    def cases(self) -> list[UUID]:
        return [case for look in self.looks for case in look.cases]


async def no_builds() -> Sequence[Mapping[str, object]]:
    return ()


async def healthy() -> Mapping[str, object]:
    return {"status": "ok", "head": 0}


@dataclass(frozen=True)
class Nothing(Generic[A]):
    """What read models answer before anything was folded into them."""

    answer: A
    cases: frozenset[UUID] = frozenset()
    freshness: str = "waiting"


async def empty_read_models(query: Query[A], actor: Actor, at_least: int | None) -> Nothing[A]:
    assert actor.municipality
    assert at_least is None or at_least >= 0
    return Nothing(query.answer([[] for _ in query.statements("nowhere", str.encode)]))


class Api:
    """An API over a journal in memory; `get` and `post` speak as a case worker unless told."""

    def __init__(self, journal: MemoryJournal | None = None, clock: Clock = lambda: NOON) -> None:
        self.journal = journal or MemoryJournal(clock)
        self.looks = RememberedLooks()
        self.around = Surroundings(
            journal=self.journal,
            fetch=empty_read_models,
            position_at=self.position_at,
            instant_at=self.instant_at,
            citizens=self.journal,
            clock=clock,
            tokens=NamedTokens(),
            access_log=self.looks,
            health=healthy,
            builds=no_builds,
            issue=lambda actor, lifetime: f"{actor.role}/{actor.municipality}/{lifetime}",
            refused=UnknownToken,
            unavailable=(ConnectionError, TimeoutError),
        )
        self.http = TestClient(create_app(self.around), client=("127.0.0.1", 50_000))

    async def position_at(self, _: datetime) -> int:
        return 0

    async def instant_at(self, position: int) -> datetime | None:
        known = [one async for page in self.journal.pages() for one in page.recorded]
        return known[:position][-1].envelope.recorded_at if known[:position] else None

    def post(
        self,
        path: str,
        body: BaseModel | Mapping[str, object] | str,
        role: str = Role.CASE_WORKER,
        /,
        **headers: str | None,
    ) -> Response:
        """Send the body; a header given as None is left out."""
        usual = {"idempotency_key": str(uuid4()), "content_type": "application/json"}
        sent = named({"authorization": f"Bearer {role}", **usual, **headers})
        if isinstance(body, BaseModel):
            return impersonal(self.http.post(path, content=body.model_dump_json(), headers=sent))
        if isinstance(body, str):
            return impersonal(self.http.post(path, content=body, headers=sent))
        return impersonal(self.http.post(path, json=body, headers=sent))

    def get(self, path: str, role: str = Role.CASE_WORKER, /, **headers: str | None) -> Response:
        sent = named({"authorization": f"Bearer {role}", **headers})
        return impersonal(self.http.get(path, headers=sent))


def impersonal(answer: Response) -> Response:
    """Let no problem document name a day: it would be somebody's."""
    assert answer.is_success or not names_a_day(answer.text)
    return answer


def named(headers: Mapping[str, str | None]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
