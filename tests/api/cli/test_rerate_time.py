"""When rates changed is told by the log's own clock: a simulated one knows no other."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.support.served import Served, served


def told_at(server: Served, *words: str) -> datetime:
    ended = server.sdp("rerate", "--on", "2020-01-06", "--json", *words)
    assert ended.returncode == 0, ended.stderr
    return datetime.fromisoformat(json.loads(ended.stdout)["at"])


def test_a_simulated_log_takes_the_noon_of_the_day(tmp_path: Path) -> None:
    with served(tmp_path, "--with-worker", "--simulated-clock") as server:
        noon = datetime(2020, 1, 6, 11, tzinfo=UTC)
        assert told_at(server, "--dry-run") == told_at(server) == noon


def test_a_real_log_takes_the_time_that_it_is(tmp_path: Path) -> None:
    with served(tmp_path, "--with-worker") as server:
        before = datetime.now(UTC)
        assert before <= told_at(server, "--dry-run") <= datetime.now(UTC)
