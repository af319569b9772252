"""Real rows, measured quickly: that they run is tested, never how fast."""

from typing import Any

import orjson
import pytest

from api.cli.main import run


def test_two_cheap_rows_are_measured_beside_limit_and_stock_library(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["bench", "replay_25", "calculate_year", "--quick", "--noisy", "--json"])
    assert ended.value.code == 0
    document: dict[str, Any] = orjson.loads(capfd.readouterr().out)
    replay, year = document["rows"]
    assert [one["name"] for one in document["rows"]] == ["replay_25", "calculate_year"]
    assert replay["spread"]["runs"] == year["spread"]["runs"] == 1
    for name in ("value", "limit", "stock", "of_limit", "of_stock"):
        assert replay[name] > 0
    assert year["value"] > 0
    assert year["limit"] is None


def test_the_queue_is_populated_beside_a_row_that_wrote_a_real_log(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["bench", "http_query", "queue_page", "--quick", "--noisy", "--json"])
    assert ended.value.code == 0
    assert [row["value"] is None for row in orjson.loads(capfd.readouterr().out)["rows"]] == [
        False
    ] * 2
