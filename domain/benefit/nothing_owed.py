"""Why nothing is owed where no rule refused anything: what the days of the account are instead."""

from collections.abc import Mapping, Sequence

from domain.benefit.account import PAID, Day, DayKind, Reason
from domain.rules.employer_period import EMPLOYER_PERIOD_DAYS
from domain.rules.holiday import AGREED_RESUMES
from domain.rules.public_holidays import PAID_ON_PUBLIC_HOLIDAYS
from domain.rules.waiting_period import FUND
from domain.shared.law import Citation

ACT = "Sygedagpengeloven"
NOT_ABSENT = Citation(ACT, "7", 1)
WITHOUT_AMOUNT = Reason("nothing-left-to-pay", Citation(ACT, "50"))

WHY: Mapping[DayKind, Reason] = {
    DayKind.EMPLOYER_PERIOD: Reason("within-employer-period", EMPLOYER_PERIOD_DAYS.citation),
    DayKind.WAITING_PERIOD: Reason("within-waiting-period", Citation(ACT, "41")),
    DayKind.FUND_PERIOD: Reason("within-fund-period", FUND.citation),
    DayKind.NOT_ENTITLED: Reason("not-absent-from-work", NOT_ABSENT),
    DayKind.HOLIDAY: Reason("on-agreed-holiday", AGREED_RESUMES.citation),
    DayKind.PUBLIC_HOLIDAY: Reason("on-public-holidays", PAID_ON_PUBLIC_HOLIDAYS.citation),
    DayKind.DAY_OFF: Reason("on-days-off", Citation(ACT, "50", 3)),
    **dict.fromkeys(PAID, WITHOUT_AMOUNT),
}
OVER = Reason("absence-over", NOT_ABSENT)


def nothing_owed(days: Sequence[Day]) -> set[Reason]:
    """Name each kind of day once; that the absence is over only where there is nothing else."""
    return {WHY[day.kind] for day in days if day.kind in WHY} or {OVER}
