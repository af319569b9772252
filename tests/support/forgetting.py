"""An account worked out week by week and line by line anew: nothing found before is used again."""

from dataclasses import replace
from typing import Any, TypeVar

from domain.benefit.account import Day, Week
from domain.benefit.computation import computation
from domain.benefit.days import Templates
from domain.benefit.facts import Facts
from domain.benefit.hours import WorkingTime, working_time
from domain.benefit.plan import planned
from domain.benefit.sheet import sheet_of
from domain.benefit.weeks import Caps
from domain.shared.dated import Law

K = TypeVar("K")
V = TypeVar("V")


class Forgetful(dict[K, V]):
    """Keeps what it is given, and says that it has nothing."""

    def get(self, key: object, default: Any = None) -> Any:  # noqa: ANN401, ARG002 as dict says
        return default

    def __contains__(self, key: object) -> bool:
        return False


def anew(facts: Facts) -> tuple[tuple[Day, ...], tuple[Week, ...]]:
    comp = computation(facts, None, Law())
    plan = planned(comp)
    time = working_time(comp.law, plan.claims, facts.partial_resumptions)
    time = WorkingTime(time.law, time.claims, time.resumptions, Forgetful(), Forgetful())
    plan = replace(plan, hours={monday: time.week(monday) for monday in plan.hours})
    templates = Templates(Forgetful(), Forgetful(), Forgetful())
    sheet = sheet_of(comp, plan)
    caps = Caps(comp.law, sheet.caps.rotas, Forgetful(), Forgetful())
    return replace(sheet, templates=templates, caps=caps, known=Forgetful()).filled()
