"""The benefit of a year computed in process, and of all cases again at a change of year."""

from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.row import Measured


def calculate_year(_: Ground) -> Measured:
    raise NotBuilt("the benefit engine")


def rerate(_: Ground) -> Measured:
    raise NotBuilt("recalculation at a change of year")
