"""Recorded time is the database's on a real log, the program's on a simulated one, never back."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from infrastructure.log.identity import identified, opened_before
from infrastructure.log.journal import PostgresJournal
from infrastructure.postgres.unavailable import Unavailable
from tests.infrastructure.log.orders import MORNING, Log, decided, new_case, order

EMPTY = """{"commands": [], "events": []}"""


def test_recorded_time_never_goes_back(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        log.clock.forward(hours=-3)
        await journal.append(order(case_id), decided(case_id), 1)
        log.clock.forward(hours=5)
        await journal.append(order(case_id), decided(case_id), 2)
        times = [each.envelope.recorded_at for each in await journal.history(case_id)]
        assert times == [MORNING, MORNING, MORNING + timedelta(hours=2)]

    log.run(story)


def test_a_real_log_asks_the_database_for_the_time(real_log: Log) -> None:
    case_id, before = new_case(), datetime.now(UTC)

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        (recorded,) = await journal.history(case_id)
        assert before <= recorded.envelope.recorded_at <= datetime.now(UTC)

    real_log.run(story)


@pytest.mark.parametrize(
    ("kind", "given", "refusal"),
    [("real", MORNING, "refuses a given time"), ("simulated", None, "from the program")],
)
def test_a_log_refuses_the_other_kind_of_time(
    log: Log, kind: str, given: datetime | None, refusal: str
) -> None:
    identified(log.database, simulated=kind == "simulated")
    with (
        psycopg.connect(log.database.url("sdp_app")) as connection,
        pytest.raises(psycopg.Error, match=refusal),
    ):
        connection.execute("select * from sdp_log.append(%s, %s)", (EMPTY, given))


def test_to_look_at_a_log_does_not_make_it_real(log: Log) -> None:
    assert opened_before(log.database) is None
    identified(log.database, simulated=True)
    assert (found := opened_before(log.database))
    assert found.simulated


def test_a_log_that_was_never_opened_takes_nothing(log: Log) -> None:
    with (
        psycopg.connect(log.database.url("sdp_app")) as connection,
        pytest.raises(psycopg.Error, match="no identity"),
    ):
        connection.execute("select * from sdp_log.append(%s, null)", (EMPTY,))


def test_a_log_is_real_or_simulated_once_and_for_all(log: Log) -> None:
    first = identified(log.database, simulated=True)
    assert identified(log.database) == first == identified(log.database, simulated=True)
    assert first.time == "simulated"
    with pytest.raises(Unavailable, match="this log is simulated, not real"):
        identified(log.database, simulated=False)


def test_a_new_log_is_real_when_nobody_says_otherwise(log: Log) -> None:
    assert identified(log.database).time == "real"
