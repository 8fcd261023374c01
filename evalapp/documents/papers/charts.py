"""Charts on paper: the cells of a report's table as bars, parts of a hundred, or lines over months.

They are drawn in black on white with few greys and carry their values: a copy of a copy can be read.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from evalapp.documents.papers import fonts
from evalapp.documents.papers.page import Line, Paper, Style, wrap
from evalapp.documents.papers.report_lines import shown
from evalapp.domain.reports import Chart, ChartKind, ReportCell, ReportTable

#: Bars; of more rows the first are drawn, and the table below has them all.
MOST_BARS = 40
_SMALL, _TINY = Style(fonts.REGULAR, 9), Style(fonts.REGULAR, 8)
_TITLE = Style(fonts.ITALIC, 11)
_NAMES = 0.36  # of the measure
_VALUES = 46.0
_BAR = 12.0
_GAP = 4.0
_TOGETHER = 8  # bars that are not parted from their title
_SIDE = 3.0
_LIGHTEST, _DARKEST, _ALONE = 1.0, 0.55, 0.75
_FULL = 100
_PANELS = 3  # beside each other
_PANEL_HEIGHT, _AXIS = 78.0, 26.0
_LOWEST_STEP = 10


def draw_chart(paper: Paper, table: ReportTable) -> None:
    """Draw what a table has to draw; nothing where that would say nothing."""
    if table.chart is None or not table.drawn:
        return
    title = table.chart.title
    if len(table.drawn) > MOST_BARS:
        title = f"{title} - {MOST_BARS} dòng đầu"
    paper.paragraph(title, _TITLE)
    paper.y -= _GAP
    _DRAWN[table.chart.kind](paper, table, table.chart)
    paper.y -= 2 * _GAP


def room_to_begin(table: ReportTable) -> float:
    """How much room a chart needs so that it does not begin at the foot of a page; 0 where there is none."""
    if table.chart is None or not table.drawn:
        return 0
    bars = 2 + min(len(table.drawn), _TOGETHER)
    drawn = _PANEL_HEIGHT if table.chart.kind is ChartKind.TREND else bars * (_BAR + _GAP)
    return _TITLE.leading + 3 * _GAP + drawn


def greys(count: int) -> list[float]:
    """So many greys from white to the darkest on which black letters can be read; one alone is no white."""
    if count == 1:
        return [_ALONE]
    step = (_LIGHTEST - _DARKEST) / (count - 1)
    return [_LIGHTEST - number * step for number in range(count)]


def _bars(paper: Paper, table: ReportTable, chart: Chart) -> None:
    at = chart.main
    rows = table.drawn[:MOST_BARS]
    most = Decimal(_FULL) if table.columns[at].is_share else max(_value(row[at]) for row in rows)

    def draw(row: Sequence[ReportCell], x: float, y: float, room: float) -> None:
        width = room * float(_value(row[at]) / most)
        if width:
            paper.box(x, y, width, _BAR, grey=_ALONE)
        paper.put(x + width + _SIDE, y + _SIDE, shown(row[at], table.columns[at]) or "–", _SMALL)

    _rows(paper, table, rows, draw)


def _parts(paper: Paper, table: ReportTable, chart: Chart) -> None:
    names = chart.names or tuple(table.columns[at].title for at in chart.columns)
    fills = greys(len(chart.columns))
    _legend(paper, names, fills)

    def draw(row: Sequence[ReportCell], x: float, y: float, room: float) -> None:
        for at, name, grey in zip(chart.columns, names, fills, strict=True):
            width = room * float(_value(row[at]) / _FULL)
            if not width:
                continue
            paper.box(x, y, width, _BAR, grey=grey)
            line = _that_fits((f"{name} {shown(row[at], table.columns[at])}", name), width - _SIDE)
            paper.put(x + (width - line.width) / 2, y + _SIDE, line.text, _TINY)
            x += width

    _rows(paper, table, table.drawn[:MOST_BARS], draw)


def _rows(
    paper: Paper,
    table: ReportTable,
    rows: Sequence[Sequence[ReportCell]],
    draw: Callable[[Sequence[ReportCell], float, float, float], None],
) -> None:
    """A line for each row: its name at the left, what is drawn of it at the right, on a common base."""
    base = paper.left + paper.measure * _NAMES
    room = paper.right - base - _VALUES
    for row in rows:
        lines = wrap(str(row[table.name_at]), _SMALL, base - paper.left - 2 * _SIDE)
        height = max(len(lines) * _SMALL.leading, _BAR) + _GAP
        paper.need(height)
        top, middle = paper.y, paper.y - height / 2
        y = middle + len(lines) * _SMALL.leading / 2
        for line in lines:
            y -= _SMALL.leading
            paper.put(base - 2 * _SIDE - line.width, y + _SIDE, line.text, _SMALL)
        draw(row, base, middle - _BAR / 2, room)
        paper.y -= height
        paper.rules([(base, top, base, paper.y)])


def _legend(paper: Paper, names: Sequence[str], fills: Sequence[float]) -> None:
    x = paper.left + paper.measure * _NAMES
    paper.y -= _BAR
    for name, grey in zip(names, fills, strict=True):
        paper.box(x, paper.y, _BAR, _BAR - _SIDE, grey=grey)
        line = wrap(name, _SMALL, paper.measure)[0]
        paper.put(x + _BAR + _SIDE, paper.y + 1, line.text, _SMALL)
        x += _BAR + 6 * _SIDE + line.width
    paper.y -= _GAP


def _trend(paper: Paper, table: ReportTable, chart: Chart) -> None:
    """A small drawing for each column: lines that cross cannot be told apart without colours."""
    width = paper.measure / _PANELS
    names = chart.names or tuple(table.columns[at].title for at in chart.columns)
    titles = [wrap(name, _SMALL, width - 4 * _SIDE) for name in names]
    for first in range(0, len(chart.columns), _PANELS):
        beside = range(first, min(first + _PANELS, len(chart.columns)))
        above = max(len(titles[number]) for number in beside) * _SMALL.leading
        paper.need(above + _PANEL_HEIGHT + 2 * _TINY.leading)
        top = paper.y
        for place, number in enumerate(beside):
            x = paper.left + place * width
            for line_number, line in enumerate(titles[number], start=1):
                paper.put(x + _AXIS, top - line_number * _SMALL.leading, line.text, _SMALL)
            _panel(paper, table, chart.columns[number], x + _AXIS, top - above, width - _AXIS - 4 * _SIDE)
        paper.y = top - above - _PANEL_HEIGHT - 2 * _TINY.leading


def _panel(paper: Paper, table: ReportTable, at: int, x: float, top: float, width: float) -> None:
    """One line from the first month to the last; the last value and the lowest one are written."""
    rows = table.drawn
    known = [(number, _value(row[at])) for number, row in enumerate(rows) if row[at] is not None]
    lowest = min(value for _, value in known)
    low = max(int(lowest) // _LOWEST_STEP * _LOWEST_STEP - _LOWEST_STEP, 0)
    high = max(Decimal(_FULL), *(value for _, value in known))
    base, height = top - _PANEL_HEIGHT + 2 * _SIDE, _PANEL_HEIGHT - 8 * _SIDE

    def place(number: int, value: Decimal) -> tuple[float, float]:
        across = width * number / max(len(rows) - 1, 1)
        return x + across, base + height * float((value - low) / (high - low))

    paper.rules([(x, base, x, base + height + _SIDE), (x, base, x + width, base)])
    for value in (Decimal(low), high):
        text = f"{value:.0f}"
        line = wrap(text, _TINY, _AXIS)[0]
        paper.put(x - line.width - _SIDE, place(0, value)[1] - _SIDE, text, _TINY)
    for number, end in ((0, False), (len(rows) - 1, True)):
        line = wrap(str(rows[number][table.name_at]), _TINY, width)[0]
        paper.put(x + width - line.width if end else x, base - _TINY.leading, line.text, _TINY)
    for before, after in pairwise(known):
        if after[0] - before[0] == 1:  # a month without figures leaves a gap
            paper.strokes([[place(*before), place(*after)]])
    for each in known:
        paper.box(place(*each)[0] - 1.5, place(*each)[1] - 1.5, 3, 3, grey=0)
    last, least = known[-1], min(known, key=lambda each: each[1])
    for number, value in {last, least}:
        line = wrap(shown(value, table.columns[at]), _TINY, width)[0]
        left = min(max(place(number, value)[0] - line.width / 2, x + _SIDE), x + width - line.width)
        at_height = place(number, value)[1]
        off = _off(at_height - base, is_last=(number, value) == last)
        paper.put(left, at_height + off, line.text, _TINY)


def _off(high: float, *, is_last: bool) -> float:
    """How far from its point a value is written: above the last one, and where its month would be below."""
    below = -_SIDE - _TINY.size
    return _SIDE + 1 if is_last or high + below < 0 else below


def _that_fits(texts: Sequence[str], width: float) -> Line:
    """The longest of the texts that fits on one line; none where even the shortest does not."""
    for text in texts:
        line = wrap(text, _TINY, 10 * _FULL)[0]
        if line.width <= width:
            return line
    return Line("", 0)


def _value(cell: ReportCell) -> Decimal:
    return Decimal(cell) if isinstance(cell, int | Decimal) else Decimal(0)


_DRAWN: Mapping[ChartKind, Callable[[Paper, ReportTable, Chart], None]] = {
    ChartKind.BARS: _bars,
    ChartKind.PARTS: _parts,
    ChartKind.TREND: _trend,
}
