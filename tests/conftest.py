"""What every test may ask for, and what a run of the suite leaves behind: nothing."""

import pytest
from hypothesis import HealthCheck, settings

from tests.support.database import begin_run, database, database_template, end_run

__all__ = ["database", "database_template"]


# How long an example takes says how busy the machine is, not whether the law holds.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        end_run()
