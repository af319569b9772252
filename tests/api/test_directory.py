"""Addresses lead to their endpoint, or to a problem."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.directory import Directory
from api.problems import Problem


async def there(request: Request) -> Response:
    return Response(str(request.path_params))


async def found(method: str, path: str) -> str:
    directory = Directory()
    for known in ("/cases", "/cases/{case_id}", "/cases/{case_id}/tasks/{task_id}/solution"):
        directory.enter("POST", known, there)
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": []}
    answer = await directory.find(scope)(Request(scope))
    return bytes(answer.body).decode()


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/cases", "{}"),
        ("/cases/", "{}"),
        ("/cases/7", "{'case_id': '7'}"),
        ("/cases/{}", "{'case_id': '{}'}"),
        ("/cases/7/tasks/8/solution", "{'case_id': '7', 'task_id': '8'}"),
    ],
)
def test_segments_lead_to_the_endpoint(path: str, values: str) -> None:
    assert asyncio.run(found("POST", path)) == values


@pytest.mark.parametrize("path", ["/", "/nowhere", "/cases/7/tasks", "/cases/7/8", "//cases/7/x"])
def test_where_nothing_is_nothing_is_found(path: str) -> None:
    with pytest.raises(Problem) as refused:
        asyncio.run(found("POST", path))
    assert refused.value.code == "not-found"


def test_another_method_is_told_which_ones_there_are() -> None:
    with pytest.raises(Problem) as refused:
        asyncio.run(found("DELETE", "/cases"))
    assert (refused.value.code, refused.value.more) == ("method-not-allowed", {"allow": "POST"})
