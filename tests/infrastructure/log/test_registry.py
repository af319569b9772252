"""The citizen registry: written with the events it belongs to, or not at all."""

from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from application.errors import WEEKLY_CAP, Taken, VersionMismatch
from application.ports.journal import Claim, Decided, NewCitizen
from domain.shared.envelope import CitizenId
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import ELSEWHERE, Log, decided, new_case, note, order

CPR = "1203751231"  # failing check digit: nobody's
MESSAGE = Claim("message", "nemrefusion-4711")
BACK = Claim(MESSAGE.kind, MESSAGE.value, released=True)


def new_citizen() -> NewCitizen:
    return NewCitizen(CitizenId(uuid4()), CPR)


def test_a_claim_is_one_cases_until_it_is_given_back(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        mine = Decided(decided(case_id).facts, claims=(MESSAGE,))
        theirs = Decided(decided(other).facts, claims=(MESSAGE,))
        await journal.append(order(case_id), mine, 0)
        with pytest.raises(Taken) as refused:
            await journal.append(order(other), theirs, 0)
        assert refused.value.more == {"claim": "message"}
        assert await journal.history(other) == ()
        await journal.append(order(case_id), Decided((), claims=(BACK,)), 1)
        await journal.append(order(other), theirs, 0)
        assert len(await journal.history(other)) == 1

    log.run(story)


def test_a_case_may_take_again_what_it_has(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        for version in (0, 1):
            facts = decided(case_id).facts
            await journal.append(order(case_id), Decided(facts, claims=(MESSAGE,)), version)

    log.run(story)


def test_nobody_gives_back_what_is_somebody_elses(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), Decided(decided(case_id).facts, (MESSAGE,)), 0)
        await journal.append(order(other), Decided(decided(other).facts, (BACK,)), 0)
        with pytest.raises(Taken):
            await journal.append(order(other), Decided((), (MESSAGE,)), 1)

    log.run(story)


def test_a_cpr_number_leads_to_its_citizen_and_all_cases(log: Log) -> None:
    case_id, other, citizen = new_case(), new_case(), new_citizen()

    async def story(journal: PostgresJournal) -> None:
        assert await journal.citizens.identify(CPR) is None
        await journal.append(order(case_id), Decided(decided(case_id).facts, citizen=citizen), 0)
        elsewhere = order(other, municipality=ELSEWHERE)
        await journal.append(elsewhere, Decided(decided(other).facts, citizen=citizen), 0)
        assert await journal.citizens.identify(CPR) == citizen.citizen_id
        assert set(await journal.citizens.cases_of(citizen.citizen_id)) == {case_id, other}

    log.run(story)


@pytest.mark.parametrize("claims", [(), (MESSAGE,)], ids=["plain", "with a claim"])
def test_who_takes_a_case_to_be_the_only_one_is_refused_where_it_is_not(
    log: Log, claims: tuple[Claim, ...]
) -> None:
    case_id, other, citizen = new_case(), new_case(), new_citizen()
    alone = Decided(decided(case_id).facts, claims, only_case_of=citizen.citizen_id)

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), Decided(decided(case_id).facts, citizen=citizen), 0)
        assert (await journal.append(order(case_id), alone, 1)).version == 2
        elsewhere = order(other, municipality=ELSEWHERE)
        await journal.append(elsewhere, Decided(decided(other).facts, citizen=citizen), 0)
        with pytest.raises(Taken) as refused:
            await journal.append(order(case_id), alone, 2)
        assert refused.value.kind == WEEKLY_CAP
        assert (await journal.load(order(case_id))).version == 2

    log.run(story)


def test_two_new_ids_for_one_cpr_number_are_decided_again(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        one, another = new_citizen(), new_citizen()
        await journal.append(order(case_id), Decided(decided(case_id).facts, citizen=one), 0)
        with pytest.raises(VersionMismatch):
            await journal.append(order(other), Decided(decided(other).facts, citizen=another), 0)
        assert await journal.citizens.identify(CPR) == one.citizen_id

    log.run(story)


def test_names_and_cpr_numbers_never_reach_the_database(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        facts = decided(case_id, note("Plantekone har ringet"), note("Plantekone " * 99)).facts
        await journal.append(order(case_id), Decided(facts, citizen=new_citizen()), 0)

    log.run(story)
    dumped = dump(log)
    assert case_id.bytes in dumped
    for secret in (b"Plantekone", CPR.encode()):
        assert secret not in dumped


def dump(log: Log) -> bytes:
    """All that the tables of the log hold, as it lies in them."""
    tables = ("event", "citizen", "citizen_case", "receipt", "dossier")
    with psycopg.connect(log.database.url("owner")) as connection:
        return b"\n".join(dump_of(connection, table) for table in tables)


def dump_of(connection: psycopg.Connection, table: str) -> bytes:
    statement = sql.SQL("copy {} to stdout with (format binary)")
    with connection.cursor().copy(statement.format(sql.Identifier("sdp_log", table))) as copy:
        return b"".join(bytes(part) for part in copy)
