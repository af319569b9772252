"""The absence from one employment: which days it has, and until when its employer pays wages."""

from dataclasses import dataclass
from datetime import date

from domain.benefit.computation import Computation
from domain.benefit.facts_of_work import Employment
from domain.benefit.spans import ordinal
from domain.rules.chronic_illness import agreement_covers
from domain.shared.law import Finding


@dataclass(frozen=True, slots=True)
class Absence:
    """Bounds are ordinals, both included; `wage_until` is 0 where no wages are paid at all.

    `agreement` says whether one under § 56 still holds; none where its day is not known.
    """

    work: Employment
    first_day: date
    first: int
    last: int
    wage_until: int
    agreement: Finding[bool] | None = None

    @property
    def section_56(self) -> bool:
        return self.work.section_56 and (self.agreement is None or self.agreement.output)


def absence_from(comp: Computation, work: Employment) -> Absence:
    first_day = work.first_day_of_absence or comp.facts.first_day_of_absence
    last = ordinal(work.last_day_of_absence)
    paid_until = min(ordinal(work.wage_paid_until), ordinal(work.employed_until))
    pays = work.pays_wage and work.cvr not in comp.facts.paid_in_advance
    wage_until = paid_until if pays else 0
    agreed = work.section_56_from if work.section_56 else None
    agreement = agreement_covers(comp.law, first_day, agreed) if agreed else None
    return Absence(work, first_day, first_day.toordinal(), last, wage_until, agreement)
