"""Photos and minutes of a visit in the window: taken in, marked, described, signed, sealed, looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from evalapp.domain.inspections import Finding, FindingId, Visit, VisitId, VisitKind
from evalapp.domain.minutes import Named, SignerRole, Way
from evalapp.domain.photos import MarkKind
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.visit_papers.columns import VERSION_COLUMNS
from evalapp.ui.screens.visit_papers.signers import SignersPart
from evalapp.ui.screens.visit_papers.state import MINUTES, PapersState
from tests import photos
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT

Sit = Callable[..., Driver]
COPY = Qt.DropAction.CopyAction
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def visited(workspace: Workspace) -> None:
    found = (Finding(FindingId(0), "HN522.DRESS", "Không mặc trang phục công sở"),)
    with workspace.work() as work:
        unit = work.units.by_code(UNIT).id
        day = JULY.first_day.replace(day=12)
        visit = Visit(VisitId(0), "", "05/BB", VisitKind.UNANNOUNCED, unit, UNIT, day, findings=found)
        work.inspections.add(replace(visit, recorded_by=work.user.name, recorded_at=work.now))
        work.audit.record("inspections.imported", "test", new=1)


@pytest.fixture
def at(user: Sit) -> Driver:
    """An inspector at the papers of a visit."""
    driver = user(visited)
    driver.visit("inspections")
    driver.do("visits.papers")
    return driver


def state(of: Driver) -> PapersState:
    shown = of.screen.state
    assert isinstance(shown, PapersState)
    return shown


def drop(at: Driver, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle = at.screen.rect().center()
    enter = QDragEnterEvent(middle, COPY, mime, LEFT, PLAIN)
    QApplication.sendEvent(at.screen, enter)
    QApplication.sendEvent(at.screen, QDropEvent(QPointF(middle), COPY, mime, LEFT, PLAIN))
    at.settle()


def test_photos_are_dropped_pasted_described_and_what_is_wrong_with_one_stays_on_screen(
    at: Driver, tmp_path: Path
) -> None:
    (tmp_path / "IMG_1.jpg").write_bytes(photos.photo((60, 40)))
    (tmp_path / "IMG_2.jpg").write_bytes(photos.photo((900, 900))[:900])
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)

    drop(at, tmp_path)
    at.do("papers.paste")
    told = at.told
    at.screen.photos.panel.caption.setText("Bàn trống")
    at.screen.photos.panel.caption.editingFinished.emit()
    at.settle()
    at.screen.photos.panel.finding.chosen.emit(1)
    at.settle()

    first, second = state(at).standing_photos
    assert (first.name, second.name) == ("IMG_1.jpg", "Ảnh dán.png")
    assert (second.caption, second.finding) == ("Bàn trống", 1)
    assert "1 photos taken in" in told
    at.do("papers.earlier")
    assert [photo.id for photo in state(at).standing_photos] == [second.id, first.id]


def test_a_refused_photo_is_named_until_it_was_read(at: Driver, answers: Answers, tmp_path: Path) -> None:
    file = tmp_path / "IMG_9.HEIC"
    file.write_bytes(photos.heic())
    answers.files = [file]

    at.do("papers.add")

    assert "“IMG_9.HEIC” is a HEIC photo" in state(at).taken_words
    assert "1 refused" in at.told
    at.screen.photos.told.emit()
    assert state(at).taken_words == ""


def test_marks_are_drawn_with_the_keyboard_undone_and_kept_on_a_copy(
    at: Driver, answers: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "IMG_1.jpg"
    file.write_bytes(photos.photo())
    answers.files = [file]
    at.do("papers.add")
    [before] = state(at).standing_photos

    at.do("papers.mark")
    board = at.screen.marking.board
    for _ in range(2):
        at.qtbot.keyClick(board, Qt.Key.Key_Space)
        for _ in range(5):
            at.qtbot.keyClick(board, Qt.Key.Key_Right)
        at.qtbot.keyClick(board, Qt.Key.Key_Space)
    at.qtbot.keyClick(board, Qt.Key.Key_Z, CONTROL)
    at.screen.marking.tool.chosen.emit("blur")
    at.qtbot.mousePress(board, LEFT, PLAIN, QPoint(board.width() // 2, board.height() // 2))
    at.qtbot.mouseMove(board, QPoint(board.width() // 2 + 40, board.height() // 2 + 40))
    at.qtbot.mouseRelease(board, LEFT, PLAIN, QPoint(board.width() // 2 + 40, board.height() // 2 + 40))
    at.do("mark.save")

    [after] = state(at).standing_photos
    assert [mark.kind for mark in after.marks] == [MarkKind.ARROW, MarkKind.BLUR]
    assert (after.picture, after.original) == (before.picture, before.original)
    assert after.shown != before.shown


def test_minutes_are_written_field_by_field_signed_with_a_pen_sealed_and_looked_at(
    at: Driver, answers: Answers
) -> None:
    at.screen.turn(MINUTES)
    page = at.screen.minutes
    page.fields["opinion"].editor.setPlainText("Đơn vị nhất trí.")
    page.fields["ended"].editor.setText("25h")
    page.leave()
    at.settle()
    page.signers[SignerRole.TEAM].rows[0].name.setText("Nguyễn Văn An")
    page.leave()
    at.settle()
    page.signers[SignerRole.TEAM].rows[0].pen.click()
    pen = at.screen.pen.pen
    at.qtbot.mousePress(pen, LEFT, PLAIN, QPoint(pen.width() // 2 - 60, pen.height() // 2))
    at.qtbot.mouseMove(pen, QPoint(pen.width() // 2 + 60, pen.height() // 2 + 20))
    at.qtbot.mouseRelease(pen, LEFT, PLAIN, QPoint(pen.width() // 2 + 60, pen.height() // 2 + 20))
    at.do("pen.take")
    at.do("papers.sign")
    refused = at.told

    assert state(at).statement.opinion == "Đơn vị nhất trí."
    assert "is no time of day" in page.fields["ended"].reason
    assert page.fields["ended"].text == "25h"
    assert state(at).signers[SignerRole.TEAM][0].way is Way.DRAWN
    assert "Nobody signs for the unit" in refused

    page.fields["ended"].editor.setText("11h25")
    page.signers[SignerRole.UNIT].rows[0].name.setText("Đỗ Thị An")
    at.do("papers.sign")
    at.do("papers.preview")

    assert len(state(at).versions) == 1
    assert state(at).standing[0] == "Signed, version 1"
    assert at.window.preview.isVisible()
    at.window.preview.leave()

    answers.reason = "Bổ sung kết luận"
    page.fields["conclusion"].editor.setPlainText("Cần chấn chỉnh.")
    page.leave()
    at.settle()
    assert state(at).standing[0] == "Changed since version 1"
    at.do("papers.sign")
    assert [line.reason for line in state(at).versions] == ["Bổ sung kết luận", None]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_who_refuses_to_sign_is_chosen_from_the_list_with_why_and_a_witness(
    at: Driver, answers: Answers
) -> None:
    at.screen.turn(MINUTES)
    page = at.screen.minutes
    for role, name in (
        (SignerRole.TEAM, "Nguyễn Văn An"),
        (SignerRole.UNIT, "Đỗ Thị An"),
        (SignerRole.WITNESS, "Lê Văn Bình"),
    ):
        page.signers[role].rows[0].name.setText(name)
        page.leave()
        at.settle()
    refusing = page.signers[SignerRole.UNIT].rows[0]
    refusing.way.click()
    words = refusing.way.findChild(QLineEdit)
    at.qtbot.keyClicks(words, "refuse")
    at.qtbot.keyClick(words, Qt.Key.Key_Return)
    at.settle()
    at.do("papers.sign")
    unexplained = at.told
    refusing.reason.setText("Không đồng ý với kết luận")
    answers.agrees = False
    at.do("papers.sign")
    before = len(state(at).versions)
    answers.agrees = True
    at.do("papers.sign")

    [signer] = state(at).signers[SignerRole.UNIT]
    assert (signer.way, signer.reason) == (Way.REFUSED, "Không đồng ý với kết luận")
    assert "Say why Đỗ Thị An refused" in unexplained
    assert (before, len(state(at).versions)) == (0, 1)
    assert "Đỗ Thị An – refused" in answers.questions[-1]


def test_several_sign_for_the_unit_and_one_of_them_is_taken_away_again(at: Driver) -> None:
    at.screen.turn(MINUTES)
    part = at.screen.minutes.signers[SignerRole.UNIT]
    for number, name in enumerate(("Đỗ Thị An", "Lê Văn Bình", "Phạm Thị Cúc")):
        if number:
            part.add.click()
        part.rows[number].name.setText(name)
        part.leave()
        at.settle()

    assert [each.name for each in state(at).signers[SignerRole.UNIT]] == [
        "Đỗ Thị An",
        "Lê Văn Bình",
        "Phạm Thị Cúc",
    ]

    part.rows[1].name.setText("")
    part.leave()
    at.settle()

    assert [each.name for each in state(at).signers[SignerRole.UNIT]] == ["Đỗ Thị An", "Phạm Thị Cúc"]
    assert [line.name.text() for line in part.rows] == ["Đỗ Thị An", "Phạm Thị Cúc", ""]


def test_a_removed_photo_is_told_with_its_reason(at: Driver, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "IMG_1.jpg").write_bytes(photos.photo((60, 40)))
    drop(at, tmp_path / "IMG_1.jpg")
    at.settle()
    answers.reason = "Chụp nhầm phòng"

    at.do("papers.remove")
    at.settle()

    assert state(at).standing_photos == ()
    assert "IMG_1.jpg – Chụp nhầm phòng" in state(at).removed_words


def test_the_screen_says_what_is_kept_of_photos(at: Driver) -> None:
    assert "does not say where" in state(at).rules_words


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_who_signs_is_taken_from_the_team_with_the_position(qtbot: QtBot) -> None:
    part = SignersPart(SignerRole.TEAM)
    qtbot.addWidget(part)
    part.show()
    team = (Named("Nguyễn Văn An", "Trưởng đoàn"), Named("Trần Thị Bích", "Thư ký"))
    part.show_signers((), changes=True, replaced=lambda _signer: "", known=team)
    name = part.rows[0].name

    name.setFocus()
    qtbot.keyClick(name, Qt.Key.Key_Down)
    offered = name.completer().popup()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(offered, key)

    assert (name.text(), part.rows[0].title.text()) == ("Trần Thị Bích", "Thư ký")


def test_by_whom_and_when_minutes_were_sealed_is_read_whole_beside_the_fields() -> None:
    assert next(each for each in VERSION_COLUMNS if each.key == "signed").wraps
