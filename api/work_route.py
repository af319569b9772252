"""Errands that are more than one command: how each is entered, read and answered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.body import body_of, read_object
from api.directory import Endpoint
from api.http import JSON, guarded
from api.numbers import check
from api.problems import invalid
from api.reading import actor_of, key_of, purpose_of
from api.surroundings import Surroundings
from application.access import require
from application.competences import Competence
from application.ports.journal import Order
from application.working import OrderOf
from domain.shared.envelope import Actor


class Body(BaseModel):
    """What an errand is asked for with."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Work:
    """What was asked, by whom; `order_of` makes an order of a command to a dossier."""

    actor: Actor
    body: BaseModel
    order_of: OrderOf


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of it; `replayed`: the same was asked before under its key."""

    answer: BaseModel
    replayed: bool
    version: int | None = None  # of the one dossier it was about


Carry = Callable[[Work, Surroundings], Awaitable[Carried]]


@dataclass(frozen=True)
class WorkRoute:
    """An errand of many commands: where it is asked for, by whom, who does it."""

    path: str
    body: type[BaseModel]
    shape: type[BaseModel]
    carry_out: Carry
    competence: Competence = Competence.WORK_ON_TASKS

    @property
    def name(self) -> str:
        return self.body.__name__


def work_endpoint(route: WorkRoute, around: Surroundings) -> Endpoint:
    async def respond(request: Request) -> Response:
        done = await route.carry_out(await read_work(request, route, around), around)
        return Response(done.answer.model_dump_json(), 200, headers(done), JSON)

    return guarded(respond, around)


def headers(done: Carried) -> dict[str, str]:
    return {
        "Sdp-Position": str(getattr(done.answer, "position", 0)),
        **({} if done.version is None else {"ETag": f'"{done.version}"'}),
        **({"Idempotent-Replay": "true"} if done.replayed else {}),
    }


async def read_work(request: Request, route: WorkRoute, around: Surroundings) -> Work:
    actor = actor_of(request, around)
    require(actor, route.competence)
    key, purpose, content = key_of(request), purpose_of(request, actor), await body_of(request)
    command_id = uuid4()
    order = partial(
        Order,
        actor=actor,
        received_at=around.clock(),
        key=key,
        fingerprint=sha256(f"{request.url.path}\n".encode() + content).hexdigest(),
        command_id=command_id,
        correlation=command_id,
        purpose=purpose,
    )
    body = body_in(content, route)
    return Work(actor, body, lambda case_id, command: order(case_id=case_id, command=command))


def body_in(content: bytes, route: WorkRoute) -> BaseModel:
    read_object(content)
    try:
        body = route.body.model_validate_json(content)
    except ValidationError as error:
        raise invalid(error, set(route.body.model_fields)) from None
    check(body)
    return body
