"""The event-sourcing library's own tests of recorders, run against ours, none left out."""

from collections.abc import Iterator

import pytest

from infrastructure.log.identity import identified
from infrastructure.log.recorder import (
    LogAggregateRecorder,
    LogApplicationRecorder,
    LogProcessRecorder,
    LogTrackingRecorder,
    Pool,
    opened_pool,
)
from infrastructure.postgres.server import Database
from tests.infrastructure.log.stock import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)


class OnAnEmptyLog:
    """A database of its own for every test."""

    pool: Pool

    @pytest.fixture(autouse=True)
    def _empty_log(self, database: Database) -> Iterator[None]:
        identified(database)
        with opened_pool(database.url("sdp_app")) as self.pool:
            yield


class TestAggregateRecorder(OnAnEmptyLog, AggregateRecorderTestCase):
    def create_recorder(self) -> LogAggregateRecorder:
        return LogAggregateRecorder(self.pool)


class TestApplicationRecorder(OnAnEmptyLog, ApplicationRecorderTestCase[LogApplicationRecorder]):
    def create_recorder(self) -> LogApplicationRecorder:
        return LogApplicationRecorder(self.pool)

    def test_insert_subscribe(self) -> None:
        """Optional in the library, for recorders that can be followed; ours can."""
        self.optional_test_insert_subscribe()


class TestTrackingRecorder(OnAnEmptyLog, TrackingRecorderTestCase):
    def create_recorder(self) -> LogTrackingRecorder:
        return LogTrackingRecorder(self.pool)


class TestProcessRecorder(OnAnEmptyLog, ProcessRecorderTestCase):
    def create_recorder(self) -> LogProcessRecorder:
        return LogProcessRecorder(self.pool)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (TestAggregateRecorder, AggregateRecorderTestCase),
        (TestApplicationRecorder, ApplicationRecorderTestCase),
        (TestTrackingRecorder, TrackingRecorderTestCase),
        (TestProcessRecorder, ProcessRecorderTestCase),
    ],
)
def test_no_test_of_the_library_is_overridden_or_left_out(
    ours: type[OnAnEmptyLog], theirs: type
) -> None:
    tests = [name for name in dir(theirs) if name.startswith("test")]
    assert tests
    for name in tests:
        assert getattr(ours, name) is getattr(theirs, name)
        assert name not in vars(OnAnEmptyLog)
    assert not hasattr(ours, "pytestmark")
