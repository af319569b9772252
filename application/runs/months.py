"""What is done when a month is over: the random sample is drawn, the figures are closed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from application.handle import arrangements_of
from application.runs.office import Errand, Office, Summary, give_each, together
from domain.municipality.commands import CloseMonth, DrawSample
from domain.municipality.states import municipality_id
from domain.task.commands import OpenTask

RANDOM_SAMPLE: Final = "statutory_random_sample"
A_DAY = timedelta(days=1)


async def draw_sample(office: Office, errand: Errand) -> Summary:
    """Draw last month's sample, once, and open a task on each case that was drawn.

    The seed is no secret and no choice: whoever has the population draws the same.
    """
    of_month = errand_of_month(errand)
    month, municipality = of_month.day, errand.municipality
    population = await office.advisories.zero(await office.months.reported_in(municipality, month))
    drawing = DrawSample(
        month=month, seed=f"{municipality}/{month:%Y-%m}", population=tuple(population)
    )
    drawn = await give_each(office, of_month, [(municipality_id(municipality), drawing)])
    sample = (await arrangements_of(municipality, office.journal)).samples.get(month)
    task = OpenTask(type=RANDOM_SAMPLE, cause=f"random sample {month:%Y-%m}")
    cases = sample.drawn.cases if sample else ()
    opened = await give_each(office, of_month, ((case_id, task) for case_id in cases))
    return replace(together(errand, drawn, opened), errand=errand)


async def close_month(office: Office, errand: Errand) -> Summary:
    """Close last month with its figures, once."""
    of_month = errand_of_month(errand)
    figures = await office.months.figures_of(errand.municipality, of_month.day)
    closing = CloseMonth(month=of_month.day, totals=tuple(figures))
    own = municipality_id(errand.municipality)
    return replace(await give_each(office, of_month, [(own, closing)]), errand=errand)


def errand_of_month(errand: Errand) -> Errand:
    """Give orders under the month's own keys, on whatever day the run is done."""
    return replace(errand, day=month_before(errand.day))


def month_before(day: date) -> date:
    return (day.replace(day=1) - A_DAY).replace(day=1)
