"""What a day's work of the whole program costs: the queue, the runs that decide and pay, a year."""

from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.row import Measured


def queue_page(_: Ground) -> Measured:
    raise NotBuilt("the task queue over HTTP")


def nightly_run(_: Ground) -> Measured:
    raise NotBuilt("the nightly decision run")


def payment_run(_: Ground) -> Measured:
    raise NotBuilt("the payment run")


def simulate(_: Ground) -> Measured:
    raise NotBuilt("the simulator")
