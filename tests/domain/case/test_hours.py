"""Hours of a week and of eight weeks are more than those of a day, and have bounds of their own."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from domain.case.commands import RegisterEmployment, RegisterPartialResumption

RESUMED = '{"from_day": "2026-01-05", "hours_worked_per_week": "%s"}'
EMPLOYED = '{"cvr": "13748136", "hours_last_8_weeks": "%s"}'


def test_hours_up_to_those_there_are_are_taken() -> None:
    assert RegisterEmployment.model_validate_json(EMPLOYED % "1344").hours_last_8_weeks == 1344
    resumed = RegisterPartialResumption.model_validate_json(RESUMED % "37.5")
    assert resumed.hours_worked_per_week == Decimal("37.5")


@pytest.mark.parametrize("hours", ["1344.01", "-1", "1.005", "1e2"])
def test_more_hours_than_eight_weeks_have_are_refused(hours: str) -> None:
    with pytest.raises(ValidationError):
        RegisterEmployment.model_validate_json(EMPLOYED % hours)


@pytest.mark.parametrize("hours", ["168.01", "-0.5", "1.005"])
def test_more_hours_than_a_week_has_are_refused(hours: str) -> None:
    with pytest.raises(ValidationError):
        RegisterPartialResumption.model_validate_json(RESUMED % hours)
