"""The list says by when somebody extends or ends, as the case itself: extensions put it off."""

from datetime import date

import pytest

from domain.case.kinds import Registration
from domain.dossier.attempts import covered_until
from domain.dossier.dossier import DossierCommand
from projections.case_overview.v1.projection import CASE
from tests.projections.test_going_on import row
from tests.support.examples import correct_first_day, day, extend, register_wage, withdraw
from tests.support.histories import GRANTED
from tests.support.scenario import given

OCTOBER, DECEMBER = day("10-31"), day("12-31")
RECALCULATED = register_wage("150.00")
FOREVER = extend(code=1, from_day=day("11-01"), to_day=None)


@pytest.mark.parametrize(
    ("then", "until"),
    [
        ((), OCTOBER),
        ((extend(),), DECEMBER),
        ((extend(), RECALCULATED), DECEMBER),
        ((extend(), extend(to_day=day("11-30"))), day("11-30")),
        ((extend(), FOREVER), None),
        ((FOREVER, RECALCULATED), None),
        ((extend(), withdraw(Registration.EXTENSION, day("11-01"))), OCTOBER),
        ((FOREVER, withdraw(Registration.EXTENSION, day("11-01"))), OCTOBER),
        ((correct_first_day(day("05-11")),), day("11-30")),
    ],
    ids=str,
)
def test_the_list_knows_what_the_case_knows(
    then: tuple[DossierCommand, ...], until: date | None
) -> None:
    case = given(*GRANTED).on(day("10-20")).and_then(*then).granted
    assert case.totals.reassessment_date is not None
    known = covered_until(case.file, case.totals.reassessment_date)
    shown = row(CASE, (*GRANTED, *then)).reassessment_date
    assert (shown or date.max, shown) == (known, until)
