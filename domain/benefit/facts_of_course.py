"""What happens in the course of an absence: part work, holidays, other pauses, extensions."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.benefit.facts_of_work import in_order
from domain.benefit.values import Cvr, Day, Fact, HoursOfWeek, Kroner

WhyInFull = Literal["became_unemployed", "no_part_time_work"]


class Spell(Fact):
    """From a day to a day, both included; without the last it is still going on."""

    from_day: Annotated[Day, Field(alias="from")]
    to_day: Annotated[Day | None, Field(alias="to")] = None

    @model_validator(mode="after")
    def check_order(self) -> Self:
        in_order(self.from_day, self.to_day)
        return self


class ClosedSpell(Fact):
    from_day: Annotated[Day, Field(alias="from")]
    to_day: Annotated[Day, Field(alias="to")]

    @model_validator(mode="after")
    def check_order(self) -> Self:
        in_order(self.from_day, self.to_day)
        return self


class Received(ClosedSpell):
    """Another benefit that the citizen received for these days: all of it, in kroner."""

    amount: Kroner


class PartialResumption(Spell):
    cvr: Cvr | None = None
    hours_worked_per_week: HoursOfWeek | None = None
    capacity: Literal["1/2", "1/4"] | None = None
    in_full_because: WhyInFull | None = None  # nobody to work part time for

    @model_validator(mode="after")
    def check_measure(self) -> Self:
        if (self.hours_worked_per_week is None) == (self.capacity is None):
            raise ValueError("a partial resumption has either hours worked or a capacity")
        if self.in_full_because is not None and self.capacity is not None:
            raise ValueError("a self-employed citizen is not paid in full though partly fit")
        return self


class Holiday(ClosedSpell):
    agreed: bool


class LackOfCooperation(Spell):
    right_of_regret: bool = False  # it ended by the second chance that the information form gives


class Extension(Spell):
    """Sygedagpengeloven § 27, stk. 1; the code is the number of the ground."""

    code: Annotated[int, Field(ge=1, le=7)]
    hospital_wait_days: Annotated[int, Field(ge=0, le=1000)] = 0
