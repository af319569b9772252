"""The addresses of the system itself in the OpenAPI document: as data, like all others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, JsonValue, WithJsonSchema

from api.clock import MoveClock
from api.issuing import AskForToken
from api.openapi import Document, problems, schemas_of
from api.parameters import Instant

BODY_REFUSALS = (400, 413, 415, 429, 500, 503)


class Lag(BaseModel):
    events: int  # that some read model has not seen yet


class Health(BaseModel):
    """Says that the database answers, which log it holds and how far that has come.

    `no-space`: it is read, but the last command was refused, as the disk is full.
    """

    status: Literal["ok", "no-space"]
    log: Literal["real", "simulated"]
    log_id: str
    now: datetime
    head: int
    lag: Lag


class Kind(BaseModel):
    code: str
    status: int
    title: str
    meaning: str


class Problems(BaseModel):
    """Every stable code of a problem document, with what it means."""

    problems: tuple[Kind, ...]


class ClockMoved(BaseModel):
    """Where simulated time stands now, and what the runs that fell due in between did."""

    now: datetime
    position: int
    runs: tuple[dict[str, JsonValue], ...]


class TokenIssued(BaseModel):
    """A bearer token of the development issuer."""

    token: str
    token_type: Literal["Bearer"]
    expires_in: int


class MoveClockBody(MoveClock):
    """Move simulated time forward; a machine may, and only where the log is simulated."""

    now: Annotated[
        Instant,
        WithJsonSchema({"type": "string", "description": "instant with offset, or a Danish day"}),
    ]


@dataclass(frozen=True)
class SystemRoute:
    method: str
    path: str
    name: str
    shape: type[BaseModel]
    body: type[BaseModel] | None = None
    refusals: tuple[int, ...] = ()
    needs_token: bool = False


SYSTEM = (
    SystemRoute("get", "/health", "Health", Health, refusals=(500, 503)),
    SystemRoute("get", "/problems", "Problems", Problems),
    SystemRoute("post", "/token", "IssueToken", TokenIssued, AskForToken, (404, *BODY_REFUSALS)),
    SystemRoute(
        "post",
        "/clock",
        "MoveClock",
        ClockMoved,
        MoveClockBody,
        (401, 403, 404, 409, 422, *BODY_REFUSALS),
        needs_token=True,
    ),
)


def with_system(document: Document) -> Document:
    """Add these addresses and the shapes of what they carry."""
    schemas, definitions = schemas_of(
        [(route.body, "validation") for route in SYSTEM if route.body]
        + [(route.shape, "serialization") for route in SYSTEM]
    )
    paths = dict(document["paths"])
    for route in SYSTEM:
        paths[route.path] = {route.method: operation(route, schemas)}
    components = document["components"]
    shapes = {**components["schemas"], **definitions}
    return {**document, "paths": paths, "components": {**components, "schemas": shapes}}


def operation(route: SystemRoute, schemas: dict[type[BaseModel], Document]) -> Document:
    body = {} if route.body is None else {"requestBody": carried(schemas[route.body])}
    found = {"description": "The answer", **content(schemas[route.shape])}
    return {
        "operationId": route.name,
        "tags": ["system"],
        "description": (route.body or route.shape).__doc__,
        "security": [{"bearer": []}] if route.needs_token else [],
        **body,
        "responses": {"200": found, **problems(route.refusals)},
    }


def carried(schema: Document) -> Document:
    return {"required": True, **content(schema)}


def content(schema: Document) -> Document:
    return {"content": {"application/json": {"schema": schema}}}
