"""What is known of a case, as `sdp calculate` takes it: everything a day's account depends on."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from domain.benefit.contradictions import Told, check
from domain.benefit.facts_of_course import (
    ClosedSpell,
    Extension,
    Holiday,
    LackOfCooperation,
    PartialResumption,
    Received,
    Spell,
)
from domain.benefit.facts_of_work import (
    Employment,
    MonthlyHours,
    MonthlyPay,
    RefundRequest,
    in_order,
)
from domain.benefit.values import (
    CitizenKind,
    Cvr,
    Day,
    Fact,
    HoursOfWeek,
    HoursOfWeeks,
    Kroner,
    Month,
    Profit,
    SevenDays,
    Sex,
)
from domain.rules.pension import PensionKind

HOURS_OF_A_DAY = 24
Rota: TypeAlias = Sequence[SevenDays]
OtherGround = Literal["trained", "trainee", "work_injury"]
DispensationFrom = Literal["notification", "request", "application", "refund_claim"]


class Citizen(Fact):
    kind: CitizenKind
    birth_date: Day | None = None
    sex: Sex | None = None  # decides only where working hours are unknown


class SelfEmployed(Fact):
    annual_profit: Profit
    insurance: Literal["none", "third_day", "first_day"]
    coverage: Literal["2/3", "1/1"] = "2/3"
    section_58a: bool = False
    business_months: tuple[Month, ...] | None = None  # in which the business ran
    hours_per_week: HoursOfWeek | None = None
    insured_since: Day | None = None
    accident: bool = False


class Unemployed(Fact):
    """Member of an unemployment fund; the day rate is that of the fund, for five days a week."""

    day_rate: Kroner
    insured: Literal["full_time", "part_time"]
    unemployment: Literal["full", "partial"]
    scheduled_hours: HoursOfWeek | None = None
    hours_of_last_weeks: HoursOfWeeks | None = None  # since work was lost; where they are unknown
    activation_earnings: Kroner | None = None  # of a week, in place of the day rate


class Pension(Fact):
    """`disability_conditions`: none is awarded, but those of health for one are met since then."""

    kind: PensionKind
    from_day: Annotated[Day, Field(alias="from")]
    decided_on: Day | None = None


class WeekElsewhere(Fact):
    """What the citizen's other cases have decided of a week: they share its cap (§ 50, stk. 2)."""

    monday: Day
    amount: Kroner

    @model_validator(mode="after")
    def check_monday(self) -> Self:
        if self.monday.weekday():
            raise ValueError("a week begins on a Monday")
        return self


class Ended(Fact):
    """The last day with entitlement, and why it was the last."""

    on: Day
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class Facts(Fact):
    citizen: Citizen
    first_day_of_absence: Day
    last_day_of_absence: Day | None = None
    until: Day | None = None
    employments: tuple[Employment, ...] = ()
    monthly_hours: tuple[MonthlyHours, ...] | None = None
    other_ground: OtherGround | None = None  # for a right without hours of work
    life_threatening: bool = False
    flexjob_granted_on: Day | None = None
    self_employed: SelfEmployed | None = None
    unemployed: Unemployed | None = None
    pension: Pension | None = None
    partial_resumptions: tuple[PartialResumption, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    lack_of_cooperation: tuple[LackOfCooperation, ...] = ()
    isolations: tuple[ClosedSpell, ...] = ()  # after infection, or as a contact
    imprisonments: tuple[Spell, ...] = ()
    pregnancy_related: tuple[Spell, ...] = ()  # illness because of pregnancy
    maternity: tuple[Spell, ...] = ()  # days of maternity benefit
    other_benefits: tuple[Received, ...] = ()  # for days that are paid afterwards
    extensions: tuple[Extension, ...] = ()
    ended: Ended | None = None
    notified_on: Day | None = None
    applied_on: Day | None = None
    letter_sent_on: Day | None = None
    paid_in_advance: tuple[Cvr, ...] = ()  # employers who refuse to pay in their period
    refund_requests: tuple[RefundRequest, ...] = ()
    dispensations: tuple[DispensationFrom, ...] = ()
    earlier_benefit: tuple[ClosedSpell, ...] = ()
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()

    @model_validator(mode="after")
    def check_the_whole(self) -> Self:
        check_days(self)
        check_employers(self)
        check_kind(self)
        check(told_by(self))
        return self


def check_days(facts: Facts) -> None:
    if len({one.monday for one in facts.weeks_elsewhere}) < len(facts.weeks_elsewhere):
        raise ValueError("what other cases decided of a week stands twice")
    in_order(facts.first_day_of_absence, facts.last_day_of_absence)
    in_order(facts.first_day_of_absence, facts.until)
    for work in facts.employments:
        in_order(work.first_day_of_absence or facts.first_day_of_absence, work.last_day_of_absence)


def check_employers(facts: Facts) -> None:
    """One employment for each CVR number, no day of more than 24 hours, no claim of a stranger."""
    known = {work.cvr for work in facts.employments}
    if len(known) < len(facts.employments):
        raise ValueError("two employments have one CVR number")
    named = {request.cvr for request in facts.refund_requests}
    named |= {*facts.paid_in_advance}
    named |= {part.cvr for part in facts.partial_resumptions if part.cvr is not None}
    if named - known:
        raise ValueError("a CVR number is named that no employment has")
    weeks = [work.weeks for work in facts.employments if work.weeks]
    if longest(weeks) > HOURS_OF_A_DAY and longest_weekday(weeks) > HOURS_OF_A_DAY:
        raise ValueError("more than 24 hours are scheduled on one day")
    check_months([month.month for month in facts.monthly_hours or ()])
    for work in facts.employments:
        check_months([month.month for month in work.monthly_pay or ()])


def check_months(months: list[str]) -> None:
    if len(months) != len(set(months)):
        raise ValueError("a month has two numbers of hours")


def longest(rotas: Sequence[Rota]) -> Decimal:
    """Give the hours of a day on which all had their longest one: no day has more."""
    return sum([max(map(max, weeks)) for weeks in rotas], Decimal())


def longest_weekday(rotas: Sequence[Rota]) -> Decimal:
    return max(
        sum((max(week[weekday] for week in weeks) for weeks in rotas), Decimal())
        for weekday in range(7)
    )


def check_kind(facts: Facts) -> None:
    """Each kind of citizen brings the facts that it is computed from, and no other's."""
    kind = facts.citizen.kind
    if kind in {"wage_earner", "flexjob"} and not facts.employments:
        raise ValueError("a wage earner has at least one employment")
    if (facts.self_employed is not None) != (kind == "self_employed"):
        raise ValueError("self_employed belongs to a self-employed citizen, who must have it")
    if (facts.unemployed is not None) != (kind == "unemployed"):
        raise ValueError("unemployed belongs to an unemployed citizen, who must have it")
    if facts.citizen.sex is None and any(work.weekly_pay for work in facts.employments):
        raise ValueError("unknown working hours are found by the sex of the citizen")
    if facts.other_ground is not None and kind != "wage_earner":
        raise ValueError("another ground than hours is that of a wage earner")
    if facts.flexjob_granted_on is not None and kind != "flexjob":
        raise ValueError("flexjob_granted_on belongs to a citizen in a flexjob")
    if facts.self_employed is None and any(part.capacity for part in facts.partial_resumptions):
        raise ValueError("a capacity is that of a self-employed citizen")


def told_by(facts: Facts) -> Told:
    own, pension = facts.self_employed, facts.pension
    return Told(
        facts.citizen.birth_date,
        facts.employments,
        (*(facts.monthly_hours or ()), *months_of_pay(facts)),
        (
            ("first_day_of_absence", facts.first_day_of_absence),
            *(("earlier_benefit", one.from_day) for one in facts.earlier_benefit),
            *background(own, pension, facts.flexjob_granted_on),
        ),
        (own and own.business_months) or (),
    )


def months_of_pay(facts: Facts) -> Iterator[MonthlyPay]:
    for work in facts.employments:
        yield from work.monthly_pay or ()


def background(
    own: SelfEmployed | None, pension: Pension | None, flexjob: date | None
) -> Iterator[tuple[str, date | None]]:
    """Name the days of what benefit of others than plain wage earners is computed from."""
    yield "pension.from", pension and pension.from_day
    yield "pension.decided_on", pension and pension.decided_on
    yield "flexjob_granted_on", flexjob
    yield "self_employed.insured_since", own and own.insured_since
