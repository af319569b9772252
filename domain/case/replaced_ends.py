"""Ends that a sooner one on another ground has taken the place of: they stand again without it."""

from datetime import timedelta

from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import EndReason, Registration

A_DAY = timedelta(days=1)
# Such an end is no decision of its own: it follows from what is told of the absence.
WITH_ABSENCE = frozenset({EndReason.RECOVERY, EndReason.LAST_DAY_OF_ABSENCE})
GROUNDS = {
    Registration.HOLIDAY: EndReason.HOLIDAY_NOT_AGREED,
    Registration.LACK_OF_COOPERATION: EndReason.LACK_OF_COOPERATION,
}


def replaced_by(event: on.BenefitEnded, file: CaseFile) -> tuple[on.BenefitEnded, ...]:
    """Keep what was decided on another ground, for a later day: nobody has taken it back."""
    before = (*file.replaced_ends, *((file.ended,) if file.ended else ()))
    return tuple(
        one
        for one in before
        if one.reason not in WITH_ABSENCE | {event.reason}
        and one.last_day_with_right > event.last_day_with_right
    )


def with_ground(event: on.RegistrationWithdrawn, file: CaseFile) -> tuple[on.BenefitEnded, ...]:
    """Keep no end that stood on what is taken back."""
    gone = GROUNDS.get(event.of)
    return tuple(
        one
        for one in file.replaced_ends
        if one.reason is not gone or one.last_day_with_right + A_DAY != event.day
    )


def stands_again(file: CaseFile) -> on.BenefitEnded | None:
    """Give the soonest of them."""
    return min(file.replaced_ends, key=lambda one: one.last_day_with_right, default=None)
