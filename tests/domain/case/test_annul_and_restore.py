"""Whatever is registered, taken back and registered again: annulled it never was."""

from datetime import date, timedelta

from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.case import commands as ask
from domain.case.accounting import account_of
from domain.case.kinds import Registration
from domain.case.states import known
from domain.case.surroundings import Surroundings
from domain.dossier.dossier import DossierCommand
from tests.support.examples import (
    CVR,
    FIRST_DAY,
    OTHER_CVR,
    TODAY,
    extend,
    lack_cooperation,
    register_circumstances,
    register_employment,
    register_holiday,
    register_wage,
    report_recovery,
    request_refund,
    resume_partly,
    withdraw,
)
from tests.support.histories import GRANTED, READY
from tests.support.scenario import Given, given

OF, AROUND = Registration, Surroundings(TODAY)
OTHER_WAGE = register_wage("200.00", OTHER_CVR)
OTHER_JOB = register_employment(OTHER_CVR, pays_wage=False)
days = st.integers(0, 240).map(lambda n: date(2020, 4, 13) + timedelta(days=n))
lengths = st.none() | st.integers(0, 60)
SPELLS_TOLD = ("isolations", "imprisonments", "pregnancy_related", "maternity")
Pair = tuple[DossierCommand, ask.WithdrawRegistration]


@st.composite
def registered(draw: st.DrawFn) -> Pair:
    """Something that was registered, and what takes it back."""
    first, length = draw(days), draw(lengths)
    last = None if length is None else first + timedelta(days=length)
    well = max(first, FIRST_DAY)
    told = {"from": str(first), "to": str(last or first)}
    name = draw(st.sampled_from(SPELLS_TOLD))
    hours, agreed = draw(st.sampled_from(["10", "17", "34"])), draw(st.booleans())
    circumstance: Pair = (
        register_circumstances(**{name: (told,)}),
        withdraw(OF.CIRCUMSTANCE, circumstance=name),
    )
    return draw(
        st.sampled_from(
            (
                (register_holiday(first, last, agreed=agreed), withdraw(OF.HOLIDAY, first)),
                (
                    resume_partly(hours, first, to_day=last, cvr=CVR),
                    withdraw(OF.PARTIAL_RESUMPTION, first, cvr=CVR),
                ),
                (lack_cooperation(first, last), withdraw(OF.LACK_OF_COOPERATION, first)),
                (request_refund(first), withdraw(OF.REFUND_REQUEST, first, cvr=CVR)),
                (extend(1, first, last), withdraw(OF.EXTENSION, first)),
                (report_recovery(well), withdraw(OF.RECOVERY, well)),
                (report_recovery(well, CVR), withdraw(OF.RECOVERY, well, cvr=CVR)),
                (OTHER_JOB, withdraw(OF.EMPLOYMENT, cvr=OTHER_CVR)),
                circumstance,
            )
        )
    )


@drawn(one=registered(), other=registered(), decided=st.booleans())
def test_annulled_it_is_as_if_never_said_and_restored_as_it_was(
    one: Pair, other: Pair, *, decided: bool
) -> None:
    (said, taken_back), (also, _) = one, other
    begun = given(*(GRANTED if decided else READY), OTHER_WAGE, also)
    if begun.and_then(said).dossier.case == begun.dossier.case or known_alike(one, other):
        return
    original = begun.and_then(said)
    annulled = original.and_then(taken_back)
    restored = annulled.and_then(said)
    assert account(annulled) == account(begun)
    assert account(restored) == account(original)
    if decided and not any(each.dossier.blocked for each in (begun, original, restored)):
        assert annulled.granted.totals == begun.granted.totals
        assert restored.granted.totals == original.granted.totals


def account(case: Given) -> object:
    return account_of(known(case.dossier.case).file, AROUND)


def known_alike(one: Pair, other: Pair) -> bool:
    """A later word on the same thing replaces the earlier, which then is not there any more."""
    both = (one[1], other[1])
    if all(each.of is OF.RECOVERY for each in both):
        return one[1].cvr == other[1].cvr
    return one[1] == other[1]
