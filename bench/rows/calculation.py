"""The benefit of a year computed in process, and of all cases again at a change of year."""

from functools import partial

from bench import calculation
from bench.benchmark import NotBuilt
from bench.ground import Ground
from bench.measuring import milliseconds, take_turns
from bench.row import Measured, measured


def calculate_year(ground: Ground) -> Measured:
    times = ground.pick(50, 20)
    calculate = calculation.calculate_year()
    runs = {"ours": partial(milliseconds, times, calculate)}
    return measured(take_turns(runs, ground.runs))


def rerate(_: Ground) -> Measured:
    raise NotBuilt("recalculation at a change of year")
