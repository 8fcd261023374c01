"""Findings and remedies in the window: a key begins a step, what is refused stays, the history follows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from evalapp.domain.inspections import Finding, FindingId, Remedy, Standing, Visit, VisitId, VisitKind
from evalapp.domain.remedies import RemedyState
from evalapp.store.workspace import Workspace
from evalapp.usecases.teams import plan_visit
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import JULY, UNIT

Sit = Callable[..., Driver]


def logged(workspace: Workspace) -> None:
    """A visit of July with a finding that asks for a remedy."""
    mended = Remedy("Chấn chỉnh", date(2018, 7, 20))
    with workspace.work() as work:
        work.inspections.add(
            Visit(
                VisitId(0), "", "02/BB", VisitKind.UNANNOUNCED, work.units.by_code(UNIT).id, UNIT,
                date(2018, 7, 5), recorded_by="đoàn", recorded_at=work.now,
                findings=(Finding(FindingId(0), "HN522.DRESS", "Không đeo thẻ", remedy=mended),),
            )
        )  # fmt: skip
        work.audit.record("test.visits", UNIT)


def planned(workspace: Workspace) -> None:
    """As `logged`, and a visit that a plan asked for in June, which nobody made."""
    logged(workspace)
    with workspace.work() as work:
        plan_visit(
            work, plan="12/KH", kind=VisitKind.THEMATIC, unit=work.units.by_code(UNIT).id,
            since=date(2018, 6, 1), until=date(2018, 6, 30), subject="",
        )  # fmt: skip


def typed(page: Any, **values: str) -> None:
    for key, text in values.items():
        field = page.steps.form.field(key)
        field.setPlainText(text) if isinstance(field, QPlainTextEdit) else field.setText(text)


def test_a_term_that_reaches_days_off_nobody_entered_is_told_as_it_is_set(user: Sit) -> None:
    driver = user(logged)
    driver.visit("inspections", period=JULY)
    driver.screen.turn("findings")
    driver.settle()
    page = driver.screen.page

    page.bar.action("findings.ask").trigger()
    typed(page, days="90", on="10/09/2018")
    page.steps.save.click()
    driver.settle()

    assert "Not entered in the table of days off: Lunar New Year 2019." in driver.told


def test_a_finding_is_asked_about_and_decided_and_its_remedy_is_checked(user: Sit) -> None:
    driver = user(logged)
    driver.visit("inspections", period=JULY)
    screen = driver.screen

    screen.turn("findings")
    driver.settle()
    page = screen.page
    page.bar.action("findings.ask").trigger()
    typed(page, days="vài")
    page.steps.save.click()
    driver.settle()
    refused = not page.steps.isHidden()
    typed(page, days="3", on="06/07/2018")
    page.steps.save.click()
    driver.settle()
    page.bar.action("findings.confirm").trigger()
    typed(page, reason="Đã thừa nhận")
    reason = page.steps.form.field("reason")
    reason.setFocus()
    driver.qtbot.keyClick(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.settle()

    line, _, topic = page.state.lines[0]
    assert (refused, page.steps.isHidden()) == (True, True)
    assert (line.due, line.standing) == (date(2018, 7, 11), Standing.CONFIRMED)
    assert len(page.state.shown.history) == 2
    assert topic == "Trang phục, tác phong"
    assert page.state.shown.title.endswith(topic)

    screen.turn("remedies")
    driver.settle()
    page = screen.page
    page.bar.action("remedies.urge").trigger()
    typed(page, number="45/UBND-NV", until="31/12/2099")
    page.steps.look.click()
    driver.settle()
    assert driver.window.preview.isVisible()
    driver.window.preview.leave()
    assert page.state.lines[0][0].urged is None
    assert page.steps.form.values["number"] == "45/UBND-NV"
    page.steps.cancel.click()
    page.bar.action("remedies.check").trigger()
    page.steps.save.click()
    driver.settle()
    assert [each.done is not None for each, _ in page.state.lines] == [True]
    assert driver.window.focusWidget() is page.table


def test_who_recorded_the_proof_of_a_remedy_is_told_at_the_form_that_somebody_else_looks(user: Sit) -> None:
    driver = user(logged)
    driver.visit("inspections", period=JULY)
    driver.screen.turn("remedies")
    driver.settle()
    page = driver.screen.page
    page.bar.action("remedies.report").trigger()
    typed(page, text="Đã nhắc")
    page.steps.save.click()
    driver.settle()

    page.bar.action("remedies.check").trigger()
    page.steps.save.click()
    driver.settle()
    reasons = [each.text() for each in page.steps.findChildren(QLabel) if each.isVisible()]
    typed(page, text="Ông Hòa, Thanh tra huyện, đã xem")
    page.steps.save.click()
    driver.settle()

    assert any("write who looked at it" in reason for reason in reasons)
    assert [each.done is not None for each, _ in page.state.lines] == [True]


def test_an_overdue_remedy_stands_on_the_overview_and_opens_its_list(user: Sit) -> None:
    driver = user(planned)
    driver.visit("overview", period=JULY)

    [overdue] = [each for each in driver.column("what") if each.startswith("Inspections: 1 remedy overdue")]
    driver.put_cursor(row=overdue, column="what", by="what")
    driver.press(Qt.Key.Key_Return)
    driver.settle()

    page = driver.screen.page
    assert [line.text for line, _ in page.state.lines] == ["Chấn chỉnh"]
    assert page.state.wanted.state is RemedyState.OVERDUE
    driver.visit("overview", period=JULY)
    assert any(each.startswith("Inspections: 1 planned visit overdue") for each in driver.column("what"))


def test_a_figure_of_the_report_opens_the_list_that_it_counts(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    driver = user(logged)
    driver.visit("inspections", period=JULY)
    driver.screen.turn("report")
    driver.settle()
    page = driver.screen.page

    counts: dict[str, tuple[int, int]] = {}
    for table in range(4):
        page.tables.chosen.emit(table)
        driver.settle()
        for row in page.state.rows:
            page.table.select(row)
            driver.settle()
            for figure in page.state.figures:
                page.figures.chosen.emit(figure.column)
                driver.settle()
                title = page.state.figure_title
                counts[f"{title} ({table})"] = (len(page.state.lines), int(title.rpartition(" ")[2]))
    page.since.setText("31/12/2018")
    page.until.setText("01/01/2018")
    page.until.editingFinished.emit()
    refused = page.state.refused
    page.until.setText("31/12/2018")
    page.until.editingFinished.emit()
    driver.settle()
    answers.saved = tmp_path / "bao-cao.xlsx"
    driver.do("inspection_report.xlsx")

    assert {counted == said for counted, said in counts.values()} == {True}
    assert sum(said for _, said in counts.values()) == 10
    assert (bool(refused), page.state.refused) == (True, "")
    assert page.state.report.count.all_visits == 0
    assert (tmp_path / "bao-cao.xlsx").stat().st_size > 1000


def test_a_code_of_the_office_is_written_and_its_article_filled_in_by_the_window(user: Sit) -> None:
    driver = user(logged)
    driver.visit("inspections", period=JULY)
    driver.screen.turn("conduct")
    driver.settle()
    page = driver.screen.page

    driver.do("conduct.begin")
    typed(page, conduct="quy-tac-pnv", title="Quy tắc", number="12/QĐ", issuer="Phòng", code="PNV.PHONE")
    typed(page, label="Điện thoại")
    typed(page, text="Không dùng điện thoại\nkhi tiếp dân")
    page.steps.save.click()
    driver.settle()
    refused = not page.steps.isHidden()
    typed(page, signed="01/03/2018")
    page.steps.save.click()
    driver.settle()
    page.find_line.setText("dien thoai")
    driver.settle()
    found = driver.column("code", page.table)
    may_add = driver.can("conduct.add")
    page.find_line.setText("trang phuc tac phong")
    driver.settle()
    may_not = driver.can("conduct.change")
    driver.do("conduct.fill")
    typed(page, article="Điều 5", source="bản sao")
    page.steps.save.click()
    driver.settle()

    assert (refused, found, may_add, may_not) == (True, ["PNV.PHONE"], True, False)
    assert driver.column("article", page.table) == ["Điều 5"]
    assert "Điều 5" in page.state.shown.history[0]


def test_a_step_that_is_half_filled_in_is_asked_about_from_another_page(user: Sit, answers: Answers) -> None:
    driver = user(logged)
    driver.visit("inspections", period=JULY)
    driver.screen.turn("findings")
    driver.settle()
    driver.screen.page.bar.action("findings.ask").trigger()
    typed(driver.screen.page, days="4")
    driver.screen.turn("remedies")
    driver.settle()
    answers.agrees = False

    driver.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    assert driver.window.isVisible()
    assert answers.questions == ["“Ask for an explanation” is not saved."]
