"""The course of a simulated absence: recovery, resumption, holiday, hearing, extension, closing."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from application.simulation.registered import work_of
from application.simulation.story import Moment, moment
from application.simulation.traits import EMPLOYED, Traits
from domain.case import commands as ask
from domain.case.kinds import EndReason, HearingAbout
from domain.case.states import Cancelled, Ended, Rejected
from domain.dossier.dossier import Dossier
from domain.shared.envelope import Role

# Shares of cases, and from how many days of absence on: ours.
RESUMED, HOLIDAY, UNCOOPERATIVE, NOTED = 0.2, 0.12, 0.015, 0.15
CORRECTED, EXTENDED, DIED, AGREED, ACCEPTED = 0.015, 0.6, 0.002, 0.85, 0.5
LONG, LONGER, REASSESSED = 50, 70, 150


def course(traits: Traits, rng: Random) -> Iterator[Moment]:
    if traits.days > LONG and rng.random() < RESUMED:
        yield resumption(traits, rng)
    if traits.days > LONGER and rng.random() < HOLIDAY:
        yield from holiday(traits, rng)
    if traits.days > LONG and rng.random() < UNCOOPERATIVE:
        yield from uncooperative(traits, rng)
    if traits.days > REASSESSED:
        yield from reassessed(traits, rng)
    if rng.random() < CORRECTED:
        yield correction(traits, rng)
    if rng.random() < NOTED:
        yield note(traits, rng)
    yield from over(traits, rng)


def resumption(traits: Traits, rng: Random) -> Moment:
    day = traits.first_day + timedelta(days=rng.randint(40, traits.days - 5))
    cvr, _ = work_of(traits)
    employed = traits.kind in EMPLOYED
    resumed = ask.RegisterPartialResumption(
        from_day=day,
        cvr=cvr if employed else None,
        hours_worked_per_week=Decimal(rng.randint(8, 20)),
    )
    told = max(day, traits.reported_on + timedelta(days=1))
    return moment(told, Role.JOB_CENTRE, resumed, "resumption", rng)


def holiday(traits: Traits, rng: Random) -> Iterator[Moment]:
    """Hear the party, and have an answer, where it was not agreed."""
    day = traits.first_day + timedelta(days=rng.randint(45, traits.days - 15))
    told = max(day - timedelta(days=rng.randint(0, 10)), traits.reported_on + timedelta(days=1))
    agreed = rng.random() < AGREED
    away = ask.RegisterHoliday(
        from_day=day, to_day=day + timedelta(days=13), reported_on=told, agreed=agreed
    )
    yield moment(told, Role.JOB_CENTRE, away, "holiday", rng)
    if not agreed:
        answered = told + timedelta(days=rng.randint(2, 7))
        answer = ask.RegisterHearingAnswer(
            about=HearingAbout.HOLIDAY, answered_on=answered, accepted=rng.random() < ACCEPTED
        )  # fmt: skip
        yield moment(answered, Role.CITIZEN_SERVICE, answer, "holiday answer", rng)


def uncooperative(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = max(traits.reported_on, traits.first_day + timedelta(days=rng.randint(35, traits.days)))
    lack = ask.RegisterLackOfCooperation(from_day=day, to_day=day + timedelta(days=6))
    heard = ask.StartHearing(
        about=HearingAbout.LACK_OF_COOPERATION,
        started_on=day,
        deadline=day + timedelta(days=14),
    )
    answered = day + timedelta(days=rng.randint(3, 13))
    answer = ask.RegisterHearingAnswer(
        about=HearingAbout.LACK_OF_COOPERATION, answered_on=answered, accepted=True
    )
    yield moment(day, Role.JOB_CENTRE, heard, "cooperation hearing", rng)
    yield moment(answered, Role.CITIZEN_SERVICE, answer, "cooperation answer", rng)
    yield moment(answered + timedelta(days=1), Role.JOB_CENTRE, lack, "cooperation", rng)


def reassessed(traits: Traits, rng: Random) -> Iterator[Moment]:
    """Have most extended by the job centre; on the rest nobody decides, and payment goes on."""
    if rng.random() < EXTENDED:
        day = traits.first_day + timedelta(days=rng.randint(140, 150))
        until = traits.first_day + timedelta(days=rng.randint(200, 320))
        longer = ask.ExtendBenefit(code=rng.choice((2, 3, 4)), from_day=day, to_day=until)
        yield moment(max(day, traits.reported_on), Role.JOB_CENTRE, longer, "extension", rng)


def correction(traits: Traits, rng: Random) -> Moment:
    day = traits.reported_on + timedelta(days=rng.randint(3, 30))
    first = traits.first_day - timedelta(days=rng.randint(1, 4))
    reason = "Arbejdsgiveren har rettet første fraværsdag"
    corrected = ask.CorrectFirstDayOfAbsence(first_day_of_absence=first, reason=reason)
    return moment(day, Role.NEMREFUSION, corrected, "correction", rng)


def note(traits: Traits, rng: Random) -> Moment:
    day = traits.reported_on + timedelta(days=rng.randint(5, 40))
    text = "Borgeren har ringet og oplyst, at behandlingen fortsætter."
    return moment(day, Role.CASE_WORKER, ask.AddNote(text=text), "note", rng)


def over(traits: Traits, rng: Random) -> Iterator[Moment]:
    """End it with a recovery report, now and then otherwise; weeks later close the case."""
    told = traits.last_day + timedelta(days=rng.randint(-2, 8))
    told = max(told, traits.reported_on + timedelta(days=1))
    if rng.random() < DIED:
        end = ask.EndBenefit(last_day_with_right=traits.last_day, reason=EndReason.DEATH)
        yield moment(max(told, traits.last_day), Role.MACHINE, end, "death", rng)
    elif traits.last_day >= traits.reported_on:
        recovered = ask.ReportRecovery(last_day_of_absence=traits.last_day, reported_on=told)
        yield moment(told, Role.NEMREFUSION, recovered, "recovery", rng)
    for n, weeks in enumerate((6, 10)):
        day = told + timedelta(days=7 * weeks + rng.randint(0, 6))
        yield moment(day, Role.CASE_WORKER, close, f"close {n}", rng)


def close(dossier: Dossier) -> ask.CloseCase | None:
    """Close what is over; a case worker who closes an ongoing case would be refused."""
    if isinstance(dossier.case, Ended | Rejected | Cancelled):
        return ask.CloseCase(reason="Sagen er afsluttet")
    return None
