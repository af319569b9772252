"""The OpenAPI 3.1 document, made from the tables of routes and the models of what they carry."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import trying
from api.problems import KINDS, MEDIA_TYPE
from api.route import CommandRoute, QueryRoute, names_in
from api.views.what_if import WhatIf, WhatIfAsked
from api.work_route import WorkRoute
from application.access import ON_SIGHT

Document = dict[str, Any]
REF = "#/components/schemas/{model}"
COMMAND_REFUSALS = (400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503)
QUERY_REFUSALS = (400, 401, 403, 404, 422, 429, 500, 503)
SIGHT_REFUSALS = (412, 428)


def document(
    commands: Sequence[CommandRoute],
    queries: Sequence[QueryRoute],
    work: Sequence[WorkRoute],
    *,
    version: str,
) -> Document:
    schemas, definitions = schemas_of(
        [(route.command, "validation") for route in commands]
        + [(route.body, "validation") for route in work]
        + [(route.shape, "serialization") for route in (*queries, *work)]
        + [(WhatIfAsked, "validation"), (WhatIf, "serialization")]
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "sygedagpenge", "version": version, "description": __doc__},
        "paths": paths_of(commands, queries, work, (schemas, definitions)),
        "components": {
            "schemas": {**definitions, "Receipt": RECEIPT, "Problem": PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"bearer": []}],
    }


Schemas = dict[Any, Document]


def paths_of(
    commands: Sequence[CommandRoute],
    queries: Sequence[QueryRoute],
    work: Sequence[WorkRoute],
    described: tuple[Schemas, Document],
) -> Document:
    paths: Document = {}
    schemas, definitions = described
    for command in commands:
        paths.setdefault(command.path, {})["post"] = command_operation(command, definitions)
    for errand in work:
        paths.setdefault(errand.path, {})["post"] = work_operation(errand, schemas)
    for query in queries:
        paths.setdefault(query.path, {})["get"] = query_operation(query, schemas)
    paths.setdefault(trying.PATH, {})["post"] = trial_operation(commands)
    return paths


def schemas_of(models: Iterable[tuple[type[BaseModel], Any]]) -> tuple[Schemas, Document]:
    """Give a reference to each model, and the definitions of all that they name."""
    references, definitions = models_json_schema(list(models), ref_template=REF)
    return {model: schema for (model, _), schema in references.items()}, definitions["$defs"]


def command_operation(route: CommandRoute, definitions: Document) -> Document:
    on_sight = route.command in ON_SIGHT
    refusals = COMMAND_REFUSALS + (SIGHT_REFUSALS if on_sight else ())
    headers = [KEY, PURPOSE, *([IF_MATCH] if on_sight else [])]
    return {
        "operationId": route.name,
        "tags": [route.command.__module__.split(".")[1]],
        **({"description": route.command.__doc__} if route.command.__doc__ else {}),
        "parameters": [*map(id_parameter, names_in(route.path)), *headers],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": body(route, definitions)}},
        },
        "responses": {str(route.status): RECORDED, **problems(refusals)},
    }


def work_operation(route: WorkRoute, schemas: Schemas) -> Document:
    asked = {"$ref": REF.format(model=route.name)}
    answer = {
        "description": "Done; a repeat does what was left undone",
        "headers": RECORDED["headers"],
        "content": {"application/json": {"schema": schemas[route.shape]}},
    }
    return {
        "operationId": route.name,
        "tags": [route.path.split("/")[1]],
        **({"description": route.body.__doc__} if route.body.__doc__ else {}),
        "parameters": [KEY, PURPOSE],
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {"200": answer, **problems(COMMAND_REFUSALS)},
    }


def body(route: CommandRoute, definitions: Document) -> Document:
    """Describe the command without the ids that stand in the address."""
    if not route.from_path:
        return {"$ref": REF.format(model=route.name)}
    schema = definitions[route.name]
    properties = {k: v for k, v in schema["properties"].items() if k not in route.from_path}
    needed = [name for name in schema.get("required", []) if name not in route.from_path]
    return {**schema, "properties": properties, "required": needed, "title": f"{route.name}Body"}


def query_operation(route: QueryRoute, schemas: Schemas) -> Document:
    names = names_in(route.path)
    return {
        "operationId": route.name,
        "tags": [route.path.split("/")[1]],
        "parameters": [*map(id_parameter, names), *query_parameters(route), PURPOSE],
        "responses": {
            "200": {
                "description": "The answer",
                "headers": {"Sdp-Freshness": FRESHNESS},
                "content": {
                    "application/json": {"schema": schemas[route.shape]},
                    **({"text/csv": {"schema": TEXT}} if route.csv else {}),
                },
            },
            **problems(QUERY_REFUSALS),
        },
    }


def trial_operation(commands: Sequence[CommandRoute]) -> Document:
    asked = {"$ref": REF.format(model="WhatIfAsked")}
    shown = {"$ref": REF.format(model="WhatIf")}
    names = sorted(trying.tried_commands(tuple(commands)))
    return {
        "operationId": trying.NAME,
        "tags": ["cases"],
        "description": f"Tries one of these, and records nothing: {', '.join(names)}.",
        "parameters": [*map(id_parameter, names_in(trying.PATH)), PURPOSE],
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {
            "200": {
                "description": "What would be recorded, and what it would move",
                "content": {"application/json": {"schema": shown}},
            },
            **problems(COMMAND_REFUSALS),
        },
    }


def query_parameters(route: QueryRoute) -> list[Document]:
    schema = route.parameters.model_json_schema(ref_template=REF)
    return [
        {"name": name, "in": "query", "required": False, "schema": plain(one)}
        for name, one in schema.get("properties", {}).items()
    ]


def plain(schema: Document) -> Document:
    """Say only what a parameter may be: one that is left out is not null."""
    kinds = [one for one in schema.get("anyOf", []) if one.get("type") != "null"]
    return kinds[0] if len(kinds) == 1 else {k: v for k, v in schema.items() if k != "default"}


def problems(statuses: Iterable[int]) -> Document:
    return {str(status): refused(status) for status in statuses}


def refused(status: int) -> Document:
    codes = [kind.code for kind in KINDS if kind.status == status]
    schema = {"$ref": REF.format(model="Problem")}
    return {"description": ", ".join(codes), "content": {MEDIA_TYPE: {"schema": schema}}}


def id_parameter(name: str) -> Document:
    schema = {"type": "string", "format": "uuid"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def header(name: str, schema: Document, *, required: bool, description: str = "") -> Document:
    told = {"description": description} if description else {}
    return {"name": name, "in": "header", "required": required, **told, "schema": schema}


KEY_TEXT = {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$"}
KEY_SCOPE = (
    "Of the token's client (its claim `client`, else its subject), for 90 days; "
    "in another municipality, at another address or with another body it is another request's."
)
KEY = header("Idempotency-Key", KEY_TEXT, required=True, description=KEY_SCOPE)
IF_MATCH = header("If-Match", {"type": "string", "pattern": '^"[0-9]{1,9}"$'}, required=True)
PURPOSES = ["case_work", "report", "run", "complaint", "control", "operations"]
PURPOSE = header("Sdp-Purpose", {"type": "string", "enum": PURPOSES}, required=False)
FRESHNESS = {"schema": {"type": "string", "enum": ["fresh", "waiting", "parked"]}}
INTEGER, TEXT = {"type": "integer"}, {"type": "string"}
ID = {"type": "string", "format": "uuid"}
RECEIPT: Document = {
    "type": "object",
    "description": "What was recorded; `created` lists the streams that began with it.",
    "properties": {
        "position": INTEGER,
        "version": INTEGER,
        "case_id": ID,
        "run_id": ID,
        "municipality_id": ID,
        "task_id": ID,
        "payment_ids": {"type": "array", "items": ID},
        "created": {"type": "array", "items": ID},
        "warnings": {"type": "array", "items": TEXT},
    },
    "required": ["position", "version"],
}
PROBLEM: Document = {
    "type": "object",
    "description": "RFC 9457; `code` is stable and listed at /problems.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": TEXT,
        "status": INTEGER,
        "code": {"type": "string", "enum": [kind.code for kind in KINDS]},
        "detail": TEXT,
    },
    "required": ["type", "title", "status", "code", "detail"],
}
RECORDED: Document = {
    "description": "Recorded, or recorded before under this key",
    "headers": {
        "ETag": {"schema": TEXT},
        "Sdp-Position": {"schema": INTEGER},
        "Idempotent-Replay": {"schema": {"type": "string", "enum": ["true"]}},
    },
    "content": {"application/json": {"schema": {"$ref": REF.format(model="Receipt")}}},
}
