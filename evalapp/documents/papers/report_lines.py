"""What every report says around its tables, and how its cells are printed."""

from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.documents.papers.letterheads import head_of_unit
from evalapp.domain.reports import Report, ReportCell, ReportColumn, ReportTable

#: The heading of the places in a list, which count nothing.
NUMBERED = "STT"
NOTHING = "Không có số liệu trong kỳ."


def signers(report: Report) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Who drew the report up and who signs it: title, how, and the name where the layout gives it."""
    return ("NGƯỜI LẬP BIỂU", wording.SIGN_HERE, ""), head_of_unit(report.layout)


def subtitles(report: Report) -> tuple[str, ...]:
    """The period and what else stands under the title."""
    return (wording.period(report.period), *report.subtitles)


def file_title(report: Report) -> str:
    """The title that a file carries in its properties."""
    return f"{report.title} - {wording.period(report.period)} - {report.unit_name}"


def made_from(report: Report) -> str:
    """The small line that says what the report was made from."""
    code = f"Đơn vị: {report.unit_code} · " if report.unit_code else ""
    return f"{code}Mã kiểm chứng: {wording.short_hash(report.hash)}"


def decimals_of_columns(table: ReportTable) -> list[int]:
    """With how many decimals the points of each column stand; other figures each have their own."""
    points = [
        [value if column.is_points else None for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return wording.decimals_across(points) or [0] * len(table.columns)


def shown(value: ReportCell, column: ReportColumn, decimals: int = 0) -> str:
    """A cell as papers print it, with at least so many decimals."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",") if column.is_share else wording.cell(value, decimals)
    counts = isinstance(value, int) and column.title != NUMBERED
    return wording.grouped(str(value)) if counts else str(value)
