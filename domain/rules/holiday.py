"""Holiday during illness: nothing is paid meanwhile; unless agreed beforehand it ends the case."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.period import Period

AGREED_RESUMES = beside(__file__, "agreed_holiday_resumes", bool)
NOT_AGREED_ENDS = beside(__file__, "holiday_not_agreed_ends_case", bool)


@dataclass(frozen=True)
class AfterHoliday:
    """`resumes_on`: the day benefit goes on by itself; none when nobody knows it, or it ended."""

    resumes_on: date | None
    last_day_with_right: date | None = None

    @property
    def ends_the_case(self) -> bool:
        return self.last_day_with_right is not None


def after_holiday(law: Law, holiday: Period, *, agreed: bool) -> Finding[AfterHoliday]:
    """P 31-19 and P 72-19: agreed, it resumes the day after; not agreed, it is a recovery."""
    inputs = {"holiday": holiday, "agreed": agreed}
    decides = law.on(AGREED_RESUMES if agreed else NOT_AGREED_ENDS, holiday.first_day)
    if decides.value is agreed:
        resumes_on = None if holiday.is_open else holiday.last_day + timedelta(days=1)
        output = AfterHoliday(resumes_on)
    else:
        output = AfterHoliday(None, last_day_with_right=holiday.first_day - timedelta(days=1))
    return Finding("after_holiday", decides.citation, inputs, output, decides)
