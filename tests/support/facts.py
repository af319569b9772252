"""Facts of a case, naming only what matters; everything is written as in a facts file."""

from typing import Any

import orjson

from domain.benefit.facts import Facts

CVR, OTHER_CVR = "13748136", "24256790"
FULL_TIME = ("7.4", "7.4", "7.4", "7.4", "7.4", "0", "0")
NO_HOURS = ("0", "0", "0", "0", "0", "0", "0")
Json = dict[str, Any]


def employment(wage: str = "140.00", cvr: str = CVR, **more: object) -> Json:
    """Full time, unless a week or a rota is given."""
    hours = {} if "rota" in more else {"week": FULL_TIME}
    return {"cvr": cvr, "hourly_wage": wage, **hours, **more}


def wage_earner(first_day: str, until: str, *works: Json, **more: object) -> Facts:
    return facts("wage_earner", first_day, until, employments=works or (employment(),), **more)


def self_employed(first_day: str, until: str, **more: object) -> Facts:
    business = {"annual_profit": "400000", "insurance": "none", "coverage": "2/3", **more}
    return facts("self_employed", first_day, until, self_employed=business)


def unemployed(first_day: str, until: str, *, extra: Json | None = None, **more: object) -> Facts:
    member = {"day_rate": "892", "insured": "full_time", "unemployment": "full", **more}
    return facts("unemployed", first_day, until, unemployed=member, **(extra or {}))


def facts(kind: str, first_day: str, until: str, **more: object) -> Facts:
    return read(document(kind, first_day, until, **more))


def document(kind: str, first_day: str, until: str, **more: object) -> Json:
    case: Json = {"citizen": {"kind": kind}, "first_day_of_absence": first_day, "until": until}
    return {**case, **more}


def read(case: Json) -> Facts:
    return Facts.model_validate_json(orjson.dumps(case))
