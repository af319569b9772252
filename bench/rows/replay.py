"""A dossier's whole history, from the query to the folded case, in milliseconds.

The limit is one query, decryption, decoding and a fold into a dictionary; the stock library does
`repository.get` of one stream of the same events.
"""

from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.row import Measured


def replay_25(_: Ground) -> Measured:
    raise NotBuilt("the event log")


def replay_2000(_: Ground) -> Measured:
    raise NotBuilt("the event log")
