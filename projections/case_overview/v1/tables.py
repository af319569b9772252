"""The overview's tables: one row for each case, one for each of its payments, and the words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
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

from projections.columns import case_id, municipality, personal, search_table, texts
from projections.projection import Row
from projections.protection import protection

METADATA = MetaData(schema="case_overview_v1")
PROTECTED = protection(METADATA)

case_overview = Table(
    "case_overview",
    METADATA,
    Column("case_id", Uuid, primary_key=True),
    municipality(),
    Column("citizen_id", Uuid, nullable=False),
    personal("citizen_name"),
    personal("cpr"),
    personal("companies"),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reported_at", DateTime(timezone=True), nullable=False),
    Column("first_day_of_absence", Date, nullable=False),
    Column("last_day_of_absence", Date),
    Column("case_worker", Text),
    Column("granted_from", Date),
    Column("granted_to", Date),
    Column("last_day_with_right", Date),
    Column("right_until", Date),
    Column("reassessment_date", Date),
    Column("open_tasks", Integer, nullable=False),
    Column("automation_stopped", Boolean, nullable=False),
    texts("marks"),
    texts("cvrs"),
    texts("p_numbers"),
    Index("case_overview_reported", "municipality", "reported_at", "case_id"),
    Index("case_overview_status", "municipality", "status", "reported_at", "case_id"),
    Index("case_overview_worker", "municipality", "case_worker", "reported_at", "case_id"),
    Index("case_overview_reassessment", "municipality", "status", "reassessment_date"),
)
case_word = search_table("case_word", METADATA)

case_payment = Table(
    "case_payment",
    METADATA,
    Column("payment_id", Uuid, primary_key=True),
    case_id(),
    municipality(),
    Column("amount_oere", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Index("case_payment_case", "case_id"),
)


@dataclass(frozen=True, slots=True)
class CaseRow(Row):
    """`right_until`: the earlier of the last day of absence and the last day with right.

    `companies` are names, one on each line; `case_worker` is who last worked on the case by hand.
    """

    case_id: UUID
    municipality: int
    citizen_id: UUID
    citizen_name: str | None
    cpr: str | None
    companies: str | None
    kind: str
    status: str
    reported_at: datetime
    first_day_of_absence: date
    last_day_of_absence: date | None
    case_worker: str | None = None
    granted_from: date | None = None
    granted_to: date | None = None
    last_day_with_right: date | None = None
    right_until: date | None = None
    reassessment_date: date | None = None
    open_tasks: int = 0
    automation_stopped: bool = False
    marks: tuple[str, ...] = ()
    cvrs: tuple[str, ...] = ()
    p_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CasePaymentRow(Row):
    """`state`: ordered, sent, settled, or void (cancelled, failed or returned)."""

    payment_id: UUID
    case_id: UUID
    municipality: int
    amount_oere: int
    state: str
