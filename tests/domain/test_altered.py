"""A record that is copied is as one that is made anew."""

from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest

from domain.case.file import CaseFile
from domain.case.states import UnderClarification
from domain.shared.altered import altered
from tests.support.examples import report_absence
from tests.support.journals import desk_after


@dataclass(frozen=True)
class Record:
    name: str
    number: int = 3


def test_a_field_is_changed_and_the_record_it_came_from_is_not() -> None:
    record = Record("a")
    changed = altered(record, number=4)
    assert (changed, record) == (Record("a", 4), Record("a", 3))
    assert hash(changed) == hash(Record("a", 4))
    with pytest.raises(FrozenInstanceError):
        changed.number = 5  # pyright: ignore[reportAttributeAccessIssue] that is what is tried


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing"):
        altered(Record("a"), nothing=1)


def test_a_case_file_is_copied_with_all_its_fields() -> None:
    case = desk_after(report_absence()).dossier().case
    assert isinstance(case, UnderClarification)
    file: CaseFile = case.file
    assert altered(file, automatic=False) == replace(file, automatic=False)
    assert vars(file).keys() == {field.name for field in fields(file)}
