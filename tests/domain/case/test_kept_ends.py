"""Which decided ends are kept beside a sooner one, and which fall with their ground."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case.events import BenefitEnded, RegistrationWithdrawn
from domain.case.file import CaseFile
from domain.case.kinds import EndReason, Registration
from domain.case.replaced_ends import replaced_by, with_ground
from tests.support.examples import day
from tests.support.histories import GRANTED
from tests.support.scenario import given


def ended(last_day: str, reason: EndReason) -> BenefitEnded:
    return BenefitEnded(last_day_with_right=day(last_day), reason=reason, decided_on=day("06-01"))


def file() -> CaseFile:
    return given(*GRANTED).granted.file


def holiday_taken_back(on: date) -> RegistrationWithdrawn:
    return RegistrationWithdrawn(
        of=Registration.HOLIDAY, day=on, cvr=None, circumstance=None, reason="Forkert sag"
    )


@pytest.mark.parametrize(
    "before",
    [
        ended("06-10", EndReason.JOB_CENTRE),  # the same day
        ended("06-20", EndReason.RECOVERY),
        ended("06-20", EndReason.LAST_DAY_OF_ABSENCE),
    ],
)
def test_an_end_of_the_same_day_or_of_the_absence_is_not_kept(before: BenefitEnded) -> None:
    assert replaced_by(ended("06-10", EndReason.OTHER), replace(file(), ended=before)) == ()


@pytest.mark.parametrize(
    "kept",
    [
        ended("06-15", EndReason.JOB_CENTRE),  # that day, on another ground
        ended("06-18", EndReason.HOLIDAY_NOT_AGREED),  # another holiday
    ],
)
def test_a_holiday_that_is_taken_back_takes_only_its_own_end_with_it(kept: BenefitEnded) -> None:
    own = ended("06-15", EndReason.HOLIDAY_NOT_AGREED)
    found = replace(file(), replaced_ends=(own, kept))
    assert with_ground(holiday_taken_back(day("06-16")), found) == (kept,)
