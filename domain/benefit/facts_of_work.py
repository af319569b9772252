"""What is known of an employment: its hours, its wage, and what its employer asks for."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.benefit.values import Cvr, Day, Fact, Hours, Kroner, Month, SevenDays

MONDAY = 0
Pay = Annotated[Kroner, Field(le=1_000_000)]
PayOfWeek = Annotated[Kroner, Field(le=20_000)]  # over any rate less than the hours of a week


def in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise ValueError("the last day lies before the first")


class MonthlyPay(Fact):
    """What the income register has for one month, without holiday allowance."""

    month: Month
    pay: Pay
    hours: Hours


class Employment(Fact):
    """One employment, and so one refund claim; wages are before labour-market contribution.

    Where working hours are unknown there is the pay of a week instead of hours and hourly wage.
    """

    cvr: Cvr
    hourly_wage: Kroner | None = None
    hourly_wage_paid: Pay | None = None  # for an hour of absence; none: the whole wage
    week: SevenDays | None = None
    rota: Annotated[tuple[SevenDays, ...], Field(min_length=1, max_length=104)] | None = None
    rota_from: Day | None = None
    weekly_pay: PayOfWeek | None = None
    monthly_pay: tuple[MonthlyPay, ...] | None = None
    pays_wage: bool = True
    wage_paid_until: Day | None = None
    employed_since: Day | None = None
    employed_until: Day | None = None
    worked_here_before: bool = False  # the hours of eight weeks are of both employments
    hours_last_8_weeks: Hours | None = None
    insured_section_55: bool = False
    section_56: bool = False
    section_56_from: Day | None = None  # when the agreement was approved
    first_day_of_absence: Day | None = None
    last_day_of_absence: Day | None = None

    @model_validator(mode="after")
    def check_schedule(self) -> Self:
        if [self.week, self.rota, self.weekly_pay].count(None) != 2:  # noqa: PLR2004
            raise ValueError("an employment has either a week or a rota, or a week's pay")
        if (self.hourly_wage is None) != (self.weekly_pay is not None):
            raise ValueError("an employment has an hourly wage, unless its hours are unknown")
        if self.hourly_wage_paid is not None and self.hourly_wage is None:
            raise ValueError("what is paid for an hour is known only where the hours are")
        if self.rota_from is not None and (self.rota is None or self.rota_from.weekday() != MONDAY):
            raise ValueError("a rota begins on a Monday")
        return self

    @property
    def weeks(self) -> tuple[SevenDays, ...]:
        return self.rota or ((self.week,) if self.week is not None else ())


class MonthlyHours(Fact):
    month: Month
    hours: Hours


class RefundRequest(Fact):
    cvr: Cvr
    on: Day
    from_day: Annotated[Day | None, Field(alias="from")] = None
    to_day: Annotated[Day | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def check_order(self) -> Self:
        if self.from_day is not None:
            in_order(self.from_day, self.to_day)
        return self
