"""Each reason for a decision: the paragraph it is cited with, the hearing that must come before."""

import pytest

from domain.case.events import BenefitEnded, ClaimRejected
from domain.case.kinds import CitizenKind, EndReason, HearingAbout, RejectionReason
from domain.shared.errors import HearingNeeded, Impossible
from tests.support.examples import (
    business,
    day,
    end,
    register_circumstances,
    reject,
    report_absence,
    resume_partly,
    start_hearing,
)
from tests.support.histories import GRANTED, READY
from tests.support.scenario import given

# law.md section 11: "afslagsbrev" by reason; those without a paragraph need their own text.
CITED = {
    RejectionReason.UBE: "Sygedagpengeloven § 21, stk. 1",
    RejectionReason.FHH: "Sygedagpengeloven § 21, stk. 1",
    RejectionReason.UAM: "Sygedagpengeloven § 21, stk. 1",
    RejectionReason.FEA: "Sygedagpengeloven § 35",
    RejectionReason.SIF: "Sygedagpengeloven § 42",
    RejectionReason.BUO: "Sygedagpengeloven § 71",
    RejectionReason.NOT_INCAPABLE_OF_WORK: "Sygedagpengeloven § 7, stk. 1",
    RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET: "Sygedagpengeloven § 32, stk. 1",
}
HEARD = {
    EndReason.HOLIDAY_NOT_AGREED: HearingAbout.HOLIDAY,
    EndReason.LACK_OF_COOPERATION: HearingAbout.LACK_OF_COOPERATION,
    EndReason.FIT_FOR_WORK: HearingAbout.ENTITLEMENT,
}


@pytest.mark.parametrize("reason", RejectionReason)
def test_a_claim_is_rejected_under_the_paragraph_of_the_reason(reason: RejectionReason) -> None:
    rejected, *_ = given(*READY).when(reject(reason)).events()
    assert isinstance(rejected, ClaimRejected)
    assert rejected.citation == CITED.get(reason)


@pytest.mark.parametrize("reason", EndReason)
def test_benefit_ends_for_some_reasons_only_after_a_hearing_about_it(reason: EndReason) -> None:
    granted = given(*GRANTED).on(day("06-14"))
    if (about := HEARD.get(reason)) is None:
        assert isinstance(granted.when(end(reason=reason)).events()[0], BenefitEnded)
        return
    granted.when(end(reason=reason)).then_refused(HearingNeeded, str(about))
    for other in set(HearingAbout) - {about}:
        heard = granted.and_then(start_hearing(other))
        heard.when(end(reason=reason)).then_refused(HearingNeeded, str(about))


def test_a_self_employed_citizen_is_not_paid_in_full_though_partly_fit() -> None:
    own = given(
        report_absence(kind=CitizenKind.SELF_EMPLOYED),
        register_circumstances(self_employed=business()),
    )
    partly = resume_partly(None, capacity="1/2", in_full_because="no_part_time_work")
    own.when(partly).then_refused(Impossible, "partly fit")
