"""Every projection says what it does with every event, and every table fits its rows."""

from dataclasses import fields
from typing import get_args

import pytest

from domain.case import kinds
from domain.dossier.dossier import DossierEvent
from domain.dossier.erased import Erased
from domain.task.outcomes import Outcome
from projections.case_file.v1.danish import IN_DANISH
from projections.case_file.v1.headlines import TOLD, headline
from projections.folding import fold_all
from projections.projection import Folded, Projection
from projections.register import ALL
from tests.support.every_event import history
from tests.support.people import ANNE

EVENTS = set(get_args(DossierEvent))
FOLDED = [(one, folded) for one in ALL for folded in one.folded]
LOG = history()
TOLD_OF = [(one.event, one.envelope) for one in LOG if not isinstance(one.event, Erased)]


@pytest.mark.parametrize("projection", ALL, ids=lambda one: one.schema)
def test_every_event_is_shown_or_left_out_on_purpose(projection: Projection) -> None:
    assert set(projection.steps) | projection.left_out == EVENTS
    assert not set(projection.steps) & projection.left_out


@pytest.mark.parametrize(("projection", "folded"), FOLDED, ids=lambda one: str(one)[:40])
def test_a_table_has_a_column_for_each_field_of_its_row(
    projection: Projection, folded: Folded
) -> None:
    assert folded.table.columns.keys() == [field.name for field in fields(folded.row)]  # type: ignore[arg-type]
    assert folded.key_column in folded.table.columns
    assert {table.schema for table in folded.tables} == {projection.schema}
    assert all("municipality" in table.columns for table in folded.tables)


@pytest.mark.parametrize("projection", ALL, ids=lambda one: one.schema)
def test_each_entry_of_a_table_changes_something(projection: Projection) -> None:
    """An entry that never changes a row would be a left-out event in disguise."""
    unchanged = {entry for folded in projection.folded for entry in folded.on}
    for folded in projection.folded:
        rows: dict[object, object] = {}
        changes = {entry.kind: entry for entry in folded.on}
        for event, envelope in TOLD_OF:
            if entry := changes.get(type(event)):
                key = folded.key(event, envelope)
                row = entry.change(rows.get(key), event, envelope)  # type: ignore[arg-type]
                if row != rows.get(key):
                    unchanged.discard(entry)
                rows[key] = row
    assert not unchanged


def test_the_headline_of_every_event_names_nobody() -> None:
    for event, _ in TOLD_OF:
        if type(event) in TOLD:
            said = headline(event)
            assert said
            assert ANNE.cpr not in said
            assert not set(ANNE.name.split()) & set(said.split())


@pytest.mark.parametrize(
    "words",
    [
        kinds.Dispensation,
        kinds.HearingAbout,
        kinds.RejectionReason,
        kinds.EndReason,
        kinds.RecalculationCause,
        kinds.Mark,
        Outcome,
    ],
)
def test_every_closed_list_is_told_in_danish(words: type) -> None:
    assert set(words) <= set(IN_DANISH)  # type: ignore[call-overload]


def test_every_row_says_whose_it_is() -> None:
    for projection in ALL:
        for table in fold_all(projection, LOG):
            assert table.now
            assert all(row is None or getattr(row, "municipality", 0) for row in table.now.values())
