"""What the screens of service figures and reports show, without a window."""

from decimal import Decimal

from msgspec.structs import replace

from evalapp.domain.balances import imbalances
from evalapp.domain.indicators import SHIPPED, Figure, Subject, Total
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.reports import Chart, ChartKind, Report, ReportColumn, ReportTable
from evalapp.domain.units import Unit, UnitId, UnitVersion
from evalapp.ui.screens.indicators.state import IndicatorsState
from evalapp.ui.screens.reports.columns import columns_of
from evalapp.ui.screens.reports.state import ReportsState
from evalapp.ui.shell.routes import Place
from evalapp.usecases.indicators import Counted, CountedAll, TrendMonth
from evalapp.usecases.reporting import ReportKind

MARCH = Period(2026, 3)
HERE = Place("PNV", MARCH)
UNIT = Unit(UnitId(1), "u", "PNV", (UnitVersion("Phòng Nội vụ"),))
TABLE = ReportTable(
    "1. Theo đơn vị",
    (
        ReportColumn("STT"),
        ReportColumn("Đơn vị", is_text=True),
        ReportColumn("Tốt trở lên (%)", is_share=True),
    ),
    ((1, "PNV", Decimal("93.33")), (None, "Tổng cộng", Decimal("90.00")), (2, "PTP", None)),
    frozenset({1}),
    chart=Chart("Tỷ lệ", ChartKind.BARS, (2,)),
)
REPORT = Report(
    "Báo cáo", "PNV", "Phòng Nội vụ", "", MARCH, (TABLE, replace(TABLE, caption="2", rows=())), "h"
)


def figure(code: str, amount: int) -> Figure:
    """A count of the unit."""
    return Figure(Subject(unit=UNIT.id), MARCH, code, value=Decimal(amount))


def counted(*figures: Figure) -> IndicatorsState:
    """The screen with these figures recorded."""
    by_code = {each.code: each for each in figures}
    lines = tuple(
        Counted(
            each,
            Total(value=by_code[each.code].value, periods=(MARCH,)),
            Total(periods=(MARCH,)),
            figure=by_code[each.code],
        )
        if each.code in by_code
        else Counted(each, Total(), Total())
        for each in SHIPPED
    )
    of = CountedAll(UNIT, lines, tuple(imbalances(figures)), may_record=True)
    return IndicatorsState(HERE, counted=of, loaded=True)


def test_figures_that_do_not_fit_are_marked_in_their_lines_and_said_above_the_list() -> None:
    state = counted(figure("HS_TIEPNHAN", 150), figure("HS_DUNGHAN", 140), figure("HS_QUAHAN", 20))

    marked = [each.indicator.code for each in state.lines if each.doubt]

    assert marked == ["HS_TIEPNHAN", "HS_DUNGHAN", "HS_QUAHAN"]
    assert "140 + 20" in state.warning
    assert "140 + 20" not in state.explained(state.line("HS_QUAHAN"))  # said once, above the list


def test_after_the_last_indicator_there_is_no_next_one_to_type() -> None:
    state = counted()

    assert state.after("HS_TIEPNHAN") == state.lines[1]
    assert state.after(SHIPPED[-1].code) is None


def test_a_trend_draws_shares_where_there_are_any_and_leaves_gaps_where_nothing_was_counted() -> None:
    months = (
        TrendMonth(MARCH.previous(), Total()),
        TrendMonth(MARCH, Total(Decimal(14), Decimal(15), None, Decimal("93.33"), (MARCH,))),
    )

    state = replace(counted(), trend=("HS_DUNGHAN", months))

    assert [each.text for each in state.drawn] == ["–", "93.33"]
    assert state.draws_shares


def test_figures_are_typed_by_who_may_and_not_while_something_runs() -> None:
    state = counted()
    assert state.counted is not None

    others = replace(state, counted=replace(state.counted, may_record=False))

    assert (state.can_record, others.can_record) == (True, False)
    assert not replace(state, busy=True).can_take_in


def test_a_report_shows_the_cells_of_its_papers_in_the_words_of_the_window_and_draws_its_shares() -> None:
    state = ReportsState(HERE, report=REPORT, loaded=True)

    columns = columns_of(TABLE)
    texts = [[each.text(row) for each in columns] for row in state.rows]

    assert texts == [["1", "PNV", "93.33"], ["", "Altogether", "90.00"], ["2", "PTP", ""]]
    assert [(each.name, each.value) for each in state.drawn][-1] == ("PTP", None)
    assert [each.strong for each in state.rows] == [False, True, False]
    assert state.with_table(1).rows == ()


def test_a_month_that_is_closed_lacks_nothing_but_its_figures() -> None:
    figures = ReportsState(HERE, kind=ReportKind.INDICATORS, loaded=True).nothing[1]
    spread = ReportsState(HERE, kind=ReportKind.DISTRIBUTION, loaded=True).nothing[1]

    assert figures.startswith("No service figures are entered for")
    assert "closed" not in figures
    assert spread.startswith("No results are closed in")


def test_a_longer_period_is_the_one_that_holds_the_months_own() -> None:
    state = ReportsState(HERE)

    periods = [str(replace(state, length=length).period) for length in PeriodKind]

    assert periods == ["2026-03", "2026-Q1", "2026-H1", "2026"]
