"""The task queue built again from the first event of the log, in events a second.

The limit only reads, decrypts and decodes every event, on one connection; the stock library runs
its ProjectionRunner with a view of one row for each task.
"""

from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.row import Measured


def rebuild_task_queue(_: Ground) -> Measured:
    raise NotBuilt("the projections")
