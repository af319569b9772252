"""Some cases as a reader may see them: how far each is; what is hidden is not among them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, select

from projections.case_overview.v1.tables import METADATA, case_overview
from projections.case_status import CaseStatus
from projections.query import Asked, Blind, Compiled, Found, Statement, compiled


class CasesSeen(Asked):
    projection: ClassVar[str] = "case_overview"
    version: ClassVar[int] = 1

    case_ids: tuple[UUID, ...]

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # asked for by id
        return (Statement(seen(schema), {"case_ids": list(self.case_ids)}),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Mapping[UUID, CaseStatus]:
        return {row["case_id"]: CaseStatus(row["status"]) for row in results[0]}


@cache
def seen(schema: str) -> Compiled:
    columns: list[ColumnElement[Any]] = [case_overview.c.case_id, case_overview.c.status]
    wanted = case_overview.c.case_id == any_(bindparam("case_ids", type_=ARRAY(Uuid)))
    return compiled(select(*columns).where(wanted), str(METADATA.schema), schema)
