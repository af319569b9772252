"""When rates changed, and which day has come, is told by the log's own clock, simulated or real."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.support.seeded import reported
from tests.support.served import Served, served

RERATED = ("rerate", "--on", "2099-01-05", "--json")
ON_TIME = ("schedule", "--once", "--now", "2099-01-05T10:00:00Z", "--json")
LATE = ("run", "nightly", "--date", "2099-01-01", "--json")


def told_at(server: Served, *words: str) -> datetime:
    ended = server.sdp("rerate", "--on", "2020-01-06", "--json", *words)
    assert ended.returncode == 0, ended.stderr
    return datetime.fromisoformat(json.loads(ended.stdout)["at"])


def test_a_simulated_log_takes_the_time_from_the_day(tmp_path: Path) -> None:
    with served(tmp_path, "--with-worker", "--simulated-clock") as server:
        noon = datetime(2020, 1, 6, 11, tzinfo=UTC)
        assert told_at(server, "--dry-run") == told_at(server) == noon
        ended = server.sdp(*LATE)
        assert (ended.returncode, json.loads(ended.stdout)) == (0, [])  # no case, nothing to do
        reported(server)
        counts = server.recorded()
        for words in (LATE, RERATED, ON_TIME):
            refused = server.sdp(*words)
            code = json.loads(refused.stdout)["error"]["code"]
            assert (refused.returncode, code) == (2, "leap-in-time")
        assert server.recorded() == counts


def test_a_real_log_takes_the_time_that_it_is(tmp_path: Path) -> None:
    with served(tmp_path, "--with-worker") as server:
        before = datetime.now(UTC)
        assert before <= told_at(server, "--dry-run") <= datetime.now(UTC)
        counts = server.counts()
        refused = server.sdp(*LATE)
        assert refused.returncode == 2
        assert json.loads(refused.stdout)["error"]["code"] == "run-in-the-future"
        assert server.counts() == counts
