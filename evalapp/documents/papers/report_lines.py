"""What every report says around its tables, and how its cells are printed."""

from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.domain.reports import Report, ReportCell, ReportColumn

RECEIVED_BY = "Nơi nhận:"
NOTHING = "Không có số liệu trong kỳ."


def signers(report: Report) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Who drew the report up and who signs it: title, how, and the name where the layout gives it."""
    layout = report.layout
    title = layout.signer_title.upper() or "THỦ TRƯỞNG ĐƠN VỊ"
    return ("NGƯỜI LẬP BIỂU", wording.SIGN_HERE, ""), (title, "(Ký tên, đóng dấu)", layout.signer)


def above(report: Report) -> tuple[str, str, str]:
    """The superior body, the unit and the line of place and date, as the layout has them."""
    layout = report.layout
    return (
        layout.superior or report.superior_name,
        layout.name or report.unit_name,
        wording.place_and_date(layout.place, None),
    )


def recipients(report: Report) -> tuple[str, ...]:
    """Who receives it, a line each; nothing where the layout names nobody."""
    listed = report.layout.recipients
    ends = [";"] * (len(listed) - 1) + ["."] if listed else []
    return tuple(f"- {name.rstrip(';.')}{end}" for name, end in zip(listed, ends, strict=True))


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
