"""Evidence in a real month: attached, opened, removed, sealed, carried on, checked."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.attachments import Attachment
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Round, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import back_up
from evalapp.usecases.checking import WorkspaceCheck, check_workspace
from evalapp.usecases.evidence import (
    Pasted,
    attach_files,
    largest_file,
    list_evidence,
    open_evidence,
    remove_evidence,
    save_evidence,
    set_largest_file,
)
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from evalapp.usecases.suggestions import find_participant
from evalapp.usecases.summaries import person_sheet
from tests import files, make
from tests.store.outside import tamper

PDF = Pasted("Biên bản.pdf", files.pdf())
PICTURE = Pasted("ảnh.png", files.picture())


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def sheet_of(of: Workspace, current: Round, code: str = "NV003") -> SheetId:
    with of.work() as work:
        return find_participant(work, round_id=current.id, code=code).sheet


def attach(to: Workspace, current: Round, *given: Path | Pasted, row: str = "") -> tuple[Attachment, ...]:
    sheet = sheet_of(to, current)
    with to.work() as work:
        return attach_files(work, sheet_id=sheet, row=row, files=given)


def remove(of: Workspace, attachment: Attachment, reason: str = "Đính nhầm người") -> Attachment:
    with of.work() as work:
        return remove_evidence(work, attachment_id=attachment.id, reason=reason)


def settle(of: Workspace, current: Round) -> None:
    with of.work() as work:
        advance_round(work, round_id=current.id, to=Stage.SETTLING)
        ties = [tied for line in preview_settlement(work, round_id=current.id).quota for tied in line.ties]
        first = tuple(tied[0] for tied in ties)
        settle_round(work, round_id=current.id, first=first, reason="Thâm niên" if ties else "")


def close(of: Workspace, current: Round) -> None:
    settle(of, current)
    with of.work() as work:
        close_round(work, round_id=current.id)


def listed(of: Workspace, current: Round) -> list[Attachment]:
    with of.work() as work:
        return [held.attachment for held in list_evidence(work, round_id=current.id)]


def told(of: Workspace) -> list[tuple[str, str]]:
    with of.work() as work:
        return [(entry.action, entry.subject) for entry in work.audit.entries(most=3)]


def contents(of: Workspace) -> int:
    with of.work() as work:
        return work.attachments.count()


def checked_after(workspace: Workspace, *statements: str) -> WorkspaceCheck:
    workspace.close()
    tamper(workspace.path, *statements)
    again = Workspace.open(workspace.path)
    try:
        with again.work() as work:
            return check_workspace(work)
    finally:
        again.close()


def test_a_file_is_kept_with_its_hash_and_comes_out_byte_for_byte(office: Workspace, tmp_path: Path) -> None:
    current = make.scored(office)
    path = tmp_path / "Biên bản.pdf"
    path.write_bytes(PDF.data)

    [attachment] = attach(office, current, path, row="i.1")
    with office.work() as work:
        _, data = open_evidence(work, attachment_id=attachment.id)

    assert (attachment.row, attachment.name, attachment.size) == ("I.1", "Biên bản.pdf", len(PDF.data))
    assert data == PDF.data
    assert ("evidence.attached", "PNV 2018-07 hn-3814-2018 r1 NV003 I.1") in told(office)


def test_the_same_content_is_stored_once(office: Workspace) -> None:
    current = make.scored(office)

    attach(office, current, PDF, row="I.1")
    attach(office, current, Pasted("bản sao.pdf", PDF.data), row="I.2")

    assert (len(listed(office, current)), contents(office)) == (2, 1)


def test_the_same_file_is_not_attached_twice_in_one_place(office: Workspace) -> None:
    current = make.scored(office)
    attach(office, current, PDF)

    with pytest.raises(UserError, match="attached here already"):
        attach(office, current, PICTURE, Pasted("khác.pdf", PDF.data))

    assert [each.name for each in listed(office, current)] == ["Biên bản.pdf"]


def test_one_file_that_is_refused_keeps_all_of_them_out(office: Workspace) -> None:
    current = make.scored(office)

    with pytest.raises(UserError, match="None of the 2 files was attached"):
        attach(office, current, PDF, Pasted("bien-ban.pdf", b"MZ"))

    assert (listed(office, current), contents(office)) == ([], 0)


def test_a_row_that_the_form_does_not_have_is_refused(office: Workspace) -> None:
    current = make.scored(office)

    with pytest.raises(UserError, match="has no row IX"):
        attach(office, current, PDF, row="IX")


def test_removed_evidence_stays_on_record_and_may_come_again(office: Workspace) -> None:
    current = make.scored(office)
    [first] = attach(office, current, PDF)

    removed = remove(office, first)
    attach(office, current, PDF)

    assert removed.removed == "Đính nhầm người"
    assert [each.stands for each in listed(office, current)] == [False, True]
    assert told(office)[1][0] == "evidence.removed"


def test_evidence_of_a_settled_or_closed_month_cannot_change(office: Workspace) -> None:
    current = make.scored(office)
    [attachment] = attach(office, current, PDF)
    settle(office, current)
    with pytest.raises(UserError, match="is settled: its evidence no longer changes"):
        attach(office, current, PICTURE)
    with office.work() as work:
        close_round(work, round_id=current.id)

    with pytest.raises(UserError, match="is closed: its evidence is sealed"):
        attach(office, current, PICTURE)
    with pytest.raises(UserError, match="is closed: its evidence is sealed"):
        remove(office, attachment)


def test_a_reopened_month_keeps_its_evidence_and_the_closed_one_its_own(office: Workspace) -> None:
    current = make.scored(office)
    attach(office, current, PDF)
    [gone] = attach(office, current, PICTURE)
    remove(office, gone)
    close(office, current)
    with office.work() as work:
        again = reopen_round(work, round_id=current.id, reason="Bổ sung minh chứng")

    [carried] = listed(office, again)
    remove(office, carried)

    assert [each.name for each in listed(office, current) if each.stands] == ["Biên bản.pdf"]
    with office.work() as work:
        assert check_workspace(work).ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE file_content SET data = x'00'",
        "UPDATE file_content SET size = size + 1",
        "UPDATE attachment SET name = 'khác.pdf'",
        "UPDATE attachment SET removed = 'nhầm'",
        "UPDATE attachment SET criterion = 'I.2'",
        "DELETE FROM attachment",
    ],
)
def test_evidence_changed_behind_our_back_in_a_closed_month_is_found(
    office: Workspace, statement: str
) -> None:
    current = make.scored(office)
    attach(office, current, PDF, row="I.1")
    close(office, current)

    checked = checked_after(office, statement)

    assert not checked.ok


def test_evidence_lost_from_an_open_month_is_found_by_what_the_history_tells(office: Workspace) -> None:
    current = make.scored(office)
    attach(office, current, PDF)

    checked = checked_after(office, "DELETE FROM attachment")

    assert checked.files_broken == ("PNV 2018-07 hn-3814-2018 r1 NV003 Biên bản.pdf",)


def test_a_content_that_was_changed_is_not_given_out(office: Workspace) -> None:
    current = make.scored(office)
    [attachment] = attach(office, current, PDF)
    office.close()
    tamper(office.path, "UPDATE file_content SET data = x'255044462d'")
    again = Workspace.open(office.path)

    with again.work() as work, pytest.raises(UserError, match="not what was attached"):
        open_evidence(work, attachment_id=attachment.id)

    again.close()


def test_a_backup_carries_the_evidence(office: Workspace, tmp_path: Path) -> None:
    current = make.scored(office)
    [attachment] = attach(office, current, PDF)

    copy = Workspace.open(back_up(office, tmp_path / "sao.sqlite"))
    with copy.work() as work:
        _, data = open_evidence(work, attachment_id=attachment.id)
    copy.close()

    assert data == PDF.data


def test_a_copy_is_never_written_over_a_file_that_is_there(office: Workspace, tmp_path: Path) -> None:
    current = make.scored(office)
    [attachment] = attach(office, current, PDF)

    with office.work() as work:
        out = save_evidence(work, attachment_id=attachment.id, out=tmp_path)
        with pytest.raises(UserError, match="exists already"):
            save_evidence(work, attachment_id=attachment.id, out=tmp_path)

    assert (out.name, out.read_bytes()) == ("Biên bản.pdf", PDF.data)


def test_the_largest_size_is_the_offices_own_choice(office: Workspace) -> None:
    current = make.scored(office)
    large = Pasted("ảnh.png", files.picture() + b"\0" * (1024 * 1024))
    with office.work() as work:
        assert largest_file(work) == 10
        set_largest_file(work, megabytes=1)

    with pytest.raises(UserError, match="larger than the 1 MB"):
        attach(office, current, large)
    with office.work() as work, pytest.raises(UserError, match="1 to 100 MB"):
        set_largest_file(work, megabytes=0)


def test_who_only_reads_attaches_nothing(office: Workspace) -> None:
    current = make.scored(office)
    sheet = sheet_of(office, current)
    make.sign_in_as(office, UserRole.AUDITOR)

    with office.work() as work, pytest.raises(UserError, match="may not"):
        attach_files(work, sheet_id=sheet, files=[PDF])


def test_a_month_without_evidence_keeps_the_hash_that_it_always_had(office: Workspace) -> None:
    current = make.scored(office)
    sheet = sheet_of(office, current)
    with office.work() as work:
        before = person_sheet(work, sheet_id=sheet).hash

    [attachment] = attach(office, current, PDF)
    with office.work() as work:
        with_file = person_sheet(work, sheet_id=sheet).hash
    remove(office, attachment)

    with office.work() as work:
        assert person_sheet(work, sheet_id=sheet).hash == before != with_file
