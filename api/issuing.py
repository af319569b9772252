"""`POST /token`: tokens for trying things out, given to this machine only, where it is enabled."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Annotated

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.body import body_of, read_object
from api.directory import Endpoint
from api.http import JSON, guarded
from api.problems import Problem, invalid
from api.surroundings import Surroundings
from domain.shared.envelope import Actor, ActorId, ClientId, Municipality, Role

LONGEST = 12 * 3600  # seconds


class AskForToken(BaseModel):
    """`subject` is a pseudonym, never a CPR number; `seconds` is how long the token is valid.

    `client` is the program that asks, whose idempotency keys are its own; default: the subject.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    municipality: Annotated[int, Field(ge=1, le=999)]
    subject: Annotated[str, Field(min_length=1, max_length=64)]
    client: Annotated[ClientId, Field(min_length=1, max_length=64)] | None = None
    seconds: Annotated[int, Field(ge=1, le=LONGEST)] = 3600


def token_endpoint(around: Surroundings) -> Endpoint:
    async def respond(request: Request) -> Response:
        if around.issue is None or not from_here(request):
            raise Problem("not-found", "tokens are not issued here")
        asked = asked_in(await body_of(request))
        here = Municipality(asked.municipality)
        actor = Actor(ActorId(asked.subject), asked.role, here, asked.client)
        return Response(given(actor, asked, around), media_type=JSON)

    return guarded(respond, around)


def from_here(request: Request) -> bool:
    return request.client is not None and ip_address(request.client.host).is_loopback


def asked_in(body: bytes) -> AskForToken:
    read_object(body)
    try:
        return AskForToken.model_validate_json(body)
    except ValidationError as error:
        raise invalid(error, set(AskForToken.model_fields)) from None


def given(actor: Actor, asked: AskForToken, around: Surroundings) -> bytes:
    if around.issue is None:
        raise Problem("not-found")
    try:
        token = around.issue(actor, timedelta(seconds=asked.seconds))
    except ValueError:
        raise Problem("invalid-command", "subject and client are pseudonyms") from None
    return orjson.dumps({"token": token, "token_type": "Bearer", "expires_in": asked.seconds})
