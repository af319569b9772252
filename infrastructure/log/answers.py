"""From what the database says of a command to the receipt, or to the refusal it is."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from application.errors import KeyReused, Taken, VersionMismatch
from application.ports.journal import Order, Receipt
from domain.shared.envelope import CaseId
from domain.shared.errors import NotFound
from infrastructure.log.batch import Verdict

ANOTHER_REQUEST = "this idempotency key was used for another request"


def answered(order: Order, verdict: Verdict) -> Receipt:
    """Give the receipt; raises KeyReused, NotFound, Taken and VersionMismatch."""
    match verdict.outcome:
        case "done" | "known":
            return Receipt(
                order.case_id,
                verdict.version,
                verdict.position,
                order.fingerprint,
                tuple(verdict.created),
                replayed=verdict.command_id != order.command_id,
            )
        case "reused":
            raise KeyReused(ANOTHER_REQUEST)
        case "foreign":
            raise NotFound("there is no such case")
        case "taken":
            raise Taken(verdict.taken or "")
        case _:
            raise VersionMismatch(verdict.version)


def stored_receipt(order: Order, stored: Mapping[str, Any]) -> Receipt:
    """Read the row of an accepted command; raises KeyReused."""
    if stored["fingerprint"] != order.fingerprint:
        raise KeyReused(ANOTHER_REQUEST)
    return Receipt(
        CaseId(UUID(stored["case_id"])),
        stored["version"],
        stored["position"],
        stored["fingerprint"],
        tuple(map(UUID, stored["created"])),
        replayed=True,
    )
