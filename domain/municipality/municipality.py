"""A municipality's own dossier: its settings, samples drawn for control, months that are closed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import assert_never

from domain.municipality import commands as ask
from domain.municipality import events as on
from domain.municipality.drawing import drawn, population_digest
from domain.municipality.states import Arrangements, Sample
from domain.shared.envelope import ActorId
from domain.shared.errors import Impossible, NotAllowedNow, NotFound
from domain.shared.months import month_end

MunicipalityEvents = tuple[on.MunicipalityEvent, ...]
Setting = (
    ask.SetTaskPriority
    | ask.SetTaskWatch
    | ask.SetCutOff
    | ask.SetOffset
    | ask.RequireFourEyes
    | ask.LiftFourEyes
)
SettingEvent = (
    on.TaskPrioritySet
    | on.TaskWatchSet
    | on.CutOffSet
    | on.OffsetSet
    | on.FourEyesRequired
    | on.FourEyesLifted
)


def decide(
    command: ask.MunicipalityCommand, known: Arrangements, today: date
) -> MunicipalityEvents:
    match command:
        case ask.DrawSample():
            return draw(command, known, today)
        case ask.RecordSampleResult():
            return record(command, known, today)
        case ask.CloseMonth():
            return close(command, known, today)
        case _:
            return arrange(command, known)


def arrange(command: Setting, known: Arrangements) -> MunicipalityEvents:
    """Set what is not set so already."""
    event = setting(command)
    return (event,) if arranged(known, event) != known else ()


def setting(command: Setting) -> SettingEvent:
    match command:
        case ask.SetTaskPriority():
            return on.TaskPrioritySet(types=each_once(command.types))
        case ask.SetTaskWatch():
            types = tuple(sorted(each_once(command.types)))
            return on.TaskWatchSet(case_worker=command.case_worker, types=types)
        case ask.SetCutOff():
            return on.CutOffSet(hour=command.hour)
        case ask.SetOffset():
            return on.OffsetSet(percent=command.percent)
        case ask.RequireFourEyes():
            return on.FourEyesRequired()
        case ask.LiftFourEyes():
            return on.FourEyesLifted()
        case _:
            assert_never(command)


def each_once(types: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(types)) != len(types):
        raise Impossible("a type of task stands twice")
    return types


def draw(command: ask.DrawSample, known: Arrangements, today: date) -> MunicipalityEvents:
    """Draw the sample of a month once, when the month is over."""
    if over(command.month, today) in known.samples:
        return ()
    return (
        on.SampleDrawn(
            month=command.month,
            seed=command.seed,
            population=len(set(command.population)),
            population_digest=population_digest(command.population),
            cases=drawn(command.seed, command.population),
        ),
    )


def record(command: ask.RecordSampleResult, known: Arrangements, today: date) -> MunicipalityEvents:
    sample = known.samples.get(command.month)
    if sample is None or command.sampled not in sample.drawn.cases:
        raise NotFound("there is no such sample")
    if command.controlled_on > today:
        raise Impossible("the day of the control has not come")
    event = on.SampleResultRecorded(**dict(command))
    return () if sample.results.get(command.sampled) == event else (event,)


def close(command: ask.CloseMonth, known: Arrangements, today: date) -> MunicipalityEvents:
    """Close a month once, with its figures; nothing is recorded in a month that is over."""
    if over(command.month, today) in known.closed_months:
        return ()
    figures = [(one.measure, one.of) for one in command.totals]
    if len(set(figures)) != len(figures):
        raise Impossible("a figure stands twice")
    return (on.MonthClosed(**dict(command)),)


def over(month: date, today: date) -> date:
    """Name a month by its first day; only one that is over is meant."""
    if month.day != 1:
        raise Impossible("a month is named by its first day")
    if month_end(month) >= today:
        raise NotAllowedNow("the month is not over")
    return month


def evolve(known: Arrangements, event: on.MunicipalityEvent, actor: ActorId) -> Arrangements:
    """Take the fact as it is; `actor` is who it was recorded for."""
    match event:
        case on.FourEyesRequired():
            return replace(arranged(known, event), four_eyes_lifted_by=None)
        case on.FourEyesLifted():
            return replace(arranged(known, event), four_eyes_lifted_by=actor)
        case on.SampleDrawn():
            return replace(known, samples={**known.samples, event.month: Sample(event)})
        case on.SampleResultRecorded():
            return replace(known, samples=with_result(known, event))
        case on.MonthClosed():
            return replace(known, closed_months=known.closed_months | {event.month})
        case _:
            return arranged(known, event)


def arranged(known: Arrangements, event: SettingEvent) -> Arrangements:
    match event:
        case on.TaskPrioritySet():
            return replace(known, priority=event.types)
        case on.TaskWatchSet():
            return replace(known, watches=watching(known, event))
        case on.CutOffSet():
            return replace(known, cut_off_hour=event.hour)
        case on.OffsetSet():
            return replace(known, offset_percent=event.percent)
        case on.FourEyesRequired() | on.FourEyesLifted():
            return replace(known, four_eyes=isinstance(event, on.FourEyesRequired))
        case _:
            assert_never(event)


def watching(known: Arrangements, event: on.TaskWatchSet) -> dict[ActorId, tuple[str, ...]]:
    others = {who: types for who, types in known.watches.items() if who != event.case_worker}
    return {**others, event.case_worker: event.types} if event.types else others


def with_result(known: Arrangements, event: on.SampleResultRecorded) -> Mapping[date, Sample]:
    sample = known.samples.get(event.month)
    if sample is None:
        return known.samples
    results = {**sample.results, event.sampled: event}
    return {**known.samples, event.month: replace(sample, results=results)}
