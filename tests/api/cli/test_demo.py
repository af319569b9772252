"""What the demo is told, and what it leaves behind; the demo itself is played by `make demo`."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from api.cli.demo import HIGHEST, kroner
from api.cli.demo_place import folder
from api.cli.output import Failure
from api.demo.checking import disagreements, expected_at
from application.policies.limits import wage_over


@pytest.mark.parametrize(
    ("text", "wage"), [("120", "120.00"), ("0.01", "0.01"), ("99.5", "99.50"), ("1000", "1000.00")]
)
def test_a_wage_is_written_with_two_decimals(text: str, wage: str) -> None:
    assert kroner(text) == wage


@pytest.mark.parametrize(
    "text", ["", "0", "0.00", "-1", "0.001", "1000.01", "1e2", "nan", "inf", " 1", "1,0", "\u0661"]
)
def test_what_is_no_wage_of_this_story_is_refused(text: str) -> None:
    with pytest.raises(Failure) as refused:
        kroner(text)
    assert refused.value.code == "invalid-wage"


def test_no_wage_of_this_story_is_looked_at() -> None:
    assert wage_over(Decimal(HIGHEST), date(2020, 4, 27)) is None


def test_another_wage_has_the_same_dates_and_other_totals() -> None:
    usual, other = expected_at("120.00"), expected_at("100.00")
    assert set(usual) - set(other) == {"amounts", "total"}
    assert not disagreements({**other, "total": "12935.20"}, "100.00")
    assert [one.what for one in disagreements({**usual, "total": "1.00"}, "120.00")] == ["total"]


@pytest.mark.parametrize(("keep", "kept"), [("1", True), ("", False), ("0", False)])
def test_the_folder_is_kept_where_that_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, keep: str, *, kept: bool
) -> None:
    monkeypatch.setenv("KEEP", keep)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with folder() as made:
        (made / "log").touch()
    assert (made / "log").exists() is kept
    assert list(tmp_path.iterdir()) == ([made] if kept else [])
