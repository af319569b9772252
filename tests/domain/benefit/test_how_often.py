"""The strategy of all properties makes every kind of citizen and every optional fact, often."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import cast

from hypothesis import given, settings

from domain.benefit.facts import (
    Citizen,
    Employment,
    Extension,
    Facts,
    LackOfCooperation,
    PartialResumption,
    Pension,
    RefundRequest,
    SelfEmployed,
    Spell,
    Unemployed,
)
from domain.benefit.values import Fact
from tests.domain.benefit.test_any_facts import QUIET
from tests.support.any_facts import any_facts

# Hypothesis also draws from the constants of all modules that are loaded, so that another test run
# before it changes the sample: of 300 a rare fact was in 12, of 1000 none is in fewer than 80.
EXAMPLES = 1000


def test_the_strategy_makes_every_kind_of_citizen_and_every_optional_fact() -> None:
    seen: Counter[str] = Counter()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=QUIET,
    )
    @given(facts=any_facts())
    def count(facts: Facts) -> None:
        seen.update({"all", facts.citizen.kind, *given_facts(facts), *lasting(facts)})

    count()
    wanted = {*KINDS, YEARS_OF_PART_WORK, *optional(Facts)}
    rare = {name: seen[name] for name in sorted(wanted) if seen[name] < seen["all"] * 0.05}
    assert (seen["all"], rare) == (EXAMPLES, {})
    assert len(wanted) >= 60


KINDS = ("wage_earner", "unemployed", "self_employed", "flexjob")
YEARS_OF_PART_WORK = "part work of more than two years"


def lasting(facts: Facts) -> Iterator[str]:
    for part in facts.partial_resumptions:
        if part.to_day and part.to_day - part.from_day > timedelta(days=2 * 366):
            yield YEARS_OF_PART_WORK


PARTS: Mapping[str, type[Fact]] = {
    "citizen": Citizen,
    "employments": Employment,
    "self_employed": SelfEmployed,
    "unemployed": Unemployed,
    "pension": Pension,
    "partial_resumptions": PartialResumption,
    "lack_of_cooperation": LackOfCooperation,
    "imprisonments": Spell,
    "pregnancy_related": Spell,
    "maternity": Spell,
    "extensions": Extension,
    "refund_requests": RefundRequest,
}


def optional(kind: type[Fact]) -> Iterator[str]:
    """Name every fact that may be left out, those of parts too; `until` is always drawn."""
    for name, field in kind.model_fields.items():
        if not field.is_required() and name != "until":
            yield name
        if name in PARTS:
            yield from (f"{name}.{part}" for part in optional(PARTS[name]))


def given_facts(fact: Fact, place: str = "") -> Iterator[str]:
    for name in type(fact).model_fields:
        value: object = getattr(fact, name)
        if value:
            yield f"{place}{name}"
        parts = cast("tuple[object, ...]", value if isinstance(value, tuple) else (value,))
        for part in parts:
            if isinstance(part, Fact):
                yield from given_facts(part, f"{name}.")
