"""POST /cases/{case_id}/what-if: any command of a case tried, nothing recorded but the look."""

import json
from collections.abc import Mapping
from uuid import uuid4

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.body import body_of, read_object
from api.directory import Endpoint
from api.http import JSON, guarded
from api.problems import Problem, invalid
from api.reading import actor_of, id_in, purpose_of
from api.route import CommandRoute
from api.surroundings import Look, Surroundings
from api.views.what_if import WhatIfAsked, what_if
from application.access import require_to_see
from application.ports.journal import Order
from application.trying import try_out
from domain.case.commands import ReportAbsence
from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import CaseId

NAME, PATH = "WhatIf", "/cases/{case_id}/what-if"
Tried = Mapping[str, type[DossierCommand]]


def tried_commands(routes: tuple[CommandRoute, ...]) -> Tried:
    """Every command of a case that exists can be tried; ids of its own stand in the body."""
    of_a_case = (one for one in routes if one.dossier == "case_id")
    return {one.name: one.command for one in of_a_case if one.command is not ReportAbsence}


def what_if_endpoint(commands: Tried, around: Surroundings) -> Endpoint:
    async def respond(request: Request) -> Response:
        order = await order_in(request, commands, around)
        trial = await try_out(order, around.journal, around.citizens)
        shown = what_if(order.case_id, type(order.command).__name__, trial)
        look = Look(order.actor, order.purpose, NAME, (order.case_id,), around.clock())
        await around.access_log.write(look)
        headers = {"ETag": f'"{trial.version}"', "Sdp-Freshness": "fresh"}
        return Response(shown.model_dump_json(), 200, headers, JSON)

    return guarded(respond, around)


async def order_in(request: Request, commands: Tried, around: Surroundings) -> Order:
    """Read who asks, of which case, and what is tried; no key, for nothing is recorded."""
    actor = actor_of(request, around)
    require_to_see(actor, NAME)
    case_id = CaseId(id_in(request.path_params["case_id"]))
    purpose, trial = purpose_of(request, actor), uuid4()
    return Order(
        case_id=case_id,
        command=command_in(await body_of(request), commands),
        actor=actor,
        received_at=around.clock(),
        key=f"what-if/{trial}",
        fingerprint="",
        command_id=trial,
        correlation=trial,
        purpose=purpose,
    )


def command_in(body: bytes, commands: Tried) -> DossierCommand:
    read_object(body)
    try:
        asked = WhatIfAsked.model_validate_json(body)
    except ValidationError as error:
        raise invalid(error, set(WhatIfAsked.model_fields)) from None
    kind = commands.get(asked.command)
    if kind is None:
        raise Problem("invalid-command", "no such command of a case")
    try:
        return kind.model_validate_json(json.dumps(asked.body))
    except ValidationError as error:
        raise invalid(error, set(kind.model_fields)) from None
