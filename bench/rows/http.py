"""Requests a second to `sdp serve`, the worker stopped, over 32 connections that stay open.

`http_query` asks for the line of one case in the overview, `http_command` adds a note to a dossier
of 20 events. The limit is a Starlette route that checks the same token and does the same reads and
durable writes as raw code, served the same way. Beside them: bare Starlette, and the program with
its worker running.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import orjson
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench import limits_line, load, opponents, program
from bench.dossiers import told
from bench.following import caught_up
from bench.ground import Ground
from bench.load import Answers, Request
from bench.measuring import take_turns
from bench.row import Measured, Tail, measured
from bench.serving import running, sdp, serving
from infrastructure.tokens import AUDIENCE, ISSUER, development_key

EVENTS = 20
TAIL = 6  # times p50 that p99 may be
FASTEST, FASTEST_BARE = 6_000, 30_000  # requests a second that are prepared, so that none lack
NOTE = orjson.dumps({"text": "Sagen er gennemgået."})
Ask = Callable[[UUID, str], Request]


def http_query(ground: Ground) -> Measured:
    return http(ground, asking_for_line)


def http_command(ground: Ground) -> Measured:
    return http(ground, adding_note)


def asking_for_line(case_id: UUID, token: str) -> Request:
    return Request("GET", f"/cases/{case_id}/line", {"Authorization": f"Bearer {token}"})


def adding_note(case_id: UUID, token: str) -> Request:
    who = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
    headers = who | {"Content-Type": "application/json"}
    return Request("POST", f"/cases/{case_id}/notes", headers, NOTE)


def asking_for_nothing(_: UUID, __: str) -> Request:
    return Request("GET", "/bare", {})


def http(ground: Ground, ask: Ask) -> Measured:
    seconds, dossiers = ground.pick(3.0, 0.5), ground.pick(2000, 200)
    with ExitStack() as stack:
        cases, token = stack.enter_context(our_cases(ground, dossiers))
        theirs = stack.enter_context(opponents.raw(ground, told(EVENTS), dossiers))
        raw = stack.enter_context(serving_raw(ground, theirs))
        folder, environment = str(ground.folder), ground.environment()
        command = sdp("serve", "--port", "0", "--data-dir", folder)
        ours = Asked(stack.enter_context(serving(command, environment)), cases, token, ask)
        limit = Asked(raw, list(theirs.secrets), token, ask)
        bare = Asked(raw, cases, token, asking_for_nothing, FASTEST_BARE)
        contestants = {"ours": ours, "limit": limit, "bare Starlette": bare}
        runs = {name: partial(one.run, seconds) for name, one in contestants.items()}
        figures = take_turns(runs, ground.runs)
        ours_alone = ours.answers[1:]  # without the turn that warmed up
        if not ground.quick:
            stack.enter_context(running(sdp("worker", "--data-dir", folder), environment))
            figures |= take_turns({"with the worker": partial(ours.run, seconds)}, ground.runs)
    return measured(figures, note=f"by {load.name()}", tail=tail(ours_alone))


@dataclass
class Asked:
    """A server and what is asked of it; every run adds what it was answered."""

    port: int
    cases: Sequence[UUID]
    token: str
    ask: Ask
    fastest: int = FASTEST
    answers: list[Answers] = field(default_factory=list[Answers])

    def run(self, seconds: float) -> float:
        cases = islice(cycle(self.cases), int(self.fastest * seconds))
        requests = [self.ask(case_id, self.token) for case_id in cases]
        self.answers.append(load.send(self.port, requests, seconds))
        return self.answers[-1].rate


def tail(answers: Sequence[Answers]) -> Tail:
    return Tail(median(one.p50 for one in answers), median(one.p99 for one in answers), TAIL)


@contextmanager
def our_cases(ground: Ground, dossiers: int) -> Generator[tuple[Sequence[UUID], str]]:
    """Write dossiers, bring the read models up to date, and give the cases and a token."""
    with program.opened(ground.database, ground.folder, EVENTS, dossiers) as ours:
        cases = ours.cases
        caught_up(ours)
    yield cases, program.token(ground)


@contextmanager
def serving_raw(ground: Ground, raw: opponents.Raw) -> Generator[int]:
    limits_line.create(raw.url, raw.secrets)
    secrets = ground.folder / "raw-secrets.json"
    secrets.write_bytes(orjson.dumps(shared_secrets(ground.folder, raw)))
    module = [sdp()[0], "-m", "bench.limits_http"]
    words = [*module, raw.url, raw.database.url("sdp_app"), str(secrets)]
    with serving(words, ground.environment()) as port:
        yield port


def shared_secrets(folder: Path, raw: opponents.Raw) -> dict[str, object]:
    """Give the keys of the raw cases, and how our own tokens are believed."""
    public = development_key(folder).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return {
        "keys": {str(case_id): key.hex() for case_id, key in raw.secrets.items()},
        "token_key": pem.decode(),
        "issuer": ISSUER,
        "audience": AUDIENCE,
    }
