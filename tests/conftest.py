"""What every test may ask for, and what a run of the suite leaves behind: nothing."""

import pytest

from tests.support.database import begin_run, database, database_template, end_run

__all__ = ["database", "database_template"]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        end_run()
