"""Facts of any case at all: every kind of citizen, and every fact that may be left out."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from hypothesis import strategies as st

from domain.benefit.facts import Facts
from domain.rules.pension import PensionKind
from tests.support.any_work import (
    CHANCES,
    Json,
    day_after,
    day_before,
    employments,
    maybe,
    numbers,
    some,
    with_unknown_hours,
)


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    kind = draw(st.sampled_from(("wage_earner", "unemployed", "self_employed", "flexjob")))
    unknown = draw(CHANCES[6]) == 1  # working hours, which only some years have a rate for
    first = draw(st.dates(date(2011, 1, 1), date(2026, 3, 1)))
    first = first.replace(year=draw(st.sampled_from(UNKNOWN_YEARS)), day=15) if unknown else first
    until = first + timedelta(days=draw(st.integers(0, 60)) * draw(st.sampled_from((1, 3, 6))))
    works = draw(employments(kind, first))
    works = tuple(draw(with_unknown_hours(work)) for work in works) if unknown else works
    facts: Json = {
        "citizen": {
            "kind": kind,
            "birth_date": maybe(draw, st.just(date(1980, 5, 17))),
            "sex": "woman",
        },
        "first_day_of_absence": first,
        "until": until,
        "employments": works,
        **draw(own_facts(kind, first)),
        **draw(conditions(first, [work["cvr"] for work in works], earner=kind == "wage_earner")),
        **draw(spells(kind, first, [work["cvr"] for work in works])),
    }
    return Facts.model_validate({name: fact for name, fact in facts.items() if fact is not None})


@st.composite
def own_facts(draw: st.DrawFn, kind: str, first: date) -> Json:
    if kind == "unemployed":
        partial = draw(st.sampled_from((True, True, False)))
        return {
            "unemployed": numbers(
                {
                    "day_rate": draw(st.sampled_from(("595", "812", "892", "973"))),
                    "insured": draw(st.sampled_from(("full_time", "part_time"))),
                    "unemployment": "partial" if partial else "full",
                    **(draw(hours_of_partly_unemployed()) if partial else {}),
                    **draw(st.sampled_from(({}, {"activation_earnings": "4000"}))),
                }
            )
        }
    if kind == "self_employed":
        business: Json = {
            "annual_profit": draw(st.sampled_from(("-5000", "0", "150000", "400000"))),
            "insurance": draw(st.sampled_from(("none", "third_day", "first_day"))),
            "coverage": draw(st.sampled_from(("2/3", "1/1"))),
            "section_58a": draw(st.sampled_from((True, True, True, False))),
            "insured_since": draw(
                st.one_of(day_before(first, 400), day_before(first, 400), st.none())
            ),
            "accident": draw(st.booleans()),
            **draw(months_of_business(first)),
        }
        business = some(**business)
        return {"self_employed": numbers(business)}
    granted = {"flexjob_granted_on": maybe(draw, day_before(first, 3000), 2)}
    return granted if kind == "flexjob" else {}


def hours_of_partly_unemployed() -> st.SearchStrategy[Json]:
    weeks = {"hours_of_last_weeks": (Decimal(20), Decimal(30), Decimal("7.5"))}
    told = {"scheduled_hours": "17.5"}
    return st.sampled_from((told, weeks, {**told, **weeks}))


@st.composite
def months_of_business(draw: st.DrawFn, first: date) -> Json:
    if draw(st.booleans()):
        return {}
    this = first.replace(day=1)
    ran = [this - timedelta(days=30 * back) for back in range(1, draw(st.integers(2, 9)))]
    hours = draw(st.sampled_from((Decimal("18.5"), Decimal(37), Decimal(10))))
    months = tuple(f"{month:%Y-%m}" for month in ran)
    return {"business_months": months, "hours_per_week": hours}


@st.composite
def conditions(draw: st.DrawFn, first: date, cvrs: list[str], *, earner: bool) -> Json:
    months = [first.replace(day=1) - timedelta(days=31 * back) for back in range(1, 7)]
    requests = st.lists(request(first, cvrs), min_size=1, max_size=3).map(tuple)
    return {
        "monthly_hours": maybe(draw, st.just(tuple(hours_of(month) for month in months))),
        "notified_on": maybe(draw, day_after(first, 70)),
        "applied_on": maybe(draw, day_after(first, 90)),
        "letter_sent_on": maybe(draw, day_after(first, 70)),
        "refund_requests": maybe(draw, requests, 2) if cvrs else None,
        "paid_in_advance": maybe(draw, st.just(tuple(cvrs[:1])), 4) if cvrs else None,
        "dispensations": maybe(draw, st.lists(st.sampled_from(DISPENSATIONS)).map(tuple)),
        "earlier_benefit": maybe(draw, earlier(first)),
        "weeks_elsewhere": maybe(draw, weeks_elsewhere(first), 3),
        "pension": maybe(draw, pension(first), 5),
        "life_threatening": maybe(draw, st.just(value=True), 5),
        "other_ground": draw(st.sampled_from(GROUNDS)) if earner else None,
    }


GROUNDS = ("trained", "trainee", "work_injury", None)
UNKNOWN_YEARS = (2013, 2015, 2018)
DISPENSATIONS = ("notification", "request", "application", "refund_claim")


def hours_of(month: date) -> Json:
    return {"month": f"{month:%Y-%m}", "hours": Decimal(80)}


@st.composite
def request(draw: st.DrawFn, first: date, cvrs: list[str]) -> Json:
    begins = maybe(draw, day_after(first, 60))
    return some(
        cvr=draw(st.sampled_from(cvrs)),
        on=draw(day_after(first, 300)),
        from_day=begins,
        to_day=maybe(draw, day_after(begins or first, 200)),
    )


@st.composite
def earlier(draw: st.DrawFn, first: date) -> tuple[Json, ...]:
    spells: list[Json] = []
    for _ in range(draw(st.integers(1, 3))):
        begins = first - timedelta(days=draw(st.integers(1, 400)))
        ends = begins + timedelta(days=draw(st.integers(0, 180)))
        spells.append({"from_day": begins, "to_day": ends})
    return tuple(spells)


@st.composite
def weeks_elsewhere(draw: st.DrawFn, first: date) -> tuple[Json, ...]:
    """Let the citizen's other cases have taken some, or more than all, of some weeks."""
    monday = first - timedelta(days=first.weekday())
    weeks = draw(st.sets(st.integers(0, 40), min_size=1, max_size=8))
    taken = st.sampled_from(("0.01", "1000.00", "2500.50", "4000.00", "6000.00"))
    return tuple(
        {"monday": monday + timedelta(weeks=week), "amount": Decimal(draw(taken))}
        for week in sorted(weeks)
    )


@st.composite
def pension(draw: st.DrawFn, first: date) -> Json:
    begins = (first + timedelta(days=draw(st.integers(-400, 200)))).replace(day=1)
    kind = draw(st.sampled_from(get_args(PensionKind)))
    return some(kind=kind, from_day=begins, decided_on=maybe(draw, day_after(first, 150), 2))


@st.composite
def spells(draw: st.DrawFn, kind: str, first: date, cvrs: list[str]) -> Json:
    def some_of(one: st.SearchStrategy[Any], chance: int) -> tuple[Json, ...] | None:
        return maybe(draw, st.lists(one, min_size=1, max_size=2).map(tuple), chance)

    return {
        "partial_resumptions": some_of(
            resumption(kind, first, cvrs), 2 if kind == "self_employed" else 3
        ),
        "holidays": some_of(holiday(first), 3),
        "lack_of_cooperation": some_of(lack(first), 4),
        "isolations": some_of(closed(first), 5),
        "imprisonments": some_of(spell(first), 6),
        "pregnancy_related": some_of(spell(first), 5),
        "maternity": some_of(spell(first), 6),
        "other_benefits": some_of(received(first), 6),
        "extensions": some_of(extension(first), 3),
        "last_day_of_absence": maybe(draw, day_after(first, 300), 4),
        "ended": maybe(draw, day_after(first, 300).map(ended), 5),
    }


def ended(day: date) -> Json:
    return {"on": day, "reason": "afgørelse"}


@st.composite
def spell(draw: st.DrawFn, first: date) -> Json:
    begins = draw(day_after(first, 200))
    return some(from_day=begins, to_day=maybe(draw, day_after(begins, 60), 2))


@st.composite
def lack(draw: st.DrawFn, first: date) -> Json:
    return {**draw(spell(first)), "right_of_regret": draw(st.booleans())}


@st.composite
def holiday(draw: st.DrawFn, first: date) -> Json:
    begins = draw(day_after(first, 200))
    return {
        "from_day": begins,
        "to_day": draw(day_after(begins, 25)),
        "agreed": draw(st.sampled_from((True, True, False))),
    }


@st.composite
def closed(draw: st.DrawFn, first: date) -> Json:
    begins = draw(day_after(first, 40))
    return {"from_day": begins, "to_day": draw(day_after(begins, 25))}


@st.composite
def received(draw: st.DrawFn, first: date) -> Json:
    begins = draw(day_after(first, 120))
    amount = draw(st.sampled_from(("0", "0.01", "1234.56", "9999.99", "60000")))
    return {"from_day": begins, "to_day": draw(day_after(begins, 90)), "amount": Decimal(amount)}


@st.composite
def extension(draw: st.DrawFn, first: date) -> Json:
    waited = maybe(draw, st.integers(0, 200), 2)
    code = draw(st.integers(1, 7))
    return some(code=code, hospital_wait_days=waited, **draw(spell(first + timedelta(days=100))))


@st.composite
def resumption(draw: st.DrawFn, kind: str, first: date, cvrs: list[str]) -> Json:
    if kind == "self_employed" and draw(CHANCES[4]) > 1:
        return {**draw(spell(first)), "capacity": draw(st.sampled_from(("1/2", "1/4")))}
    hours = draw(st.sampled_from((Decimal(5), Decimal("17.25"), Decimal(20), Decimal(35))))
    cvr = maybe(draw, st.sampled_from(cvrs), 2) if cvrs else None
    in_full = maybe(draw, st.sampled_from(("became_unemployed", "no_part_time_work")), 3)
    worked = some(cvr=cvr, hours_worked_per_week=hours, in_full_because=in_full)
    return {**draw(st.one_of(spell(first), spell(first), years(first))), **worked}


@st.composite
def years(draw: st.DrawFn, first: date) -> Json:
    """Part work that ends after more than two years: further than most plans look."""
    begins = draw(day_after(first, 200))
    return {"from_day": begins, "to_day": begins + timedelta(days=draw(st.integers(750, 2500)))}
