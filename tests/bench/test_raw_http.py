"""The raw routes do what the program's routes do: same answers, same rows written."""

from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx2
import psycopg
import pytest

from bench import load, opponents
from bench.dossiers import told
from bench.ground import Ground
from bench.rows import http
from bench.serving import sdp, serving

EVENTS = 20


@dataclass
class Served:
    """A server, a case it knows, and how many rows of its tables are of that case."""

    port: int
    case_id: UUID
    token: str
    url: str
    log: str
    looks: str

    def ask(self, make: http.Ask) -> httpx2.Response:
        asked = make(self.case_id, self.token)
        return httpx2.request(
            asked.method,
            f"http://127.0.0.1:{self.port}{asked.path}",
            headers=dict(asked.headers),
            content=asked.body,
        )

    def rows(self, table: str) -> int:
        with psycopg.connect(self.url) as connection:
            count = f"SELECT count(*) FROM {table} WHERE case_id = %s"  # noqa: S608 (our own names)
            found = connection.execute(count.encode(), [self.case_id]).fetchone()
        return found[0] if found else 0


@pytest.fixture(scope="module")
def both(ground: Ground) -> Generator[tuple[Served, Served]]:
    with ExitStack() as stack:
        (case_id,), token = stack.enter_context(http.our_cases(ground, 1))
        words = sdp("serve", "--port", "0", "--data-dir", str(ground.folder))
        port = stack.enter_context(serving(words, ground.environment()))
        url = ground.database.url("owner")
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), 1))
        raw_port = stack.enter_context(http.serving_raw(ground, raw))
        (raw_case,) = raw.secrets
        yield (
            Served(port, case_id, token, url, "sdp_log.event", "sdp_access.look"),
            Served(raw_port, raw_case, token, raw.url, "event", "look"),
        )


def test_the_line_has_the_same_fields_and_is_logged_once(both: tuple[Served, Served]) -> None:
    fields: list[set[str]] = []
    for served in both:
        looks = served.rows(served.looks)
        answer = served.ask(http.asking_for_line)
        assert answer.status_code == 200
        assert answer.json()["citizen_name"] == "Testperson Bænkesen"
        assert served.rows(served.looks) == looks + 1
        named: list[str] = list(answer.json())
        fields.append({name.replace("_oere", "") for name in named} - {"municipality"})
    assert fields[0] == fields[1]


def test_a_note_is_answered_alike_and_adds_one_event(both: tuple[Served, Served]) -> None:
    answers: list[dict[str, object]] = []
    for served in both:
        events = served.rows(served.log)
        answer = served.ask(http.adding_note)
        assert answer.status_code == 200
        assert served.rows(served.log) == events + 1
        assert answer.json()["version"] == events + 1
        answers.append(answer.json())
    assert answers[0].keys() == answers[1].keys()


def test_both_believe_only_a_token_that_was_signed(both: tuple[Served, Served]) -> None:
    for served in both:
        stranger = Served(served.port, served.case_id, "nonsense", "", "", "")
        assert stranger.ask(http.asking_for_line).status_code >= 400


def test_requests_are_sent_and_their_answers_timed(both: tuple[Served, Served]) -> None:
    _, raw = both
    requests = [http.asking_for_nothing(uuid4(), "")] * 30_000
    answers = load.send(raw.port, requests, 0.2)
    assert answers.rate > 0
    assert 0 < answers.p50 <= answers.p99


def test_what_is_refused_is_no_figure(both: tuple[Served, Served]) -> None:
    _, raw = both
    with pytest.raises(RuntimeError, match="refused"):
        load.send(raw.port, [load.Request("GET", "/nowhere", {})] * 30_000, 0.1)


def test_requests_that_run_out_are_no_figure(both: tuple[Served, Served]) -> None:
    _, raw = both
    with pytest.raises(RuntimeError, match="too few"):
        load.send(raw.port, [http.asking_for_nothing(uuid4(), "")], 5)
