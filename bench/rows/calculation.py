"""The benefit of a year computed in process, and of all cases again at a change of year."""

from datetime import timedelta
from functools import partial

from application.runs.decisions import nightly
from application.runs.rerating import Rerated, shares
from bench import calculation
from bench.ground import Ground
from bench.measuring import milliseconds, per_second, take_turns
from bench.office import AtWork, at_work
from bench.row import Measured, measured
from domain.case.events import BenefitGranted
from infrastructure.rerating import Place, rerated

HUNDRED_THOUSAND = 100_000


def calculate_year(ground: Ground) -> Measured:
    times = ground.pick(50, 20)
    calculate = calculation.calculate_year()
    runs = {"ours": partial(milliseconds, times, calculate)}
    return measured(take_turns(runs, ground.runs))


def rerate(ground: Ground) -> Measured:
    """Calculate decided cases again in as many processes as there are cores, recorded and all."""
    count = ground.pick(3_000, 150)
    with at_work(ground) as ours:
        runs = {"ours": partial(rerated_once, ours, granted_before(ours), count)}
        rates = take_turns(runs, ground.runs, warm=not ground.quick)["ours"]
    minutes = [HUNDRED_THOUSAND / rate / 60 for rate in rates]
    cases = ", ".join(f"{rate:.0f}" for rate in sorted(rates))
    note = f"extrapolated from {count} cases, start of the processes included; {cases} cases/s"
    return measured({"ours": minutes}, note=note)


def granted_before(ours: AtWork) -> BenefitGranted:
    """Decide one case, and give its grant as it would be under other rates."""
    here = ours.begin(1)
    ours.program.wait(nightly(ours.office, ours.errand("nightly", here)))
    (case_id,) = ours.program.wait(ours.office.candidates.with_benefit(here))
    history = ours.program.wait(ours.program.journal.history(case_id))
    granted = next(one.event for one in history if isinstance(one.event, BenefitGranted))
    totals = granted.totals.model_copy(update={"parameter_set": "other rates"})
    return granted.model_copy(update={"totals": totals})


def rerated_once(ours: AtWork, granted: BenefitGranted, count: int) -> float:
    """Calculate so many decided cases again, and give how many a second."""
    here = ours.begin(count, granted)
    monday = ours.today - timedelta(days=ours.today.weekday())
    wanted = list(shares([here], monday))
    place = Place(ours.program.database, ours.program.folder)
    ours.program.wait(ours.office.candidates.with_benefit(here))  # the worker has followed
    done: list[Rerated] = []
    rate = per_second(
        count, lambda: done.append(rerated(place, wanted, lambda _, __: None, dry_run=False))
    )
    if done[0].done != count:
        raise RuntimeError(f"{done[0].done} of {count} cases were calculated again")
    return rate
