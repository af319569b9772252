"""Commands that wait at the same moment are sent together; each has an outcome of its own."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

import psycopg
import pytest

from application.errors import Busy, Taken, VersionMismatch
from application.ports.journal import Claim, Decided, NewCitizen, Receipt, Told
from domain.shared.envelope import CaseId, CitizenId
from infrastructure.log.batch import Prepared, Verdict
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.writer import COMMANDS, Append, Writer
from tests.infrastructure.log.orders import Log, append_now, decided, new_case, order, prepared

CLAIM = Claim("message", "nemrefusion-4711")


def test_each_command_of_a_batch_has_an_outcome_of_its_own(log: Log) -> None:
    stale, fine, claimed, other = (new_case() for _ in range(4))

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(stale), decided(stale), 0)
        ended = await together(
            journal,
            (stale, decided(stale), 0),
            (fine, decided(fine), 0),
            (claimed, Decided(decided(claimed).facts, (CLAIM,)), 0),
            (other, Decided(decided(other).facts, (CLAIM,)), 0),
        )
        assert [type(each) for each in ended] == [VersionMismatch, Receipt, Receipt, Taken]
        lengths = [len(await journal.history(case)) for case in (stale, fine, claimed, other)]
        assert lengths == [1, 1, 1, 0]

    log.run(story)


def test_a_page_is_recorded_whole_but_for_what_is_refused_and_that_is_raised(log: Log) -> None:
    stale, fine = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append_page([Told(order(stale), decided(stale), 0)])
        page = [Told(order(each), decided(each), 0) for each in (stale, fine)]
        with pytest.raises(VersionMismatch):
            await journal.append_page(page)
        assert [len(await journal.history(case)) for case in (stale, fine)] == [1, 1]
        again = [Told(order(each), decided(each), 1) for each in (stale, fine)]
        await journal.append_page(again)
        assert [len(await journal.history(case)) for case in (stale, fine)] == [2, 2]

    log.run(story)


def test_a_page_is_numbered_in_its_order(log: Log) -> None:
    cases = [new_case() for _ in range(COMMANDS + 1)]

    async def story(journal: PostgresJournal) -> None:
        await journal.append_page([Told(order(each), decided(each), 0) for each in cases])
        found = [(await journal.history(each))[0].envelope.position for each in cases]
        assert found == sorted(found)

    log.run(story)


def test_two_reports_of_a_new_citizen_at_once_agree_on_the_citizen(log: Log) -> None:
    one, another = new_case(), new_case()

    def report(case_id: CaseId) -> Decided:
        citizen = NewCitizen(CitizenId(uuid4()), "1203751231")
        return Decided(decided(case_id).facts, citizen=citizen)

    async def story(journal: PostgresJournal) -> None:
        ended = await together(journal, (one, report(one), 0), (another, report(another), 0))
        assert [type(each) for each in ended] == [Receipt, VersionMismatch]

    log.run(story)


def test_a_poisoned_command_does_not_take_the_others_with_it(log: Log) -> None:
    poisoned, fine = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        facts = Decided(decided(poisoned).facts, (Claim("mes\0sage", "no text has a zero"),))
        ended = await together(journal, (poisoned, facts, 0), (fine, decided(fine), 0))
        assert isinstance(ended[0], psycopg.Error)
        assert isinstance(ended[1], Receipt)

    log.run(story)


async def together(
    journal: PostgresJournal, *appends: tuple[CaseId, Decided, int]
) -> Sequence[Receipt | BaseException]:
    """Send all of them at the same moment; keys of new cases are made before."""
    journal.keys.create([case_id for case_id, _, _ in appends])
    return await asyncio.gather(
        *(journal.append(order(case_id), facts, version) for case_id, facts, version in appends),
        return_exceptions=True,
    )


def test_one_who_stops_waiting_does_not_stop_the_batch(log: Log) -> None:
    impatient, patient = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        journal.keys.create([impatient, patient])
        send, begun = journal.writer.append, asyncio.Event()

        async def beginning(batch: Sequence[Prepared]) -> Sequence[Verdict]:
            begun.set()
            return await send(batch)

        journal.writer.append = beginning
        leaving = asyncio.create_task(journal.append(order(impatient), decided(impatient), 0))
        staying = asyncio.create_task(journal.append(order(patient), decided(patient), 0))
        async with asyncio.timeout(300):
            await begun.wait()
        leaving.cancel()
        assert (await staying).version == 1
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert len(await journal.history(impatient)) == 1

    log.run(story)


def test_a_command_whose_answer_was_lost_is_sent_again_under_its_key(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        send, sent = journal.writer.append, list[int]()

        async def losing(batch: Sequence[Prepared]) -> Sequence[Verdict]:
            verdicts = await send(batch)
            sent.append(len(batch))
            if len(sent) == 1:
                raise psycopg.OperationalError("server closed the connection unexpectedly")
            return verdicts

        journal.writer.append = losing
        ended = await together(journal, (case_id, decided(case_id), 0), (other, decided(other), 0))
        assert sent == [2, 1, 1]
        assert [each.replayed for each in ended if isinstance(each, Receipt)] == [False, False]
        assert len(await journal.history(case_id)) == len(await journal.history(other)) == 1

    log.run(story)


def test_too_much_waiting_is_busy() -> None:
    async def story() -> None:
        released = asyncio.Event()
        writer = Writer(holding(released), waiting=2)
        nothing = Prepared({}, ())
        first = asyncio.create_task(writer.submit(nothing))
        await asyncio.sleep(0)
        await asyncio.sleep(0)  # the first is being written: it waits no more
        waiting = [asyncio.create_task(writer.submit(nothing)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await writer.submit(nothing)
        released.set()
        assert len(await asyncio.gather(first, *waiting)) == 3

    asyncio.run(story())


def test_a_batch_has_its_bounds() -> None:
    sizes = list[int]()

    async def story() -> None:
        released = asyncio.Event()
        writer = Writer(holding(released, sizes))
        one, many_events = commands_of(1), commands_of(140)
        submitted = [writer.submit(one), *[writer.submit(many_events) for _ in range(3)]]
        submitted += [writer.submit(one) for _ in range(150)]
        tasks = [asyncio.create_task(each) for each in submitted]
        await asyncio.sleep(0)
        released.set()
        await asyncio.gather(*tasks)

    asyncio.run(story())
    assert sizes == [3, 100, 51]


def commands_of(events: int) -> Prepared:
    return Prepared({}, tuple(dict[str, object]() for _ in range(events)))


def holding(released: asyncio.Event, sizes: list[int] | None = None) -> Append:
    async def append(batch: Sequence[Prepared]) -> Sequence[Verdict]:
        await released.wait()
        if sizes is not None:
            sizes.append(len(batch))
        return [Verdict(n, "done", 1, 1, (), uuid4(), None) for n in range(len(batch))]

    return append


def test_a_log_that_somebody_locks_is_busy_in_the_end(log: Log) -> None:
    async def story() -> None:
        async def locked(_: Sequence[Prepared]) -> Sequence[Verdict]:
            raise psycopg.errors.LockNotAvailable

        with pytest.raises(Busy):
            await Writer(locked).submit(Prepared({}, ()))

    asyncio.run(story())
    with psycopg.connect(log.database.url("sdp_app")) as connection:
        config = "select proconfig from pg_proc where proname = 'append'"
        row = connection.execute(config).fetchone()
    assert row is not None
    assert "lock_timeout=5s" in row[0]


def test_who_meets_another_of_its_batch_is_told_to_come_again(log: Log) -> None:
    """By its dossier, its key, a claim or a citizen: what holds is known after the other."""
    one, two = new_case(), new_case()
    citizen = NewCitizen(CitizenId(uuid4()), "1203751231")

    async def story(journal: PostgresJournal) -> None:
        def command(case_id: CaseId, what: Decided, key: str | None = None) -> Prepared:
            return prepared(journal.keys, order(case_id, key), what)

        pairs = (
            (command(one, decided(one)), command(one, decided(one))),
            (command(one, decided(one), "key"), command(two, decided(two), "key")),
            (
                command(one, Decided(decided(one).facts, (CLAIM,))),
                command(two, Decided(decided(two).facts, (CLAIM,))),
            ),
            (
                command(one, Decided(decided(one).facts, citizen=citizen)),
                command(two, Decided(decided(two).facts, citizen=citizen)),
            ),
        )
        with psycopg.connect(log.database.url("sdp_app")) as connection:
            for pair in pairs:
                outcomes = append_now(connection, log.clock, *pair)
                assert outcomes == [(0, "done"), (1, "again")]
                connection.rollback()

    log.run(story)
