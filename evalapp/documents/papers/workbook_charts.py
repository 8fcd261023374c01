"""Charts of a report in its workbook: they read the cells of its sheet, so that both always agree."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from msgspec import Struct
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.pagebreak import Break

from evalapp.documents.papers.charts import MOST_BARS, greys
from evalapp.documents.papers.spreadsheet import Spreadsheet
from evalapp.domain.reports import Chart, ChartKind, ReportTable

SHEET = "Biểu đồ"
_WIDTH, _ONE_BAR, _AROUND, _HIGHEST = 16.5, 0.75, 4.0, 24.0  # centimetres
_ROW = 15  # points
_ROWS = 46  # of a page, which is portrait
_POINT = 2.54 / 72
_TITLE_SIZE = 1100  # hundredths of a point
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot")


class Placed(Struct, frozen=True):
    """A table and the row of the sheet that holds its headings."""

    table: ReportTable
    heading: int


def add_charts(made: Spreadsheet, placed: Sequence[Placed]) -> None:
    """Put what is worth drawing on a sheet of its own; no sheet where nothing is."""
    worth = [(each, each.table.chart) for each in placed if each.table.chart and each.table.drawn]
    if not worth:
        return
    sheet: Any = made.book.create_sheet(SHEET)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "portrait"
    margins = sheet.page_margins  # in inches: ten usual columns are just as wide, and a chart a little less
    margins.left = margins.right = margins.top = margins.bottom = 0.75
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW, True
    sheet.sheet_view.showGridLines = False
    row, begun = 2, 0  # and after which row the page begins
    for each, drawn in worth:
        chart = _chart(made, each, drawn)
        rows = ceil(chart.height / (_ROW * _POINT)) + 1
        if row + rows > begun + _ROWS and row > 2:  # no chart is cut in two
            begun = row - 1
            sheet.row_breaks.append(Break(id=begun))
        sheet.add_chart(chart, f"A{row}")
        row += rows


def _chart(made: Spreadsheet, placed: Placed, drawn: Chart) -> Any:
    table = placed.table
    count = min(len(table.drawn), MOST_BARS)
    is_trend, is_parts = drawn.kind is ChartKind.TREND, drawn.kind is ChartKind.PARTS
    is_share = table.columns[drawn.main].is_share
    chart: Any = LineChart() if is_trend else _bars(drawn)
    reference: Any = Reference  # its stub takes numbers for texts
    first, last = placed.heading, placed.heading + count
    for at in drawn.columns if drawn.kind is not ChartKind.BARS else (drawn.main,):
        series = reference(made.sheet, min_col=at + 1, min_row=first, max_row=last)
        chart.add_data(series, titles_from_data=True)
    names = reference(made.sheet, min_col=table.name_at + 1, min_row=first + 1, max_row=last)
    chart.set_categories(names)
    _colour(chart, lines=is_trend)
    chart.title = _titled(f"{table.caption}: {drawn.title}" if table.caption else drawn.title)
    chart.width, chart.height = _WIDTH, 9.0 if is_trend else min(_AROUND + count * _ONE_BAR, _HIGHEST)
    # Left to itself the library hides both axes, and a program every second name.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblSkip = None if is_trend else 1
    if not is_parts and is_share:
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    if len(chart.series) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    return chart


def _titled(text: str) -> Title:
    look = CharacterProperties(sz=_TITLE_SIZE, b=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _bars(drawn: Chart) -> Any:
    chart: Any = BarChart(barDir="bar", gapWidth=40)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    if drawn.kind is ChartKind.PARTS:
        chart.grouping, chart.overlap = "percentStacked", 100
    return chart


def _colour(chart: Any, *, lines: bool) -> None:
    """Black and greys only; lines are told apart by their dashes."""
    for number, (series, grey) in enumerate(zip(chart.series, greys(len(chart.series)), strict=True)):
        look = series.graphicalProperties
        look.line.solidFill = "000000"
        if lines:
            look.line.dashStyle = _DASHES[number % len(_DASHES)]
            series.smooth = False
        else:
            look.solidFill = f"{round(grey * 255):02X}" * 3
