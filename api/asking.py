"""Turns entries of the query table into endpoints: read, answer, log the look, then send."""

from starlette.requests import Request
from starlette.responses import Response

from api.directory import Endpoint
from api.http import guarded
from api.parameters import parameters_in
from api.reading import actor_of, id_in, purpose_of
from api.route import Answered, QueryRoute, Question
from api.surroundings import Look, Surroundings
from application.access import require_to_see


def query_endpoint(route: QueryRoute, around: Surroundings) -> Endpoint:
    async def respond(request: Request) -> Response:
        question = read_question(request, route, around)
        answered = await route.answer(question, around)
        if answered.shown:
            await around.access_log.write(look(question, answered, route, around))
        return Response(answered.body, 200, dict(answered.headers), answered.media_type)

    return guarded(respond, around)


def read_question(request: Request, route: QueryRoute, around: Surroundings) -> Question:
    actor = actor_of(request, around)
    require_to_see(actor, route.name)
    return Question(
        actor,
        purpose_of(request, actor),
        {name: id_in(text) for name, text in request.path_params.items()},
        parameters_in(request.query_params, route.parameters),
        request.headers.get("accept", ""),
    )


def look(question: Question, answered: Answered, route: QueryRoute, around: Surroundings) -> Look:
    cases = dict.fromkeys(answered.shown)
    return Look(question.actor, question.purpose, route.name, cases, around.clock())
