"""The overview's tables: one row for each case, one for each of its payments, and the words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, MetaData

from projections.columns import search_table
from projections.projection import Row
from projections.protection import protection
from projections.table import Oere, Personal, table_of

METADATA = MetaData(schema="case_overview_v1")
PROTECTED = protection(METADATA)

case_word = search_table("case_word", METADATA)


@dataclass(frozen=True, slots=True)
class CaseRow(Row):
    """`right_until`: the earlier of the last day of absence and the last day with right.

    `reassessment_date`: of the account, put off by extensions (first/last day); none where one of
    them is without end. Kept beside it is what the account says.
    `companies` are names, one on each line; `case_worker` is who last worked on the case by hand.
    """

    case_id: UUID
    municipality: int
    citizen_id: UUID
    citizen_name: Personal
    cpr: Personal
    companies: Personal
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
    date_of_account: date | None = None
    extensions: tuple[str, ...] = ()
    last_day_told: date | None = None
    registered: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()


case_overview = table_of(
    CaseRow,
    "case_overview",
    METADATA,
    Index("case_overview_reported", "municipality", "reported_at", "case_id"),
    Index("case_overview_status", "municipality", "status", "reported_at", "case_id"),
    Index("case_overview_worker", "municipality", "case_worker", "reported_at", "case_id"),
    Index("case_overview_reassessment", "municipality", "status", "reassessment_date"),
)


@dataclass(frozen=True, slots=True)
class CasePaymentRow(Row):
    """`state`: ordered, sent, settled, or void (cancelled, failed or returned)."""

    payment_id: UUID
    case_id: UUID
    municipality: int
    amount_oere: Oere
    state: str


case_payment = table_of(
    CasePaymentRow, "case_payment", METADATA, Index("case_payment_case", "case_id")
)
