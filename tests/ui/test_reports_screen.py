"""Service figures and reports in the window: typed, taken in, drawn, looked at, written."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from evalapp.ui.kit.charts import steps_between
from evalapp.ui.screens.reports.state import ReportRow
from evalapp.ui.shell.routes import Route
from evalapp.usecases.reporting import ReportKind
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import closed, opened

Sit = Callable[..., Driver]


def at(driver: Driver, screen: str) -> Driver:
    driver.window.go(Route(screen))
    driver.settle()
    return driver


def test_figures_are_typed_one_after_another_and_one_that_cannot_be_is_refused_at_its_field(
    user: Sit,
) -> None:
    here = at(user(opened), "indicators")
    screen = here.screen
    screen.table.select(screen.state.line("HS_TIEPNHAN"))

    here.do("indicators.type")
    screen.panel.form.field("value").setText("150")
    here.do("filled.save")
    here.settle()
    form = screen.panel.form
    form.field("numerator").setText("160")
    form.field("denominator").setText("150")
    here.do("filled.save")
    here.settle()

    assert screen.state.editing.code == "HS_DUNGHAN"
    assert "160" in form.reason("numerator")
    assert screen.state.line("HS_TIEPNHAN").counted.total.value == 150
    assert screen.state.line("HS_DUNGHAN").counted.total.amount is None


def test_a_figure_typed_anew_tells_the_old_one_below_and_one_that_contradicts_stays_in_its_field(
    user: Sit,
) -> None:
    here = at(user(opened), "indicators")
    screen = here.screen

    def typed(code: str, value: str) -> None:
        screen.table.select(screen.state.line(code))
        here.do("indicators.type")
        screen.panel.form.field("value").setText(value)
        here.do("filled.save")
        here.settle()

    typed("HS_TIEPNHAN", "150")
    typed("HS_TIEPNHAN", "151")
    told = here.told
    typed("HS_DUNGHAN", "152")

    assert "151" in told
    assert "150" in told
    assert "152" in screen.panel.form.reason("value")
    assert screen.panel.form.field("value").hasFocus()
    assert "152" in here.told
    assert len(screen.state.trend[1]) == 24
    here.do("filled.leave")
    assert here.told == ""


def test_a_value_that_does_not_follow_from_what_it_is_of_is_refused_at_the_value(user: Sit) -> None:
    here = at(user(opened), "indicators")
    screen = here.screen
    screen.table.select(screen.state.line("HS_DUNGHAN"))

    here.do("indicators.type")
    for field, text in (("numerator", "140"), ("denominator", "150"), ("value", "120")):
        screen.panel.form.field(field).setText(text)
    here.do("filled.save")

    assert "120" in screen.panel.form.reason("value")
    assert screen.panel.form.reason("numerator") == ""


@pytest.mark.parametrize("width", [200, 264, 400, 900])
def test_names_under_a_trend_never_touch(width: int) -> None:
    months, widest = 24, 54
    step = width / (months - 1)

    every = steps_between(widest, step)
    named = [place * step for place in range(months - 1, -1, -every)]

    begins = [min(at - widest / 2, width - widest) for at in named]
    assert len(named) > 1
    assert all(right - left > widest for right, left in pairwise(begins))


def test_a_report_is_chosen_looked_at_and_written_with_the_cells_that_are_shown(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    here = at(user(closed), "reports")
    screen = here.screen
    shown: list[ReportRow] = list(screen.state.rows)
    answers.saved = out = tmp_path / "bao-cao.xlsx"

    here.do("reports.xlsx")
    here.settle()
    screen.kinds.chosen.emit(ReportKind.MONTHS.value)
    here.settle()
    here.do("reports.preview")
    here.settle()

    sheet = openpyxl.load_workbook(out)["Báo cáo"]
    names = [row[1] for row in sheet.iter_rows(values_only=True)]
    assert shown
    assert all(row.cells[1] in names for row in shown)
    assert screen.state.kind is ReportKind.MONTHS
    assert len(screen.state.rows) > len(shown)
    assert here.window.preview.isVisible()
    assert screen.chart.points == ()


def test_a_persons_year_is_written_as_a_folder_with_its_pdf(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    here = at(user(closed), "people")
    here.screen.table.select(here.screen.table.model().rows[0])
    answers.chosen_folder = chosen = tmp_path / "ho-so"
    chosen.mkdir()

    here.do("people.dossier")
    here.settle()

    (folder,) = chosen.iterdir()
    assert (folder / f"{folder.name}.pdf").exists()
    assert (folder / "muc-luc.json").exists()


def test_the_layout_of_papers_is_filled_in_beside_the_report_and_a_day_that_is_none_is_refused(
    user: Sit,
) -> None:
    here = at(user(closed), "reports")
    panel = here.screen.layout_panel

    here.do("reports.layout")
    here.settle()
    panel.form.field("place").setText("Hà Nội")
    panel.form.field("since").setText("hôm nay")
    here.do("layout.save")
    here.settle()
    refused = panel.form.reason("since")
    panel.form.field("since").setText("01/01/2018")
    panel.form.field("Điểm tự chấm").setChecked(False)
    here.do("layout.save")
    here.settle()
    here.do("reports.layout")
    here.settle()

    assert "hôm nay" in refused
    assert panel.form.values["place"] == "Hà Nội"
    assert panel.form.values["since"] == "01/01/2018"
    assert panel.form.values["Điểm tự chấm"] == ""
    assert panel.form.values["Điểm cấp phó"] == "yes"


def test_a_units_own_template_is_put_in_beside_the_layout_and_one_that_cannot_be_filled_is_told(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    here = at(user(closed), "reports")
    answers.saved = answers.file = tmp_path / "mau.docx"
    (tmp_path / "sai.docx").write_bytes(b"PK")
    box = here.screen.templates_panel

    here.do("reports.templates")
    here.settle()
    here.do("template.out")
    here.settle()
    box.form.field("since").setText("01/07/2018")
    here.do("template.in")
    here.settle()
    kept = box.held
    answers.file = tmp_path / "sai.docx"
    here.do("template.in")
    here.settle()

    assert "mau.docx" in kept
    assert box.held == kept
    assert "sai.docx" in here.told
