"""Reads a request as an order, and believes nothing in it but the token."""

import re
from hashlib import sha256
from uuid import UUID, uuid4

from pydantic import ValidationError
from starlette.requests import Request

from api.body import body_of, read_object, with_members
from api.days import check_days
from api.numbers import Warnings, check
from api.problems import Problem, invalid
from api.route import CommandRoute
from api.surroundings import Surroundings
from application.access import ON_SIGHT, PEOPLE, require_for
from application.ports.journal import Order
from domain.dossier.dossier import DossierCommand
from domain.municipality.states import municipality_id
from domain.run.commands import PrepareRun
from domain.run.states import run_id
from domain.shared.envelope import Actor, CaseId, Purpose, Role

KEY = re.compile(r"[\x21-\x7e]{1,200}")
ETAG = re.compile(r'"([0-9]{1,9})"')
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")
TRACE_PARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
OUTSIDE = {Role.NEMREFUSION, Role.CITIZEN_SERVICE, Role.JOB_CENTRE}


async def read(
    request: Request, route: CommandRoute, around: Surroundings
) -> tuple[Order, Warnings]:
    """Read who may ask, then where and on what sight, and what is asked last."""
    actor = actor_of(request, around)
    require_for(actor, route.command)
    ids = {name: id_in(text) for name, text in request.path_params.items()}
    key = key_of(request)
    seen = version_seen(request, needed=route.command in ON_SIGHT and actor.role in PEOPLE)
    body = await body_of(request)
    command = command_in(body, route, ids)
    command_id = uuid4()
    order = Order(
        actor=actor,
        case_id=dossier_of(route, ids, actor, command),
        key=key,
        expected_version=seen,
        command=command,
        fingerprint=sha256(f"{request.url.path}\n".encode() + body).hexdigest(),
        received_at=around.clock(),
        command_id=command_id,
        correlation=command_id,
        purpose=purpose_of(request, actor),
        trace_parent=trace_parent(request),
    )
    return order, check(command)


def dossier_of(
    route: CommandRoute, ids: dict[str, UUID], actor: Actor, command: DossierCommand
) -> CaseId:
    """Give the dossier that the address names; a municipality's own, a day's run, or a new one."""
    if route.dossier == "municipality_id":
        return municipality_id(actor.municipality)
    if isinstance(command, PrepareRun):
        return CaseId(run_id(actor.municipality, command.prepared_on, command.kind))
    return CaseId(ids[route.dossier] if route.dossier in ids else uuid4())


def actor_of(request: Request, around: Surroundings) -> Actor:
    """Believe the token, and keep its subject from asking too often."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem("not-authenticated")
    try:
        actor = around.tokens.actor(token)
    except around.refused as error:
        raise Problem(str(error)) from None
    around.pace.keep(actor.id)
    return actor


def id_in(text: str) -> UUID:
    if not UUID_TEXT.fullmatch(text):
        raise Problem("malformed-id")
    return UUID(text)


def key_of(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not key:
        raise Problem("idempotency-key-missing")
    if not KEY.fullmatch(key):
        raise Problem(
            "invalid-header", "the key has 1 to 200 plain characters", header="Idempotency-Key"
        )
    return key


def version_seen(request: Request, *, needed: bool) -> int | None:
    """Read If-Match; what is not one of our ETags matches no version."""
    seen = request.headers.get("if-match", "")
    if not seen and needed:
        raise Problem("if-match-missing")
    if not seen:
        return None
    etag = ETAG.fullmatch(seen)
    return int(etag[1]) if etag else -1


def purpose_of(request: Request, actor: Actor) -> Purpose:
    """Read why, a closed code; what comes from outside is a report unless it says otherwise."""
    said = request.headers.get("sdp-purpose")
    if said is None:
        return usual_purpose(actor.role)
    try:
        return Purpose(said)
    except ValueError:
        raise Problem("invalid-header", "no such purpose", header="Sdp-Purpose") from None


def usual_purpose(role: Role) -> Purpose:
    if role in OUTSIDE:
        return Purpose.REPORT
    return Purpose.RUN if role is Role.MACHINE else Purpose.CASE_WORK


def trace_parent(request: Request) -> str | None:
    """Pass a W3C trace parent on; a broken one is nobody's fault but is not kept."""
    said = request.headers.get("traceparent", "")
    return said if TRACE_PARENT.fullmatch(said) else None


def command_in(body: bytes, route: CommandRoute, ids: dict[str, UUID]) -> DossierCommand:
    """Make the command of the body and of those ids of the address that belong to it."""
    members = {name: str(ids[name]) for name in route.from_path}
    document = read_object(body)
    if members.keys() & document.keys():
        raise Problem("invalid-command", "an id of the address is not repeated in the body")
    try:
        command = route.command.model_validate_json(with_members(body, members))
    except ValidationError as error:
        raise invalid(error, set(route.command.model_fields)) from None
    check_days(command, document)
    return command
