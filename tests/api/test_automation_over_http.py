"""Why no rule decides a case, over HTTP: each named refusal by itself, recorded and shown."""

from collections.abc import Mapping

import pytest

from domain.case import refusals
from domain.case.commands import RecordRefusals
from domain.case.events import AutomationRefused, BenefitGranted
from domain.case.kinds import HearingAbout
from domain.shared.errors import NotAllowedNow
from tests.application.policies.story import MEMBER, OWNER, History
from tests.support import examples as ask
from tests.support.errands import open_task
from tests.support.examples import CASE, day, report_absence
from tests.support.histories import READY, REPORTED
from tests.support.told import Told

FORM = ask.receive_form()
STORIES: Mapping[str, tuple[History, ...]] = {
    "automation-stopped": ((*READY, ask.stop_automation()),),
    "blocked-by-task": ((*READY, open_task()),),
    "outstanding-hearing": (
        (*READY, ask.start_hearing(HearingAbout.ENTITLEMENT, deadline=day("06-29"))),
    ),
    "outstanding-form": (REPORTED,),
    "outstanding-employment": ((report_absence(), FORM),),
    "outstanding-wage": ((report_absence(), FORM, ask.register_employment()),),
    "outstanding-circumstances": ((OWNER, FORM), (MEMBER, FORM)),
    "nothing-applied-for": (
        (
            report_absence(),
            ask.register_employment(pays_wage=False),
            ask.register_wage(),
            ask.receive_form(wishes_to_apply=False),
        ),
    ),
}
ROWS = [
    pytest.param(code, history, id=f"{code} {number}")
    for code, histories in STORIES.items()
    for number, history in enumerate(histories)
]


def shown(told: Told) -> list[str]:
    return told.api.get(f"/cases/{CASE}").json()["automation_refusals"]


@pytest.mark.parametrize(("code", "history"), ROWS)
def test_each_refusal_stops_the_rule_and_is_recorded_and_shown(
    code: str, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch)
    for command in history:
        assert told.ask(command)[0] < 300
    assert shown(told) == [code]
    before = told.log()
    assert told.ask(ask.grant()) == (409, code)
    assert told.log() == before
    assert told.ask(RecordRefusals())[0] == 200
    assert told.log()[-1].event == AutomationRefused(refusals=(code,))


def test_every_refusal_there_is_has_its_story() -> None:
    named = {
        each.code
        for each in vars(refusals).values()
        if isinstance(each, type) and issubclass(each, NotAllowedNow) and each is not NotAllowedNow
    }
    assert set(STORIES) == named


def test_all_that_apply_are_shown_until_the_last_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    for command in (*REPORTED, ask.stop_automation(), open_task()):
        assert told.ask(command)[0] < 300
    assert shown(told) == ["automation-stopped", "outstanding-form", "blocked-by-task"]
    for command in (FORM, ask.resume_automation()):
        assert told.ask(command)[0] == 200
    assert shown(told) == ["blocked-by-task"]


def test_a_stop_that_is_lifted_lets_the_rule_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    for command in (*READY, ask.stop_automation(), ask.resume_automation(), ask.grant()):
        assert told.ask(command)[0] < 300
    assert isinstance(told.log()[-1].event, BenefitGranted)
    assert shown(told) == []


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        ("2020-06-28", ["outstanding-hearing"]),
        ("2020-06-29", ["outstanding-hearing"]),
        ("2020-06-30", []),
    ],
)
def test_what_stands_in_the_way_is_asked_of_the_day_that_is_looked_at(
    on: str, refused: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch)
    for command in STORIES["outstanding-hearing"][0]:
        assert told.ask(command)[0] < 300
    overview = told.api.get(f"/cases/{CASE}?applies_on={on}").json()
    assert overview["automation_refusals"] == refused
