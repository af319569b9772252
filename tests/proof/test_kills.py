"""Killed at any moment: what was acknowledged stands, what was not has one effect when resent."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.postgres.programs import Folder
from tests.proof.citizens import ONCE
from tests.proof.installation import KILLS, Installation
from tests.proof.load import Load, Size
from tests.proof.sending import Acknowledged, Sender

SMALL = Size(citizens=8, clients=3, kills=("server", "postmaster"), until=("2020-06-09T10:00:00Z",))
FULL = Size(
    citizens=120,
    clients=6,
    kills=(
        *("server", "reaper", "postmaster", "worker", "everything"),
        *("postmaster", "worker", "server", "everything", "server", "reaper"),
    ),
    until=("2020-06-09T10:00:00Z", "2020-06-16T10:00:00Z", "2020-06-23T10:00:00Z"),
)
PAID = {1: "5718.72", 3: "13888.32"}  # kroner, by weeks of payment; the same for every citizen


@pytest.fixture
def installation() -> Iterator[Installation]:
    place = Path(tempfile.mkdtemp(prefix="sdp-p-")).resolve()
    served = Installation(Folder(place / "data"))
    served.start()
    try:
        yield served
    finally:
        served.kill_server()
        served.folder.end()
        shutil.rmtree(place, ignore_errors=True)


def test_a_few_commands_and_two_kills(installation: Installation) -> None:
    prove(Load(installation, SMALL))


@pytest.mark.proof
def test_a_thousand_commands_and_eleven_kills(installation: Installation) -> None:
    assert set(FULL.kills) == set(KILLS)
    load = Load(installation, FULL)
    prove(load)
    assert len(load.record.acknowledged) >= 1000
    assert load.record.lost > 0


def prove(load: Load) -> None:
    load.play()
    assert load.installation.kills == list(load.size.kills)
    assert len(load.cases) == load.size.citizens
    with Sender(load.installation, load.record) as asking:
        for acknowledged in tuple(load.record.acknowledged):
            answers_again(asking, acknowledged)
        for case in load.cases:
            assert_one_effect(asking, case)
            assert_paid_once(asking, case, PAID[len(load.size.until)])
    assert_consistent(load.installation)
    load.installation.end()
    report(load)


def answers_again(asking: Sender, acknowledged: Acknowledged) -> None:
    """The key of an acknowledged command is answered as it was, however often it is sent."""
    answer = asking.once(acknowledged.command)
    assert answer is not None
    assert answer.headers["Idempotent-Replay"] == "true"
    assert (answer.status_code, answer.json()) == (acknowledged.status, acknowledged.document)
    assert answer.headers["Sdp-Position"] == str(acknowledged.document["position"])


def assert_one_effect(asking: Sender, case: str) -> None:
    events = asking.get(f"/cases/{case}/history")["events"]
    counted = Counter(str(event["type"]) for event in events)
    assert {name: counted[name] for name in ONCE} == ONCE
    assert [event["version"] for event in events] == list(range(1, len(events) + 1))


def assert_paid_once(asking: Sender, case: str, paid: str) -> None:
    document = asking.get(f"/cases/{case}/payments")
    payments: list[dict[str, Any]] = document["payments"]
    assert {one["status"] for one in payments} == {"settled"}
    assert len({(one["payee"], one["monday"]) for one in payments}) == len(payments)
    for one in payments:
        steps = [step["became"] for step in one["steps"]]
        assert steps.count("sent") == 1, steps
    assert document["paid"] == paid


def assert_consistent(installation: Installation) -> None:
    checked = installation.json("check", "invariants")
    assert checked["violations"] == []
    verified = installation.json("verify")
    assert verified["ok"] is True
    assert verified["events"] == checked["checked_events"]
    rebuilt: Any = installation.json("projections", "verify", "--all", "--shards", "1")["rebuilt"]
    assert rebuilt
    assert all(one["same"] for one in rebuilt)


def report(load: Load) -> None:
    record = load.record
    print(  # noqa: T201  (figures for who runs the proof with -s)
        f"{len(record.acknowledged)} commands acknowledged, {record.lost} answers lost,"
        f" {record.known} of them recorded before, kills: {Counter(load.installation.kills)}"
    )
