"""Numbers as the registers write them: digits and a point, and nought without a sign."""

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.shared.values import Hours

HOURS = TypeAdapter(Hours)


@pytest.mark.parametrize(
    ("said", "hours"),
    [("7.4", "7.4"), ("7.40", "7.40"), ("+7", "7"), ("-0", "0"), ("-0.00", "0.00"), (-0.0, "0.0")],
)
def test_a_number_keeps_its_digits_and_nought_has_no_sign(said: object, hours: str) -> None:
    assert str(HOURS.validate_python(said)) == hours


@pytest.mark.parametrize(
    "said", ["", "-1", "24.01", "7,4", "1e1", "nan", " 7", "\u0667", "7.", True]
)
def test_what_is_no_number_of_hours_is_refused(said: object) -> None:
    with pytest.raises(ValidationError):
        HOURS.validate_python(said)
