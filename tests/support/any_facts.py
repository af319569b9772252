"""Facts of any case at all: every kind of citizen, and every fact that may be left out."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from domain.benefit.facts import Facts

CVR = ("13748136", "24256790", "10172748")
Json = dict[str, Any]
T = TypeVar("T")
CHANCES = {chance: st.integers(1, chance) for chance in range(2, 7)}
HOURS = [Decimal(hours) / 20 for hours in range(0, 160, 7)]


def maybe(draw: st.DrawFn, strategy: st.SearchStrategy[T], chance: int = 3) -> T | None:
    """Draw a value one time in `chance`, else none."""
    return draw(strategy) if draw(CHANCES[chance]) == 1 else None


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    kind = draw(st.sampled_from(("wage_earner", "unemployed", "self_employed", "flexjob")))
    first = draw(st.dates(date(2011, 1, 1), date(2026, 3, 1)))
    until = first + timedelta(days=draw(st.integers(0, 60)) * draw(st.sampled_from((1, 3, 6))))
    works = draw(employments(kind, first))
    facts: Json = {
        "citizen": {"kind": kind, "birth_date": maybe(draw, st.just(date(1980, 5, 17)))},
        "first_day_of_absence": first,
        "until": until,
        "employments": works,
        **draw(own_facts(kind, first)),
        **draw(conditions(first, [work["cvr"] for work in works])),
        **draw(spells(kind, first, [work["cvr"] for work in works])),
    }
    return Facts.model_validate({name: fact for name, fact in facts.items() if fact is not None})


@st.composite
def employments(draw: st.DrawFn, kind: str, first: date) -> tuple[Json, ...]:
    fewest = 0 if kind in {"unemployed", "self_employed"} else 1
    most = 1 if kind == "unemployed" else 3
    count = draw(st.integers(fewest, most)) if fewest == 0 else draw(st.sampled_from((1, 1, 2, 3)))
    return tuple(draw(employment(cvr, first)) for cvr in CVR[:count])


@st.composite
def employment(draw: st.DrawFn, cvr: str, first: date) -> Json:
    late = maybe(draw, st.integers(0, 40), 6)
    begins = None if late is None else first + timedelta(days=late)
    ends = maybe(draw, day_after(begins or first, 120), 6)
    work: Json = {
        "cvr": cvr,
        "hourly_wage": draw(st.sampled_from(("90", "110.55", "120", "133.33", "185.5", "260"))),
        "pays_wage": draw(st.sampled_from((True, True, True, False))),
        "wage_paid_until": maybe(draw, day_after(first, 150), 4),
        "employed_since": maybe(draw, day_before(first, 200)),
        "hours_last_8_weeks": maybe(draw, st.sampled_from(("20", "74", "296"))),
        "insured_section_55": maybe(draw, st.booleans(), 4),
        "section_56": maybe(draw, st.booleans(), 4),
        "first_day_of_absence": begins,
        "last_day_of_absence": ends,
        **draw(schedule(first)),
    }
    return numbers({name: fact for name, fact in work.items() if fact is not None})


@st.composite
def schedule(draw: st.DrawFn, first: date) -> Json:
    day = st.sampled_from(HOURS)
    if draw(st.integers(1, 4)) > 1:
        usual = (Decimal("7.4"),) * 5 + (Decimal(0),) * 2
        return {"week": draw(st.one_of(st.just(usual), st.tuples(*[day] * 7)))}
    monday = first - timedelta(days=first.weekday())
    rota = draw(st.lists(st.tuples(*[day] * 7), min_size=1, max_size=4))
    return {"rota": tuple(rota), "rota_from": maybe(draw, st.just(monday), 2)}


@st.composite
def own_facts(draw: st.DrawFn, kind: str, first: date) -> Json:
    if kind == "unemployed":
        partial = draw(st.booleans())
        return {
            "unemployed": numbers(
                {
                    "day_rate": draw(st.sampled_from(("595", "812", "892", "973"))),
                    "insured": draw(st.sampled_from(("full_time", "part_time"))),
                    "unemployment": "partial" if partial else "full",
                    **({"scheduled_hours": "17.5"} if partial and draw(st.booleans()) else {}),
                }
            )
        }
    if kind == "self_employed":
        business: Json = {
            "annual_profit": draw(st.sampled_from(("-5000", "0", "150000", "400000"))),
            "insurance": draw(st.sampled_from(("none", "third_day", "first_day"))),
            "coverage": draw(st.sampled_from(("2/3", "1/1"))),
            "section_58a": draw(st.booleans()),
        }
        return {"self_employed": numbers(business)}
    granted = {"flexjob_granted_on": maybe(draw, day_before(first, 3000), 2)}
    return granted if kind == "flexjob" else {}


@st.composite
def conditions(draw: st.DrawFn, first: date, cvrs: list[str]) -> Json:
    months = [first.replace(day=1) - timedelta(days=31 * back) for back in range(1, 7)]
    requests = st.lists(request(first, cvrs), min_size=1, max_size=3).map(tuple)
    return {
        "monthly_hours": maybe(draw, st.just(tuple(hours_of(month) for month in months))),
        "notified_on": maybe(draw, day_after(first, 70)),
        "applied_on": maybe(draw, day_after(first, 90)),
        "letter_sent_on": maybe(draw, day_after(first, 70)),
        "refund_requests": maybe(draw, requests, 2) if cvrs else None,
        "dispensations": maybe(draw, st.lists(st.sampled_from(DISPENSATIONS)).map(tuple)),
        "earlier_benefit": maybe(draw, earlier(first)),
        "pension": maybe(draw, pension(first), 5),
    }


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
def pension(draw: st.DrawFn, first: date) -> Json:
    begins = (first + timedelta(days=draw(st.integers(-400, 200)))).replace(day=1)
    kind = draw(st.sampled_from(("disability", "senior", "state", "early")))
    return some(kind=kind, from_day=begins, decided_on=maybe(draw, day_after(first, 150), 2))


@st.composite
def spells(draw: st.DrawFn, kind: str, first: date, cvrs: list[str]) -> Json:
    def some_of(one: st.SearchStrategy[Any], chance: int) -> tuple[Json, ...] | None:
        return maybe(draw, st.lists(one, min_size=1, max_size=2).map(tuple), chance)

    return {
        "partial_resumptions": some_of(resumption(kind, first, cvrs), 3),
        "holidays": some_of(holiday(first), 3),
        "lack_of_cooperation": some_of(spell(first), 4),
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
def holiday(draw: st.DrawFn, first: date) -> Json:
    begins = draw(day_after(first, 200))
    return {
        "from_day": begins,
        "to_day": draw(day_after(begins, 25)),
        "agreed": draw(st.sampled_from((True, True, False))),
    }


@st.composite
def extension(draw: st.DrawFn, first: date) -> Json:
    return {"code": draw(st.integers(1, 7)), **draw(spell(first + timedelta(days=100)))}


@st.composite
def resumption(draw: st.DrawFn, kind: str, first: date, cvrs: list[str]) -> Json:
    if kind == "self_employed" and draw(st.booleans()):
        return {**draw(spell(first)), "capacity": draw(st.sampled_from(("1/2", "1/4")))}
    hours = draw(st.sampled_from((Decimal(5), Decimal("17.25"), Decimal(20), Decimal(35))))
    cvr = maybe(draw, st.sampled_from(cvrs), 2) if cvrs else None
    return some(**draw(spell(first)), cvr=cvr, hours_worked_per_week=hours)


def day_after(first: date, days: int) -> st.SearchStrategy[date]:
    return st.integers(0, days).map(lambda more: first + timedelta(days=more))


def day_before(first: date, days: int) -> st.SearchStrategy[date]:
    return st.integers(0, days).map(lambda less: first - timedelta(days=less))


def some(**facts: Any) -> Json:  # noqa: ANN401 a fact is whatever its model takes
    return {name: fact for name, fact in facts.items() if fact is not None}


def numbers(facts: Json) -> Json:
    """Take the numbers that are written as text for what they are."""
    named = {"hourly_wage", "hours_last_8_weeks", "day_rate", "scheduled_hours", "annual_profit"}
    return {name: Decimal(fact) if name in named else fact for name, fact in facts.items()}
