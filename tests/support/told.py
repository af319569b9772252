"""Commands told over HTTP as a story tells them, to an API whose cases have known ids."""

import asyncio

import pytest

from api.route import names_in
from domain.dossier.dossier import DossierCommand, Recorded
from domain.shared.envelope import Role
from tests.support.client import Api
from tests.support.every_command import ROUTES
from tests.support.examples import CASE, NOON


class Told:
    """An API at noon, whose cases have the ids that the stories know."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.api = patch, Api(clock=lambda: NOON)

    def ask(self, command: DossierCommand, case: object = CASE) -> tuple[int, str | None]:
        self.patch.setattr("api.reading.uuid4", lambda: case)
        route, said = ROUTES[type(command).__name__], command.model_dump(mode="json")
        ids = {name: str(said.pop(name, case)) for name in names_in(route.path)}
        answer = self.api.post(route.path.format(**ids), said, Role.MACHINE)
        return answer.status_code, answer.json().get("code")

    def log(self) -> list[Recorded]:
        async def read() -> list[Recorded]:
            return [each async for page in self.api.journal.pages() for each in page.recorded]

        return asyncio.run(read())
