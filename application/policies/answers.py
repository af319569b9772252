"""What an answer to a party hearing does to the case, once a person judged it: by what it is about.

Forvaltningsloven § 19: the answer that was judged decides on what the party was heard about, and on
nothing else; other answers of the case are judged by their own tasks.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from application.policies.looking import answer_about, file_of
from domain.case import commands as ask
from domain.case.kinds import Dispensation, EndReason, HearingAbout, Registration
from domain.dossier.dossier import Dossier, DossierCommand
from domain.payment.claims import undecided
from domain.payment.commands import ApprovePayment, WaiveClaim

Answer = Callable[[Dossier], Iterator[DossierCommand]]
A_DAY = timedelta(days=1)
ACCEPTED = "svaret på partshøringen er accepteret"


def judged_about(cause: str, dossier: Dossier) -> HearingAbout | None:
    """Tell which hearing it answers, as that stands; none where it began anew, or is by hand."""
    for about, heard in file_of(dossier).hearings.items():
        if heard.answered_on and cause == answer_about(about, heard.answered_on):
            return about
    return None


def excuse(of: Dispensation) -> Answer:
    def act(_: Dossier) -> Iterator[DossierCommand]:
        yield ask.GiveDispensation(of=of, reason=ACCEPTED)

    return act


def agree_to_holidays(dossier: Dossier) -> Iterator[DossierCommand]:
    for each in file_of(dossier).holidays:
        if not each.agreed:
            said = {name: value for name, value in each if name != "agreed"}
            yield ask.RegisterHoliday(**said, agreed=True)


def cooperated_after_all(dossier: Dossier) -> Iterator[DossierCommand]:
    """Take back the lack that the answer is about: the last begun when the party was heard."""
    file = file_of(dossier)
    heard = file.hearings[HearingAbout.LACK_OF_COOPERATION]
    begun = [one.from_day for one in file.lacks if one.from_day <= heard.started_on]
    if begun:
        of = Registration.LACK_OF_COOPERATION
        yield ask.WithdrawRegistration(of=of, day=max(begun), reason=ACCEPTED)


def waive_claims(dossier: Dossier) -> Iterator[DossierCommand]:
    for each in undecided(dossier.payments):
        yield WaiveClaim(payment_id=each, reason=ACCEPTED)


def let_claims_stand(dossier: Dossier) -> Iterator[DossierCommand]:
    for each in undecided(dossier.payments):
        yield ApprovePayment(payment_id=each)


def end_before_holiday(dossier: Dossier) -> Iterator[DossierCommand]:
    """End benefit the day before the first holiday that was not agreed; it waits for a grant."""
    file = file_of(dossier)
    away = [each.from_day for each in file.holidays if not each.agreed]
    if away and (last := min(away) - A_DAY) >= file.first_day_of_absence:
        yield ask.EndBenefit(last_day_with_right=last, reason=EndReason.HOLIDAY_NOT_AGREED)


def a_person_decides(_: Dossier) -> Iterator[DossierCommand]:
    """Let the case go on: what follows is asked for by its own command."""
    yield from ()


WHERE_ACCEPTED: Mapping[HearingAbout, Answer] = {
    HearingAbout.LATE_NOTIFICATION: excuse(Dispensation.NOTIFICATION),
    HearingAbout.LATE_APPLICATION: excuse(Dispensation.APPLICATION),
    HearingAbout.HOLIDAY: agree_to_holidays,
    HearingAbout.LACK_OF_COOPERATION: cooperated_after_all,
    HearingAbout.ENTITLEMENT: a_person_decides,
    HearingAbout.REPAYMENT: waive_claims,
}
WHERE_NOT_ACCEPTED: Mapping[HearingAbout, Answer] = {
    HearingAbout.LATE_NOTIFICATION: a_person_decides,
    HearingAbout.LATE_APPLICATION: a_person_decides,
    HearingAbout.HOLIDAY: end_before_holiday,
    HearingAbout.LACK_OF_COOPERATION: a_person_decides,
    HearingAbout.ENTITLEMENT: a_person_decides,
    HearingAbout.REPAYMENT: let_claims_stand,
}
