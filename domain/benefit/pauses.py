"""Days inside an absence for which nothing is paid: holidays, public holidays, no cooperation."""

from datetime import date

from domain.benefit.account import DayKind, Reason
from domain.benefit.computation import LONGEST, Computation
from domain.benefit.endings import FROM, holiday_of
from domain.benefit.facts_of_course import LackOfCooperation
from domain.benefit.horizon import planned_until
from domain.benefit.spans import FOREVER, Cover, cover, ordinal
from domain.rules.cooperation import resumes_by_regret, resumes_on
from domain.rules.counted_days import Unpaid, counts_unpaid
from domain.rules.holiday import after_holiday
from domain.rules.incapacity import PRISON_PAYS, paid_in_prison
from domain.rules.public_holidays import pays_on_public_holidays, public_holidays
from domain.shared.law import Citation

COOPERATION = Citation("Sygedagpengeloven", "21", 1)
NOT_COOPERATING = Reason("lack-of-cooperation", COOPERATION)
IMPRISONED = "imprisoned", PRISON_PAYS.citation
MATERNITY = Reason("maternity-benefit", Citation("Sygedagpengeloven", "24", 3, 3))
SATURDAY = 5


def pauses(comp: Computation) -> tuple[Cover, ...]:
    return (
        *agreed_holidays(comp),
        *free_public_holidays(comp),
        *no_cooperation(comp),
        *in_prison(comp),
        *on_maternity_benefit(comp),
    )


def agreed_holidays(comp: Computation) -> tuple[Cover, ...]:
    """P 58-16 and 31-19: an agreed holiday is not paid, and the case goes on the day after."""
    return tuple(
        one
        for holiday in sorted(comp.facts.holidays, key=FROM)
        if holiday.agreed
        for one in agreed_holiday(comp, holiday.from_day, holiday.to_day)
    )


def agreed_holiday(comp: Computation, first: date, last: date) -> tuple[Cover, ...]:
    """Nobody waits for the end of one that goes on longer than any account."""
    after = after_holiday(comp.law, holiday_of(first, last), agreed=True)
    counts = counts_unpaid(comp.law, first, Unpaid.AGREED_HOLIDAY)
    end = last.toordinal() if last.toordinal() < comp.first + LONGEST else FOREVER
    span, found = (first.toordinal(), end), (after, counts)
    pause = cover(*span, DayKind.HOLIDAY, found, counts=counts.output)
    if not after.output.ends_the_case:
        return pause
    return (*pause, *cover(span[1] + 1, FOREVER, DayKind.AFTER_END, (after,)))


def free_public_holidays(comp: Computation) -> tuple[Cover, ...]:
    """§ 53 a: nothing is owed for a public holiday that falls on a weekday.

    Where such days do not count, the plan needs those to come as well.
    """
    counted = counts_unpaid(comp.law, comp.facts.first_day_of_absence, Unpaid.PUBLIC_HOLIDAY)
    reach = comp.last if counted.output else planned_until(comp)
    span = date.fromordinal(comp.first), date.fromordinal(reach)
    covers: list[Cover] = []
    for day, named in public_holidays(comp.law, *span).items():
        pays = pays_on_public_holidays(comp.law, day)
        if pays.output or day.weekday() >= SATURDAY:
            continue
        counts = counts_unpaid(comp.law, day, Unpaid.PUBLIC_HOLIDAY)
        found, on = (named, pays, counts), day.toordinal()
        covers += cover(on, on, DayKind.PUBLIC_HOLIDAY, found, counts=counts.output)
    return tuple(covers)


def no_cooperation(comp: Computation) -> tuple[Cover, ...]:
    """§ 21: the right lapses while the citizen does not cooperate; late, it is gone for good."""
    covers: list[Cover] = []
    spent = False
    for spell in sorted(comp.facts.lack_of_cooperation, key=in_time):
        if ordinal(spell.to_day) < comp.first:
            continue  # of an earlier absence
        if spell.right_of_regret:
            found = resumes_by_regret(comp.law, spell.from_day, spell.to_day, spent=spent)
            spent = True
        else:
            found = resumes_on(comp.law, spell.from_day, spell.to_day)
        span = spell.from_day.toordinal(), ordinal(spell.to_day)
        counts = comp.unpaid_day_counts(spell.from_day)
        kind = DayKind.LACK_OF_COOPERATION
        covers += cover(*span, kind, (found,), NOT_COOPERATING, counts=counts)
        if found.output is None:
            gone = Reason("new-right-needed", found.citation)
            covers += cover(span[1] + 1, FOREVER, DayKind.NOT_ENTITLED, (found,), gone)
    return tuple(covers)


def in_time(spell: LackOfCooperation) -> tuple[date, int, bool]:
    """Of two that begin one day the one that ended first: who used the chance is no accident."""
    return spell.from_day, ordinal(spell.to_day), spell.right_of_regret


def in_prison(comp: Computation) -> tuple[Cover, ...]:
    """Prison and arrest give no right meanwhile (no section found)."""
    covers: list[Cover] = []
    for spell in comp.facts.imprisonments:
        paid = paid_in_prison(comp.law, spell.from_day)
        if not paid.output:
            span, why = (spell.from_day.toordinal(), ordinal(spell.to_day)), Reason(*IMPRISONED)
            counts = comp.unpaid_day_counts(spell.from_day)
            covers += cover(*span, DayKind.NOT_ENTITLED, (paid,), why, counts=counts)
    return tuple(covers)


def on_maternity_benefit(comp: Computation) -> tuple[Cover, ...]:
    """§ 24, stk. 3, nr. 3: another benefit meanwhile, whose days do not count."""
    covers: list[Cover] = []
    for spell in comp.facts.maternity:
        counts = counts_unpaid(comp.law, spell.from_day, Unpaid.MATERNITY)
        span = spell.from_day.toordinal(), ordinal(spell.to_day)
        found, kind = (counts,), DayKind.NOT_ENTITLED
        covers += cover(*span, kind, found, MATERNITY, counts=counts.output)
    return tuple(covers)
