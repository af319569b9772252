"""Illness because of pregnancy: paid like any other; whether its days count is a doubt."""

from dataclasses import dataclass

from domain.benefit.computation import Computation
from domain.benefit.spans import Note, ordinal
from domain.rules.counted_days import counts_pregnancy_related


@dataclass(frozen=True, slots=True)
class Pregnancy:
    """Spans of days that never count towards duration, and what says so of paid days."""

    never: tuple[tuple[int, int], ...]
    notes: tuple[Note, ...]


def pregnancy(comp: Computation) -> Pregnancy:
    """§ 24, stk. 3, nr. 3: read on the first day of each spell."""
    judged = [
        (
            (spell.from_day.toordinal(), ordinal(spell.to_day)),
            counts_pregnancy_related(comp.law, spell.from_day),
        )
        for spell in sorted(comp.facts.pregnancy_related, key=str)
    ]
    never = tuple(span for span, counts in judged if not counts.output)
    return Pregnancy(never, tuple(Note(*span, (counts,)) for span, counts in judged))
