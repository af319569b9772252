"""What gives rise to each type of task, where it is not in the facts of the report themselves.

`INBOUND` types come as another system's message, `BY_HAND` from a case worker; `CAUSES` are facts
that a policy answers with a task; `OF_ITSELF` come up in the course of a case or are drawn with its
facts (`registered.py`, `telling.py`). Together they are all types, which a test says.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from random import Random

from application.simulation.registered import SHIFTS, work_of
from application.simulation.story import Asked, Moment, moment
from application.simulation.traits import EMPLOYED, Traits
from domain.case import commands as ask
from domain.case.kinds import HearingAbout
from domain.case.states import Ended, UnderClarification
from domain.dossier.dossier import Dossier
from domain.shared.envelope import Role
from domain.task import keys
from domain.task.commands import OpenTask
from domain.task.types import TASK_TYPES, Created

Cause = Callable[[Traits, Random], Iterator[Moment]]
BY_HAND = frozenset(key for key, kind in TASK_TYPES.items() if Created.MANUAL in kind.created) - {
    keys.CANCEL_ABSENCE_CASE
}
OF_ITSELF = frozenset(
    {
        keys.OTHER_CAUSE,
        keys.INCOME_UNAVAILABLE,
        keys.WAGE_NOT_COMPUTABLE,
        keys.RESUMPTION_WITH_ROTA,
        keys.EXAMINE_FLEXJOB,
        keys.FLEXJOB_BEFORE_2013,
        keys.EMPLOYMENT_REQUIREMENT,
        keys.EMPLOYMENT_REQUIREMENT_EMPLOYER,
        keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED,
        keys.INSURED_EMPLOYER,
        keys.VOLUNTARILY_INSURED,
        keys.SECTION_56_58A,
        keys.SELF_EMPLOYED_LATE,
        keys.UNEMPLOYED_SEVERAL_CASES,
        keys.LIMIT_VALUE,
        keys.REFUND_LATE,
        keys.LATE_NOTIFICATION,
        keys.START_STOP,
        keys.CANNOT_CLOSE,
        keys.REJECTION_LETTER,
    }
)
TOLD_BY: Mapping[str, Role] = {
    "early_refund_application": Role.NEMREFUSION,
    "document_from_mit_sygefravaer": Role.CITIZEN_SERVICE,
    "supplementary_information_received": Role.CITIZEN_SERVICE,
    "partial_resumption": Role.JOB_CENTRE,
}


def causes(traits: Traits, rng: Random) -> Iterator[Moment]:
    for key in sorted(traits.tasks - OF_ITSELF):
        if key in CAUSES:
            yield from CAUSES[key](traits, rng)
        elif key in BY_HAND:
            reason = "Oplyst pr. telefon; se journalnotat"
            yield some_day(traits, Role.CASE_WORKER, OpenTask(type=key, reason=reason), key, rng)
        else:
            role = TOLD_BY.get(key, Role.MACHINE)
            told = OpenTask(type=key, cause="message received")
            yield some_day(traits, role, told, key, rng)


def some_day(traits: Traits, role: Role, asked: Asked, name: str, rng: Random) -> Moment:
    """Place it in the first weeks after the report, where most of it comes."""
    day = traits.reported_on + timedelta(days=rng.randint(1, 30))
    return moment(day, role, asked, name, rng)


def remarks(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = traits.reported_on + timedelta(days=rng.randint(4, 10))
    told = ask.RegisterRemarks(received_on=day, text="Min arbejdstid er en anden end oplyst")
    yield moment(day, Role.CITIZEN_SERVICE, told, "remarks", rng)


def heard(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = traits.reported_on + timedelta(days=rng.randint(5, 25))
    about = HearingAbout.ENTITLEMENT
    hearing = ask.StartHearing(about=about, started_on=day, deadline=day + timedelta(days=14))
    answered = day + timedelta(days=rng.randint(2, 12))
    answer = ask.RegisterHearingAnswer(about=about, answered_on=answered, accepted=True)
    yield moment(day, Role.CASE_WORKER, hearing, "hearing", rng)
    yield moment(answered, Role.CITIZEN_SERVICE, answer, "hearing answer", rng)


def withdrawn(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = traits.reported_on + timedelta(days=rng.randint(1, 9))
    reason = "Fejl i lønkørslen"
    told = ask.WithdrawReport(withdrawn_on=day, reason=reason)
    yield moment(day, Role.NEMREFUSION, told, "withdrawal", rng)


def after_the_end(traits: Traits, rng: Random) -> Iterator[Moment]:
    """Something is reported that begins after benefit ended."""
    day = max(traits.last_day, traits.reported_on) + timedelta(days=rng.randint(12, 30))

    def late(dossier: Dossier) -> ask.RegisterHoliday | None:
        if not isinstance(dossier.case, Ended):
            return None
        return ask.RegisterHoliday(from_day=day, to_day=day, reported_on=day, agreed=True)

    yield moment(day, Role.JOB_CENTRE, late, "after the end", rng)


def no_measure(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = traits.reported_on + timedelta(days=rng.randint(10, 40))
    told = ask.RegisterPartialResumption(from_day=day)
    yield moment(day, Role.JOB_CENTRE, told, "resumption without hours", rng)


def too_long(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = traits.reported_on + timedelta(days=rng.randint(20, 60))
    told = ask.ExtendBenefit(code=2, from_day=day + timedelta(days=700))
    yield moment(day, Role.JOB_CENTRE, told, "invalid extension", rng)


def without_end(traits: Traits, rng: Random) -> Iterator[Moment]:
    """Let a case worker grant by hand, forget the end date, and give it then."""
    day = traits.reported_on + timedelta(days=1)
    until = traits.first_day + timedelta(days=traits.days + 30)

    def grant(to_day: bool) -> Callable[[Dossier], ask.GrantBenefit | None]:  # noqa: FBT001
        def asked(dossier: Dossier) -> ask.GrantBenefit | None:
            waits = isinstance(dossier.case, UnderClarification)
            return ask.GrantBenefit(to_day=until if to_day else None) if waits else None

        return asked

    yield moment(day, Role.CASE_WORKER, grant(to_day=False), "grant without end", rng)
    yield moment(day + timedelta(days=3), Role.CASE_WORKER, grant(to_day=True), "grant", rng)


def rota(traits: Traits, rng: Random) -> Iterator[Moment]:
    if traits.kind not in EMPLOYED:
        return
    cvr, _ = work_of(traits)
    changed = ask.RegisterEmployment(cvr=cvr, rota=SHIFTS, pays_wage=traits.pays_wage)
    yield some_day(traits, Role.NEMREFUSION, changed, "rota", rng)


CAUSES: Mapping[str, Cause] = {
    keys.REMARKS: remarks,
    keys.HEARING_ANSWER: heard,
    keys.CANCEL_ABSENCE_CASE: withdrawn,
    keys.CHANGE_AFTER_END: after_the_end,
    keys.RESUMPTION_INCOMPLETE: no_measure,
    keys.INVALID_EXTENSION: too_long,
    keys.GRANT_WITHOUT_END: without_end,
    keys.ROTA_CHANGED: rota,
}
