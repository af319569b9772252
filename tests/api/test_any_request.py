"""Any request that fits the description, as every role: answered as described, never a failure."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Mapping
from itertools import cycle
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from httpx2 import Response
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core import NotSet

from api.description import description
from api.routes import COMMANDS, QUERIES, WORK
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.every_command import Story, tell
from tests.support.seeded import moved
from tests.support.served import Served, served

CALLED = 50  # times that every operation is called, at least
FEW = 5  # where time is short; four roles in a row may see, the fifth may not
NAMES = {route.name for route in (*COMMANDS, *QUERIES, *WORK)}


class Counted:
    """Calls of each operation by status; remembers what was not answered as described."""

    def __init__(self, server: Served) -> None:
        self.server, self.calls = server, defaultdict[str, Counter[int]](Counter)
        self.roles, self.case = cycle(Role), ""
        operations = [one for path in description()["paths"].values() for one in path.values()]
        self.described = {one["operationId"]: set(one["responses"]) for one in operations}

    def count(self, name: str, answer: Response) -> Response:
        self.calls[name][answer.status_code] += 1
        assert answer.status_code < 500, f"{name}: {answer.text}"
        assert str(answer.status_code) in self.described[name], f"{name}: {answer.text}"
        return answer

    def tell(self) -> None:
        """Let every operation succeed once."""
        moved(self.server, "2020-07-06T10:00:00Z")
        story = Story(self.send, lambda path: self.server.get(path).json())
        self.case = tell(story)
        assert self.server.fresh("/cases").json()["items"]
        self.work()
        for route in QUERIES:
            path = route.path.format(case_id=self.case)
            self.count(route.name, self.server.get(path, Role.MANAGER))

    def work(self) -> None:
        """Take a task that waits, and do many things at once."""
        opened = self.server.post(f"/cases/{self.case}/tasks", bodies.task())
        assert opened.status_code == 200, opened.text
        assert self.server.fresh("/tasks").json()["items"]
        for route in WORK:
            answer = self.server.post(route.path, bodies.ERRANDS[route.name])
            assert self.count(route.name, answer).status_code == 200, answer.text

    def send(
        self, name: str, path: str, body: Mapping[str, object], role: str, sight: str | None
    ) -> Response:
        headers = {"If-Match": sight} if sight else {}
        return self.count(name, self.server.post(path, body, role, **headers))

    def try_any(self, operation: Any, times: int) -> None:  # noqa: ANN401 schemathesis does not say
        @settings(
            max_examples=times,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:  # noqa: ANN401
            self.call(case, operation.definition.raw["operationId"])

        ask()

    def call(self, case: Any, name: str) -> None:  # noqa: ANN401
        """Send it as the next role; every second one about a case that is there."""
        path = case.formatted_path
        if self.calls[name].total() % 2 and case.path_parameters:
            known = {**case.path_parameters, "case_id": self.case}
            path = case.path.format(**known)
        token = self.server.token(next(self.roles))
        ours = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
        headers: dict[str, str] = {**(case.headers or {}), **ours}
        asked: dict[str, Any] = case.query or {}
        query = {name: value for name, value in asked.items() if value is not None}
        has_body = case.method == "POST" and not isinstance(case.body, NotSet)
        content = json.dumps(case.body) if has_body else None
        json_type = {"Content-Type": "application/json"} if content else {}
        answer = self.server.http.request(
            case.method, path, params=query, headers=headers | json_type, content=content
        )
        self.count(name, answer)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Generator[Counted]:
    folder = tmp_path_factory.mktemp("any")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        counts = Counted(server)
        counts.tell()
        yield counts


def try_all(counted: Counted, times: int, tell: Callable[[str], object]) -> None:
    schema: Any = schemathesis.openapi.from_dict(description())  # its own types are not complete
    for found in schema.get_all_operations():
        counted.try_any(found.ok(), times)
    for name in sorted(NAMES):
        statuses = counted.calls[name]
        tell(f"{name}: {statuses.total()} calls, {dict(sorted(statuses.items()))}")
        assert statuses.total() >= times
        assert any(status < 300 for status in statuses), name
        assert any(status >= 400 for status in statuses), name


def test_a_few_requests_of_every_kind(counted: Counted) -> None:
    try_all(counted, FEW, print)


@pytest.mark.proof
def test_many_requests_of_every_kind(counted: Counted) -> None:
    try_all(counted, CALLED, print)
