"""What a decision by rule comes to, and the three ways to decide."""

from domain.case import events as on
from tests.support.examples import (
    grant,
    grant_by_hand,
    reject,
)
from tests.support.scenario import Given

WEEK = 816_96 * 5  # øre: five days of 7.4 hours at 110.40
DECISIONS = (grant(), grant_by_hand(), reject())


def granted(case: Given) -> on.BenefitGranted:
    first, *_ = case.when(grant()).events()
    assert isinstance(first, on.BenefitGranted)
    return first
