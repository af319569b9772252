"""Claims of the citizen's own: membership of an unemployment fund, and a business."""

from datetime import date
from decimal import Decimal

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.claim import Claim, Terms
from domain.benefit.computation import Computation
from domain.benefit.facts import SelfEmployed, Unemployed
from domain.benefit.lateness import Lateness, received
from domain.benefit.price import Pricing, activation_price, business_price, day_rate_price
from domain.benefit.schedule import HUNDREDTHS, equal_days, hundredths
from domain.benefit.spans import FOREVER, Cover, cover
from domain.rules import deadlines
from domain.rules.partial_incapacity import paid_in_full_though_partly_fit
from domain.rules.rates import WEEKLY_HOURS
from domain.rules.unemployed import average_hours, supplementary_hours
from domain.rules.voluntary_insurance import helps_from
from domain.rules.waiting_period import fund_period, waiting_period
from domain.shared.law import Citation, Finding
from domain.shared.period import Period

WITHOUT_PROFIT = Reason("self-employed-without-profit", Citation("Sygedagpengeloven", "49"))


def own_claims(comp: Computation) -> tuple[Claim, ...]:
    if comp.facts.unemployed is not None:
        return (membership(comp, comp.facts.unemployed),)
    if comp.facts.self_employed is not None:
        return (business(comp, comp.facts.self_employed),)
    return ()


def membership(comp: Computation, member: Unemployed) -> Claim:
    """§ 51: the day rate for five days a week, after the days that the fund pays."""
    law, first_day = comp.law, comp.facts.first_day_of_absence
    fund = fund_period(law, first_day, member.unemployment)
    covers = first_days(fund, DayKind.FUND_PERIOD)
    hours, full_day, findings = hours_of_member(comp, member)
    told = deadlines.member_notification(law, first_day)
    late = received(comp, told, comp.facts.notified_on, "notified_on", (comp.first, FOREVER))
    applied, applied_by = late_member(comp, fund.output)
    in_full = paid_in_full_though_partly_fit("receives_unemployment_benefit")
    return Claim(
        cvr=None,
        first=comp.first,
        last=FOREVER,
        schedule=equal_days(hours),
        pricing=pricing_of(member, full_day, findings),
        covers=(*covers, *late.covers, *applied.covers),
        findings=(fund, *late.findings, *applied.findings, in_full),
        terms=Terms(told.output, None, applied_by),
        always_in_full=in_full.output,
    )


def pricing_of(member: Unemployed, full_day: int, findings: Findings) -> Pricing:
    if member.activation_earnings is None:
        return day_rate_price(member.day_rate, full_day, findings)
    return activation_price(member.activation_earnings, full_day, findings)


def first_days(found: Finding[Period | None], kind: DayKind) -> tuple[Cover, ...]:
    period = found.output
    if period is None:
        return ()
    return cover(period.first_day.toordinal(), period.last_day.toordinal(), kind, (found,))


def late_member(comp: Computation, fund: Period | None) -> tuple[Lateness, date]:
    """§ 38: counted from the letter, else from the fund's last day of payment."""
    first_day, letter = comp.facts.first_day_of_absence, comp.facts.letter_sent_on
    ended = fund.last_day if fund else None
    deadline = (
        deadlines.application_without_letter(comp.law, first_day, ended)
        if letter is None
        else deadlines.application(comp.law, first_day, letter)
    )
    starts = comp.first if ended is None else ended.toordinal() + 1
    span = starts, FOREVER
    return received(comp, deadline, comp.facts.applied_on, "applied_on", span), deadline.output


def hours_of_member(comp: Computation, member: Unemployed) -> tuple[int, int, Findings]:
    """Hundredths a week and a full day, supplementary to the hours that should be worked."""
    law, first_day = comp.law, comp.facts.first_day_of_absence
    whole = supplementary_hours(law, first_day, member.insured, Decimal(0))
    full_day = hundredths(whole.output) // 5
    if member.unemployment == "full":
        return hundredths(whole.output), full_day, (whole,)
    scheduled, found = scheduled_hours(comp, member)
    left = supplementary_hours(law, first_day, member.insured, scheduled)
    return hundredths(left.output), full_day, (*found, left)


def scheduled_hours(comp: Computation, member: Unemployed) -> tuple[Decimal, Findings]:
    """Hours a week that should have been worked: as told, averaged, or of the employments."""
    if member.scheduled_hours is not None:
        return member.scheduled_hours, ()
    if member.hours_of_last_weeks:
        first_day = comp.facts.first_day_of_absence
        found = average_hours(comp.law, first_day, member.hours_of_last_weeks)
        return found.output, (found,)
    return hours_of_employments(comp), ()


def hours_of_employments(comp: Computation) -> Decimal:
    weeks = [
        Decimal(sum(map(sum, work.weeks))) / len(work.weeks)
        for work in comp.facts.employments
        if work.weeks
    ]
    return sum(weeks, Decimal(0)).quantize(Decimal("0.01"))


def business(comp: Computation, own: SelfEmployed) -> Claim:
    """§§ 41, 45 and 49: after the waiting period a fifth of the week's amount a day."""
    law, first_day = comp.law, comp.facts.first_day_of_absence
    own, insured = helped(comp, own)
    waiting = waiting_period(law, first_day, own.insurance, section_58a=own.section_58a)
    told = deadlines.self_employed_notification(
        law, first_day, own.insurance, section_58a=own.section_58a
    )
    on = comp.facts.notified_on or comp.facts.applied_on
    late = received(comp, told, on, "notified_on", (comp.first, FOREVER))
    week = law.value(WEEKLY_HOURS, first_day) * HUNDREDTHS
    return Claim(
        cvr=None,
        first=comp.first,
        last=FOREVER,
        schedule=equal_days(week),
        pricing=business_price(own, first_day, week // 5),
        covers=(
            *first_days(waiting, DayKind.WAITING_PERIOD),
            *late.covers,
            *without_profit(comp, own),
        ),
        findings=(*insured, waiting, *late.findings),
        terms=Terms(told.output),
    )


def helped(comp: Computation, own: SelfEmployed) -> tuple[SelfEmployed, Findings]:
    """§ 45: an insurance taken out too shortly before the absence is none, unless by accident."""
    if own.insured_since is None or own.insurance == "none":
        return own, ()
    since = helps_from(comp.law, own.insured_since, accident=own.accident)
    if since.output <= comp.facts.first_day_of_absence:
        return own, (since,)
    return own.model_copy(update={"insurance": "none"}), (since,)


def without_profit(comp: Computation, own: SelfEmployed) -> tuple[Cover, ...]:
    """§ 49: without profit and without insurance there is nothing to replace."""
    if own.annual_profit > 0 or own.insurance != "none":
        return ()
    inputs = {"annual_profit": own.annual_profit, "insurance": own.insurance}
    finding = Finding("profit", WITHOUT_PROFIT.citation, inputs, output=False)
    return cover(comp.first, FOREVER, DayKind.NOT_ENTITLED, (finding,), WITHOUT_PROFIT)
