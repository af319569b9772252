"""A subject cannot ask more often than it may; the others do not notice it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pace import BURST, REMEMBERED, Pace
from api.problems import Problem
from domain.shared.envelope import ActorId

ANNE, BO = ActorId("anne"), ActorId("bo")


@dataclass
class Watch:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


def admitted(pace: Pace, watch: Watch, moments: Sequence[float]) -> list[float]:
    through: list[float] = []
    for watch.at in moments:
        try:
            pace.keep(ANNE)
        except Problem:
            continue
        through.append(watch.at)
    return through


waits = st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.3, 2.0]), max_size=400)


@given(waits, st.integers(1, 20))
def test_in_no_span_of_time_more_come_through_than_fit(waits: list[float], rate: int) -> None:
    watch = Watch()
    moments = [sum(waits[: n + 1]) for n in range(len(waits))]
    through = admitted(Pace(rate, watch), watch, moments)
    for first, began in enumerate(through):
        for last in range(first, len(through)):
            fits = rate * (through[last] - began + BURST) + 1
            assert last - first + 1 <= fits + 1e-6


@given(st.lists(st.sampled_from([0.1, 0.2, 1.0, 60.0]), max_size=200))
def test_who_asks_evenly_is_never_refused(waits: list[float]) -> None:
    watch = Watch()
    moments = [sum(waits[: n + 1]) for n in range(len(waits))]
    assert admitted(Pace(10, watch), watch, moments) == moments


def test_a_refused_subject_is_told_when_to_come_again_and_then_may() -> None:
    watch = Watch(1000.0)
    pace = Pace(2, watch)
    for _ in range(2 * BURST):
        pace.keep(ANNE)
    for _ in range(50):  # what is refused is not counted
        with pytest.raises(Problem) as refused:
            pace.keep(ANNE)
        assert (refused.value.code, refused.value.more) == ("too-many-requests", {"retry_after": 1})
    pace.keep(BO)
    watch.at += 1
    pace.keep(ANNE)


def test_zero_is_no_limit_and_the_memory_has_one() -> None:
    without = Pace(0)
    for _ in range(100_000):
        without.keep(ANNE)
    watch = Watch()
    pace = Pace(1, watch)
    for n in range(3 * REMEMBERED):
        watch.at += 2
        pace.keep(ActorId(str(n)))
    assert len(pace.ahead) <= REMEMBERED
