"""A decided case as it applied on a day: decisions, weeks, hearings, and what was used by then."""

import pytest

from tests.support.client import Api
from tests.support.seen_and_decided import decide, reported_with_work

FIRST_WEEK, SECOND_WEEK = "2020-06-01", "2020-06-08"


@pytest.fixture(scope="module")
def decided() -> tuple[Api, str]:
    """Grant from 1 June, end on 10 June, extend in November, hear until 22 May (answered 20)."""
    api = Api()
    case = reported_with_work(api)
    decide(
        api,
        case,
        ("grant", {"from_day": FIRST_WEEK, "to_day": "2020-06-28"}),
        ("extensions", {"code": 1, "from_day": "2020-11-01", "to_day": "2020-11-30"}),
        ("end", {"last_day_with_right": "2020-06-10", "reason": "recovery"}),
        ("hearings", {"about": "holiday", "started_on": "2020-05-11", "deadline": "2020-05-22"}),
        ("hearing-answers", {"about": "holiday", "answered_on": "2020-05-20", "accepted": True}),
    )
    return api, case


@pytest.mark.parametrize(
    ("day", "types"),
    [
        ("2020-05-31", []),
        ("2020-06-01", ["BenefitGranted"]),
        ("2020-06-10", ["BenefitGranted"]),
        ("2020-06-11", ["BenefitGranted", "BenefitEnded"]),
        ("2020-06-28", ["BenefitGranted", "BenefitEnded"]),
        ("2020-06-29", ["BenefitEnded"]),
        ("2020-11-01", ["BenefitExtended", "BenefitEnded"]),
        ("2020-12-01", ["BenefitEnded"]),
    ],
)
def test_a_decision_applies_on_the_days_it_is_about(
    decided: tuple[Api, str], day: str, types: list[str]
) -> None:
    api, case = decided
    shown = api.get(f"/cases/{case}/entitlement?applies_on={day}").json()["decisions"]
    own = [one["type"] for one in shown if one["type"] != "BenefitRecalculated"]
    assert own == types


def test_of_a_decision_the_week_and_the_rules_of_the_day_are_shown(
    decided: tuple[Api, str],
) -> None:
    api, case = decided
    (shown,) = api.get(f"/cases/{case}/entitlement?applies_on=2020-06-07").json()["decisions"]
    whole = api.get(f"/cases/{case}/entitlement").json()["decisions"][0]["totals"]
    weeks = [one["monday"] for one in shown["totals"]["weeks"]]
    assert weeks == [FIRST_WEEK]
    assert len(whole["weeks"]) > 1
    rulings = shown["totals"]["rulings"]
    assert rulings == [
        one for one in whole["rulings"] if one["first_day"] <= "2020-06-07" <= one["last_day"]
    ]
    assert 0 < len(rulings) < len(whole["rulings"])


@pytest.mark.parametrize(
    ("day", "monday"),
    [("2020-06-01", FIRST_WEEK), ("2020-06-07", FIRST_WEEK), ("2020-06-08", SECOND_WEEK)],
)
def test_the_week_of_the_day_is_explained(decided: tuple[Api, str], day: str, monday: str) -> None:
    api, case = decided
    shown = api.get(f"/cases/{case}/explanation?applies_on={day}").json()
    assert [one["monday"] for one in shown["weeks"]] == [monday]


def test_what_is_used_and_left_is_so_at_the_end_of_the_day(decided: tuple[Api, str]) -> None:
    api, case = decided

    def on(day: str) -> tuple[int, int]:
        shown = api.get(f"/cases/{case}/duration?applies_on={day}").json()
        return shown["counted_days"], shown["days_left"]

    (before, left), (after, less) = on("2020-06-02"), on("2020-06-05")
    assert (after - before, left - less) == (3, 3)
    assert on("2020-06-30") == on("2020-06-11")


@pytest.mark.parametrize(("day", "number"), [("2020-10-31", 0), ("2020-11-30", 1)])
def test_an_extension_applies_on_its_days(decided: tuple[Api, str], day: str, number: int) -> None:
    api, case = decided
    shown = api.get(f"/cases/{case}/duration?applies_on={day}").json()
    assert len(shown["extensions"]) == number


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        ("2020-05-10", []),
        ("2020-05-11", [(None, True)]),
        ("2020-05-19", [(None, True)]),
        ("2020-05-20", [("2020-05-20", False)]),
    ],
)
def test_a_hearing_is_as_it_stood_that_day(
    decided: tuple[Api, str], day: str, stood: list[tuple[str | None, bool]]
) -> None:
    api, case = decided
    shown = api.get(f"/cases/{case}/hearings?applies_on={day}").json()["hearings"]
    assert [(one["answered_on"], one["outstanding"]) for one in shown] == stood
