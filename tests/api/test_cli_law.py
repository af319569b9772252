"""`sdp law` prints what contracts.md says, and refuses days it knows no law for."""

import json
from typing import Any

import pytest

from api.cli.main import run
from domain.rules.parameters import ALL


class Said:
    def __init__(self, exit_code: int, out: bytes, err: bytes) -> None:
        self.exit_code, self.out, self.err = exit_code, out.decode(), err.decode()

    @property
    def document(self) -> Any:  # noqa: ANN401  (whatever JSON the command printed)
        assert self.out.count("\n") == 1
        assert self.out.endswith("\n")
        return json.loads(self.out)


def sdp(capture: pytest.CaptureFixture[bytes], *words: str) -> Said:
    with pytest.raises(SystemExit) as ended:
        run(list(words))
    out, err = capture.readouterr()
    return Said(int(ended.value.code or 0), out, err)


def test_the_rates_of_a_day(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = sdp(capsysbinary, "law", "rates", "--on", "2020-04-27", "--json")
    assert said.exit_code == 0
    assert said.document == {
        "week": "4405.00",
        "hour": "119.05",
        "minimum_self_employed": "2937.00",
        "in_force_from": "2020-01-06",
        "confirmed": True,
        "citation": "Sygedagpengeloven § 50, stk. 1",
    }


def test_rates_nobody_confirmed_say_so(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = sdp(capsysbinary, "law", "rates", "--on", "2026-01-05", "--json")
    assert (said.document["confirmed"], said.document["hour"]) == (False, "137.43")
    assert "5085.00" in sdp(capsysbinary, "law", "rates", "--on", "2026-01-05").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--on", "2009-12-31"), "no-law-in-force"),
        (("--on", "2020-02-30"), "usage"),
        (("--on", "27-04-2020"), "usage"),
        (("--on", "20200427"), "usage"),
        ((), "usage"),
    ],
)
def test_a_day_without_law_is_refused(
    words: tuple[str, ...], code: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    said = sdp(capsysbinary, "law", "rates", *words, "--json")
    assert (said.exit_code, said.document["error"]["code"]) == (2, code)
    assert said.err.startswith(f"error {code}: ")
    assert said.err.count("\n") == 1


def test_every_row_of_every_parameter_is_printed(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    rows = sdp(capsysbinary, "law", "parameters", "--json").document
    assert len(rows) == sum(len(dated.rows) for dated in ALL.values())
    assert {row["name"] for row in rows} == set(ALL)
    assert {
        "name": "employer_period_days",
        "value": 30,
        "from": "2012-01-02",
        "known_since": 1,
        "decided_by": "first_day",
        "citation": "Sygedagpengeloven § 30, stk. 1",
        "confirmed": True,
    } in rows
    lines = sdp(capsysbinary, "law", "parameters").out.splitlines()
    assert len(lines) == len(rows)
    assert sum(line.endswith("not confirmed") for line in lines) == sum(
        not row["confirmed"] for row in rows
    )
