"""Of a dossier of which anything was erased nothing is known, however far the eraser is."""

import pytest

from domain.dossier.dossier import Dossier, fold
from domain.dossier.erased import Erased
from tests.support.every_event import history
from tests.support.people import ANNE

OF_ANNE = [one for one in history() if one.envelope.case_id == ANNE.case_id]


@pytest.mark.parametrize("place", [0, 1, len(OF_ANNE) - 1])
def test_one_erased_event_is_enough(place: int) -> None:
    erased = OF_ANNE[place]._replace(event=Erased("AnyEvent"))
    recorded = [*OF_ANNE[:place], erased, *OF_ANNE[place + 1 :]]
    assert fold(ANNE.case_id, recorded) == Dossier(ANNE.case_id)
    assert fold(ANNE.case_id, OF_ANNE) != Dossier(ANNE.case_id)
