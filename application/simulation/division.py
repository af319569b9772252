"""Which municipalities each of several programs plays, so that all have about as much to do."""

from collections import Counter, defaultdict

from application.simulation.traits import Plan
from domain.shared.envelope import Municipality


def divided(plan: Plan, among: int) -> list[frozenset[Municipality]]:
    """Give what has most cases to who has fewest yet, and so on down."""
    cases = Counter(plan.municipality(number) for number in range(plan.cases))
    own = defaultdict[int, set[Municipality]](set[Municipality])
    given = dict.fromkeys(range(among), 0)
    for municipality, number in sorted(cases.items(), key=lambda one: (-one[1], one[0])):
        place = min(given, key=lambda each: (given[each], each))
        own[place].add(municipality)
        given[place] += number
    return [frozenset(own[place]) for place in given]
