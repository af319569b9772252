"""The case file as the facts that benefit is computed from."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, get_args

from pydantic import ValidationError

from domain.benefit import facts as computed
from domain.benefit.values import WITHOUT_END
from domain.case.events import EmploymentRegistered, WeekElsewhere
from domain.case.file import CaseFile
from domain.shared.errors import Impossible
from domain.shared.period import Period

CAPACITY: Mapping[str | None, Literal["1/2", "1/4"] | None] = {"1/2": "1/2", "1/4": "1/4"}
DISPENSATIONS: tuple[computed.DispensationFrom, ...] = get_args(computed.DispensationFrom)


def facts_of(
    file: CaseFile,
    earlier_benefit: Iterable[Period] = (),
    weeks_elsewhere: Iterable[WeekElsewhere] = (),
) -> computed.Facts:
    """Translate a file on which nothing is missing; Impossible where it contradicts itself."""
    try:
        return translated(file, earlier_benefit, weeks_elsewhere)
    except ValidationError as error:
        reasons = "; ".join(each["msg"] for each in error.errors(include_input=False))
        raise Impossible(f"this contradicts what is known: {reasons}") from error


def translated(
    file: CaseFile, earlier_benefit: Iterable[Period], weeks_elsewhere: Iterable[WeekElsewhere]
) -> computed.Facts:
    background = file.background
    return computed.Facts(
        citizen=computed.Citizen(kind=file.kind.value, birth_date=file.birth_date, sex=file.sex),
        first_day_of_absence=file.first_day_of_absence,
        last_day_of_absence=file.last_day_of_absence,
        employments=tuple(employments(file)),
        monthly_hours=background.monthly_hours,
        flexjob_granted_on=background.flexjob_granted_on,
        self_employed=background.self_employed,
        unemployed=background.unemployed,
        pension=background.pension,
        other_ground=background.other_ground,
        life_threatening=background.life_threatening or False,
        isolations=background.isolations or (),
        imprisonments=background.imprisonments or (),
        pregnancy_related=background.pregnancy_related or (),
        maternity=background.maternity or (),
        other_benefits=background.other_benefits or (),
        partial_resumptions=tuple(resumptions(file)),
        holidays=tuple(holidays(file)),
        lack_of_cooperation=tuple(lacks(file)),
        extensions=tuple(
            computed.Extension(
                code=each.code,
                from_day=each.from_day,
                to_day=each.to_day,
                hospital_wait_days=each.hospital_wait_days,
            )
            for each in file.extensions
        ),
        ended=ended(file),
        notified_on=file.notified_on,
        applied_on=file.applied_on,
        letter_sent_on=background.letter_sent_on,
        paid_in_advance=tuple(in_advance(file)),
        refund_requests=tuple(requests(file)),
        dispensations=tuple(each for each in DISPENSATIONS if each in file.dispensations),
        earlier_benefit=tuple(
            computed.ClosedSpell(from_day=each.first_day, to_day=each.last_day)
            for each in earlier_benefit
        ),
        weeks_elsewhere=tuple(
            computed.WeekElsewhere(monday=each.monday, amount=Decimal(str(each.amount)))
            for each in weeks_elsewhere
            if each.amount.oere > 0
        ),
    )


def employments(file: CaseFile) -> Iterator[computed.Employment]:
    for cvr, work in sorted(file.employments.items()):
        wage = file.wages.get(cvr)
        if wage and (wage.hourly_wage if work.week or work.rota else wage.weekly_pay):
            yield employment(work, file)


def employment(work: EmploymentRegistered, file: CaseFile) -> computed.Employment:
    """Give its hours and the wage of one, or what a week of unknown hours pays."""
    wage, known = file.wages[work.cvr], bool(work.week or work.rota)
    return computed.Employment(
        cvr=work.cvr,
        hourly_wage=wage.hourly_wage if known else None,
        hourly_wage_paid=wage.hourly_wage_paid if known else None,
        weekly_pay=None if known else wage.weekly_pay,
        week=work.week,
        rota=work.rota,
        rota_from=work.rota_from,
        pays_wage=work.pays_wage,
        wage_paid_until=work.wage_paid_until,
        employed_since=work.employed_since,
        hours_last_8_weeks=work.hours_last_8_weeks,
        insured_section_55=work.insured_section_55,
        section_56=work.section_56,
        section_56_from=work.section_56_from,
        employed_until=work.employed_until,
        worked_here_before=work.worked_here_before,
        monthly_pay=wage.monthly_pay,
        first_day_of_absence=work.first_day_of_absence,
        last_day_of_absence=work.last_day_of_absence,
    )


def in_advance(file: CaseFile) -> Iterator[str]:
    """Give the employers who refuse, of those whose employment is registered."""
    if refusing := file.background.paid_in_advance:
        known = {work.cvr for work in employments(file)}
        yield from (cvr for cvr in refusing if cvr in known)


def resumptions(file: CaseFile) -> Iterator[computed.PartialResumption]:
    """Give what concerns an employment that is registered, or all of them."""
    for each in file.resumptions:
        if each.cvr is None or each.cvr in file.employments:
            yield computed.PartialResumption(
                from_day=each.from_day,
                to_day=each.to_day,
                cvr=each.cvr,
                hours_worked_per_week=each.hours_worked_per_week,
                capacity=CAPACITY.get(each.capacity),
                in_full_because=each.in_full_because,
            )


def holidays(file: CaseFile) -> Iterator[computed.Holiday]:
    """Let what has no end yet go on: nobody is paid because time passes."""
    for each in file.holidays:
        last = each.to_day or WITHOUT_END
        yield computed.Holiday(from_day=each.from_day, to_day=last, agreed=each.agreed)


def lacks(file: CaseFile) -> Iterator[computed.LackOfCooperation]:
    by_regret = file.regret and file.regret.lapsed_on
    for each in file.lacks:
        used = each.from_day == by_regret
        yield computed.LackOfCooperation(
            from_day=each.from_day, to_day=each.to_day, right_of_regret=used
        )


def requests(file: CaseFile) -> Iterator[computed.RefundRequest]:
    for each in file.refund_requests:
        if each.cvr in file.employments:
            yield computed.RefundRequest(
                cvr=each.cvr, on=each.requested_on, from_day=each.from_day, to_day=each.to_day
            )


def ended(file: CaseFile) -> computed.Ended | None:
    end = file.ended
    return computed.Ended(on=end.last_day_with_right, reason=end.reason.value) if end else None
