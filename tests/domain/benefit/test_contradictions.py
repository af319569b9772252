"""Two facts that cannot both be true are refused; what is odd, or too little, has a reading."""

import pytest

from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.shared.errors import FactsContradict
from tests.support.facts import CVR, FULL_TIME, OTHER_CVR, Json, document, employment, read

FIRST, UNTIL = "2022-01-03", "2022-03-06"
BORN = {"kind": "wage_earner", "birth_date": "1980-05-17"}
BUSINESS = {"annual_profit": "400000", "insurance": "third_day"}


def case(*works: Json, kind: str = "wage_earner", **more: object) -> Json:
    known = {"citizen": {**BORN, "kind": kind}, "employments": works or [employment()], **more}
    return document(kind, FIRST, UNTIL, **known)


def owner(**business: object) -> Json:
    return case(kind="self_employed", self_employed={**BUSINESS, **business})


def months(month: str, hours: str) -> list[Json]:
    return [{"month": month, "hours": hours}]


REFUSED = (
    (case(citizen={**BORN, "birth_date": "2022-01-04"}), "first_day_of_absence lies before birth"),
    (case(pension={"kind": "senior", "from": "1980-05-16"}), r"pension\.from lies before birth"),
    (
        case(pension={"kind": "senior", "from": "2000-01-01", "decided_on": "1980-05-16"}),
        r"pension\.decided_on lies before birth",
    ),
    (case(kind="flexjob", flexjob_granted_on="1980-05-16"), "flexjob_granted_on lies before birth"),
    (owner(insured_since="1980-05-16"), "insured_since lies before birth"),
    (owner(business_months=["1980-04"], hours_per_week="37"), "a month of work lies before birth"),
    (case(monthly_hours=months("1980-04", "160")), "a month of work lies before birth"),
    (
        case(employment(monthly_pay=[{"month": "1980-04", "pay": "1", "hours": "1"}])),
        "a month of work lies before birth",
    ),
    (case(employment(employed_since="1980-05-16")), "employed_since lies before birth"),
    (case(employment(employed_until="1980-05-16")), "employed_until lies before birth"),
    (case(employment(section_56_from="1980-05-16")), "section_56_from lies before birth"),
    (case(employment(first_day_of_absence="1980-05-16")), "of an employment lies before birth"),
    (
        case(earlier_benefit=[{"from": "1980-05-16", "to": "2021-12-31"}]),
        "earlier_benefit lies before birth",
    ),
    (
        case(employment(employed_since="2021-06-02", employed_until="2021-06-01")),
        "employed_until lies before employed_since",
    ),
    (case(employment(hours_last_8_weeks="1344.01")), "hours_last_8_weeks are more than 24 a day"),
    (case(monthly_hours=months("2021-02", "672.01")), "hours of a month are more than 24 a day"),
    (
        case(employment(monthly_pay=[{"month": "2021-02", "pay": "1", "hours": "672.01"}])),
        "hours of a month are more than 24 a day",
    ),
)


@pytest.mark.parametrize(("facts", "why"), REFUSED)
def test_what_cannot_both_be_true_is_refused(facts: Json, why: str) -> None:
    with pytest.raises(FactsContradict, match=why):
        read(facts)


POSSIBLE = (
    case(citizen={**BORN, "birth_date": FIRST}),
    case(pension={"kind": "senior", "from": "1980-05-17", "decided_on": "1980-05-17"}),
    case(kind="flexjob", flexjob_granted_on="1980-05-17"),
    owner(insured_since="1980-05-17", business_months=["1980-05"], hours_per_week="37"),
    case(monthly_hours=[*months("1980-05", "160"), *months("2021-02", "672")]),
    case(employment(employed_since="2021-06-01", employed_until="2021-06-01")),
    case(employment(hours_last_8_weeks="1344", first_day_of_absence="1980-05-17")),
)


@pytest.mark.parametrize("facts", POSSIBLE)
def test_the_day_and_the_hour_beside_are_possible(facts: Json) -> None:
    assert isinstance(read(facts), Facts)


# What gives no right: the account says so, and why.
NOT_EMPLOYED = (
    case(employment(employed_since="2022-01-04")),
    case(employment(employed_since="2022-01-04"), monthly_hours=months("2021-12", "160")),
    case(employment(employed_until="2022-01-02")),
    case(employment(first_day_of_absence="2022-02-01", employed_until="2022-01-31")),
    case(kind="flexjob", employments=[employment(employed_since="2022-01-04")]),
)


@pytest.mark.parametrize("facts", NOT_EMPLOYED)
def test_work_that_had_not_begun_or_was_over_gives_no_right(facts: Json) -> None:
    account = calculate(read(facts))
    assert not account.entitled
    assert {reason.code for reason in account.reasons} == {"employment-requirement-not-met"}


@pytest.mark.parametrize(
    "work", [{"employed_since": FIRST}, {"employed_until": FIRST}, {"employed_since": "2015-01-01"}]
)
def test_work_that_began_or_ended_on_the_first_day_is_work(work: Json) -> None:
    assert calculate(read(case(employment(**work)))).entitled


def test_other_work_is_paid_beside_work_that_had_not_begun() -> None:
    later = employment(cvr=OTHER_CVR, employed_since="2022-02-01")
    account = calculate(read(case(employment(week=["2"] * 5 + ["0"] * 2), later)))
    assert {payee for week in account.weeks for payee in week.by_payee} == {CVR}


def test_another_ground_than_hours_needs_no_work_that_had_begun() -> None:
    later = employment(employed_since="2022-02-01")
    assert calculate(read(case(later, other_ground="work_injury"))).entitled


def part(hours: str, first: str = "2022-02-07", **more: object) -> list[Json]:
    return [{"from": first, "hours_worked_per_week": hours, **more}]


def week_of(*, agreed: bool) -> Json:
    return {"from": "2022-02-07", "to": "2022-02-13", "agreed": agreed}


SPELL = {"from": "2022-02-07", "to": "2022-02-13"}
BEFORE = {"from": "2021-11-01", "to": "2021-12-31"}
# Two documents of which the first is odd, and is read as the second.
READ_AS = (
    (case(employment(wage_paid_until="2021-12-31")), case(employment(pays_wage=False))),
    (
        case(employment(pays_wage=False, wage_paid_until="2022-02-20")),
        case(employment(pays_wage=False)),
    ),
    (
        case(employment(pays_wage=False, hourly_wage_paid="60.00")),
        case(employment(pays_wage=False)),
    ),
    (case(employment(hourly_wage_paid="300.00")), case(employment(hourly_wage_paid="140.00"))),
    (case(employment(section_56_from="2021-06-01")), case()),
    (case(employment(section_56=True, section_56_from="2022-01-04")), case()),
    (case(partial_resumptions=part("60")), case(partial_resumptions=part("37"))),
    (case(partial_resumptions=part("20", "2021-02-01", to="2021-12-31")), case()),
    (
        case(partial_resumptions=[*part("10", "2022-02-07"), *part("20", "2022-02-14")]),
        case(partial_resumptions=[*part("10", to="2022-02-13"), *part("20", "2022-02-14")]),
    ),
    (
        case(holidays=[week_of(agreed=a) for a in (True, False)]),
        case(holidays=[week_of(agreed=False)]),
    ),
    (
        case(holidays=[week_of(agreed=True)], lack_of_cooperation=[SPELL]),
        case(lack_of_cooperation=[SPELL]),
    ),
    (case(holidays=[{**BEFORE, "agreed": True}]), case()),
    (case(imprisonments=[BEFORE], maternity=[BEFORE], pregnancy_related=[BEFORE]), case()),
    (case(isolations=[BEFORE], extensions=[{"code": 3, **BEFORE}]), case()),
    (
        case(earlier_benefit=[{"from": "2021-12-01", "to": "2022-02-20"}]),
        case(earlier_benefit=[{"from": "2021-12-01", "to": "2022-01-02"}]),
    ),
    (case(earlier_benefit=[{"from": FIRST, "to": UNTIL}]), case()),
    (
        case(earlier_benefit=[{"from": "2021-11-01", "to": "2021-12-01"}] * 2),
        case(earlier_benefit=[{"from": "2021-11-01", "to": "2021-12-01"}]),
    ),
    (case(weeks_elsewhere=[{"monday": "2021-01-04", "amount": "4000.00"}]), case()),
    (
        case(notified_on="2021-12-01", applied_on="2021-12-01"),
        case(notified_on=FIRST, applied_on=FIRST),
    ),
    (
        case(refund_requests=[{"cvr": CVR, "on": "2021-12-01", "from": "2022-02-02"}]),
        case(refund_requests=[{"cvr": CVR, "on": "2022-02-10", "from": "2022-02-02"}]),
    ),
    (
        case(employment(pays_wage=False), refund_requests=[{"cvr": CVR, "on": "2022-03-01"}]),
        case(employment(pays_wage=False)),
    ),
    (
        case(ended={"on": "2022-02-20", "reason": "x"}, last_day_of_absence="2022-02-10"),
        case(last_day_of_absence="2022-02-10"),
    ),
    (
        case(employment(last_day_of_absence="2022-02-20"), last_day_of_absence="2022-02-10"),
        case(last_day_of_absence="2022-02-10"),
    ),
    (
        case(employment(rota=[FULL_TIME, ["0"] * 7], rota_from="2022-01-17")),
        case(employment(rota=[FULL_TIME, ["0"] * 7], rota_from="2022-01-03")),
    ),
    (owner(insurance="none", insured_since="2021-12-01"), owner(insurance="none")),
    (
        case(kind="flexjob", flexjob_granted_on="2022-02-01"),
        case(kind="flexjob", flexjob_granted_on=FIRST),
    ),
)


@pytest.mark.parametrize(("odd", "plain"), READ_AS)
def test_what_is_odd_is_read_as_what_it_can_mean(odd: Json, plain: Json) -> None:
    assert odd != plain
    one, other = (calculate(read(facts)) for facts in (odd, plain))
    assert [(day.kind, day.lines) for day in one.days] == [
        (day.kind, day.lines) for day in other.days
    ]
    assert (one.weeks, one.reassessment_date) == (other.weeks, other.reassessment_date)
    assert {reason.code for reason in one.reasons} == {reason.code for reason in other.reasons}
