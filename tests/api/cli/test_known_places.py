"""Whose runs a command does: a known municipality's, or one that has a case; no typing error's."""

import asyncio
from dataclasses import replace

import pytest

from api.cli.known_places import check_place
from api.cli.output import Failure
from domain.shared.envelope import Municipality
from domain.shared.municipalities import NAMES
from tests.support.examples import MACHINE, report_absence
from tests.support.journals import Desk, desk_after
from tests.support.office import FoldedCandidates


def checked(code: int | None, desk: Desk) -> None:
    place = None if code is None else Municipality(code)
    asyncio.run(check_place(place, FoldedCandidates(desk)))


def test_there_are_98_of_three_digits_and_christiansoe_is_none() -> None:
    assert len(NAMES) == 98
    assert all(100 <= code <= 999 for code in NAMES)
    assert Municipality(411) not in NAMES


@pytest.mark.parametrize("code", [None, 101, 860])
def test_all_of_them_and_each_of_the_98_may_be_meant(code: int | None) -> None:
    checked(code, desk_after())


def test_another_code_is_refused_unless_it_has_a_case_here() -> None:
    with pytest.raises(Failure) as refused:
        checked(102, desk_after())
    assert (refused.value.code, refused.value.exit_code) == ("unknown-municipality", 2)
    assert "0102" in refused.value.text
    elsewhere = Desk()
    elsewhere.ask(report_absence(), replace(MACHINE, municipality=Municipality(102)))
    checked(102, elsewhere)
