"""Puts the tables of routes, what they need, and the addresses without personal data together."""

from api.asking import query_endpoint
from api.clock import clock_endpoint
from api.directory import Directory
from api.http import command_endpoint
from api.issuing import token_endpoint
from api.routes import COMMANDS, QUERIES, WORK
from api.surroundings import Surroundings
from api.system import enter_system
from api.trying import PATH as WHAT_IF
from api.trying import tried_commands, what_if_endpoint
from api.work_route import work_endpoint


def create_app(around: Surroundings) -> Directory:
    directory = Directory()
    for command in COMMANDS:
        directory.enter("POST", command.path, command_endpoint(command, around))
    for work in WORK:
        directory.enter("POST", work.path, work_endpoint(work, around))
    for query in QUERIES:
        directory.enter("GET", query.path, query_endpoint(query, around))
    trying = what_if_endpoint(tried_commands(COMMANDS), around)
    directory.enter("POST", WHAT_IF, trying)
    directory.enter("POST", "/clock", clock_endpoint(around))
    directory.enter("POST", "/token", token_endpoint(around))
    enter_system(directory, around)
    return directory
