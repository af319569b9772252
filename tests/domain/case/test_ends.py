"""How benefit ends: some ends are decisions after a hearing, others simply happen."""

from datetime import timedelta

import pytest

from domain.case import events as on
from domain.case.kinds import (
    EndReason,
    HearingAbout,
)
from domain.case.states import Ended, Rejected
from domain.shared.errors import (
    DecisionBlocked,
    EndsTooEarly,
    HearingNeeded,
    HearingOutstanding,
    Impossible,
    NotAllowedNow,
)
from tests.support.errands import open_task
from tests.support.examples import (
    FIRST_DAY,
    TODAY,
    day,
    end,
    start_hearing,
)
from tests.support.histories import ENDED, GRANTED, READY, REJECTED
from tests.support.scenario import given


def test_an_end_is_recorded_once_on_a_day_of_the_absence() -> None:
    case = given(*GRANTED)
    case.when(end(FIRST_DAY - timedelta(days=1))).then_refused(Impossible, "before the first day")
    ended = case.and_then(end())
    assert isinstance(ended.dossier.case, Ended)
    ended.when(end()).then_nothing_happens()
    ended.when(end(day("06-12"))).then(on.BenefitEnded, on.BenefitRecalculated)
    given(*READY).when(end()).then_refused(NotAllowedNow, "no benefit is granted")


@pytest.mark.parametrize(
    ("reason", "about"),
    [
        (EndReason.HOLIDAY_NOT_AGREED, HearingAbout.HOLIDAY),
        (EndReason.LACK_OF_COOPERATION, HearingAbout.LACK_OF_COOPERATION),
        (EndReason.FIT_FOR_WORK, HearingAbout.ENTITLEMENT),
    ],
)
def test_some_ends_are_decisions_after_hearing(reason: EndReason, about: HearingAbout) -> None:
    case = given(*GRANTED)
    case.when(end(reason=reason)).then_refused(HearingNeeded)
    heard = case.and_then(start_hearing(about, deadline=TODAY))
    heard.when(end(reason=reason)).then_refused(HearingOutstanding)
    over = heard.on(TODAY + timedelta(days=1))
    over.when(end(reason=reason)).then(on.BenefitEnded, on.BenefitRecalculated)
    over.and_then(open_task()).when(end(reason=reason)).then_refused(DecisionBlocked)


@pytest.mark.parametrize(
    "reason",
    [EndReason.RECOVERY, EndReason.LAST_DAY_OF_ABSENCE, EndReason.JOB_CENTRE, EndReason.DEATH],
)
def test_other_ends_stop_payment_without_a_decision_of_ours(reason: EndReason) -> None:
    blocked = given(*GRANTED, open_task(), start_hearing(deadline=TODAY))
    assert isinstance(blocked.when(end(reason=reason)).events()[0], on.BenefitEnded)


@pytest.mark.parametrize("reason", [EndReason.DURATION_REACHED, EndReason.PENSION])
def test_reaching_the_reassessment_date_is_a_decision(reason: EndReason) -> None:
    given(*GRANTED, open_task()).when(end(reason=reason)).then_refused(DecisionBlocked)


def test_an_end_leaves_the_grant_to_be_recalculated_and_paid() -> None:
    ended = given(*ENDED).granted
    assert ended.totals.calculated_until == day("06-14")
    assert not ended.stale
    assert isinstance(given(*REJECTED).dossier.case, Rejected)


@pytest.mark.parametrize("reason", [EndReason.DURATION_REACHED, EndReason.EXTENSION_ENDED])
def test_an_end_at_a_limit_does_not_reach_back_before_its_decision(reason: EndReason) -> None:
    """Højesteret 10/9/2015, P 75-15: what was paid until a valid decision stays paid."""
    case = given(*GRANTED)
    yesterday, today = TODAY - timedelta(days=1), TODAY
    case.when(end(yesterday, reason)).then_refused(EndsTooEarly)
    case.when(end(today, reason)).then(on.BenefitEnded, on.BenefitRecalculated)
    assert case.when(end(yesterday, EndReason.OTHER)).events()


def test_that_there_is_no_right_has_effect_from_when_the_matter_was_opened() -> None:
    """§ 7 (S-PAVBORT): the hearing began on 15 May, so that 14 May is the first last day."""
    case = given(*GRANTED, start_hearing(HearingAbout.ENTITLEMENT))
    case.when(end(day("05-13"), EndReason.FIT_FOR_WORK)).then_refused(EndsTooEarly)
    assert case.when(end(day("05-14"), EndReason.FIT_FOR_WORK)).events()
