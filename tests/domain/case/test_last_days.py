"""The last day of an account: found once, planned again only where it is not the one foreseen."""

from datetime import date

import pytest

from domain.benefit import calculate as calculation
from domain.benefit.calculate import calculate, calculate_until
from domain.benefit.computation import Computation
from domain.benefit.facts import Facts
from domain.benefit.plan import Plan, planned
from domain.case.accounting import going_on_until, until_of

TODAY = date(2026, 3, 2)
PLAIN = {
    "citizen": {"kind": "unemployed"},
    "first_day_of_absence": "2026-01-05",
    "unemployed": {"day_rate": "892", "insured": "full_time", "unemployment": "full"},
}
EARLIER = ({"from": "2025-10-06", "to": "2025-12-14"},)
MATERNITY = ({"from": "2026-02-02", "to": "2026-04-12"},)


@pytest.mark.parametrize(
    ("more", "plans"),
    [({}, 1), ({"earlier_benefit": EARLIER}, 2), ({"maternity": MATERNITY}, 2)],
    ids=["as foreseen", "some of it used before", "some of it not counted"],
)
def test_an_account_is_planned_once_where_its_last_day_is_foreseen(
    more: dict[str, object], plans: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, made = Facts.model_validate(PLAIN | more), list[Plan]()

    def counted(comp: Computation) -> Plan:
        made.append(planned(comp))
        return made[-1]

    monkeypatch.setattr(calculation, "planned", counted)
    account = calculate_until(facts, lambda found: going_on_until(facts, TODAY, found))
    assert len(made) == plans
    monkeypatch.undo()
    assert account == calculate(facts, until_of(facts, TODAY))
