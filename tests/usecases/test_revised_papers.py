"""What papers say of the revision that a month replaces."""

from decimal import Decimal
from pathlib import Path

from evalapp.domain.revisions import LEVEL, TOTAL, Replaced
from evalapp.domain.rounds import Round, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from evalapp.usecases.suggestions import find_participant
from evalapp.usecases.summaries import person_sheets, summarise
from tests import make


def reopened(office: Workspace) -> Round:
    """A closed month opened again, in which one row of somebody is lowered."""
    closed = make.closed(office)
    with office.work() as work:
        opened = reopen_round(work, round_id=closed.id, reason="Chấm sót")
        sheet = find_participant(work, round_id=opened.id, code="NV009").sheet
        row = make.leaves()[0]
        enter_mark(work, sheet_id=sheet, stage=Stage.HEAD, code=row, points=Decimal(0))
    return opened


def told(office: Workspace, of: Round) -> Replaced:
    with office.work() as work:
        found = summarise(work, round_id=of.id).replaces
    assert found is not None
    return found


def test_a_second_closing_names_the_first_its_day_and_what_became_another(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    opened = reopened(office)
    with office.work() as work:
        ties = [tied for line in preview_settlement(work, round_id=opened.id).quota for tied in line.ties]
        settle_round(work, round_id=opened.id, first=tuple(tied[0] for tied in ties), reason="Thâm niên")
        close_round(work, round_id=opened.id)

    of = told(office, opened)

    assert (of.revision, of.reason, of.closed_on) == (2, "Chấm sót", make.NOON.date())
    assert of.changes
    assert {each.code for each in of.changes if each.what == make.leaves()[0]} == {"NV009"}
    assert next(each for each in of.changes if each.what == make.leaves()[0]).after == Decimal(0)
    assert TOTAL in {each.what for each in of.changes}


def test_levels_are_compared_once_they_are_decided(tmp_path: Path) -> None:
    office = make.office(tmp_path)

    of = told(office, reopened(office))

    assert of.changes
    assert LEVEL not in {each.what for each in of.changes}


def test_forms_of_a_second_revision_name_the_first(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    opened = reopened(office)

    with office.work() as work:
        sheets = person_sheets(work, round_id=opened.id)

    assert {each.replaces for each in sheets} == {Replaced(2, "Chấm sót", make.NOON.date())}


def test_a_first_revision_replaces_nothing(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    month = make.scored(office)

    with office.work() as work:
        assert summarise(work, round_id=month.id).replaces is None
