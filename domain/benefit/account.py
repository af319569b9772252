"""The account of a case: what each day, week and payee gets, and every rule that said so."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from domain.shared.law import Citation, Finding
from domain.shared.money import Money
from domain.shared.period import Period

CITIZEN = "citizen"
Findings: TypeAlias = "tuple[Finding[object], ...]"


class DayKind(StrEnum):
    EMPLOYER_PERIOD = "employer_period"
    WAITING_PERIOD = "waiting_period"
    FUND_PERIOD = "fund_period"
    PAID_FULL = "paid_full"
    PAID_PART = "paid_part"
    DAY_OFF = "day_off"
    PUBLIC_HOLIDAY = "public_holiday"
    HOLIDAY = "holiday"
    HOLIDAY_NOT_AGREED = "holiday_not_agreed"
    LACK_OF_COOPERATION = "lack_of_cooperation"
    LATE = "late"
    NOT_ENTITLED = "not_entitled"
    AFTER_END = "after_end"
    TECHNICAL_EXTENSION = "technical_extension"


# What a day is called when more than one thing is true of it: the first that holds (docs/law.md).
PRECEDENCE = (
    DayKind.AFTER_END,
    DayKind.HOLIDAY_NOT_AGREED,
    DayKind.EMPLOYER_PERIOD,
    DayKind.WAITING_PERIOD,
    DayKind.FUND_PERIOD,
    DayKind.NOT_ENTITLED,
    DayKind.LACK_OF_COOPERATION,
    DayKind.HOLIDAY,
    DayKind.LATE,
    DayKind.PUBLIC_HOLIDAY,
    DayKind.DAY_OFF,
    DayKind.TECHNICAL_EXTENSION,
    DayKind.PAID_PART,
    DayKind.PAID_FULL,
)
RANK = {kind: rank for rank, kind in enumerate(PRECEDENCE)}
PAID = frozenset({DayKind.PAID_FULL, DayKind.PAID_PART, DayKind.TECHNICAL_EXTENSION})


class Line(NamedTuple):
    """What one employment (or the citizen's own cover: no CVR number) gives on one day."""

    cvr: str | None
    kind: DayKind
    hours: Decimal
    hourly_rate: Money | None
    amount: Money
    payee: str | None


class Day(NamedTuple):
    """One calendar day; a named tuple, as hundreds of them are made for each account."""

    date: date
    kind: DayKind
    hours: Decimal
    hourly_rate: Money | None
    amount: Money
    payee: str | None
    counts_towards_duration: bool
    lines: tuple[Line, ...]
    findings: Findings


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week: Monday to Sunday; payees without money are left out."""

    monday: date
    amount: Money
    by_payee: dict[str, Money]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was refused, with the law that says so."""

    code: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Deadlines:
    notification: date | None = None
    request: date | None = None
    application: date | None = None
    disagreement: date | None = None
    refund_claim_oldest_day: date | None = None
    refund_final: date | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """Days of this absence that count, and the whole weeks they make."""

    counted_days: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Account:
    employer_period: Period | None
    entitled: bool
    reasons: tuple[Reason, ...]
    deadlines: Deadlines
    reassessment_date: date | None
    duration: Duration
    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    total: Money
    unconfirmed: tuple[str, ...]
    assumed: tuple[str, ...]
