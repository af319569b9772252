"""Partshøringer: what each party was heard about, until when, and what was answered."""

from datetime import date
from uuid import UUID

from api.views.view import Seen, View
from domain.case import events as on
from domain.case.kinds import HearingAbout


class Hearing(View):
    about: HearingAbout
    started_on: date
    deadline: date
    answered_on: date | None = None
    accepted: bool | None = None
    remark: str | None = None
    outstanding: bool


class Hearings(View):
    case_id: UUID
    version: int
    hearings: tuple[Hearing, ...]


def hearings(seen: Seen) -> Hearings:
    """Show each hearing with its answer; of a day, as it stood then."""
    found = list[Hearing]()
    for one in seen.recorded:
        match one.event:
            case on.HearingStarted() if seen.applies(one.event.started_on, None):
                found.append(begun(one.event, seen.day))
            case on.HearingAnswered() if seen.applies(one.event.answered_on, None):
                found = [answered(hearing, one.event) for hearing in found]
            case _:
                pass
    return Hearings(case_id=seen.case_id, version=seen.version, hearings=tuple(found))


def begun(event: on.HearingStarted, today: date) -> Hearing:
    return Hearing(
        about=event.about,
        started_on=event.started_on,
        deadline=event.deadline,
        outstanding=today <= event.deadline,
    )


def answered(hearing: Hearing, event: on.HearingAnswered) -> Hearing:
    """Enter the answer where this is the hearing that waits for it."""
    if hearing.about is not event.about or hearing.answered_on is not None:
        return hearing
    said = {"answered_on": event.answered_on, "accepted": event.accepted, "remark": event.remark}
    return hearing.model_copy(update={**said, "outstanding": False})
