"""What every test may ask for, and what a run of the suite leaves behind: nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.database import begin_run, database, database_template, end_run

__all__ = ["database", "database_template"]

TESTS = Path(__file__).parent


# How long an example takes says how busy the machine is, not whether the law holds.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


# Whole populations and whole programs begin first: what is left at the end is short.
LONGEST_FIRST = ("proof", "bench", "cli", "api", "infrastructure", "application", "domain")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_how_soon)


def _how_soon(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parts[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        end_run()
