"""The payment list's tables: payments with all their versions, their cases, and the runs."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, MetaData

from projections.case_header import case_header
from projections.columns import history_of, search_table
from projections.projection import Row
from projections.protection import protection
from projections.table import Oere, Personal, table_of

METADATA = MetaData(schema="payment_list_v1")


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
    amount_oere: Oere
    account_total_oere: Oere
    net_oere: Oere  # what is sent
    account_code: str
    state_refund_percent: int
    atp_of_citizen_oere: Oere
    atp_of_municipality_oere: Oere
    pension_oere: Oere
    due_on: date
    corrects: UUID | None
    status: str
    ordered_at: datetime
    run_id: UUID | None = None
    file: str | None = None
    ended_on: date | None = None
    reason: Personal = None
    offset_oere: Oere = 0  # kept for claims
    collected_oere: Oere = 0  # of a claim: repaid or waived
    kept_at: datetime | None = None
    held_until: date | None = None


payment = table_of(
    PaymentRow,
    "payment",
    METADATA,
    Index("payment_case", "case_id", "monday"),
    Index("payment_monday", "municipality", "monday", "payment_id"),
    Index("payment_status", "municipality", "status", "monday", "payment_id"),
    Index("payment_payee", "municipality", "payee", "monday", "payment_id"),
    Index("payment_run", "run_id", "payment_id"),
)
# held, or taken out of its run


payment_history = history_of(payment)


@dataclass(frozen=True, slots=True)
class WaitRow(Row):
    """A task that holds payments back, or (`of_claims`) the answer of who is heard about claims."""

    wait_id: UUID
    case_id: UUID
    municipality: int
    of_claims: bool
    due_on: date
    over: bool = False


wait = table_of(WaitRow, "wait", METADATA, Index("wait_case", "case_id"))


@dataclass(frozen=True, slots=True)
class RunRow(Row):
    """`waits_for`: what has to happen next; none when NemKonto has answered."""

    run_id: UUID
    municipality: int
    kind: str
    prepared_on: date
    pay_until: date
    status: str
    payments: int | None = None
    total_oere: Oere | None = None
    control_sum: str | None = None
    file: str | None = None
    settled: int | None = None
    returned: int | None = None
    failed: int | None = None
    total_settled_oere: Oere | None = None
    four_eyes: bool = False
    waits_for: str | None = None
    waits_since: datetime | None = None
    waits_until: date | None = None


run = table_of(
    RunRow, "run", METADATA, Index("run_prepared", "municipality", "prepared_on", "run_id")
)
