"""The citizen registry: from CPR number to citizen, from citizen to cases, nationwide."""

from collections.abc import Sequence

from domain.shared.envelope import CaseId, CitizenId
from infrastructure.log.asking import Questions
from infrastructure.log.keys import KeyStore

CITIZEN = b"select sdp_log.citizen_of(%b::bytea)"
CASES = b"select sdp_log.cases_of(%b::uuid)"


class PostgresCitizens:
    """The port `Citizens`; the CPR number itself never reaches the database."""

    def __init__(self, questions: Questions, keys: KeyStore) -> None:
        self._questions, self._keys = questions, keys

    async def identify(self, cpr: str) -> CitizenId | None:
        ((citizen_id,),) = await self._questions.ask(CITIZEN, (self._keys.blind(cpr),))
        return citizen_id

    async def cases_of(self, citizen_id: CitizenId) -> Sequence[CaseId]:
        return tuple(case_id for (case_id,) in await self._questions.ask(CASES, (citizen_id,)))
