"""How benefit ends, and how an end that was wrong is taken back."""

from datetime import date

from domain.case import commands as ask
from domain.case import events as on
from domain.case.file import Hearing
from domain.case.kinds import HEARD_ABOUT, EndReason
from domain.case.refusals import waits_for
from domain.case.replaced_ends import stands_again
from domain.case.states import Case, Ended, Granted, granted, opened
from domain.case.surroundings import Surroundings
from domain.rules.extensions import earliest_end
from domain.rules.incapacity import earliest_end_without_right
from domain.shared.dated import Law
from domain.shared.errors import (
    EndsTooEarly,
    HearingNeeded,
    Impossible,
    NothingEnded,
    RecoveryStands,
)

CaseEvents = tuple[on.CaseEvent, ...]
DECIDED_BY_US = {
    *HEARD_ABOUT,
    EndReason.DURATION_REACHED,
    EndReason.EXTENSION_ENDED,
    EndReason.PENSION,
    EndReason.OTHER,
}
AT_A_LIMIT = {EndReason.DURATION_REACHED, EndReason.EXTENSION_ENDED}


def decide(
    command: ask.EndBenefit | ask.WithdrawEnd, case: Case, around: Surroundings
) -> CaseEvents:
    if isinstance(command, ask.EndBenefit):
        return end(command, case, around)
    return withdraw(command, case)


def end(command: ask.EndBenefit, case: Case, around: Surroundings) -> CaseEvents:
    """End it on the day given; some ends are facts, others decisions after hearing (section 8)."""
    case = granted(case)
    before = case.file.ended
    if before and (before.last_day_with_right, before.reason) == (
        command.last_day_with_right,
        command.reason,
    ):
        return ()
    if command.last_day_with_right < case.file.first_day_of_absence:
        raise Impossible("the last day with right lies before the first day of absence")
    if command.reason in DECIDED_BY_US:
        allow_end(command, case, around)
    said = dict(command)
    return (on.BenefitEnded(**said, decided_on=around.today),)


def allow_end(command: ask.EndBenefit, case: Granted, around: Surroundings) -> None:
    waits_for(case.file, around)
    about = HEARD_ABOUT.get(command.reason)
    heard = case.file.hearings.get(about) if about else None
    if about and (heard is None or heard.groundless):
        raise HearingNeeded(f"nobody was heard about {about}")
    earliest = earliest_last_day(command.reason, heard, around.today)
    if earliest is not None and command.last_day_with_right < earliest:
        raise EndsTooEarly("this decision does not reach back before it was made or prepared")


def earliest_last_day(reason: EndReason, heard: Hearing | None, today: date) -> date | None:
    """§§ 7 and 24: a limit ends benefit with the decision; no right, from when it was taken up."""
    if reason in AT_A_LIMIT:
        return earliest_end(Law(), today).output
    if reason is EndReason.FIT_FOR_WORK and heard is not None:
        return earliest_end_without_right(heard.started_on).output
    return None


def withdraw(command: ask.WithdrawEnd, case: Case) -> CaseEvents:
    """Take the end back; one that comes with the absence goes with the word on that.

    What was decided before on another ground, for a later day, stands again as it was decided.
    """
    case = opened(case)
    if not isinstance(case, Ended):
        raise NothingEnded("no benefit has ended")
    if case.last_day_with_right == case.file.last_day_of_absence:
        raise RecoveryStands("absence ends that day: take back the recovery")
    back = on.EndWithdrawn(
        last_day_with_right=case.last_day_with_right,
        granted_to=granted_to(case),
        reason=command.reason,
    )
    before = stands_again(case.file)
    return (back, before) if before else (back,)


def granted_to(case: Ended) -> date | None:
    """Give the end date of the grant itself; one by rule ends with the absence alone."""
    if case.by_rule:
        return case.file.last_day_of_absence
    return None if case.granted_to == case.last_day_with_right else case.granted_to
