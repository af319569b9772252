"""Everything that takes a body (commands, errands, what-if, the clock), with one that it reads."""

from api.clock import MoveClock
from api.routes import COMMANDS, WORK
from api.trying import NAME, PATH
from api.views.what_if import WhatIfAsked
from application.access import NEEDS
from application.competences import MAY
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.hostile import Sending

TRIED = {"command": "AddNote", "body": bodies.EXAMPLES["AddNote"]}
OF_COMMANDS = {
    route.name: Sending(
        route.name, route.path, route.command, bodies.EXAMPLES[route.name], route.from_path
    )
    for route in COMMANDS
}
OTHERS = {
    **{
        route.name: Sending(route.name, route.path, route.body, bodies.ERRANDS[route.name])
        for route in WORK
    },
    NAME: Sending(NAME, PATH, WhatIfAsked, TRIED),
    "MoveClock": Sending("MoveClock", "/clock", MoveClock, {"now": "2020-06-10T10:00:00Z"}),
}
ROUTES = {route.name: route for route in COMMANDS}


def who_may(name: str) -> Role:
    """Give a role that is refused nothing for want of rights."""
    if name in OTHERS:
        return Role.MACHINE if name == "MoveClock" else Role.CASE_WORKER
    needed = NEEDS[ROUTES[name].command]
    return next(one for one in (Role.MACHINE, Role.MANAGER) if needed in MAY[one])
