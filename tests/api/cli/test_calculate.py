"""`sdp calculate` prints one document as contracts.md has it, and refuses what cannot be."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import run

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
DEMO = str(EXAMPLES / "wage_earner.json")
KEYS = {
    "employer_period", "entitled", "reasons", "deadlines", "reassessment_date", "duration",
    "days", "weeks", "total", "unconfirmed", "assumed",
}  # fmt: skip


class Said:
    def __init__(self, exit_code: int, out: bytes, err: bytes) -> None:
        self.exit_code, self.out, self.err = exit_code, out.decode(), err.decode()

    @property
    def document(self) -> Any:  # noqa: ANN401  (whatever JSON the command printed)
        assert self.out.count("\n") == 1
        return json.loads(self.out)


def calculate(capture: pytest.CaptureFixture[bytes], *words: str) -> Said:
    with pytest.raises(SystemExit) as ended:
        run(["calculate", *words])
    out, err = capture.readouterr()
    return Said(int(ended.value.code or 0), out, err)


def test_the_document_has_the_keys_of_the_contract(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    said = calculate(capsysbinary, DEMO)
    assert said.exit_code == 0
    assert said.document.keys() == KEYS
    assert said.document["total"] == "15522.24"
    day = next(day for day in said.document["days"] if day["date"] == "2020-06-02")
    assert {name: day[name] for name in ("kind", "hours", "hourly_rate", "amount", "payee")} == {
        "kind": "paid_full",
        "hours": "7.4",
        "hourly_rate": "110.40",
        "amount": "816.96",
        "payee": "13748136",
    }
    assert day["lines"] == [
        {
            "cvr": "13748136",
            "hours": "7.4",
            "hourly_rate": "110.40",
            "amount": "816.96",
            "payee": "13748136",
        }
    ]
    assert {"rule", "citation", "inputs", "output", "parameter"} == day["findings"][0].keys()


def test_facts_come_from_stdin_too(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(Path(DEMO).read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert calculate(capsysbinary, "-").document["total"] == "15522.24"


def test_the_argument_wins_over_the_fact(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = calculate(capsysbinary, DEMO, "--until", "2020-06-07").document
    assert said["days"][-1]["date"] == "2020-06-07"
    assert said["total"] == "3267.84"


def test_an_explanation_changes_nothing_else(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    plain = calculate(capsysbinary, DEMO).document
    explained = calculate(capsysbinary, DEMO, "--explain").document
    assert explained.keys() == {*KEYS, "explanation"}
    assert {name: explained[name] for name in KEYS} == plain
    assert [week["monday"] for week in explained["explanation"]] == [
        week["monday"] for week in plain["weeks"]
    ]


def test_a_doubt_can_be_switched(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    counted = "agreed_holiday_counts_towards_duration=true"
    dates = [
        calculate(capsysbinary, DEMO, *words).document["reassessment_date"]
        for words in ((), ("--set", counted))
    ]
    assert dates == ["2020-11-30", "2020-10-31"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": None}, "until-needed"),
        ({"until": None, "ended": {"on": "2020-04-26", "reason": "fejl"}}, "until-too-early"),
        ({"until": "2040-05-01"}, "until-too-far"),
        ({"colour": "blue"}, "facts-invalid"),
        (
            {"citizen": {"kind": "wage_earner", "birth_date": "2020-04-28"}},
            "facts-contradict",
        ),
        (
            {"holidays": [{"from_day": "2020-05-14", "to_day": "2020-05-15", "agreed": True}]},
            "facts-invalid",
        ),
        ({"first_day_of_absence": "1999-01-01", "until": "1999-02-01"}, "no-law-in-force"),
        (
            {"holidays": [{"from": "2020-05-14", "to": "2020-05-13", "agreed": True}]},
            "facts-invalid",
        ),
    ],
)
def test_wrong_facts_are_one_line_and_exit_2(
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object],
    code: str,
) -> None:
    facts = {**json.loads(Path(DEMO).read_bytes()), **change}
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(facts).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    said = calculate(capsysbinary, "-", "--json")
    assert said.exit_code == 2
    assert said.document["error"]["code"] == code
    assert said.err.startswith(f"error {code}: ")
    assert said.err.count("\n") == 1


FACTS = Path(DEMO).read_bytes().strip()
WAGE = b'"hourly_wage": "120.00"'


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"null", id="null"),
        pytest.param(b"[]", id="a list"),
        pytest.param(FACTS[:-9], id="cut off"),
        pytest.param(FACTS + FACTS, id="two documents"),
        pytest.param(b"\xef\xbb\xbf" + FACTS, id="a mark of byte order"),
        pytest.param(FACTS.replace(b"wage_earner", b"wage_\xe6rner"), id="no UTF-8"),
        pytest.param(FACTS.decode().encode("utf-16"), id="UTF-16"),
        pytest.param(FACTS[:-1] + b',"until":"2020-05-01"}', id="a key twice"),
        pytest.param(FACTS.replace(b'"cvr"', b'"cvr": "24256790", "cvr"', 1), id="twice below"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"a":' * 50_000 + b"1" + b"}" * 50_000, id="deep objects"),
        pytest.param(b'{"citizen":' + b"9" * 100_000 + b"}", id="a number without end"),
        pytest.param(b"x" * 5_000_000, id="five million letters"),
        *(
            pytest.param(FACTS.replace(WAGE, b'"hourly_wage": ' + wage), id=wage.decode())
            for wage in (
                *(b"NaN", b"Infinity", b"-Infinity", b"120", b"120.0", b'"NaN"', b'"1e3"'),
                *(b'"-1"', b'" 120"', b'"120,00"', b'"120.001"', b'"1_20"', b'"120\\n"', b'""'),
                b'"\\u0661\\u0662"',
            )
        ),
        *(
            pytest.param(FACTS.replace(b'"2020-04-27"', day, 1), id=day.decode())
            for day in (
                *(b"1587945600", b'"2020-02-30"', b'"20200427"', b'"2020-W18-1"', b'""'),
                *(b'"2020-04-27T00:00:00"', b'"27-04-2020"', b'"0001-01-01"', b'"9999-12-31"'),
            )
        ),
    ],
)
def test_what_is_no_facts_file_is_one_line_and_exit_2(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, wrong: bytes
) -> None:
    assert wrong != FACTS
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(wrong)))
    said = calculate(capsysbinary, "-")
    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith("error facts-invalid: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-file.json",),
        (DEMO, "--until", "tomorrow"),
        (DEMO, "--until", "2020-04-01"),
        (DEMO, "--set", "no_such_parameter=1"),
        (DEMO, "--set", "deadline_day_is_in_time=perhaps"),
        (DEMO, "--set", "deadline_day_is_in_time"),
        (DEMO, "--set", "weekly_hours=0"),
        (DEMO, "--set", "refund_claim_months=999999"),
        (DEMO, "--colour"),
        (),
    ],
)
def test_wrong_words_are_exit_2(
    capsysbinary: pytest.CaptureFixture[bytes], words: tuple[str, ...]
) -> None:
    said = calculate(capsysbinary, *words)
    assert said.exit_code == 2
    assert said.out == ""


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_example_has_an_account(
    capsysbinary: pytest.CaptureFixture[bytes], example: Path
) -> None:
    said = calculate(capsysbinary, str(example), "--explain")
    assert said.exit_code == 0
    assert said.document["weeks"]
