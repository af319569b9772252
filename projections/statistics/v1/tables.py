"""What statistics are counted from: the lives of tasks, cases and payments, and closed months.

Nothing here is personal. A row is one task, case or payment, never a total over cases, so that
shards of a rebuild meet in no row; the figures count protected cases as every other.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
)

from projections.columns import EVERYWHERE, municipality, texts
from projections.projection import Row

METADATA = MetaData(schema="statistics_v1")

task_life = Table(
    "task_life",
    METADATA,
    Column("task_id", Uuid, primary_key=True),
    municipality(),
    Column("type", Text, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("solved_at", DateTime(timezone=True)),
    Column("solved_by", Text),
    Column("cancelled_at", DateTime(timezone=True)),
    Index("task_life_opened", "municipality", "opened_at"),
    Index("task_life_solved", "municipality", "solved_at"),
    info=EVERYWHERE,
)

case_life = Table(
    "case_life",
    METADATA,
    Column("life_id", Uuid, primary_key=True),  # the case's id; not hidden where the case is
    municipality(),
    Column("reported_at", DateTime(timezone=True), nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("reported_by", Text, nullable=False),
    Column("decision", Text),
    Column("decided_at", DateTime(timezone=True)),
    Column("touches", Integer, nullable=False),
    Column("touches_after", Integer, nullable=False),
    texts("stopped_by"),
    Index("case_life_reported", "municipality", "reported_at"),
    Index("case_life_decided", "municipality", "decided_at"),
)

payment_life = Table(
    "payment_life",
    METADATA,
    Column("payment_id", Uuid, primary_key=True),
    municipality(),
    Column("payee", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("monday", Date, nullable=False),
    Column("account_code", Text, nullable=False),
    Column("amount_oere", BigInteger, nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Index("payment_life_sent", "municipality", "sent_at"),
)

closed_month = Table(
    "closed_month",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    municipality(),
    Column("month", Date, nullable=False),
    Column("totals", Text, nullable=False),
    Index("closed_month_month", "municipality", "month"),
    info=EVERYWHERE,
)


@dataclass(frozen=True, slots=True)
class TaskLifeRow(Row):
    task_id: UUID
    municipality: int
    type: str
    opened_at: datetime
    solved_at: datetime | None = None
    solved_by: str | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseLifeRow(Row):
    """`touches`: what people recorded before the first decision, and after it.

    `stopped_by`: the types of task that held decision or payment back until then, sorted.
    """

    life_id: UUID
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


@dataclass(frozen=True, slots=True)
class PaymentLifeRow(Row):
    payment_id: UUID
    municipality: int
    payee: str  # citizen or employer
    kind: str
    monday: date
    account_code: str
    amount_oere: int
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClosedMonthRow(Row):
    """`totals`: the figures of the event, as JSON."""

    position: int
    municipality: int
    month: date
    totals: str
