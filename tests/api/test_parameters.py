"""What may stand behind the question mark."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError
from starlette.datastructures import QueryParams

from api.clock import MoveClock
from api.parameters import AsOf, Parameters, parameters_in
from api.problems import Problem


def asked(query: str) -> AsOf:
    return parameters_in(QueryParams(query), AsOf)


@pytest.mark.parametrize(
    ("query", "instant"),
    [
        ("as_of=2020-05-15", datetime(2020, 5, 15, 21, 59, 59, 999999, UTC)),
        ("as_of=2020-01-15", datetime(2020, 1, 15, 22, 59, 59, 999999, UTC)),
        ("as_of=2020-03-29", datetime(2020, 3, 29, 21, 59, 59, 999999, UTC)),
        ("as_of=2020-05-15T12:00:00Z", datetime(2020, 5, 15, 12, tzinfo=UTC)),
        ("as_of=2020-05-15T12:00:00%2B02:00", datetime(2020, 5, 15, 10, tzinfo=UTC)),
        ("as_of=2020-05-15T12:00:00+02:00", datetime(2020, 5, 15, 10, tzinfo=UTC)),
        ("as_of=2020-05-15T12:00:00.5-01:00", datetime(2020, 5, 15, 13, 0, 0, 500000, UTC)),
    ],
)
def test_a_moment_is_an_instant_with_offset_or_the_end_of_a_danish_day(
    query: str, instant: datetime
) -> None:
    assert asked(query).as_of == instant


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("as_of=2020-05-15T12:00:00", "invalid-parameter"),
        ("as_of=2020-02-30", "invalid-parameter"),
        ("as_of=1589500800", "invalid-parameter"),
        ("as_of=1899-12-31", "invalid-parameter"),
        ("as_of=2101-01-01", "invalid-parameter"),
        ("as_of=9999-12-31T23:59:59-23:59", "invalid-parameter"),
        ("as_of=2020-05-15T25:00:00Z", "invalid-parameter"),
        ("as_of=", "invalid-parameter"),
        ("as_of=%00", "invalid-parameter"),
        ("as_of_position=-1", "invalid-parameter"),
        ("as_of_position=x", "invalid-parameter"),
        ("as_of_position=9223372036854775808", "invalid-parameter"),
        ("at_least=1.5", "invalid-parameter"),
        ("at_least=1&at_least=2", "invalid-parameter"),
        ("as_of=2020-05-15&as_of_position=3", "invalid-parameter"),
        ("cpr=1505731234", "unknown-parameter"),
        ("AS_OF=2020-05-15", "unknown-parameter"),
    ],
)
def test_everything_else_is_refused_without_repeating_it(query: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        asked(query)
    assert refused.value.code == code
    assert "1505731234" not in f"{refused.value} {refused.value.more}"


def test_a_year_far_away_stays_a_year() -> None:
    assert asked("as_of=2100-12-31").as_of == datetime(2100, 12, 31, 22, 59, 59, 999999, UTC)


def test_nothing_asked_is_nothing_given() -> None:
    assert parameters_in(QueryParams(""), Parameters) == Parameters()


def test_a_number_is_neither_a_day_nor_an_instant() -> None:
    for number in (b"5", b"1588204800", b"1588204800.5"):
        with pytest.raises(ValidationError):
            MoveClock.model_validate_json(b'{"now":' + number + b"}")
    assert MoveClock.model_validate_json(b'{"now":"2020-05-14"}')
