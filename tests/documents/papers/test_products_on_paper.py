"""The products behind a form's computed row, listed after what is signed."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
from msgspec.structs import replace

from evalapp.documents.papers.form_pdf import write_form
from evalapp.documents.papers.form_workbook import write_form_workbook
from evalapp.documents.papers.product_lines import product_rows
from evalapp.domain.products import Confirmation, ProductLine, WorkKind
from tests.documents.papers import samples

CONFIRMED = Confirmation("Lan", datetime(2026, 2, 1, tzinfo=UTC))
LINES = (
    ProductLine(
        "BC", "Báo cáo tuần", coefficient=Decimal("1.5"), assigned=Decimal(4), done=Decimal(3),
        quality_failures=1, delays=2, objective_delays=1, confirmation=CONFIRMED,
    ),
    ProductLine("TT", "Tờ trình", WorkKind.HANDED_OVER, assigned=Decimal(2), passed_to="NV007"),
    ProductLine("DX", "Việc đột xuất", WorkKind.AD_HOC, done=Decimal(1)),
)  # fmt: skip


def test_work_is_summed_in_converted_units_and_what_was_handed_over_stays_assigned() -> None:
    rows = product_rows(LINES)

    assert rows[-1] == ("", "Cộng (đã quy đổi)", None, Decimal(8), Decimal("5.5"), "", "")
    assert [row[5:] for row in rows[:3]] == [
        ("1 / 2 (1 khách quan)", ""),
        ("", "Chuyển giao (NV007)"),
        ("", "Phát sinh"),
    ]


def test_the_products_follow_what_is_signed(tmp_path: Path) -> None:
    plain = samples.person_sheet()
    sheet = replace(plain, sheet=replace(plain.sheet, products=LINES))

    write_form(tmp_path / "f.pdf", sheet)
    write_form_workbook(tmp_path / "f.xlsx", sheet)

    with pypdfium2.PdfDocument(tmp_path / "f.pdf") as document:
        last = document[len(document) - 1].get_textpage().get_text_range()
    assert "SẢN PHẨM, CÔNG VIỆC TRONG KỲ" in last
    assert "Cộng (đã quy đổi)" in last
    cells = [
        c.value for r in openpyxl.load_workbook(tmp_path / "f.xlsx").worksheets[0].iter_rows() for c in r
    ]
    assert cells[cells.index("Cộng (đã quy đổi)") + 2 :][:2] == [8, 5.5]
