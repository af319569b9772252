"""Cases computed on paper: facts as in a facts file, and what single places of the document say."""

from collections.abc import Mapping
from typing import Any

from domain.benefit.calculate import calculate
from domain.benefit.document import document
from domain.rules.parameters import law_with
from tests.support.facts import CVR, OTHER_CVR, Json, employment, read

Case = tuple[str, str, Json, Mapping[str, object]]  # what, source, facts, what is said where
MONDAY_TO_FRIDAY, WEEKEND = 5, ("0", "0")


def each_day(hours: str) -> list[str]:
    return [hours] * MONDAY_TO_FRIDAY + list(WEEKEND)


def case(kind: str = "wage_earner", /, **more: object) -> Json:
    """Ill from Monday 2022-02-07; employer period to 8 March; full time at the hourly cap."""
    jobs = {"employments": [employment()]} if kind in {"wage_earner", "flexjob"} else {}
    days = {"first_day_of_absence": "2022-02-07", "until": "2022-04-03"}
    facts = {"citizen": {"kind": kind}, **days, **jobs, **more}
    return {name: value for name, value in facts.items() if value is not None}


def job(cvr: str = CVR, **more: object) -> Json:
    return employment(cvr=cvr, **more)  # pyright: ignore[reportArgumentType] a wage among `more`


def rota(*weeks: str, **more: object) -> Json:
    return employment(rota=[each_day(hours) for hours in weeks], **more)  # pyright: ignore[reportArgumentType]


def business(**more: object) -> Json:
    own = {"annual_profit": "400000", "insurance": "none", "coverage": "2/3"}
    return {"self_employed": {**own, **more}}


def member(**more: object) -> Json:
    fund = {"day_rate": "892", "insured": "full_time", "unemployment": "full"}
    return {"unemployed": {**fund, **more}}


def claim(on: str, first: str | None = None, last: str | None = None, cvr: str = CVR) -> Json:
    days = {name: day for name, day in (("from", first), ("to", last)) if day}
    return {"refund_requests": [{"cvr": cvr, "on": on, **days}]}


def said(facts: Json, law: Mapping[str, str] | None = None) -> Json:
    return document(calculate(read(facts), law=law_with(law or {})))


def at(found: Json, place: str) -> Any:  # noqa: ANN401 whatever stands there
    """Look up `2022-03-09 amount`, `week 2022-03-07`, `payees 2022-03-07` or a key."""
    what, _, where = place.partition(" ")
    if what == "week":
        return next(one["amount"] for one in found["weeks"] if one["monday"] == where)
    if what == "payees":
        return next(one["by_payee"] for one in found["weeks"] if one["monday"] == where)
    if what == "reasons":
        return found["reasons"] if where else [one["code"] for one in found["reasons"]]
    if what == "deadline":
        return found["deadlines"][where]
    if where == "lines":
        return [tuple(line.values()) for line in day_of(found, what)["lines"]]
    return day_of(found, what)[where] if where else found[what]


def day_of(found: Json, on: str) -> Json:
    return next(day for day in found["days"] if day["date"] == on)


__all__ = ["CVR", "OTHER_CVR", "Case", "at", "business", "case", "claim", "each_day"]
__all__ += ["job", "member", "rota", "said"]
