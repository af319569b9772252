"""Taking back what was registered and was wrong: what it is known by, what is left without it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from domain.case import commands as ask
from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import HEARD_ABOUT, HearingAbout, Registration
from domain.case.replaced_ends import with_ground
from domain.shared.altered import altered
from domain.shared.errors import Impossible, NotAllowedNow
from domain.shared.values import Cvr

T = TypeVar("T")
Left = Callable[[CaseFile, on.RegistrationWithdrawn], CaseFile]


def registration(command: ask.WithdrawRegistration, file: CaseFile) -> on.CaseEvent:
    """Take back what stands; what was never registered, or is gone, cannot be meant."""
    kind = KINDS[command.of]
    given = {name for name in ("day", "cvr", "circumstance") if getattr(command, name) is not None}
    if not kind.needs <= given or given - kind.needs - kind.takes:
        raise Impossible(f"this is known by its {' and '.join(sorted(kind.needs))}")
    event = on.RegistrationWithdrawn(**dict(command))
    if kind.left(file, event) == file:
        raise NotAllowedNow("no such registration stands")
    return event


def taken_back(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    """Leave the file as if it had never been said."""
    left = KINDS[event.of].left(file, event)
    standing = with_ground(event, file)
    return left if standing == file.replaced_ends else altered(left, replaced_ends=standing)


def employment(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    """Keep its wage and its refund requests, which say nothing without it."""
    works = without(event.cvr, file.employments)
    return altered(file, employments=works, fit_in=without(event.cvr, file.fit_in))


def wage(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    return altered(file, wages=without(event.cvr, file.wages))


def circumstance(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    background = file.background.model_copy(update={str(event.circumstance): None})
    return altered(file, background=background)


def refund_request(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    gone = event.cvr, event.day
    asked = (one for one in file.refund_requests if (one.cvr, one.requested_on) != gone)
    return altered(file, refund_requests=tuple(asked))


def resumption(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    gone = event.cvr, event.day
    left = (one for one in file.resumptions if (one.cvr, one.from_day) != gone)
    return altered(file, resumptions=tuple(left))


def holiday(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    left = tuple(one for one in file.holidays if one.from_day != event.day)
    without = altered(file, holidays=left)
    heard_about = any(not one.agreed for one in file.holidays)
    stands = any(not one.agreed for one in left)
    return groundless(without, HearingAbout.HOLIDAY) if heard_about and not stands else without


def lack_of_cooperation(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    """Give back the right of regret that was used on it."""
    left = tuple(one for one in file.lacks if one.from_day != event.day)
    regret = file.regret if file.regret and file.regret.lapsed_on != event.day else None
    without = altered(file, lacks=left, regret=regret)
    over = file.lacks and not left
    return groundless(without, HearingAbout.LACK_OF_COOPERATION) if over else without


def extension(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    left = (one for one in file.extensions if one.from_day != event.day)
    return altered(file, extensions=tuple(left))


def expected_recovery(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    told = file.expected_recovery
    gone = told is not None and told.expected_recovery == event.day
    return altered(file, expected_recovery=None) if gone else file


def recovery(file: CaseFile, event: on.RegistrationWithdrawn) -> CaseFile:
    """Leave what was told of the whole absence, or what its employments come to, without it."""
    if event.cvr is None:
        return whole_recovery(file, event.day)
    work = file.employments.get(event.cvr)
    if work is None or work.last_day_of_absence != event.day:
        return file
    before, fit_in = file.fit_in.get(event.cvr), without(event.cvr, file.fit_in)
    works = {**file.employments, event.cvr: work.model_copy(update={"last_day_of_absence": before})}
    last = (last_of_all(works) if fit_in else None) or file.last_day_told
    return altered(file, employments=works, fit_in=fit_in, last_day_of_absence=last)


def whole_recovery(file: CaseFile, day: date | None) -> CaseFile:
    """Leave no end that only the reports of employments would give: nobody told of a recovery."""
    if day not in {file.last_day_told, file.last_day_of_absence}:
        return file
    told = None if file.last_day_told == day else file.last_day_told
    last = (last_of_all(file.employments) if file.fit_in else None) or told
    return altered(file, last_day_of_absence=last, last_day_told=told)


def without(cvr: Cvr | None, known: Mapping[Cvr, T]) -> dict[Cvr, T]:
    return {one: value for one, value in known.items() if one != cvr}


def last_of_all(works: Mapping[Cvr, on.EmploymentRegistered]) -> date | None:
    """Fit in one employment is fit in all only when it was the last one."""
    ends = [each.last_day_of_absence for each in works.values()]
    return max((end for end in ends if end), default=None) if all(ends) else None


def end_taken_back(file: CaseFile, _: on.EndWithdrawn) -> CaseFile:
    """Hear anew whom it was decided against, before benefit ends for that reason again."""
    about = HEARD_ABOUT.get(file.ended.reason) if file.ended else None
    without = altered(file, ended=None)
    return groundless(without, about) if about else without


def groundless(file: CaseFile, about: HearingAbout) -> CaseFile:
    """Let no decision wait for an answer about what never was, and none stand on it."""
    hearing = file.hearings.get(about)
    if hearing is None:
        return file
    return altered(file, hearings={**file.hearings, about: replace(hearing, groundless=True)})


@dataclass(frozen=True, slots=True)
class Kind:
    """What a registration is known by, what may be said beside it, and what is left without it."""

    needs: frozenset[str]
    left: Left
    takes: frozenset[str] = frozenset()


DAY, CVR, NAME = frozenset({"day"}), frozenset({"cvr"}), frozenset({"circumstance"})
KINDS: Mapping[Registration, Kind] = {
    Registration.EMPLOYMENT: Kind(CVR, employment),
    Registration.WAGE: Kind(CVR, wage),
    Registration.CIRCUMSTANCE: Kind(NAME, circumstance),
    Registration.REFUND_REQUEST: Kind(CVR | DAY, refund_request),
    Registration.PARTIAL_RESUMPTION: Kind(DAY, resumption, CVR),
    Registration.HOLIDAY: Kind(DAY, holiday),
    Registration.LACK_OF_COOPERATION: Kind(DAY, lack_of_cooperation),
    Registration.EXTENSION: Kind(DAY, extension),
    Registration.EXPECTED_RECOVERY: Kind(DAY, expected_recovery),
    Registration.RECOVERY: Kind(DAY, recovery, CVR),
}
