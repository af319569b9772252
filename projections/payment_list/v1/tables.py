"""The payment list's tables: payments with all their versions, their cases, and the runs."""

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

from projections.case_header import case_header
from projections.columns import case_id, history_of, municipality, personal, search_table
from projections.projection import Row
from projections.protection import protection

METADATA = MetaData(schema="payment_list_v1")

payment = Table(
    "payment",
    METADATA,
    Column("payment_id", Uuid, primary_key=True),
    case_id(),
    municipality(),
    Column("payee", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("monday", Date, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("amount_oere", BigInteger, nullable=False),
    Column("account_total_oere", BigInteger, nullable=False),
    Column("net_oere", BigInteger, nullable=False),
    Column("account_code", Text, nullable=False),
    Column("state_refund_percent", Integer, nullable=False),
    Column("atp_of_citizen_oere", BigInteger, nullable=False),
    Column("atp_of_municipality_oere", BigInteger, nullable=False),
    Column("pension_oere", BigInteger, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("corrects", Uuid),
    Column("status", Text, nullable=False),
    Column("ordered_at", DateTime(timezone=True), nullable=False),
    Column("run_id", Uuid),
    Column("file", Text),
    Column("ended_on", Date),
    personal("reason"),
    Column("offset_oere", BigInteger, nullable=False),
    Column("collected_oere", BigInteger, nullable=False),
    Column("kept_at", DateTime(timezone=True)),
    Index("payment_case", "case_id", "monday"),
    Index("payment_monday", "municipality", "monday", "payment_id"),
    Index("payment_status", "municipality", "status", "monday", "payment_id"),
    Index("payment_payee", "municipality", "payee", "monday", "payment_id"),
    Index("payment_run", "run_id", "payment_id"),
)
payment_history = history_of(payment)

run = Table(
    "run",
    METADATA,
    Column("run_id", Uuid, primary_key=True),
    municipality(),
    Column("kind", Text, nullable=False),
    Column("prepared_on", Date, nullable=False),
    Column("pay_until", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("payments", Integer),
    Column("total_oere", BigInteger),
    Column("control_sum", Text),
    Column("file", Text),
    Column("settled", Integer),
    Column("returned", Integer),
    Column("failed", Integer),
    Column("total_settled_oere", BigInteger),
    Index("run_prepared", "municipality", "prepared_on", "run_id"),
)

citizen_word = search_table("citizen_word", METADATA)
CASE_HEADER = case_header(METADATA, citizen_word)
PROTECTED = protection(METADATA)


@dataclass(frozen=True, slots=True)
class PaymentRow(Row):
    """`status` is what happened last; `reason` why it is held, excluded, returned or failed."""

    payment_id: UUID
    case_id: UUID
    municipality: int
    payee: str  # "citizen" or a CVR number
    kind: str
    monday: date
    first_day: date
    last_day: date
    amount_oere: int
    account_total_oere: int
    net_oere: int  # what is sent
    account_code: str
    state_refund_percent: int
    atp_of_citizen_oere: int
    atp_of_municipality_oere: int
    pension_oere: int
    due_on: date
    corrects: UUID | None
    status: str
    ordered_at: datetime
    run_id: UUID | None = None
    file: str | None = None
    ended_on: date | None = None
    reason: str | None = None
    offset_oere: int = 0  # kept for claims
    collected_oere: int = 0  # of a claim: repaid or waived
    kept_at: datetime | None = None  # held, or taken out of its run


@dataclass(frozen=True, slots=True)
class RunRow(Row):
    run_id: UUID
    municipality: int
    kind: str
    prepared_on: date
    pay_until: date
    status: str
    payments: int | None = None
    total_oere: int | None = None
    control_sum: str | None = None
    file: str | None = None
    settled: int | None = None
    returned: int | None = None
    failed: int | None = None
    total_settled_oere: int | None = None
