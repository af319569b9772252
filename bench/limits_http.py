"""What Starlette and psycopg can do: the same token check, reads, decryption and durable writes.

`python -m bench.limits_http OWNER_URL READER_URL SECRETS` serves a case's line, a note on a case,
and a bare answer; like the limits of the log it imports nothing of the project.
"""

import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import jwt
import orjson
import uvicorn
import uvloop
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench import limits
from bench.limits_line import Looks, Pool, line_of
from bench.limits_sql import APPEND, LOAD


@dataclass(frozen=True)
class Secrets:
    """What the program has beside the database: keys of cases, and whose tokens are believed."""

    keys: dict[str, str]  # case id → hexadecimal
    token_key: str  # public, PEM
    issuer: str
    audience: str

    def ciphers(self) -> dict[UUID, AESGCM]:
        return {UUID(case): AESGCM(bytes.fromhex(key)) for case, key in self.keys.items()}


@dataclass
class Raw:
    writers: Pool
    readers: Pool
    looks: Looks
    secrets: Secrets
    ciphers: dict[UUID, AESGCM]
    believed: dict[str, str] = field(default_factory=dict[str, str])

    def actor(self, request: Request) -> str:
        """Verify each token once."""
        token = request.headers["authorization"].removeprefix("Bearer ")
        if token not in self.believed:
            known = self.secrets
            claims = jwt.decode(
                token,
                known.token_key,
                algorithms=["EdDSA"],
                issuer=known.issuer,
                audience=known.audience,
            )
            self.believed[token] = claims["sub"]
        return self.believed[token]

    async def line(self, request: Request) -> Response:
        actor, case_id = self.actor(request), UUID(request.path_params["case_id"])
        row = await line_of(self.readers, self.ciphers[case_id], case_id)
        await self.looks.write(actor, case_id)
        return answer(row)

    async def note(self, request: Request) -> Response:
        self.actor(request)
        case_id, body = UUID(request.path_params["case_id"]), await request.body()
        name, key = "NoteAdded", request.headers["idempotency-key"]
        event = limits.decode(name, body).model_dump_json(exclude_unset=True).encode()
        async with self.writers.connection() as connection:
            asked = {"case_id": case_id, "key": key}
            cursor = connection.cursor(binary=True)
            await cursor.execute(LOAD, asked, prepare=True)
            state = limits.fold(self.ciphers[case_id], await cursor.fetchall())
            row = limits.appended(self.ciphers, case_id, (name, event), state.version, key)
            await cursor.execute(APPEND, row, prepare=True)
            found = await cursor.fetchone()
        if found is None:
            return Response(status_code=409)
        version = state.version + 1
        return answer({"position": found[0], "case_id": case_id, "version": version})


def answer(document: object) -> Response:
    return Response(orjson.dumps(document), media_type="application/json")


async def bare(_: Request) -> Response:
    return Response(b"{}", media_type="application/json")


@asynccontextmanager
async def opened(owner: str, reader: str, secrets: Secrets) -> AsyncGenerator[Starlette]:
    options = {"autocommit": True, "options": "-c timezone=UTC"}

    def pool(url: str, size: int) -> Pool:
        return AsyncConnectionPool(url, min_size=1, max_size=size, open=False, kwargs=options)

    async with pool(owner, 6) as writers, pool(reader, 6) as readers, pool(reader, 2) as lookers:
        raw = Raw(writers, readers, Looks(lookers), secrets, secrets.ciphers())
        yield Starlette(
            routes=[
                Route("/cases/{case_id}/line", raw.line),
                Route("/cases/{case_id}/notes", raw.note, methods=["POST"]),
                Route("/bare", bare),
            ]
        )


async def serve(owner: str, reader: str, secrets: Secrets) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        async with opened(owner, reader, secrets) as app:
            config = uvicorn.Config(
                app, http="httptools", lifespan="off", access_log=False, log_level="warning"
            )
            sys.stdout.write(f"listening on http://127.0.0.1:{listening.getsockname()[1]}\n")
            sys.stdout.flush()
            await uvicorn.Server(config).serve([listening])


if __name__ == "__main__":
    secrets = Secrets(**orjson.loads(Path(sys.argv[3]).read_bytes()))
    uvloop.run(serve(sys.argv[1], sys.argv[2], secrets))
