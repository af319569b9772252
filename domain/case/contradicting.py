"""A word that cannot be true beside what is known of the case is refused before it is recorded."""

from domain.benefit.contradictions import Told, check
from domain.benefit.facts import background
from domain.case.file import CaseFile


def refuse_contradiction(now: CaseFile, before: CaseFile | None = None) -> None:
    check(told_by(now), told_by(before) if before else None)


def told_by(file: CaseFile) -> Told:
    around, works = file.background, tuple(file.employments.values())
    own = around.self_employed
    pay = [month for wage in file.wages.values() for month in wage.monthly_pay or ()]
    return Told(
        file.birth_date,
        works,
        (*(around.monthly_hours or ()), *pay),
        (
            ("first_day_of_absence", file.first_day_of_absence),
            *background(own, around.pension, around.flexjob_granted_on),
        ),
        (own and own.business_months) or (),
    )
