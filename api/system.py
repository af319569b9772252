"""Addresses without personal data: health, problems, description, the page that shows it."""

from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.description import description
from api.directory import Directory, Endpoint
from api.http import guarded
from api.problems import listed
from api.surroundings import Surroundings

HERE = Path(__file__).parent
POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'"
PAGES = (
    ("/docs", "docs.html", "text/html; charset=utf-8"),
    ("/docs.js", "docs.js", "text/javascript; charset=utf-8"),
)


def enter_system(directory: Directory, around: Surroundings) -> None:
    for path, file, kind in PAGES:
        directory.enter("GET", path, fixed((HERE / file).read_bytes(), kind))
    directory.enter("GET", "/problems", fixed(orjson.dumps({"problems": listed()})))
    directory.enter("GET", "/openapi.json", fixed(orjson.dumps(description())))
    directory.enter("GET", "/health", guarded(health_endpoint(around), around))


def fixed(body: bytes, kind: str = "application/json") -> Endpoint:
    async def respond(_: Request) -> Response:
        return Response(body, headers={"Content-Security-Policy": POLICY}, media_type=kind)

    return respond


def health_endpoint(around: Surroundings) -> Endpoint:
    async def respond(_: Request) -> Response:
        return Response(orjson.dumps(await around.health()), media_type="application/json")

    return respond
