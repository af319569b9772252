"""The description of this API, made once from its own tables of routes."""

from functools import cache
from importlib.metadata import version
from typing import Any

from api.openapi import document
from api.routes import COMMANDS, QUERIES, WORK
from api.system_openapi import with_system


@cache
def description() -> dict[str, Any]:
    return with_system(document(COMMANDS, QUERIES, WORK, version=version("sygedagpenge")))
