"""The tables of routes are complete: every command has its address, every address its endpoint."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.app import create_app
from api.clock import SimulatedClock
from api.description import description
from api.directory import Node
from api.problems import BY_CODE, KINDS
from api.route import CommandRoute, names_in
from api.routes import COMMANDS, QUERIES, WORK
from api.system_openapi import SYSTEM
from api.trying import NAME as WHAT_IF
from api.views.titles import TITLES
from application.errors import Busy
from domain.dossier.dossier import DossierCommand, DossierEvent
from domain.shared.envelope import Role
from domain.shared.errors import Rejected
from tests.support.client import NOON, Api

EVERY_COMMAND = set(get_args(DossierCommand))


def every(kind: type[Rejected]) -> set[type[Rejected]]:
    return {kind, *(found for below in kind.__subclasses__() for found in every(below))}


def test_every_command_has_one_address() -> None:
    assert sorted(route.name for route in COMMANDS) == sorted(
        command.__name__ for command in EVERY_COMMAND
    )
    assert len({route.path for route in COMMANDS}) == len(COMMANDS)


def test_every_name_is_used_once() -> None:
    names = [route.name for route in (*COMMANDS, *QUERIES, *WORK)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("route", COMMANDS, ids=lambda route: route.name)
def test_ids_in_the_address_are_the_dossier_or_belong_to_the_command(route: CommandRoute) -> None:
    assert set(names_in(route.path)) - {route.dossier} == set(route.from_path)


@pytest.mark.parametrize("refusal", sorted(every(Rejected), key=str))
def test_every_refusal_has_its_status(refusal: type[Rejected]) -> None:
    assert refusal.code in BY_CODE


def test_refusals_of_use_cases_are_among_them() -> None:
    assert Busy in every(Rejected)


def test_problems_are_listed_with_title_and_meaning() -> None:
    listed = Api().get("/problems").json()["problems"]
    assert [one["code"] for one in listed] == [kind.code for kind in KINDS]
    assert len(BY_CODE) == len(KINDS)
    assert all(one["title"] and one["meaning"] and one["status"] >= 400 for one in listed)
    promised = {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 503}
    assert promised <= {one["status"] for one in listed}


def test_the_journal_names_every_event_in_danish() -> None:
    assert set(TITLES) == {kind.__name__ for kind in get_args(DossierEvent)}


def test_the_description_is_openapi_and_names_every_operation() -> None:
    document = Api().get("/openapi.json").json()
    OpenAPIV31SpecValidator(document).validate()
    assert document == description()
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    entries = (*COMMANDS, *QUERIES, *WORK, *SYSTEM)
    assert Counter(names) == Counter((WHAT_IF, *(route.name for route in entries)))
    refusable = [one for one in operations if one["operationId"] not in {"Health", "Problems"}]
    assert all("4" in {status[0] for status in one["responses"]} for one in refusable)


def test_whatever_the_description_refers_to_is_in_it() -> None:
    document = description()
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert named <= set(document["components"]["schemas"])


def test_every_address_is_described() -> None:
    around = Api().around
    entered = {(path, method.lower()) for path, method in addresses(create_app(around).root)}
    pages = {("/docs", "get"), ("/docs.js", "get"), ("/openapi.json", "get")}
    described = {(path, method) for path, one in description()["paths"].items() for method in one}
    assert entered - pages == described


def addresses(node: Node, path: str = "") -> Iterator[tuple[str, str]]:
    yield from ((path, method) for method in node.methods)
    for key, child in node.children.items():
        name = f"{{{child.parameter}}}" if child.parameter else key
        yield from addresses(child, f"{path}/{name}")


@pytest.mark.parametrize(
    ("name", "path", "body"),
    [
        ("Problems", "/problems", None),
        ("TokenIssued", "/token", {"role": "manager", "municipality": 101, "subject": "x 1"}),
        ("ClockMoved", "/clock", {"now": "2030-01-01T00:00:00Z"}),
    ],
)
def test_the_system_answers_in_the_shape_that_is_described(
    name: str, path: str, body: dict[str, object] | None
) -> None:
    api = Api(clock=SimulatedClock(NOON))
    answer = api.get(path) if body is None else api.post(path, body, Role.MACHINE)
    assert answer.status_code == 200, answer.text
    shape = description()["components"]["schemas"][name]
    assert set(answer.json()) == set(shape["properties"]) == set(shape["required"])


def test_the_browsable_page_needs_nothing_from_elsewhere() -> None:
    page, script = Api().get("/docs"), Api().get("/docs.js")
    assert "<title>sygedagpenge" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "http://" not in page.text + script.text
    assert "https://" not in page.text + script.text
