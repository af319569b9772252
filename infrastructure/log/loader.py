"""Loads dossiers; those asked for while a call is under way share the next call."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from application.ports.journal import Order
from infrastructure.log.asking import Questions
from infrastructure.log.rows import CASE, Row

LOAD = b"select * from sdp_log.load(%b::int, %b::uuid, %b::text, %b::text, %b::timestamptz)"
LOAD_MANY = b"""
    select * from sdp_log.load_many(%b::int, %b::uuid[], %b::text[], %b::text[], %b::timestamptz)
"""
RECEIPT = -1  # the last column of what both return
DOSSIERS = 8  # the most of one call: a long dossier keeps few others waiting
Loading = tuple[list[Row], dict[str, Any] | None]  # a dossier's rows, the receipt of the key


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    order: Order
    answer: asyncio.Future[Loading]


class Loader:
    """One call at a time for this process, for all who ask in the same turn of the loop."""

    def __init__(self, questions: Questions, now: Callable[[], datetime | None]) -> None:
        self._questions, self._now = questions, now
        self._waiting = deque[Waiting]()
        self._task: asyncio.Task[None] | None = None  # kept, or the loop might drop it
        self._busy = False

    async def load(self, order: Order) -> Loading:
        """Read the dossier of an order, and what its key was answered with before."""
        loop = asyncio.get_running_loop()
        waiting = Waiting(order, loop.create_future())
        self._waiting.append(waiting)
        if not self._busy:
            self._busy = True
            loop.call_soon(self._go_on)
        return await waiting.answer

    def _go_on(self) -> None:
        if batch := self._next():
            self._task = asyncio.create_task(self._answer(batch))
        else:
            self._busy = False

    def _next(self) -> list[Waiting]:
        """Take who waits for dossiers of one municipality, each dossier once; others stay."""
        batch, left = dict[object, Waiting](), deque[Waiting]()
        for waiting in self._waiting:
            order = waiting.order
            first = next(iter(batch.values())).order if batch else order
            fits = order.actor.municipality == first.actor.municipality
            if waiting.answer.done():
                continue
            if fits and len(batch) < DOSSIERS and order.case_id.int not in batch:
                batch[order.case_id.int] = waiting
            else:
                left.append(waiting)
        self._waiting = left
        return list(batch.values())

    async def _answer(self, batch: Sequence[Waiting]) -> None:
        try:
            found = await self._all([waiting.order for waiting in batch])
        except Exception as error:  # noqa: BLE001  (told to everybody who asked)
            for waiting in batch:
                if not waiting.answer.done():
                    waiting.answer.set_exception(error)
        else:
            for waiting, loading in zip(batch, found, strict=True):
                if not waiting.answer.done():
                    waiting.answer.set_result(loading)
        finally:
            self._go_on()

    async def _all(self, orders: Sequence[Order]) -> list[Loading]:
        if len(orders) == 1:
            return [await self._one(orders[0])]
        asked = (
            orders[0].actor.municipality,
            [order.case_id for order in orders],
            [order.actor.client for order in orders],
            [order.key for order in orders],
            self._now(),
        )
        return shared_out(orders, await self._questions.ask(LOAD_MANY, asked))

    async def _one(self, order: Order) -> Loading:
        actor = order.actor
        asked = (actor.municipality, order.case_id, actor.client, order.key, self._now())
        rows = await self._questions.ask(LOAD, asked)
        if rows and rows[0][RECEIPT] is not None:
            return rows[1:], rows[0][RECEIPT]
        return rows, None


def shared_out(orders: Sequence[Order], rows: Sequence[Row]) -> list[Loading]:
    """Give each order the rows of its dossier, in their order, and the receipt of its key."""
    receipts = dict[tuple[str, str], dict[str, Any]]()
    dossiers = {order.case_id.int: list[Row]() for order in orders}
    for row in rows:
        if receipt := row[RECEIPT]:
            receipts[receipt["client"], receipt["key"]] = receipt
        else:
            dossiers[row[CASE].int].append(row)
    return [
        (dossiers[order.case_id.int], receipts.get((order.actor.client, order.key)))
        for order in orders
    ]
