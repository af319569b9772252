"""The API as the demo's actors meet it: a token for each role, a fresh key for each command."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from httpx2 import Client, Response

from api.cli.output import WRONG_RESULT, Failure
from application.ports.clock import DENMARK
from domain.shared.envelope import Role

MUNICIPALITY = 101
PATIENCE = 300  # seconds for an answer, and looks at a list: others may use the machine


class Actors:
    """Sends each request as the one who makes it; remembers how far the log was."""

    def __init__(self, url: str) -> None:
        self.http = Client(base_url=url, timeout=PATIENCE)
        self.tokens = dict[Role, str]()
        self.position = 0

    def get(self, path: str, who: Role = Role.CASE_WORKER, /, **query: object) -> dict[str, object]:
        """Ask; lists are at least as fresh as what was answered last."""
        asked = {name: str(value) for name, value in query.items()}
        answer = self.http.get(path, params=asked, headers=self.signed(who))
        return read(answer)

    def list(self, path: str, **query: object) -> dict[str, object]:
        """Ask again while the worker is behind; each time the server waits a second itself."""
        asked = {name: str(value) for name, value in query.items()}
        asked["at_least"] = str(self.position)
        for _ in range(PATIENCE):
            answer = self.http.get(path, params=asked, headers=self.signed(Role.CASE_WORKER))
            if answer.headers.get("Sdp-Freshness") != "waiting":
                return read(answer)
        raise Failure("demo-waits", f"the worker does not follow: {path}", WRONG_RESULT)

    def post(
        self, path: str, body: Mapping[str, object], who: Role, version: object = None
    ) -> dict[str, object]:
        headers = self.signed(who) | {"Idempotency-Key": str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = self.http.post(path, json=body, headers=headers)
        document = read(answer)
        self.position = max(self.position, int(answer.headers.get("Sdp-Position", 0)))
        return document

    def move_clock(self, danish_time: str) -> dict[str, object]:
        instant = datetime.fromisoformat(danish_time).replace(tzinfo=DENMARK)
        answered = self.post("/clock", {"now": instant.isoformat()}, Role.MACHINE)
        self.position = max(self.position, int(str(answered.get("position", 0))))
        return answered

    def signed(self, who: Role) -> dict[str, str]:
        if who not in self.tokens:
            self.tokens[who] = self.token_of(who)
        return {"Authorization": f"Bearer {self.tokens[who]}"}

    def token_of(self, who: Role) -> str:
        subject = f"{who.value} 1"
        asked = {"role": who.value, "municipality": MUNICIPALITY, "subject": subject}
        return str(read(self.http.post("/token", json=asked))["token"])


def read(answer: Response) -> dict[str, object]:
    document = answer.json()
    if answer.is_error:
        text = f"{answer.request.url.path}: {document.get('code')}: {document.get('detail')}"
        raise Failure("demo-refused", text, WRONG_RESULT)
    return document
