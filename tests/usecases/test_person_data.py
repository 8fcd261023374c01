"""One person's data: all of it in one file, and its erasure, which leaves chain, seals and counts."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.backups import BackupReason
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import back_up, list_backups, secure
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.half_typed import keep_half_typed
from evalapp.usecases.last_places import Held, LastPlace, Spot, keep_last_place
from evalapp.usecases.old_copies import copies_before_erasure, delete_copies_before_erasure
from evalapp.usecases.people import deactivate_person
from evalapp.usecases.person_data import (
    erase_person,
    export_person,
    preview_erasure,
    retention_years,
    set_retention,
)
from evalapp.usecases.registers import record_entry
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import close_round, settle_round
from evalapp.usecases.suggestions import list_suggestions, reject_suggestion
from evalapp.usecases.summaries import summarise
from tests import make
from tests.store.outside import asked, tamper

NAME = make.NAMES[3]
REASON = "Đơn ngày 02/8/2030"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An office whose July 2018 is closed."""
    made = make.office(tmp_path, prepare=make.closed)
    yield made
    made.close()


def gone(workspace: Workspace) -> None:
    """So many years later that nothing has to be kept; the person left long ago."""
    with workspace.work() as work:
        deactivate_person(work, code="NV004")
    assert isinstance(workspace.clock, make.Ticking)
    workspace.clock.now += timedelta(days=366 * 12)


def test_everything_about_somebody_is_in_one_file_and_nothing_of_others(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.work() as work:
        out = export_person(work, code="NV004", out=tmp_path / "NV004.zip")

    with ZipFile(out) as archive:
        kinds = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert {"person.json", "position.json", "sheet.json", "mark.json", "result.json", "audit.json"} <= set(
        kinds
    )
    assert [row["name"] for row in kinds["sheet.json"]] == [NAME]
    assert not any(
        other in str(kinds["sheet.json"] + kinds["mark.json"]) for other in make.NAMES if other != NAME
    )


def test_erasure_takes_the_words_and_leaves_chain_seals_and_counts(workspace: Workspace) -> None:
    with workspace.work() as work:
        [current] = work.rounds.all()
        before = {row.code: (row.total, row.level) for row in summarise(work, round_id=current.id).rows}
    gone(workspace)

    with workspace.work() as work:
        erase_person(work, code="NV004", reason=REASON)
    with workspace.work() as work:
        check = check_workspace(work)
        after = {row.code: (row.total, row.level) for row in summarise(work, round_id=current.id).rows}

    assert (check.ok, check.seals_checked, after) == (True, 10, before)
    workspace.close()
    assert NAME.encode() not in b"".join(
        str(row).encode()
        for table in ("person", "sheet", "audit")
        for row in asked(workspace.path, f"SELECT * FROM {table}")
    )


def test_what_was_said_of_somebody_goes_to_the_last_byte_of_the_file_and_its_log(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    with office.work() as work:
        for kind in KINDS.values():
            record_entry(
                work, kind=kind, since=date(2018, 7, 3), person_code="NV004", document="CHIM 12", note="CHIM"
            )
    current = make.scored(office)
    with office.work() as work:
        told = [
            each for each in list_suggestions(work, round_id=current.id) if each.participant.code == "NV004"
        ]
        sheet = told[0].participant.sheet
        for note in ("CHIM " * 30, "CHIM"):
            enter_mark(work, sheet_id=sheet, stage=Stage.HEAD, code="I.1", points=None, note=note)
        reject_suggestion(work, sheet_id=sheet, key=told[0].suggestion.key, reason="CHIM")
        held = Spot(held=(Held(sheet, "head", "I.1", "CHIM"),))
        keep_last_place(work, place=LastPlace(None, make.JULY, "month", spot=held))
        keep_half_typed(work, form="person/NV004", values={"note": "CHIM"})
    make.give(office, current.id, make.TOTALS)
    with office.work() as work:
        settle_round(work, round_id=current.id)
        close_round(work, round_id=current.id)
    gone(office)

    with office.work() as work:
        erase_person(work, code="NV004", reason=REASON)
    left_open = {path.name: path.read_bytes().count(b"CHIM") for path in tmp_path.glob("w.sqlite*")}
    with office.work() as work:
        check = check_workspace(work)
    office.close()

    assert check.ok
    assert {"w.sqlite": 0, "w.sqlite-wal": 0}.items() <= left_open.items()
    whole = office.path.read_bytes()
    assert (whole.count(b"CHIM"), whole.count(NAME.encode())) == (0, 0)


def test_copies_from_before_an_erasure_are_named_and_deleted_once_a_new_backup_is_good(
    workspace: Workspace, tmp_path: Path
) -> None:
    secure(workspace, reason=BackupReason.CLOSED, period="2018-07")
    aside = back_up(workspace, tmp_path / "w-cu.sqlite")
    gone(workspace)
    assert copies_before_erasure(workspace) == ()
    with workspace.work() as work:
        told = preview_erasure(work, code="NV004")
        erase_person(work, code="NV004", reason=REASON)

    old = copies_before_erasure(workspace)
    deleted = delete_copies_before_erasure(workspace)

    assert (told.counts["sheet"], told.counts["mark"] > 10) == (1, True)
    assert (set(deleted), aside in old, len(old)) == (set(old), True, 2)
    assert copies_before_erasure(workspace) == ()
    [newest] = list_backups(workspace).backups
    assert NAME.encode() not in newest.path.read_bytes()


def test_what_goes_out_to_somebody_tells_nothing_of_others_nor_of_what_is_not_published(
    workspace: Workspace, tmp_path: Path
) -> None:
    make.settled(workspace, make.AUGUST)
    make.sign_in_as(workspace, UserRole.STAFF, unit=make.OFFICE, person="NV004")

    with workspace.work() as work:
        out = export_person(work, code="NV004", out=tmp_path / "NV004.zip")

    with ZipFile(out) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(other in "".join(told.values()) for other in ("NV003", "NV005", make.NAMES[4]))
    assert [len(json.loads(told[f"{kind}.json"])) for kind in ("sheet", "mark", "result")] == [2, 13, 1]
    assert "2018-08 hn" not in told["audit.json"]


def test_what_is_left_of_an_erased_result_is_still_sealed(workspace: Workspace) -> None:
    gone(workspace)
    with workspace.work() as work:
        erase_person(work, code="NV004", reason=REASON)
    workspace.close()
    tamper(
        workspace.path,
        "UPDATE mark SET points = 0 WHERE sheet_id = (SELECT id FROM sheet WHERE code = 'NV004')",
    )
    again = Workspace.open(workspace.path)

    with again.work() as work:
        check = check_workspace(work)
    again.close()

    assert any("NV004" in broken for broken in check.seals_broken)


def test_erasure_is_refused_while_somebody_is_here_or_their_results_are_kept(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="still in new months"), workspace.work() as work:
        erase_person(work, code="NV004", reason=REASON)
    with workspace.work() as work:
        deactivate_person(work, code="NV004")
    with pytest.raises(UserError, match="until") as refused, workspace.work() as work:
        erase_person(work, code="NV004", reason=REASON)

    assert refused.value.values["years"] == 10


def test_the_office_chooses_how_long_results_are_kept(workspace: Workspace) -> None:
    with workspace.work() as work:
        set_retention(work, years=0)
        assert retention_years(work) == 0
        deactivate_person(work, code="NV004")
        with pytest.raises(UserError, match="needs its reason"):
            erase_person(work, code="NV004", reason=" ")
        erase_person(work, code="NV004", reason=REASON)
    with pytest.raises(UserError, match="0 to 100"), workspace.work() as work:
        set_retention(work, years=101)
    with pytest.raises(UserError, match="erased already"), workspace.work() as work:
        erase_person(work, code="NV004", reason=REASON)


def test_only_who_keeps_people_gives_data_out_or_erases_it(workspace: Workspace, tmp_path: Path) -> None:
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.OFFICE)

    with pytest.raises(UserError, match="may not take out everything"), workspace.work() as work:
        export_person(work, code="NV004", out=tmp_path / "x.zip")
    with pytest.raises(UserError, match="may not change units and people"), workspace.work() as work:
        erase_person(work, code="NV004", reason=REASON)
