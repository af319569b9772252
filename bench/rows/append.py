"""One command on a dossier of 20 events, durably: one after the other, and by eight tasks.

The limit loads, decrypts, decodes and appends by one statement on one connection (or on eight, from
threads); the stock library does `repository.get`, one method and `save`. Every run takes dossiers
that nobody has touched before.
"""

from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.row import Measured


def load_decide_append(_: Ground) -> Measured:
    raise NotBuilt("the event log")


def concurrent_writers(_: Ground) -> Measured:
    raise NotBuilt("the event log")
