"""Employments of any case: every fact of one that may be left out, and how facts are drawn."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

CVR = ("13748136", "24256790", "10172748")
Json = dict[str, Any]
T = TypeVar("T")
CHANCES = {chance: st.integers(1, chance) for chance in range(2, 7)}
HOURS = [Decimal(hours) / 20 for hours in range(0, 160, 7)]


def maybe(draw: st.DrawFn, strategy: st.SearchStrategy[T], chance: int = 3) -> T | None:
    """Draw a value one time in `chance`, else none."""
    return draw(strategy) if draw(CHANCES[chance]) == 1 else None


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
        "hourly_wage_paid": maybe(draw, st.sampled_from(("0", "60", "88.35", "111.11", "150")), 4),
        "pays_wage": draw(st.sampled_from((True, True, True, False))),
        "wage_paid_until": maybe(draw, day_after(first, 150), 4),
        "employed_since": maybe(draw, day_before(first, 200)),
        "hours_last_8_weeks": maybe(draw, st.sampled_from(("20", "74", "296"))),
        "insured_section_55": maybe(draw, st.booleans(), 4),
        "section_56": maybe(draw, st.booleans(), 2),
        "section_56_from": maybe(draw, day_before(first, 1500), 4),
        "employed_until": maybe(draw, day_after(first, 60), 6),
        "worked_here_before": maybe(draw, st.booleans(), 4),
        "monthly_pay": maybe(draw, monthly_pay(first), 5),
        "first_day_of_absence": begins,
        "last_day_of_absence": ends,
        **draw(schedule(first)),
    }
    return numbers({name: fact for name, fact in work.items() if fact is not None})


@st.composite
def with_unknown_hours(draw: st.DrawFn, work: Json) -> Json:
    known = {"hourly_wage", "hourly_wage_paid", "week", "rota", "rota_from", "monthly_pay"}
    pay = draw(st.sampled_from(("500", "3706.20", "7413.33", "20000")))
    return {**{name: work[name] for name in work if name not in known}, "weekly_pay": Decimal(pay)}


@st.composite
def monthly_pay(draw: st.DrawFn, first: date) -> tuple[Json, ...]:
    months = [first.replace(day=1) - timedelta(days=31 * back) for back in range(1, 5)]
    return tuple(
        {
            "month": f"{month:%Y-%m}",
            "pay": Decimal(draw(st.sampled_from(("0", "12345.67", "23000")))),
            "hours": Decimal(draw(st.sampled_from(("0", "87.5", "160.33")))),
        }
        for month in {f"{one:%Y-%m}": one for one in months}.values()
    )


@st.composite
def schedule(draw: st.DrawFn, first: date) -> Json:
    day = st.sampled_from(HOURS)
    if draw(st.integers(1, 4)) > 1:
        usual = (Decimal("7.4"),) * 5 + (Decimal(0),) * 2
        return {"week": draw(st.one_of(st.just(usual), st.tuples(*[day] * 7)))}
    monday = first - timedelta(days=first.weekday())
    rota = draw(st.lists(st.tuples(*[day] * 7), min_size=1, max_size=4))
    return {"rota": tuple(rota), "rota_from": maybe(draw, st.just(monday), 2)}


def day_after(first: date, days: int) -> st.SearchStrategy[date]:
    return st.integers(0, days).map(lambda more: first + timedelta(days=more))


def day_before(first: date, days: int) -> st.SearchStrategy[date]:
    return st.integers(0, days).map(lambda less: first - timedelta(days=less))


def some(**facts: Any) -> Json:  # noqa: ANN401 a fact is whatever its model takes
    return {name: fact for name, fact in facts.items() if fact is not None}


def numbers(facts: Json) -> Json:
    """Take the numbers that are written as text for what they are."""
    named = {
        "hourly_wage",
        "hourly_wage_paid",
        "hours_last_8_weeks",
        "day_rate",
        "scheduled_hours",
        "activation_earnings",
        "annual_profit",
    }
    return {name: Decimal(fact) if name in named else fact for name, fact in facts.items()}
