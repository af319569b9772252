"""What is refused before anything is computed: facts that cannot be, or that nobody knows."""

import pytest
from pydantic import ValidationError

from domain.benefit.facts import Facts
from tests.support.facts import CVR, FULL_TIME, OTHER_CVR, Json, document, employment, read

BUSINESS = {"annual_profit": "1", "insurance": "none"}
MEMBER = {"day_rate": "892", "insured": "full_time", "unemployment": "full"}


def case(**more: object) -> Json:
    return document("wage_earner", "2022-01-03", "2022-03-06", **{"employments": WORK, **more})


WORK = [employment()]

REFUSED: tuple[tuple[str, Json], ...] = (
    ("an unknown field", case(colour="blue")),
    ("an unknown field of an employment", case(employments=[employment(colour="blue")])),
    ("a number that is not text", case(employments=[{**employment(), "hourly_wage": 140}])),
    ("hours that are not text", case(employments=[{**employment(), "week": [7.4] * 7}])),
    ("three decimals", case(employments=[employment("140.005")])),
    ("an exponent", case(employments=[employment("1e3")])),
    ("a negative wage", case(employments=[employment("-140.00")])),
    ("text for yes", case(employments=[employment(pays_wage="yes")])),
    ("a number for yes", case(employments=[employment(pays_wage=1)])),
    ("a day that is not one", case(notified_on="2022-02-30")),
    ("an instant for a day", case(notified_on="2022-02-03T00:00:00")),
    ("a number for a day", case(notified_on=20220203)),
    ("six days a week", case(employments=[employment(week=FULL_TIME[:6])])),
    ("an empty rota", case(employments=[employment(rota=[])])),
    ("neither week nor rota", case(employments=[{"cvr": CVR, "hourly_wage": "140"}])),
    ("week and rota", case(employments=[{**employment(), "rota": [FULL_TIME]}])),
    (
        "a rota from a Tuesday",
        case(employments=[employment(rota=[FULL_TIME], rota_from="2022-01-04")]),
    ),
    ("a week with the start of a rota", case(employments=[employment(rota_from="2022-01-03")])),
    ("25 hours on a day", case(employments=[employment(week=["25", *FULL_TIME[1:]])])),
    (
        "25 hours on a day of two employments",
        case(employments=[employment(week=["13"] * 7), employment(cvr=OTHER_CVR, week=["12"] * 7)]),
    ),
    (
        "25 hours on a Tuesday of two employments",
        case(
            employments=[
                employment(week=["0", "13", *["0"] * 5]),
                employment(cvr=OTHER_CVR, week=["0", "12", *["0"] * 5]),
            ]
        ),
    ),
    ("two employments with one CVR number", case(employments=[employment(), employment("90")])),
    ("a CVR number of seven digits", case(employments=[employment(cvr="1374813")])),
    ("a claim of a stranger", case(refund_requests=[{"cvr": OTHER_CVR, "on": "2022-03-01"}])),
    ("to before from", case(holidays=[{"from": "2022-02-02", "to": "2022-02-01", "agreed": True}])),
    ("a holiday without end", case(holidays=[{"from": "2022-02-02", "agreed": True}])),
    (
        "a lapse that ends first",
        case(lack_of_cooperation=[{"from": "2022-02-02", "to": "2022-02-01"}]),
    ),
    (
        "a claim that ends first",
        case(
            refund_requests=[
                {"cvr": CVR, "on": "2022-03-01", "from": "2022-02-02", "to": "2022-02-01"}
            ]
        ),
    ),
    ("an absence that ends first", case(last_day_of_absence="2022-01-02")),
    ("an account that ends first", {**case(), "until": "2022-01-02"}),
    (
        "an employment that ends first",
        case(employments=[employment(last_day_of_absence="2022-01-02")]),
    ),
    ("extension code 8", case(extensions=[{"code": 8, "from": "2022-08-01"}])),
    ("extension code 0", case(extensions=[{"code": 0, "from": "2022-08-01"}])),
    ("an unknown dispensation", case(dispensations=["holiday"])),
    ("an unknown pension", case(pension={"kind": "lottery", "from": "2022-05-01"})),
    ("a month 13", case(monthly_hours=[{"month": "2021-13", "hours": "160"}])),
    ("a month twice", case(monthly_hours=[{"month": "2021-12", "hours": "1"}] * 2)),
    ("part work without measure", case(partial_resumptions=[{"from": "2022-02-01"}])),
    (
        "part work with two measures",
        case(
            partial_resumptions=[
                {"from": "2022-02-01", "hours_worked_per_week": "1", "capacity": "1/2"}
            ]
        ),
    ),
    (
        "the capacity of a wage earner",
        case(partial_resumptions=[{"from": "2022-02-01", "capacity": "1/2"}]),
    ),
    (
        "a capacity of a third",
        case(partial_resumptions=[{"from": "2022-02-01", "capacity": "1/3"}]),
    ),
    ("a wage earner without employment", case(employments=[])),
    ("a wage earner with a business", case(self_employed=BUSINESS)),
    ("a wage earner in a fund", case(unemployed=MEMBER)),
    ("a wage earner with a flexjob", case(flexjob_granted_on="2020-01-01")),
    ("a self-employed without business", document("self_employed", "2022-01-03", "2022-03-06")),
    (
        "a self-employed on another ground than hours",
        document(
            "self_employed",
            "2022-01-03",
            "2022-03-06",
            self_employed=BUSINESS,
            other_ground="trainee",
        ),
    ),
    ("an unemployed without fund", document("unemployed", "2022-01-03", "2022-03-06")),
    ("an unknown kind of citizen", document("king", "2022-01-03", "2022-03-06")),
    ("no first day", {"citizen": {"kind": "wage_earner"}, "employments": WORK}),
)


@pytest.mark.parametrize(("what", "facts"), REFUSED, ids=[what for what, _ in REFUSED])
def test_refused(what: str, facts: Json) -> None:
    with pytest.raises(ValidationError):
        read(facts)
    assert what


def test_what_is_not_refused_is_read() -> None:
    facts = read(case())
    assert isinstance(facts, Facts)
    assert read(facts.model_dump(mode="json", by_alias=True, exclude_none=True)) == facts


def test_long_days_of_two_employments_may_be_others() -> None:
    long, other = ["20", *["0"] * 6], ["4", "20", *["0"] * 5]
    facts = case(employments=[employment(week=long), employment(cvr=OTHER_CVR, week=other)])
    assert read(facts).employments[1].week == (4, 20, 0, 0, 0, 0, 0)


def test_a_business_may_have_lost_money() -> None:
    business = {**BUSINESS, "annual_profit": "-5000.50"}
    facts = read(document("self_employed", "2022-01-03", "2022-03-06", self_employed=business))
    assert facts.self_employed is not None
    assert str(facts.self_employed.annual_profit) == "-5000.50"
