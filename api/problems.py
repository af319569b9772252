"""Every way the API says no: problem documents (RFC 9457), their codes listed at /problems."""

from dataclasses import dataclass

import orjson
from pydantic import JsonValue, ValidationError
from starlette.responses import Response

from domain.shared.errors import Rejected

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A code clients may rely on, and what it means for them; the code never changes meaning."""

    code: str
    status: int
    meaning: str

    @property
    def title(self) -> str:
        return self.code.replace("-", " ").capitalize()


KINDS = (
    Kind(
        "malformed-request",
        400,
        "This is no HTTP request, or one of two meanings: a length or a header stands twice.",
    ),
    Kind("malformed-json", 400, "The body is not one JSON object in UTF-8 with each key once."),
    Kind("invalid-command", 400, "The body is not this command; `errors` names field and fault."),
    Kind("impossible-date", 400, "A day lies outside the years 1900 to 2100."),
    Kind("malformed-id", 400, "An id in the path is not a UUID."),
    Kind("unknown-parameter", 400, "The query has a parameter that this address does not take."),
    Kind(
        "invalid-parameter",
        400,
        "A parameter is not of its kind; `parameter` names it.",
    ),
    Kind("invalid-cursor", 400, "The cursor was not given out for this list in this order."),
    Kind("invalid-header", 400, "A header is not of its kind; `header` names it."),
    Kind("idempotency-key-missing", 400, "Every command needs the header Idempotency-Key."),
    Kind("not-authenticated", 401, "A bearer token is needed."),
    Kind("token-broken", 401, "The bearer token cannot be read, or lacks a claim."),
    Kind("token-expired", 401, "The bearer token is too old; get a new one."),
    Kind("token-foreign", 401, "The bearer token was signed by, or meant for, somebody else."),
    Kind("not-authorised", 403, "The role in the token lacks the competence."),
    Kind("not-found", 404, "There is nothing here that this municipality may see."),
    Kind("nothing-waits", 404, "No task of those asked for waits for somebody."),
    Kind("method-not-allowed", 405, "The address knows other methods; see the header Allow."),
    Kind("conflict", 409, "The case kept changing while a machine's command was decided."),
    Kind("not-allowed-now", 409, "The case, task, payment or run is in the wrong state."),
    Kind("case-closed", 409, "Nothing more is recorded on a case that was closed or cancelled."),
    Kind("blocked-by-task", 409, "An open task holds the decision back."),
    Kind("automation-stopped", 409, "A case worker decides this case by hand."),
    Kind("outstanding-hearing", 409, "A party may still answer."),
    Kind("hearing-needed", 409, "A party was not heard."),
    Kind("ends-too-early", 409, "A decision that ends benefit does not reach back so far."),
    Kind("outstanding-form", 409, "The citizen has not answered the information form."),
    Kind("outstanding-employment", 409, "No employment is known, or none with hours."),
    Kind("outstanding-wage", 409, "An employment has no wage yet."),
    Kind(
        "outstanding-circumstances", 409, "What this kind of citizen is computed from is missing."
    ),
    Kind("nothing-applied-for", 409, "Neither benefit nor refund is wished for."),
    Kind("payment-blocked", 409, "An open task holds the payment back."),
    Kind("payment-outstanding", 409, "Money is on its way."),
    Kind("nothing-ended", 409, "No benefit has ended, so that no end can be taken back."),
    Kind("recovery-stands", 409, "Benefit ends with the absence: take back the recovery."),
    Kind("write-off-final", 409, "Six months after the first day a write-off cannot be reversed."),
    Kind("four-eyes", 409, "The same person may not do both."),
    Kind("task-solved-before", 409, "The task is solved; open it again to solve it otherwise."),
    Kind("outcome-not-allowed", 409, "This type of task is not solved with this outcome."),
    Kind("run-in-the-future", 409, "The day of the run has not come."),
    Kind("run-going-on", 409, "Another program is doing this run at this moment."),
    Kind("payment-answer-mismatch", 409, "The answer is about other payments than the run's."),
    Kind("clock-goes-back", 409, "Simulated time only moves forward."),
    Kind("taken", 409, "There is an open case of this absence, or the message had effect."),
    Kind("version-mismatch", 412, "The case has changed since it was read; see `present_version`."),
    Kind("body-too-large", 413, "A body holds at most 65,536 bytes."),
    Kind("unsupported-media-type", 415, "A command is sent as application/json, in UTF-8."),
    Kind("invalid-cpr", 422, "No calendar has the date of birth in this CPR number."),
    Kind("invalid-cvr", 422, "The check digit says that no company has this CVR number."),
    Kind("personal-number", 422, "A colleague is named by a pseudonym, never by a CPR number."),
    Kind("idempotency-key-reused", 422, "The key belongs to another request; take a new one."),
    Kind("impossible", 422, "What is asked contradicts itself or what is known of the case."),
    Kind("facts-contradict", 422, "Two facts cannot both be true; `detail` names them."),
    Kind("particulars-missing", 422, "This outcome needs to be told more; `field` says what."),
    Kind("particulars-not-taken", 422, "This outcome does not use what `field` names."),
    Kind("no-law-in-force", 422, "No rule of law that is known here covers that day."),
    Kind("not-entitled", 422, "A condition of the Act is not met; `citation` says which."),
    Kind("until-needed", 422, "Nothing says where the account ends."),
    Kind("until-too-early", 422, "The account would end before the absence begins."),
    Kind("until-too-far", 422, "The account would end later than it can be computed."),
    Kind("rejected", 422, "The command was understood and refused."),
    Kind("if-match-missing", 428, "A person's decision names the version seen, in If-Match."),
    Kind("too-many-requests", 429, "This subject asks too often; see the header Retry-After."),
    Kind("internal-error", 500, "Our fault; nothing was recorded unless a repeat says so."),
    Kind("busy", 503, "Too much waits to be recorded; see the header Retry-After."),
    Kind("list-being-made", 503, "The list is being made anew; see the header Retry-After."),
    Kind("newer-release", 503, "A newer release wrote what this one cannot read: update it."),
    Kind("no-space", 503, "The disk is full: nothing is recorded until there is room."),
    Kind("unavailable", 503, "The database cannot be reached; see the header Retry-After."),
)
# Their texts name the day that was asked about: somebody's first day of absence is personal.
NAME_A_DAY = {"no-law-in-force"}
BY_CODE = {kind.code: kind for kind in KINDS}


class Problem(Exception):
    """The request cannot be answered as it stands."""

    def __init__(self, code: str, detail: str = "", **more: JsonValue) -> None:
        super().__init__(detail or BY_CODE[code].meaning)
        self.code, self.more = code, more


def document(code: str, detail: str, more: dict[str, JsonValue]) -> dict[str, JsonValue]:
    kind = BY_CODE[code]
    return {
        "type": f"/problems#{code}",
        "title": kind.title,
        "status": kind.status,
        "code": code,
        "detail": detail,
        **more,
    }


def response(error: Problem | Rejected) -> Response:
    code = error.code if error.code in BY_CODE else "rejected"
    more: dict[str, JsonValue] = dict(error.more)
    detail = BY_CODE[code].meaning if code in NAME_A_DAY else str(error)
    body = orjson.dumps(document(code, detail, more))
    return Response(body, BY_CODE[code].status, headers(code, more), MEDIA_TYPE)


def headers(code: str, more: dict[str, JsonValue]) -> dict[str, str]:
    match BY_CODE[code].status:
        case 401:
            return {"WWW-Authenticate": "Bearer"}
        case 405:
            return {"Allow": str(more.get("allow", ""))}
        case 429 | 503:
            return {"Retry-After": str(more.get("retry_after", 1))}
        case _:
            return {}


def invalid(error: ValidationError, known: set[str]) -> Problem:
    """Say which field is wrong and how, in our words only: the input may be personal."""
    wrong: list[JsonValue] = [
        {"field": "".join(str(name) for name in one["loc"][:1] if name in known), "is": one["type"]}
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return Problem("invalid-command", errors=wrong)


def listed() -> list[JsonValue]:
    """List every code with its status, title and meaning."""
    return [
        {"code": kind.code, "status": kind.status, "title": kind.title, "meaning": kind.meaning}
        for kind in KINDS
    ]
