"""A few invented people: a birth date other than 1 January and a failing check digit."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from domain.shared.envelope import CaseId


@dataclass(frozen=True)
class Person:
    """Invented: a birth date other than 1 January and a failing check digit belong to nobody."""

    cpr: str
    name: str
    number: int = 1
    municipality: int = 101
    protected: bool = False

    @property
    def case_id(self) -> CaseId:
        return CaseId(UUID(int=self.number))

    def stream(self, name: str) -> UUID:
        return uuid5(self.case_id, name)


ANNE = Person("1203751231", "Anne Ærø Planteskole")
BO = Person("2405682342", "Bo Plantemose", 2)
CARL = Person("0711593453", "Carl Skjult", 3, protected=True)
DORTHE = Person("1909844564", "Dorthe Andetsteds", 4, municipality=751)
EVERYBODY = (ANNE, BO, CARL, DORTHE)
