"""Compares what the demo has seen with what it must see: figures kept apart from the printing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EXPECTED = Path(__file__).with_name("expected.toml")


@dataclass(frozen=True)
class Disagreement:
    what: str
    expected: object
    found: object


def disagreements(seen: Mapping[str, object], wage: str) -> tuple[Disagreement, ...]:
    """List what differs from, or is missing of, what this wage must lead to."""
    expected = expected_at(wage)
    return tuple(
        Disagreement(what, wanted, seen.get(what, "nothing"))
        for what, wanted in expected.items()
        if seen.get(what) != wanted
    )


def expected_at(wage: str) -> dict[str, object]:
    tables = tomllib.loads(EXPECTED.read_text("utf-8"))
    return {**tables["any_wage"], **tables.get(wage, {})}
