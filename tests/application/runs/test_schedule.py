"""What is due, by Danish time; everything once, nothing in the hour that summer time moves."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from application.ports.clock import DENMARK
from application.runs.clockwork import ON_REQUEST, RUNS
from application.runs.schedule import CUT_OFF, MONTHLY, SCHEDULE, due
from domain.shared.envelope import Municipality

HERE = Municipality(101)
MONDAY = datetime(2020, 6, 15, tzinfo=DENMARK)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2020, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive, the zone is given


def test_a_monday_prepares_closes_and_sends_before_its_night() -> None:
    names = [one.name for one in due(MONDAY, MONDAY + timedelta(days=1))]
    assert names == [
        *("deadlines", "reassessment", "payments-prepare", "payments-close"),
        *("payments-send", "evening", "nightly"),
    ]


def test_what_is_not_sent_or_answered_is_tried_again_on_the_days_after() -> None:
    week = due(MONDAY, MONDAY + timedelta(weeks=1))
    days = {
        name: "".join(str(one.day.isoweekday()) for one in week if one.name == name)
        for name in ("payments-close", "payments-send", "payments-reconcile", "nightly")
    }
    assert days == {
        "payments-close": "1",
        "payments-send": "12345",
        "payments-reconcile": "2345",
        "nightly": "1234567",
    }


def test_an_hour_of_its_own_is_that_of_the_cut_off_alone() -> None:
    week = MONDAY, MONDAY + timedelta(weeks=1)
    usual, own = due(*week), due(*week, {HERE: 11})
    kept = [one for one in own if one.name != CUT_OFF]
    assert kept == [one for one in usual if one.name != CUT_OFF]
    (first, second) = (one for one in own if one.name == CUT_OFF)
    assert (first.only, first.instant.astimezone(DENMARK).hour) == (HERE, 11)
    assert (second.but, second.instant.astimezone(DENMARK).hour) == ({HERE}, 15)


def test_the_month_before_is_closed_and_sampled_on_the_first() -> None:
    for first in (datetime(2020, 7, 1, tzinfo=DENMARK), datetime(2021, 1, 1, tzinfo=DENMARK)):
        names = [one.name for one in due(first, first + timedelta(hours=8))]
        assert [name for name in names if name in MONTHLY] == ["close-month", "random-sample"]
        later = due(first + timedelta(days=1), first + timedelta(days=28))
        assert not MONTHLY & {one.name for one in later}


def test_the_hours_are_danish_in_summer_and_in_winter() -> None:
    for month, hour in ((6, 20), (12, 21)):
        day = datetime(2020, month, 17, tzinfo=DENMARK)
        *_, nightly = due(day, day + timedelta(days=1))
        assert (nightly.instant.hour, nightly.day) == (hour, date(2020, month, 17))


def test_a_run_is_due_at_its_instant_and_not_again_after_it() -> None:
    (first, *_) = due(MONDAY, MONDAY + timedelta(days=1))
    assert due(first.instant - timedelta(seconds=1), first.instant) == (first,)
    assert first not in due(first.instant, MONDAY + timedelta(days=1))


@given(st.lists(INSTANTS, min_size=2, max_size=6))
def test_however_time_is_cut_the_same_is_due(instants: list[datetime]) -> None:
    cuts = sorted(instants)
    pieces = [one for a, b in pairwise(cuts) for one in due(a, b)]
    assert tuple(pieces) == due(cuts[0], cuts[-1])


def test_nothing_runs_while_the_clock_may_jump() -> None:
    assert not [one for one in SCHEDULE if time(2) <= one.at < time(3)]


def test_every_scheduled_run_is_known_and_every_run_scheduled_or_asked_for() -> None:
    assert {one.name for one in SCHEDULE} == set(RUNS) - ON_REQUEST
    assert set(RUNS) > ON_REQUEST
