"""Facts at an edge: a day, an hour or an employment more or less decides there."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.benefit.outlook import outlook
from domain.shared.errors import FactsContradict
from tests.support.facts import CVR, OTHER_CVR, Json, employment, read, wage_earner

FIRST, UNTIL = "2022-01-03", "2022-03-06"


def a_day(hours: str) -> Json:
    return employment(week=[hours, "0", "0", "0", "0", "0", "0"])


def part(hours: str) -> list[Json]:
    return [{"from": "2022-02-14", "hours_worked_per_week": hours}]


def test_a_day_that_two_earlier_spells_share_counts_once() -> None:
    """§ 24: the day on which one spell ends and the next begins was paid once."""
    split = [{"from": "2021-09-01", "to": "2021-09-15"}, {"from": "2021-09-15", "to": "2021-10-12"}]
    whole = [{"from": "2021-09-01", "to": "2021-10-12"}]
    used = [
        outlook(wage_earner(FIRST, UNTIL, earlier_benefit=spells), date(2022, 1, 5)).used
        for spells in (split, whole)
    ]
    assert [one.counted_days for one in used] == [42, 42]


def test_an_employment_of_unknown_start_says_nothing_of_the_attachment_before_2015() -> None:
    """Before 5 January 2015 § 32 asked for unbroken attachment: what is not known is as met."""
    hours = [{"month": f"2013-{month:02}", "hours": "160"} for month in range(7, 13)]
    works = employment(), employment(cvr=OTHER_CVR, employed_since="2013-12-01")
    account = calculate(wage_earner("2014-01-06", "2014-03-09", *works, monthly_hours=hours))
    assert [one.code for one in account.reasons] == ["employment-requirement-not-met"]
    earlier = employment(), employment(cvr=OTHER_CVR, employed_since="2013-01-01")
    assert calculate(
        wage_earner("2014-01-06", "2014-03-09", *earlier, monthly_hours=hours)
    ).entitled


def test_a_holiday_not_agreed_that_ends_on_the_first_day_is_one_of_the_absence() -> None:
    holiday = {"from": "2021-12-27", "to": FIRST, "agreed": False}
    days = calculate(wage_earner(FIRST, UNTIL, holidays=[holiday])).days
    assert [day.kind for day in days[:2]] == [DayKind.HOLIDAY_NOT_AGREED, DayKind.AFTER_END]
    before = {**holiday, "to": "2022-01-02"}
    assert calculate(wage_earner(FIRST, UNTIL, holidays=[before])).entitled


def test_part_work_in_one_employment_counts_the_absence_left_in_both() -> None:
    """§ 7: two hours are left of 37; four of another employment, while it lasts, are added."""
    resumed = [{"from": "2022-02-14", "cvr": CVR, "hours_worked_per_week": "35"}]
    four = ["4", "0", "0", "0", "0", "0", "0"]
    lasting = employment(), employment(cvr=OTHER_CVR, week=four)
    over = employment(), {**lasting[1], "last_day_of_absence": "2022-02-13"}
    kinds = [
        calculate(wage_earner(FIRST, "2022-02-20", *works, partial_resumptions=resumed))
        .days[-5]
        .kind
        for works in (lasting, over)
    ]
    assert kinds == [DayKind.PAID_PART, DayKind.NOT_ENTITLED]


def test_without_a_day_to_end_on_the_account_ends_with_the_absence() -> None:
    """The contract: until, else the last day of absence, else the day on which benefit ended."""
    case = {
        "citizen": {"kind": "wage_earner"},
        "first_day_of_absence": FIRST,
        "employments": [employment()],
        "ended": {"on": "2022-02-09", "reason": "afgørelse"},
    }
    assert str(calculate(read(case)).days[-1].date) == "2022-02-09"
    absent = {**case, "last_day_of_absence": "2022-02-06"}
    assert str(calculate(read(absent)).days[-1].date) == "2022-02-06"
    assert str(calculate(read({**absent, "until": UNTIL})).days[-1].date) == UNTIL


def test_days_whose_rate_nobody_knows_count_towards_duration() -> None:
    """§ 24: something is owed for them, so that they are no days without right."""
    (reason,) = calculate(case := wage_earner("2009-01-05", "2009-03-01")).reasons
    assert reason.code == "no-law-in-force"
    late = calculate(case).days[-3]  # a Friday
    assert (late.kind, late.counts_towards_duration) == (DayKind.NOT_ENTITLED, True)


def test_work_for_nobody_in_particular_is_said_to_be_spread_where_there_are_two_jobs() -> None:
    resumed = part("10")
    works = employment(), employment("90.00", OTHER_CVR, week=["1"] * 5 + ["0", "0"])
    for jobs, said in ((works[:1], False), (works, True)):
        case = wage_earner(FIRST, "2022-02-20", *jobs, partial_resumptions=resumed)
        rules = {found.rule for found in calculate(case).days[-3].findings}
        assert ("worked_hours_spread" in rules) is said


def test_of_two_jobs_without_payment_the_day_is_called_by_the_one_nearer_to_it() -> None:
    """A new employment has no employer period, and its refund is claimed late."""
    works = employment(), employment(cvr=OTHER_CVR, employed_since="2021-12-27")
    late = [{"cvr": OTHER_CVR, "on": "2022-06-01"}]
    day = calculate(wage_earner(FIRST, UNTIL, *works, refund_requests=late)).days[2]
    assert [line.kind for line in day.lines] == [DayKind.EMPLOYER_PERIOD, DayKind.LATE]
    assert day.kind is DayKind.LATE


def test_a_right_that_ends_before_a_later_extension_ends_before_the_gap() -> None:
    """§ 26 f: reassessed on 2020-10-31, the move falls in November, an extension follows later."""
    later = [{"code": 5, "from": "2020-12-01", "to": "2021-03-31"}]
    days = calculate(wage_earner("2020-04-27", "2021-03-31", extensions=later)).days
    kinds = {str(day.date): day.kind for day in days}
    assert (kinds["2020-11-02"], kinds["2020-12-01"]) == (DayKind.PAID_FULL, DayKind.PAID_FULL)


@pytest.mark.parametrize(
    ("time", "most", "more"),
    [("day", "24", "24.01"), ("week", "168", "168.01"), ("eight weeks", "1344", "1344.01")],
)
def test_hours_are_at_most_those_of_their_time(time: str, most: str, more: str) -> None:
    assert told_of(time, most)
    with pytest.raises((ValidationError, FactsContradict)):
        told_of(time, more)


def told_of(time: str, hours: str) -> Facts:
    if time == "day":
        return wage_earner(FIRST, UNTIL, a_day(hours))
    if time == "week":
        return wage_earner(FIRST, UNTIL, partial_resumptions=part(hours))
    return wage_earner(FIRST, UNTIL, employment(hours_last_8_weeks=hours))
