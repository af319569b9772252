"""The citizen registry: from CPR number to citizen, from citizen to cases, nationwide."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.shared.envelope import CaseId, CitizenId
from infrastructure.log.asking import Questions
from infrastructure.log.keys import KeyStore

CITIZEN = b"select sdp_log.citizen_of(%b::bytea)"
CASES = b"select sdp_log.cases_of(%b::uuid)"
CASES_OF_MANY = b"""
    select asked.citizen, found.case_id
    from unnest(%b::uuid[]) as asked (citizen), sdp_log.cases_of(asked.citizen) as found (case_id)
"""
Cases = tuple[CaseId, ...]


class Waiting(NamedTuple):
    citizen: CitizenId
    answer: asyncio.Future[Cases]


class PostgresCitizens:
    """The port `Citizens`; the CPR number itself never reaches the database."""

    def __init__(self, questions: Questions, keys: KeyStore) -> None:
        self._questions, self._keys = questions, keys
        self._waiting = list[Waiting]()
        self._asking = set[asyncio.Task[None]]()  # kept, or the loop might drop them

    async def identify(self, cpr: str) -> CitizenId | None:
        ((citizen_id,),) = await self._questions.ask(CITIZEN, (self._keys.blind(cpr),))
        return citizen_id

    async def cases_of(self, citizen_id: CitizenId) -> Sequence[CaseId]:
        """Ask in one call with all who ask in the same turn of the loop."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._ask)
        waiting = Waiting(citizen_id, loop.create_future())
        self._waiting.append(waiting)
        return await waiting.answer

    def _ask(self) -> None:
        together, self._waiting = self._waiting, []
        task = asyncio.create_task(self._answer(together))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _answer(self, together: Sequence[Waiting]) -> None:
        try:
            found = await self._cases([one.citizen for one in together])
        except Exception as error:  # noqa: BLE001  (told to everybody who asked)
            for one in together:
                if not one.answer.done():
                    one.answer.set_exception(error)
        else:
            for one in together:
                if not one.answer.done():
                    one.answer.set_result(found.get(one.citizen, ()))

    async def _cases(self, citizens: Sequence[CitizenId]) -> Mapping[CitizenId, Cases]:
        if len(citizens) == 1:
            rows = await self._questions.ask(CASES, (citizens[0],))
            return {citizens[0]: tuple(case_id for (case_id,) in rows)}
        found = dict[CitizenId, Cases]()
        for citizen, case_id in await self._questions.ask(CASES_OF_MANY, ([*set(citizens)],)):
            found[citizen] = (*found.get(citizen, ()), case_id)
        return found
