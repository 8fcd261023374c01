"""A plain office list as a workbook: titles, a header row, rows of text and numbers; nothing is a formula."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.spreadsheet import Look, Span, Spreadsheet, Told, untold

_TEXT = Look(size=11, boxed=True)

ListCell = str | int | Decimal | date | None


def write_list(
    out: Path,
    *,
    titles: Sequence[str],
    header: Sequence[str],
    rows: Sequence[Sequence[ListCell]],
    widths: Sequence[float],
    below: Sequence[str] = (),
    history: str = "",
    told: Told = untold,
) -> None:
    """Write a list with its titles above and remarks below; dates are written dd/mm/yyyy as text.

    `history` is its end at that time; it stands in the hidden sheet, where no reader takes it for a row.
    `told` hears how many rows are written, of how many, and may stop it.
    """
    made = Spreadsheet("Danh sách", widths=widths, wide=True)
    for title in titles:
        made.line(title, looks.SUBTITLE)
    made.gap()
    heading = made.row([Span(title, looks.COLUMN_HEAD) for title in header])
    made.headings_at(heading, freeze=f"A{heading + 1}")
    for row in rows:
        made.row([Span(_value(cell), _TEXT) for cell in row])
    for text in below:
        made.line(text, looks.BOLD)
    made.save(out, title=titles[0] if titles else out.stem, author="", source={"history": history}, told=told)


def _value(cell: ListCell) -> str | int | Decimal | None:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell
