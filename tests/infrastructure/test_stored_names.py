"""Every event ever released is read from the bytes it was stored with."""

import sys
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from domain.dossier.dossier import DossierEvent
from domain.payment.events import PaymentOrdered
from domain.shared.money import Money
from domain.task.events import TaskOpened
from infrastructure.stored_names import NEWEST, STORED_NAMES, UnknownEvent, decode, encode
from infrastructure.upcasters import NORMAL_PRIORITY, UPCASTERS

SAMPLES = Path(__file__).parents[1] / "stored_events"


def sample(name: str, version: int) -> bytes:
    return (SAMPLES / f"{name}.{version}.json").read_bytes().strip()


def test_every_event_has_a_stored_name() -> None:
    assert set(NEWEST) == set(get_args(DossierEvent))


def test_every_stored_name_and_version_has_its_sample() -> None:
    samples = {tuple(path.stem.split(".")) for path in SAMPLES.glob("*.json")}
    assert samples
    assert samples == {(name, str(version)) for name, version in STORED_NAMES}


@pytest.mark.parametrize(("name", "version"), STORED_NAMES)
def test_every_version_ever_released_is_read(name: str, version: int) -> None:
    event = decode(name, version, sample(name, version))
    assert type(event) is STORED_NAMES[name, version]


@pytest.mark.parametrize(("name", "version"), NEWEST.values())
def test_what_is_stored_today_is_the_newest_sample(name: str, version: int) -> None:
    stored = encode(decode(name, version, sample(name, version)))
    assert (stored.name, stored.version, stored.payload) == (name, version, sample(name, version))


def test_every_old_version_has_its_step_to_the_next() -> None:
    assert set(UPCASTERS) == set(STORED_NAMES) - set(NEWEST.values())


def test_at_least_one_event_has_two_released_versions() -> None:
    assert len(STORED_NAMES) > len(NEWEST)


def test_a_task_of_the_first_version_means_what_it_meant() -> None:
    old, new = (decode("TaskOpened", version, sample("TaskOpened", version)) for version in (1, 2))
    assert isinstance(old, TaskOpened)
    assert old == new.model_copy(update={"priority": NORMAL_PRIORITY, "by_hand": False})


def test_a_payment_of_the_first_version_carried_nothing_and_was_paid_on_the_monday_after() -> None:
    old, new = (decode("PaymentOrdered", each, sample("PaymentOrdered", each)) for each in (1, 2))
    assert isinstance(old, PaymentOrdered)
    nothing = Money(0)
    carried = {"atp_of_citizen": nothing, "atp_of_municipality": nothing, "pension": nothing}
    assert old == new.model_copy(update={**carried, "due_on": date(2020, 6, 8)})


@pytest.mark.parametrize(
    ("name", "nothing"),
    [
        (
            "EmploymentRegistered",
            {"employed_until": None, "worked_here_before": False, "section_56_from": None},
        ),
        ("WageRegistered", {"monthly_pay": None}),
        ("BenefitExtended", {"hospital_wait_days": 0}),
        ("PartialResumptionRegistered", {"in_full_because": None}),
    ],
)
def test_what_was_told_of_work_before_more_could_be_told_says_no_more(
    name: str, nothing: dict[str, object]
) -> None:
    old, new = (decode(name, version, sample(name, version)) for version in (1, 2))
    assert old == new.model_copy(update=nothing)
    assert old != new


def test_an_old_shape_is_made_new_before_it_is_parsed() -> None:
    with pytest.raises(ValidationError):
        decode("TaskOpened", 2, sample("TaskOpened", 1))


def test_renaming_a_class_changes_no_stored_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    class Renamed(TaskOpened):
        pass

    event = decode("TaskOpened", 2, sample("TaskOpened", 2))
    monkeypatch.setitem(NEWEST, Renamed, NEWEST[TaskOpened])
    assert encode(Renamed.model_validate(dict(event))) == encode(event)


@pytest.mark.parametrize("name", ["TaskOpened", "planted", "planted.Event", "planted:Event"])
def test_what_this_release_does_not_know_stops_it_and_imports_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "planted.py").write_text("class Event: pass")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(UnknownEvent, match=f"the log holds {name} version 3"):
        decode(name, 3, b"{}")
    assert "planted" not in sys.modules
