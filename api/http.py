"""Turns entries of the command table into endpoints."""

import asyncio
from uuid import UUID

import orjson
from pydantic import JsonValue
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.directory import Endpoint
from api.failures import failed
from api.numbers import Warnings
from api.problems import Problem, response
from api.reading import read
from api.route import CommandRoute
from api.surroundings import Surroundings
from application.ports.journal import Receipt
from domain.payment.commands import OrderPayment
from domain.shared.errors import Rejected
from domain.task.commands import OpenTask

JSON = "application/json"


def command_endpoint(route: CommandRoute, around: Surroundings) -> Endpoint:
    async def respond(request: Request) -> Response:
        order, warnings = await read(request, route, around)
        receipt = await around.turns.take(order, around.journal, around.citizens)
        return answer(route, receipt, warnings)

    return guarded(respond, around)


def guarded(endpoint: Endpoint, around: Surroundings) -> Endpoint:
    """Answer every refusal and failure with its problem document."""

    async def respond(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (Rejected, Problem) as error:
            return response(error)
        except ClientDisconnect:
            return Response(status_code=400)
        except asyncio.CancelledError:  # the server ends: whether it was recorded, nobody knows
            return response(Problem("unavailable"))
        except Exception as error:  # noqa: BLE001 the edge: no failure leaves as a traceback
            return response(failed(error, around.unavailable))

    return respond


def answer(route: CommandRoute, receipt: Receipt, warnings: Warnings) -> Response:
    """Say what was recorded; a repeat is told the same, and that it is one."""
    body: dict[str, JsonValue] = {
        "position": receipt.position,
        route.dossier: str(receipt.case_id),
        "version": receipt.version,
        **made(route, receipt.created),
    }
    if warnings:
        body["warnings"] = list(warnings)
    headers = {"ETag": f'"{receipt.version}"', "Sdp-Position": str(receipt.position)}
    if receipt.replayed:
        headers["Idempotent-Replay"] = "true"
    return Response(orjson.dumps(body), route.status, headers, JSON)


def made(route: CommandRoute, created: tuple[UUID, ...]) -> dict[str, JsonValue]:
    """Name what the command itself made, and list every stream that began with it."""
    if not created:
        return {}
    ids: list[JsonValue] = [str(one) for one in created]
    if route.command is OpenTask:
        return {"task_id": ids[0], "created": ids}
    if route.command is OrderPayment:
        return {"payment_ids": ids, "created": ids}
    return {"created": ids}
