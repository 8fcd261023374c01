"""Evidence at the form in the window: chosen, pasted, dropped, opened, removed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from evalapp.domain.entry_kinds import KINDS
from evalapp.store.workspace import Workspace
from evalapp.usecases.evidence import Pasted, attach_files
from evalapp.usecases.registers import record_entry
from evalapp.usecases.suggestions import find_participant, list_suggestions, reject_suggestion
from tests import files
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.test_sheet_screen import open_sheet
from tests.ui.world import JULY, closed, scored

Sit = Callable[..., Driver]
COPY = Qt.DropAction.CopyAction
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def at(user: Sit) -> Driver:
    """The head scores the last person of the list."""
    return open_sheet(user(lambda workspace: scored(workspace, people=13)), "Tạ Đình Ơn")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "Biên bản.pdf"
    path.write_bytes(files.pdf())
    return path


def attached(at: Driver) -> list[tuple[str, str]]:
    return [(each.row, each.name) for each in at.screen.state.files if each.stands]


def cell(at: Driver, row: str) -> str:
    return at.cell(row=row, column="evidence", by="code")


def drop(at: Driver, mime: QMimeData, place: QPointF) -> bool:
    enter = QDragEnterEvent(place.toPoint(), COPY, mime, LEFT, PLAIN)
    enter.ignore()
    QApplication.sendEvent(at.screen, enter)
    if enter.isAccepted():
        QApplication.sendEvent(at.screen, QDropEvent(place, COPY, mime, LEFT, PLAIN))
    at.settle()
    return enter.isAccepted()


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def place_of(at: Driver, code: str) -> QPointF:
    table = at.table
    index = table.rows_model.index(at.column("code").index(code), 1)
    return QPointF(table.viewport().mapTo(at.screen, table.visualRect(index).center()))


def test_a_file_is_chosen_for_the_row_that_the_cursor_is_on(
    at: Driver, answers: Answers, document: Path
) -> None:
    answers.files = [document]
    at.put_cursor(row="I.2", column="head", by="code")

    at.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    assert attached(at) == [("I.2", "Biên bản.pdf")]
    assert cell(at, "I.2") == "▤ 1 file"
    assert "Attached to row I.2: Biên bản.pdf" in at.told


def test_after_a_file_was_attached_the_score_before_it_is_taken_back_only_when_asked_again(
    at: Driver, answers: Answers, document: Path
) -> None:
    at.put_cursor(row="I.1", column="head", by="code")
    at.type("3")
    at.press(Qt.Key.Key_Return)
    at.settle()
    answers.files = [document]
    at.do("sheet.attach")
    at.settle()

    at.do("sheet.undo")
    at.settle()

    assert at.cell(row="I.1", column="head", by="code") == "3.0"
    assert "The files attached last are taken away beside the form" in at.told
    at.do("sheet.undo")
    at.settle()
    assert at.cell(row="I.1", column="head", by="code") != "3.0"


def test_files_dropped_on_a_row_are_evidence_for_it_and_beside_the_rows_for_the_whole_form(
    at: Driver, document: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "ảnh.png"
    picture.write_bytes(files.picture())

    drop(at, of_files(document), place_of(at, "I.2"))
    drop(at, of_files(picture, document), QPointF(at.screen.width() - 4, 4))

    assert sorted(attached(at)) == [("", "Biên bản.pdf"), ("", "ảnh.png"), ("I.2", "Biên bản.pdf")]


def test_a_picture_out_of_the_clipboard_becomes_evidence(at: Driver) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    at.put_cursor(row="I.1", column="head", by="code")

    at.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    assert attached(at) == [("I.1", "Ảnh dán.png")]


def test_files_copied_in_a_file_manager_are_pasted(at: Driver, document: Path) -> None:
    QGuiApplication.clipboard().setMimeData(of_files(document))

    at.do("sheet.paste_whole")

    assert attached(at) == [("", "Biên bản.pdf")]


def test_cells_copied_from_a_workbook_are_no_evidence(at: Driver) -> None:
    mime = QMimeData()
    mime.setText("6\t14\r\n")
    mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(mime)

    at.do("sheet.paste_whole")

    assert attached(at) == []
    assert "no file and no picture" in at.told


def test_a_file_of_a_wrong_kind_is_refused_with_its_name(at: Driver, tmp_path: Path) -> None:
    path = tmp_path / "bien-ban.pdf"
    path.write_bytes(b"MZ\x90")

    drop(at, of_files(path), place_of(at, "I.1"))

    assert attached(at) == []
    assert "“bien-ban.pdf” is none of the kinds" in at.told


def test_a_file_is_opened_as_a_private_copy(at: Driver, answers: Answers, document: Path) -> None:
    drop(at, of_files(document), place_of(at, "I.1"))

    at.do("file.open")

    [copy] = answers.opened
    assert (copy.name, copy.read_bytes()) == ("Biên bản.pdf", files.pdf())
    assert copy.parent != document.parent
    assert copy.parent.stat().st_mode & 0o077 == 0


def test_a_file_is_saved_where_the_user_says(
    at: Driver, answers: Answers, document: Path, tmp_path: Path
) -> None:
    drop(at, of_files(document), place_of(at, "I.1"))
    answers.saved = tmp_path / "ra.pdf"

    at.do("file.save")

    assert answers.saved.read_bytes() == files.pdf()
    assert "ra.pdf" in at.told


def test_a_removed_file_stays_in_the_list_with_its_reason(
    at: Driver, answers: Answers, document: Path
) -> None:
    drop(at, of_files(document), place_of(at, "I.1"))
    answers.reason = "Đính nhầm người"

    at.do("file.remove")

    assert attached(at) == []
    assert at.column("name", at.screen.beside.files.table) == ["✕ removed: Biên bản.pdf"]
    assert "Đính nhầm người" in at.screen.beside.files.state.lines[0].about
    assert not at.can("file.remove")
    assert cell(at, "I.1") == ""


def test_a_bonus_without_the_words_that_its_form_asks_for_is_told(at: Driver) -> None:
    at.put_cursor(row="III", column="head", by="code")
    at.type("2")
    at.press(Qt.Key.Key_Return)
    at.settle()
    assert cell(at, "III") == "⚠ needs words"
    assert "The note must say what these rest on: III" in at.screen.state.standing

    at.put_cursor(row="III", column="note", by="code")
    at.type("Sáng kiến cấp huyện")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert cell(at, "III") == ""


def test_a_closed_month_takes_no_evidence(user: Sit, document: Path) -> None:
    at = open_sheet(user(closed), "Lê Thị Hồng An")

    taken = drop(at, of_files(document), place_of(at, "I.1"))

    assert not taken
    assert not at.can("sheet.attach")
    assert not at.can("sheet.paste")


def with_what_it_rests_on(workspace: Workspace) -> None:
    """Somebody came late once and was forgiven; a file stands at a row and one at the whole form."""
    current = scored(workspace)
    with workspace.work() as work:
        record_entry(work, kind=KINDS["late"], since=JULY.first_day, person_code="NV003", note="Trễ 40 phút")
        who = find_participant(work, round_id=current.id, code="NV003").sheet
        [proposed] = list_suggestions(work, round_id=current.id)
        reject_suggestion(work, sheet_id=who, key=proposed.suggestion.key, reason="Đã báo trước")
        attach_files(work, sheet_id=who, row="I.1", files=[Pasted("Biên bản.pdf", files.pdf())])
        attach_files(work, sheet_id=who, files=[Pasted("ảnh.png", files.picture())])


def test_why_this_result_names_the_entries_the_decisions_and_the_files(user: Sit) -> None:
    at = open_sheet(user(with_what_it_rests_on), "Đỗ Thị Ánh")

    reasons = at.screen.state.reasons
    told = [f"{text}\n{cites}" for text, cites in reasons]

    assert any("▤ Biên bản.pdf" in each for each in told)
    assert any(each.startswith("Evidence for the whole form") and "ảnh.png" in each for each in told)
    assert any(
        "Not followed by The user of this computer" in each and "Đã báo trước" in each for each in told
    )
    assert any("ngày 01/07/2018" in text and "Trễ 40 phút" in cites for text, cites in reasons)
