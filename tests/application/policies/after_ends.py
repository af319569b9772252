"""What follows when an end, or what it stood on, is taken back."""

from datetime import date

from domain.case import events as on
from domain.case.kinds import EndReason, HearingAbout, Registration
from domain.dossier.commands import WatchReassessment
from domain.task import keys
from domain.task.events import TaskCancelled
from tests.application.policies.story import Story
from tests.support import examples as ask
from tests.support.errands import withdraw_end
from tests.support.examples import day, report_absence
from tests.support.histories import ENDED, GRANTED, READY

LONG_AGO = date(2019, 9, 2)  # the reassessment date has passed
OVERDUE = (
    report_absence(LONG_AGO, notified_on=LONG_AGO),
    *GRANTED[1:],
    WatchReassessment(),
)
EARLIER_END = (*GRANTED, ask.report_recovery(), ask.end(day("06-08")))
BY_HAND = (*READY, ask.grant_by_hand(), ask.end(day("06-28")))

AFTER_ENDS = (
    Story("BenefitEnded: reassessed", OVERDUE, ask.end(), TaskCancelled),
    Story("BenefitExtended: reassessed", OVERDUE, ask.extend(from_day=day("03-01")), TaskCancelled),
    Story("EndWithdrawn: recalculate", ENDED, withdraw_end(), on.BenefitRecalculated),
    Story("EndWithdrawn: ends_with_absence", EARLIER_END, withdraw_end(), on.BenefitEnded),
    Story(
        "EndWithdrawn: asked_no_more",
        (*GRANTED, ask.end(reason=EndReason.DEATH)),
        withdraw_end(),
        TaskCancelled,
    ),
    Story("EndWithdrawn: end_date_missing", BY_HAND, withdraw_end(), keys.GRANT_WITHOUT_END),
    Story(
        "EndWithdrawn: reassessed_after_all",
        (*OVERDUE, ask.end()),
        withdraw_end(),
        keys.CHECK_NON_BLOCKING,
    ),
    Story(
        "EndWithdrawn: within_the_grant",
        (*ENDED, ask.register_holiday(day("06-22"), None)),
        withdraw_end(),
        TaskCancelled,
    ),
    Story(
        "RegistrationWithdrawn: ended_for_nothing",
        (*GRANTED, ask.report_recovery()),
        ask.withdraw(Registration.RECOVERY, day("06-12")),
        on.EndWithdrawn,
    ),
    Story(
        "EndWithdrawn: asked_no_more",
        (
            *GRANTED,
            ask.start_hearing(HearingAbout.ENTITLEMENT),
            ask.end(reason=EndReason.FIT_FOR_WORK),
            ask.answer_hearing(HearingAbout.ENTITLEMENT),
        ),
        withdraw_end(),
        TaskCancelled,
    ),
)
