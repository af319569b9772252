"""Reads a dossier for somebody who asks: what was recorded up to a moment, in one municipality."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import get_type_hints

from api.moments import day_of
from api.parameters import AppliesOn, AsOf
from api.problems import Problem
from api.route import Answer, Answered, QueryRoute, Question
from api.surroundings import Surroundings
from api.views.account import account
from api.views.view import Seen, View
from application.access import require_sight_of
from domain.case.events import AbsenceReported
from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from domain.shared.envelope import CaseId

HANDFUL = 200  # events: a longer dossier is folded in a thread, beside the event loop


def view(
    path: str,
    name: str,
    shown: Callable[[Seen], View],
    *,
    computes: bool = False,
    even_erased: bool = False,
) -> QueryRoute:
    """Enter a view of a case into the table of routes; its shape is what the function returns."""
    shape = get_type_hints(shown)["return"]
    answer = of_case(shown, computes=computes, even_erased=even_erased)
    return QueryRoute(path, name, answer, shape, AsOf)


def by_day(route: QueryRoute) -> QueryRoute:
    """Let a view also be asked what applies on a day: what it shows has days of its own."""
    return replace(route, parameters=AppliesOn)


def of_case(view: Callable[[Seen], View], *, computes: bool, even_erased: bool) -> Answer:
    """Make a view of a case into an answer: found, allowed, folded, with its version."""

    async def answer(question: Question, around: Surroundings) -> Answered:
        seen = await seen_by(question, around, even_erased=even_erased)
        if computes or seen.version > HANDFUL:
            return await asyncio.to_thread(answered, view, seen)
        return answered(view, seen)

    return answer


async def account_answer(question: Question, around: Surroundings) -> Answered:
    """Answer with the account; it is computed in a thread, beside the event loop."""
    seen = await seen_by(question, around)
    body = await asyncio.to_thread(account, seen)
    return Answered(body, (seen.case_id,), headers_of(seen))


def answered(view: Callable[[Seen], View], seen: Seen) -> Answered:
    return Answered(view(seen).model_dump_json().encode(), (seen.case_id,), headers_of(seen))


def headers_of(seen: Seen) -> dict[str, str]:
    return {"ETag": f'"{seen.version}"', "Sdp-Freshness": "fresh"}


async def seen_by(question: Question, around: Surroundings, *, even_erased: bool = False) -> Seen:
    """Read the case that the address names; raises Problem where there is none for this actor."""
    case_id, asked = CaseId(question.ids["case_id"]), question.parameters
    if not isinstance(asked, AsOf):
        raise TypeError("a view of a case is asked for as of a moment")
    here = question.actor.municipality
    dossier = await around.journal.history(case_id, municipality=here)
    recorded = tuple(one for one in dossier if known_then(one, asked))
    erased = any(isinstance(one.event, Erased) for one in dossier)
    if not recorded or not (even_erased if erased else is_report(recorded[0])):
        raise Problem("not-found")
    require_sight_of(question.actor, dossier)
    applies_on = asked.applies_on if isinstance(asked, AppliesOn) else None
    return Seen(case_id, recorded, await day_of(asked, around), applies_on)


def is_report(one: Recorded) -> bool:
    """Say whether a case began with it; a payment run and a municipality begin otherwise."""
    return isinstance(one.event, AbsenceReported)


def known_then(one: Recorded, asked: AsOf) -> bool:
    """Say whether the event was recorded by the moment that is asked for."""
    envelope = one.envelope
    if asked.as_of_position is not None:
        return envelope.position <= asked.as_of_position
    return asked.as_of is None or envelope.recorded_at <= asked.as_of
