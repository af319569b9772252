"""Every command succeeds over HTTP when it is the right moment for it."""

from datetime import UTC, datetime

from api.routes import COMMANDS
from tests.support.client import Api
from tests.support.every_command import Story, tell

AFTERWARDS = datetime(2020, 7, 6, 10, tzinfo=UTC)  # benefit is paid in arrears


def test_every_command_succeeds_in_one_story() -> None:
    api = Api(clock=lambda: AFTERWARDS)
    story = Story(
        lambda _, path, body, role, sight: api.post(path, body, role, if_match=sight),
        lambda path: api.get(path).json(),
    )
    tell(story)
    assert set(story.done) == {route.name for route in COMMANDS}
