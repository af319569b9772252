"""Two cases of one citizen decided at the same moment never both miss the other's cap (§ 50)."""

from typing import Any

from application.handle import handle
from domain.rules.rates import weekly_cap
from domain.shared.dated import Law
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import MORNING, Log
from tests.support.examples import BERIT, CASE, grant, grant_by_hand, register_wage
from tests.support.journals import order, seen
from tests.support.two_cases import (
    FIRST,
    OTHER,
    OTHER_CVR,
    Late,
    by_week,
    carried_out,
    decided_at_once,
    reported,
)

LATER = MORNING.replace(month=6, day=29)


def on_postgres(log: Log, *asked: Any) -> int:  # noqa: ANN401 orders
    async def story(journal: PostgresJournal) -> int:
        await reported(journal, journal.citizens)
        again = await decided_at_once(asked[:2], journal, journal.citizens)
        if len(asked) > 2:
            again += await decided_at_once(asked[2:], journal, journal.citizens)
        await check_cap(journal)
        return again

    log.clock.now = LATER
    return log.run(story)


async def check_cap(journal: PostgresJournal) -> None:
    weeks = await by_week(journal)
    assert len(weeks) > 20
    for monday, oere in weeks.items():
        assert oere <= weekly_cap(Law(), monday).output.oere


def test_of_two_grants_at_one_moment_the_later_gives_way(log: Log) -> None:
    assert on_postgres(log, order(grant()), order(grant(), case_id=OTHER)) == 1


def test_a_person_who_saw_the_case_as_it_is_is_not_sent_away(log: Log) -> None:
    by_hand = seen(order(grant_by_hand(), BERIT), len(FIRST))
    assert on_postgres(log, by_hand, order(grant(), case_id=OTHER)) == 1


def test_of_two_recalculations_at_one_moment_the_later_gives_way(log: Log) -> None:
    granted = order(grant()), order(grant(), case_id=OTHER)
    dearer = (
        order(register_wage("130.00")),
        order(register_wage("130.00", OTHER_CVR), case_id=OTHER),
    )
    assert on_postgres(log, *granted, *dearer) == 2


def test_an_only_case_that_is_one_of_two_when_it_is_recorded_is_decided_again(log: Log) -> None:
    async def story(journal: PostgresJournal) -> int:
        await carried_out(FIRST, CASE, journal, journal.citizens)
        late = Late(journal, journal.citizens)
        await handle(order(grant()), late, journal.citizens)
        await check_cap(journal)
        return late.appended

    log.clock.now = LATER
    assert log.run(story) == 2
