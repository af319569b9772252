"""Asks read models as somebody who may see this and no more."""

import asyncio
from dataclasses import dataclass
from typing import Any, TypeVar

from psycopg_pool import AsyncConnectionPool

from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Queries, Reader
from projections.query import Query
from tests.support.readmodels import Readmodels

A = TypeVar("A")
HERE = Reader(101)


@dataclass(frozen=True)
class Asking:
    database: Database
    models: Readmodels

    def __call__(self, query: Query[A], reader: Reader = HERE) -> A:
        async def ask() -> A:
            url = self.database.url("sdp_app")
            pool: AsyncConnectionPool[Any]
            async with AsyncConnectionPool(
                url, min_size=1, kwargs={"autocommit": True}, open=False
            ) as pool:
                return (await Queries(pool, self.models.feed.ciphers).fetch(query, reader)).answer

        return asyncio.run(ask())
