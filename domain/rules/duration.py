"""Duration: the end of the month after which benefit cannot go on without an extension."""

from dataclasses import dataclass
from datetime import date

from domain.shared.dated import Law
from domain.shared.law import Finding
from domain.shared.period import Period


@dataclass(frozen=True)
class PaidDays:
    """Days that count towards duration, earlier benefit included.

    `spans` ascend and do not overlap; from `onwards` on every day counts, as paid when the case
    goes on (none: nothing follows the spans).
    """

    spans: tuple[Period, ...]
    onwards: date | None = None


def not_counted_at_start(law: Law, first_day: date, kind: str) -> Finding[Period | None]:
    """§ 24, stk. 3, nr. 1-2: the first days of the absence; kind as in citizen.kind."""
    raise NotImplementedError


def counts_on(law: Law, day: date, why_unpaid: str) -> Finding[bool]:
    """Whether a day without payment counts: agreed holiday, public holiday (open doubts)."""
    raise NotImplementedError


def counted_days(law: Law, month_end: date, paid: PaidDays) -> Finding[int]:
    """§ 24, stk. 1: days counted in the calendar months up to and with `month_end`."""
    raise NotImplementedError


def reassessment_date(
    law: Law, first_day: date, paid: PaidDays, pensioner_from: date | None = None
) -> Finding[date | None]:
    """§ 24, stk. 1 (pensioners § 25): the first month end at which too much has been paid."""
    raise NotImplementedError


def may_begin(law: Law, first_day: date, earlier: PaidDays) -> Finding[bool]:
    """§ 24 a: no benefit when the limit was already used in the months before."""
    raise NotImplementedError
