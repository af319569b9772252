"""given / when / then, at the height where commands are decided: the dossier, with its policies.

A history is given as the commands that made it, so that no test begins with what cannot happen.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import pytest

from application.handle import decide
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import (
    Circumstances,
    Dossier,
    DossierCommand,
    DossierEvent,
    Fact,
    evolve,
)
from domain.shared.envelope import Actor, CaseId, CitizenId
from domain.shared.errors import NoLawInForce, Rejected
from domain.shared.period import Period
from tests.support.examples import ANNE, CASE, MACHINE, NOON, TODAY

AROUND = Circumstances(TODAY, NOON, MACHINE, citizen_id=ANNE)


@dataclass(frozen=True)
class When:
    before: Dossier
    command: DossierCommand
    around: Circumstances

    def facts(self) -> tuple[Fact, ...]:
        return decide(self.command, self.before, self.around)

    def events(self) -> list[DossierEvent]:
        return [fact.event for fact in self.facts()]

    def then(self, *expected: type[DossierEvent]) -> list[DossierEvent]:
        """These types of event are recorded, in this order, and nothing else."""
        events = self.events()
        assert [type(event) for event in events] == list(expected)
        return events

    def then_nothing_happens(self) -> None:
        self.then()

    def then_refused(self, error: type[Rejected], reason: str | None = None) -> None:
        with pytest.raises(error, match=reason) as refused:
            self.facts()
        assert refused.type is error
        assert error is NoLawInForce or not names_a_day(str(refused.value))

    @property
    def dossier(self) -> Dossier:
        """The dossier after it."""
        return after(self.before, self.facts(), self.around)


def names_a_day(text: str) -> bool:
    """Tell whether a refusal names a day: somebody's first day of absence is personal."""
    return re.search(r"\d{4}-\d\d-\d\d", text) is not None


@dataclass(frozen=True)
class Given:
    dossier: Dossier
    around: Circumstances = AROUND

    def on(self, day: date) -> Self:
        return replace(self, around=replace(self.around, today=day))

    def by(self, actor: Actor) -> Self:
        return replace(self, around=replace(self.around, actor=actor))

    def with_circumstances(
        self,
        citizen_id: CitizenId | None = ANNE,
        earlier_benefit: tuple[Period, ...] = (),
        other_open_cases: int = 0,
    ) -> Self:
        around = replace(
            self.around,
            citizen_id=citizen_id,
            earlier_benefit=earlier_benefit,
            other_open_cases=other_open_cases,
        )
        return replace(self, around=around)

    def and_then(self, *commands: DossierCommand) -> Self:
        """Go on with what was decided on these."""
        dossier = self.dossier
        for command in commands:
            dossier = after(dossier, decide(command, dossier, self.around), self.around)
        return replace(self, dossier=dossier)

    def when(self, command: DossierCommand) -> When:
        return When(self.dossier, command, self.around)

    @property
    def granted(self) -> Ongoing | Ended:
        assert isinstance(self.dossier.case, Ongoing | Ended)
        return self.dossier.case


def after(dossier: Dossier, facts: tuple[Fact, ...], around: Circumstances) -> Dossier:
    for fact in facts:
        dossier = evolve(dossier, fact, around.actor.id)
    return dossier


def given(*history: DossierCommand, case_id: CaseId = CASE) -> Given:
    return Given(Dossier(case_id)).and_then(*history)
