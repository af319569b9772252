"""The right of regret: one second chance, which ends a lack of cooperation that goes on."""

from datetime import date

import pytest

from domain.benefit.facts import LackOfCooperation
from domain.case import events as on
from domain.case.facts import facts_of
from domain.case.states import known
from domain.shared.errors import NotAllowedNow
from tests.support.examples import apply_for_benefit, day, lack_cooperation, use_right_of_regret
from tests.support.histories import READY
from tests.support.paper import at, case, said
from tests.support.scenario import given

LAPSED = (*READY, lack_cooperation(day("06-02"), None))


def lapse(last: str | None, first: str = "2022-03-14", *, regret: bool = True) -> dict[str, object]:
    to = {} if last is None else {"to": last}
    return {"from": first, **to, "right_of_regret": regret}


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("2022-04-10", "paid_full"),  # the 28th day after the deadline of 13 March
        ("2022-04-11", "not_entitled"),
        (None, "lack_of_cooperation"),
    ],
)
def test_it_is_used_within_28_days_of_the_deadline(last: str | None, kind: str) -> None:
    found = said(case(until="2022-04-24", lack_of_cooperation=[lapse(last)]))
    assert at(found, "2022-04-12 kind") == kind
    assert at(found, "2022-03-14 kind") == "lack_of_cooperation"
    assert ("right_of_regret_days" in found["unconfirmed"]) is True


def test_its_length_is_not_that_of_section_21() -> None:
    shorter = {"right_of_regret_days": "7", "cooperation_resumes_within_weeks": "1"}
    facts = case(lack_of_cooperation=[lapse("2022-03-21")])
    assert at(said(facts, shorter), "2022-03-22 kind") == "not_entitled"
    longer = {**shorter, "right_of_regret_days": "8"}
    assert at(said(facts, longer), "2022-03-22 kind") == "paid_full"


def test_the_second_chance_is_one() -> None:
    law = {"right_of_regret_days": "40", "cooperation_resumes_within_weeks": "1"}
    twice = [lapse("2022-03-16"), lapse("2022-04-04", "2022-03-23")]
    found = said(case(until="2022-04-24", lack_of_cooperation=twice), law)
    assert at(found, "2022-03-17 kind") == "paid_full"
    assert at(found, "2022-04-05 kind") == "not_entitled"


def test_it_ends_what_goes_on_and_is_known_from_then() -> None:
    (used,) = given(*LAPSED).when(use_right_of_regret()).then(on.RightOfRegretUsed)
    assert used == on.RightOfRegretUsed(used_on=day("06-12"), lapsed_on=day("06-02"))
    file = known(given(*LAPSED, use_right_of_regret()).dossier.case).file
    lack = LackOfCooperation(from_day=day("06-02"), to_day=day("06-12"), right_of_regret=True)
    assert facts_of(file).lack_of_cooperation == (lack,)


def test_it_is_there_also_when_both_forms_come_on_one_day() -> None:
    both = given(*LAPSED, apply_for_benefit(day("06-12")))
    both.when(use_right_of_regret()).then(on.RightOfRegretUsed)


def test_it_is_used_once_and_only_on_what_goes_on() -> None:
    given(*READY).when(use_right_of_regret()).then_refused(NotAllowedNow, "no lack")
    early = use_right_of_regret(date(2020, 6, 1))
    given(*LAPSED).when(early).then_refused(NotAllowedNow, "no lack")
    used = given(*LAPSED, use_right_of_regret())
    used.when(use_right_of_regret()).then_nothing_happens()
    used.when(use_right_of_regret(day("06-13"))).then_refused(NotAllowedNow, "already")
