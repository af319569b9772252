"""What is to come in a simulation, day by day: moments of stories, and work planned on the way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from application.ports.clock import danish_day
from application.simulation.story import Moment, Story


@dataclass(frozen=True, slots=True)
class Entry:
    story: Story
    moment: Moment

    @property
    def place(self) -> tuple[datetime, int]:
        return self.moment.at, self.story.number


Chain = tuple[Entry, ...]  # of one citizen, in order


@dataclass
class Agenda:
    """What falls after the last day never comes."""

    last_day: date
    days: defaultdict[date, list[Entry]] = field(
        default_factory=lambda: defaultdict[date, list[Entry]](list[Entry])
    )

    def enter(self, story: Story, moments: Iterable[Moment]) -> None:
        for moment in moments:
            day = danish_day(moment.at)
            if day <= self.last_day:
                self.days[day].append(Entry(story, moment))

    def forget(self, before: datetime) -> None:
        """Strike out what came before an instant: it was played already."""
        for day, entries in self.days.items():
            self.days[day] = [entry for entry in entries if entry.moment.at >= before]

    def take(self, day: date, before: datetime) -> list[Entry]:
        """Take off the list what comes on a day before an instant, in the order of time."""
        entries = self.days.pop(day, [])
        later = [entry for entry in entries if entry.moment.at >= before]
        if later:
            self.days[day] = later
        return sorted((entry for entry in entries if entry.moment.at < before), key=place)


def place(entry: Entry) -> tuple[datetime, int]:
    return entry.place


def chains(entries: Iterable[Entry]) -> Iterator[Chain]:
    """One chain for each citizen: what happens to one does not wait for another."""
    by_citizen: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_citizen[entry.story.citizen].append(entry)
    return map(tuple, by_citizen.values())
