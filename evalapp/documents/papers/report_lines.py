"""What every report says around its tables, and how its cells are printed."""

from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.domain.reports import Report, ReportCell, ReportColumn

SIGNERS = (("NGƯỜI LẬP BIỂU", wording.SIGN_HERE), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)"))
NOTHING = "Không có số liệu trong kỳ."


def subtitles(report: Report) -> tuple[str, ...]:
    """The period and what else stands under the title."""
    return (wording.period(report.period), *report.subtitles)


def file_title(report: Report) -> str:
    """The title that a file carries in its properties."""
    return f"{report.title} - {wording.period(report.period)} - {report.unit_name}"


def made_from(report: Report) -> str:
    """The small line that says what the report was made from."""
    return f"Đơn vị: {report.unit_code} · Mã kiểm chứng: {wording.short_hash(report.hash)}"


def shown(value: ReportCell, column: ReportColumn) -> str:
    """A cell as papers print it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",") if column.is_share else wording.number(value)
    return str(value)
