"""What statistics are counted from: the lives of tasks, cases and payments, and closed months.

Nothing here is personal. A row is one task, case or payment, never a total over cases, so that
shards of a rebuild meet in no row; the figures count protected cases as every other.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, MetaData

from projections.columns import EVERYWHERE
from projections.projection import Row
from projections.table import Oere, Position, table_of

METADATA = MetaData(schema="statistics_v1")


@dataclass(frozen=True, slots=True)
class TaskLifeRow(Row):
    task_id: UUID
    municipality: int
    type: str
    opened_at: datetime
    solved_at: datetime | None = None
    solved_by: str | None = None
    cancelled_at: datetime | None = None


task_life = table_of(
    TaskLifeRow,
    "task_life",
    METADATA,
    Index("task_life_opened", "municipality", "opened_at"),
    Index("task_life_solved", "municipality", "solved_at"),
    info=EVERYWHERE,
)


@dataclass(frozen=True, slots=True)
class CaseLifeRow(Row):
    """`touches`: what people recorded before the first decision, and after it.

    `stopped_by`: the types of task that held decision or payment back until then, sorted.
    """

    life_id: UUID  # the case's id; not hidden where the case is
    municipality: int
    reported_at: datetime
    kind: str
    form: str
    reported_by: str
    decision: str | None = None
    decided_at: datetime | None = None
    touches: int = 0
    touches_after: int = 0
    stopped_by: tuple[str, ...] = ()


case_life = table_of(
    CaseLifeRow,
    "case_life",
    METADATA,
    Index("case_life_reported", "municipality", "reported_at"),
    Index("case_life_decided", "municipality", "decided_at"),
)


@dataclass(frozen=True, slots=True)
class PaymentLifeRow(Row):
    payment_id: UUID
    municipality: int
    payee: str  # citizen or employer
    kind: str
    monday: date
    account_code: str
    amount_oere: Oere
    sent_at: datetime | None = None


payment_life = table_of(
    PaymentLifeRow, "payment_life", METADATA, Index("payment_life_sent", "municipality", "sent_at")
)


@dataclass(frozen=True, slots=True)
class ClosedMonthRow(Row):
    """`totals`: the figures of the event, as JSON."""

    position: Position
    municipality: int
    month: date
    totals: str


closed_month = table_of(
    ClosedMonthRow,
    "closed_month",
    METADATA,
    Index("closed_month_month", "municipality", "month"),
    info=EVERYWHERE,
)
