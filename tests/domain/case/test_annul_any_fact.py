"""Of any citizen: what is annulled was never said, and said again it is what it was."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.benefit.facts import Facts, WeekElsewhere
from domain.benefit.values import CitizenKind
from domain.case import case as cases
from domain.case import commands as ask
from domain.case import events as on
from domain.case import filing, withdrawing
from domain.case.accounting import account_of
from domain.case.file import CaseFile
from domain.case.kinds import Registration as Of
from domain.case.states import Case, NoCase, known
from domain.case.surroundings import Surroundings
from domain.shared.altered import altered
from domain.shared.errors import Rejected
from domain.shared.money import Money
from domain.shared.period import Period
from tests.domain.benefit.test_any_facts import QUIET
from tests.domain.benefit.test_properties_see_faults import example
from tests.support.any_facts import any_facts
from tests.support.examples import ANNE
from tests.support.registrations import granted_only, registrations, reported


@dataclass(frozen=True)
class Told:
    """A case in which all but one thing is registered, and that one with what takes it back."""

    around: Surroundings
    before: Case
    original: Case
    said: ask.CaseCommand
    taken_back: ask.WithdrawRegistration


def told(case: Case, command: ask.CaseCommand, around: Surroundings) -> Case:
    """Register it; what cannot be said of this case leaves it as it is."""
    try:
        return reduce(cases.evolve, cases.decide(command, case, around), case)
    except Rejected:
        return case


def tell(facts: Facts, number: int) -> Told | None:
    """Tell the facts as commands, the one of that number last; none where it changes nothing."""
    pairs = list(registrations(facts).items())
    if not pairs:
        return None
    taken_back, said = pairs.pop(number % len(pairs))
    around = Surroundings(
        facts.until or facts.first_day_of_absence,
        ANNE,
        tuple(Period(one.from_day, one.to_day) for one in facts.earlier_benefit),
        tuple(week_elsewhere(one) for one in facts.weeks_elsewhere),
    )
    commands = (reported(facts), *granted_only(facts), *(each for _, each in pairs))
    before = reduce(lambda case, each: told(case, each, around), commands, NoCase())
    original = told(before, said, around)
    return None if original == before else Told(around, before, original, said, taken_back)


def week_elsewhere(one: WeekElsewhere) -> on.WeekElsewhere:
    return on.WeekElsewhere(monday=one.monday, amount=Money(int(one.amount * 100)))


def account(case: Case, around: Surroundings) -> object:
    """Give the account of the file; where it contradicts itself or lacks law, what is said."""
    try:
        return account_of(known(case).file, around)
    except Rejected as refused:
        return refused.code, str(refused)


def annulled_it_was_never_said_and_said_again_it_is_what_it_was(one: Told) -> None:
    annulled = told(one.original, one.taken_back, one.around)
    restored = told(annulled, one.said, one.around)
    for now, then in ((annulled, one.before), (restored, one.original)):
        if now != then:  # equal files have equal accounts
            assert account(now, one.around) == account(then, one.around)


@settings(max_examples=500, deadline=None, suppress_health_check=QUIET)
@any_of(facts=any_facts(), number=st.integers(0, 30))
def test_any_registration_of_any_citizen_can_be_annulled_and_restored(
    facts: Facts, number: int
) -> None:
    if one := tell(facts, number):
        annulled_it_was_never_said_and_said_again_it_is_what_it_was(one)


def test_every_kind_of_registration_is_drawn_for_every_kind_of_citizen() -> None:
    """Whichever number is drawn: which ones are hangs on the modules that were loaded before."""
    citizens: Counter[CitizenKind] = Counter()
    kinds: set[Of] = set()

    @settings(max_examples=500, deadline=None, database=None, suppress_health_check=QUIET)
    @any_of(facts=any_facts(), number=st.integers(0, 30))
    def count(facts: Facts, number: int) -> None:
        if tell(facts, number):
            citizens.update([facts.citizen.kind])
        for place, one in enumerate(registrations(facts)):
            if one.of not in kinds and tell(facts, place):
                kinds.add(one.of)

    count()
    assert set(citizens) == set(get_args(CitizenKind))
    assert kinds == set(Of)
    assert citizens.total() > 200


def stays(file: CaseFile, _: on.RegistrationWithdrawn) -> CaseFile:
    """Take nothing back, though it is recorded that something was."""
    return altered(file, refused=(*file.refused, "taken back"))


def others_too(file: CaseFile, _: on.RegistrationWithdrawn) -> CaseFile:
    """Take all holidays back with the one that is meant."""
    return altered(file, holidays=())


FAULTS: Mapping[str, tuple[str, Of, withdrawing.Left]] = {
    "an employment stays": ("two_employers", Of.EMPLOYMENT, stays),
    "a wage stays": ("two_employers", Of.WAGE, stays),
    "a circumstance stays": ("pensioner", Of.CIRCUMSTANCE, stays),
    "a refund request stays": ("late_refund", Of.REFUND_REQUEST, stays),
    "part work stays": ("part_work", Of.PARTIAL_RESUMPTION, stays),
    "a holiday stays": ("holiday_not_agreed", Of.HOLIDAY, stays),
    "a lack of cooperation stays": ("lack_of_cooperation", Of.LACK_OF_COOPERATION, stays),
    "an extension stays": ("extended", Of.EXTENSION, stays),
    "a recovery stays": ("self_employed", Of.RECOVERY, stays),
    "a holiday goes with what is taken back": ("holiday_not_agreed", Of.WAGE, others_too),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_planted_fault_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, of, left = FAULTS[fault]
    last = date(2022, 3, 20) if of is Of.RECOVERY else None
    facts = example(name).model_copy(update={"last_day_of_absence": last})
    number = [each.of for each in registrations(facts)].index(of)
    one = tell(facts, number)
    assert one
    annulled_it_was_never_said_and_said_again_it_is_what_it_was(one)
    faulty = replace(withdrawing.KINDS[of], left=left)
    monkeypatch.setattr(withdrawing, "KINDS", {**withdrawing.KINDS, of: faulty})
    with pytest.raises(AssertionError):
        annulled_it_was_never_said_and_said_again_it_is_what_it_was(one)


def test_what_is_not_taken_again_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: after a withdrawal no wage is taken any more."""
    facts = example("two_employers")
    one = tell(facts, [each.of for each in registrations(facts)].index(Of.WAGE))
    assert one
    taken, kind = filing.CHANGES[on.WageRegistered], withdrawing.KINDS[Of.WAGE]

    def gone(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
        return stays(kind.left(file, event), event)

    def not_again(file: CaseFile, event: on.CaseEvent) -> CaseFile:
        return file if file.refused else taken(file, event)

    kinds = {**withdrawing.KINDS, Of.WAGE: replace(kind, left=gone)}
    monkeypatch.setattr(withdrawing, "KINDS", kinds)
    monkeypatch.setattr(filing, "CHANGES", {**filing.CHANGES, on.WageRegistered: not_again})
    with pytest.raises(AssertionError):
        annulled_it_was_never_said_and_said_again_it_is_what_it_was(one)
