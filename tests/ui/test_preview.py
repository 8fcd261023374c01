from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QScrollBar

from evalapp.base.settings import TEXT_SIZE, WINDOW_SIZE, Settings
from evalapp.devtools.reference import actions
from evalapp.documents.preview import pages_of
from evalapp.ui.shell.preview import PageView, PreviewPanel
from evalapp.ui.shell.text_size import TextSizeKeys
from evalapp.usecases.previews import preview_form, preview_summary
from tests.make import closed, office
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import NAMES, settled
from tests.ui.world import closed as closed_month

Sit = Callable[..., Driver]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings() -> Settings:
    return Settings()


def test_a_form_and_a_summary_are_drawn_page_by_page(tmp_path: Path) -> None:
    workspace = office(tmp_path)
    current = closed(workspace)

    with workspace.work() as work:
        form = preview_form(work, sheet_id=work.rounds.sheets(current.id)[0].participant.sheet)
        summary = preview_summary(work, round_id=current.id)

    for preview, lies in ((form, False), (summary, True)):
        page = preview.pages[0]
        assert preview.pdf.startswith(b"%PDF")
        assert (page.width > page.height) is lies
        assert len(page.pixels) == 3 * page.width * page.height
        assert page.pixels.count(0) > 1000
    workspace.close()


def test_more_dots_make_a_larger_picture() -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    paper = Canvas(stream, pagesize=(144, 72))
    paper.showPage()
    paper.showPage()
    paper.save()

    pages = pages_of(stream.getvalue(), dots=144)

    assert [(page.width, page.height) for page in pages] == [(288, 144)] * 2


def test_the_preview_opens_over_the_form_and_goes_to_the_systems_printing(user: Sit) -> None:
    at = user(closed_month)
    at.window.finder.open()
    at.settle()
    at.window.finder.find_line.setText("nv002")
    at.press(Qt.Key.Key_Return)
    at.settle()
    opened: list[bytes] = []
    panel = PreviewPanel(at.screen, at.tasks, lambda file: opened.append(file.read_bytes()))
    sheet = at.screen.state.person.sheet.participant.sheet

    at.do("sheet.preview")
    assert at.window.preview.isVisible()
    pages = [page.accessibleName() for page in at.window.preview.pages.findChildren(PageView)]
    assert pages == ["Page 1", "Page 2"][: len(pages)]
    assert pages
    at.window.preview.leave()
    assert at.table.hasFocus()

    panel.show_paper("Phiếu", lambda work: preview_form(work, sheet_id=sheet))
    at.settle()
    panel.actions_bar.action("preview.print").trigger()
    assert [pdf[:4] for pdf in opened] == [b"%PDF"]


def test_the_minutes_are_looked_at_before_they_are_written_and_are_printed_in_word(user: Sit) -> None:
    at = user(closed_month)

    at.do("month.meeting_shown")
    panel = at.window.preview
    said = [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]
    may_print = panel.actions_bar.action("preview.print").isEnabled()
    at.do("month.summary_shown")

    assert any("Word may break lines" in each for each in said)
    assert (may_print, panel.actions_bar.action("preview.print").isEnabled()) == (False, True)
    assert not [each for each in panel.findChildren(QLabel) if "Word" in each.text() and each.isVisible()]


def looked_at(at: Driver) -> PreviewPanel:
    """The printed summary, laid over the month."""
    at.do("month.summary_shown")
    return at.window.preview


def test_the_pages_are_moved_by_their_keys_whatever_has_the_keyboard(user: Sit) -> None:
    panel = looked_at(at := user(closed_month))
    bar = panel.pages.verticalScrollBar()
    last, page = bar.maximum(), bar.pageStep()
    assert last > 0
    reached: list[int] = []

    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        at.press(key)
        reached.append(bar.value())
    panel.actions_bar.findChildren(QPushButton)[0].setFocus()
    at.press(Qt.Key.Key_End)

    assert [*reached, bar.value()] == [last, max(0, last - page), 0, min(last, page), last]


def test_the_pages_are_enlarged_about_their_middle_and_drawn_anew(user: Sit, settings: Settings) -> None:
    at = user(closed_month)
    TextSizeKeys(at.window, settings, lambda: None)
    panel = looked_at(at)
    view, bar = panel.findChildren(PageView)[0], panel.pages.verticalScrollBar()
    at.press(Qt.Key.Key_PageDown)
    before, middle = view.width(), middle_of(bar)

    at.press(Qt.Key.Key_Plus, CONTROL)
    at.press(Qt.Key.Key_Plus, CONTROL)

    assert view.width() == before * 150 // 100
    for key, percent in (("preview.larger", 200), ("preview.smaller", 150)):
        panel.actions_bar.action(key).trigger()
        assert view.width() == before * percent // 100
    assert abs(middle_of(bar) - middle) < 0.02
    assert any("150%" in each.text() for each in panel.findChildren(QLabel))
    assert settings.get(TEXT_SIZE) == 100
    sharp = view.grab().toImage()
    blurred = sharp.scaledToWidth(before, SMOOTH).scaledToWidth(sharp.width(), SMOOTH)
    assert dark(sharp) > dark(blurred)

    at.press(Qt.Key.Key_0, CONTROL)
    assert view.width() == before


def middle_of(bar: QScrollBar) -> float:
    return (bar.value() + bar.pageStep() / 2) / (bar.maximum() + bar.pageStep())


SMOOTH = Qt.TransformationMode.SmoothTransformation


def dark(image: QImage) -> int:
    """How many points are as black as ink: a picture that was only stretched has few."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(point < 40 for point in bytes(grey.constBits()))


def test_the_size_of_the_window_is_remembered(user: Sit) -> None:
    at = user()
    at.window.resize(1200, 700)

    at.window.close()

    settings: Settings = at.window._settings
    assert settings.get(WINDOW_SIZE) == "1200x700"


def test_ctrl_p_shows_a_paper_before_it_is_printed_on_every_screen_and_ctrl_shift_p_writes_it() -> None:
    shows = [spec.key for spec in actions() if spec.shortcut.split(";")[0] == "Ctrl+P"]
    writes = [spec.key for spec in actions() if spec.shortcut == "Ctrl+Shift+P"]

    assert {"month.summary_shown", "settlement.summary_shown", "sheet.preview", "periods.preview"} <= {*shows}
    assert {"month.papers", "settlement.papers", "sheet.print", "periods.pdf"} <= {*writes}
    assert [key for key in shows if not key.endswith(("preview", "_shown", "preview.print"))] == []
    assert [key for key in writes if key.endswith(("preview", "_shown"))] == []


def test_a_month_that_was_closed_at_its_settlement_is_printed_there(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(settled)
    at.visit("settlement")
    answers.chosen_folder = tmp_path / "papers"

    at.do("settlement.close")
    told = at.told
    at.do("settlement.papers")
    at.press(Qt.Key.Key_P, CONTROL)
    at.settle()

    assert "Ctrl+P shows its summary" in told
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 1 + len(NAMES)
    assert at.window.preview.isVisible()


def test_the_list_of_a_quarter_is_looked_at_before_it_is_printed(user: Sit) -> None:
    at = user(closed_month)
    at.visit("periods")

    at.press(Qt.Key.Key_P, CONTROL)
    at.settle()

    assert at.window.preview.isVisible()
    assert at.window.preview.pages.findChildren(PageView)
