"""The register of every value of law, and the law with some of them replaced."""

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, cast

from pydantic import ValidationError

from domain.rules import (
    account_codes,
    atp,
    chronic_illness,
    compulsory_pension,
    cooperation,
    counted_days,
    covid,
    deadlines,
    duration,
    employer_period,
    employment_requirement,
    extensions,
    flexjob,
    holiday,
    incapacity,
    job_clarification,
    labour_market_contribution,
    limitation,
    moves,
    old_codes,
    partial_incapacity,
    payment_calendar,
    pension,
    public_holidays,
    rates,
    refund_claims,
    self_employed,
    set_off,
    small_employer_insurance,
    state_refund,
    unemployed,
    voluntary_insurance,
    wages,
    waiting_period,
    weeks,
)
from domain.shared.dated import Dated, Law
from domain.shared.errors import Impossible

TOPICS = (
    account_codes,
    atp,
    chronic_illness,
    compulsory_pension,
    cooperation,
    counted_days,
    covid,
    deadlines,
    duration,
    employer_period,
    employment_requirement,
    extensions,
    flexjob,
    holiday,
    incapacity,
    job_clarification,
    labour_market_contribution,
    limitation,
    moves,
    old_codes,
    partial_incapacity,
    payment_calendar,
    pension,
    public_holidays,
    rates,
    refund_claims,
    self_employed,
    set_off,
    small_employer_insurance,
    state_refund,
    unemployed,
    voluntary_insurance,
    wages,
    waiting_period,
    weeks,
)


def _dated(topic: ModuleType) -> Iterator[Dated[Any]]:
    values: list[object] = list(vars(topic).values())
    return (cast("Dated[Any]", value) for value in values if isinstance(value, Dated))


ALL: Mapping[str, Dated[Any]] = {
    parameter.name: parameter for topic in TOPICS for parameter in _dated(topic)
}


def law_with(replaced: Mapping[str, str], release: int | None = None) -> Law:
    """Try the law with values of somebody's own, each on every day; Impossible when unreadable."""
    return Law({name: _replaced(name, text) for name, text in replaced.items()}, release)


def _replaced(name: str, text: str) -> Dated[Any]:
    if name not in ALL:
        raise Impossible(f"no parameter of law is called {name}")
    try:
        return ALL[name].said(text)
    except ValidationError as error:
        raise Impossible(f"{name} cannot be {text!r}: {error.errors()[0]['msg']}") from error
    except ValueError as error:
        raise Impossible(f"{name} cannot be {text!r}: {error}") from error
