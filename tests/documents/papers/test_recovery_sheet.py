"""The sheet with the recovery code: one page that says what it opens, how, and how it is kept."""

from datetime import date
from pathlib import Path

from evalapp.documents.papers.recovery_pdf import write_recovery_sheet
from tests.documents.papers.reading_back import pages

CODE = "JKTM-4YFX-E8C8-XJ7F-PGJA-X98R-PD2H"


def test_the_sheet_gives_the_code_on_one_line_with_the_file_it_opens(tmp_path: Path) -> None:
    write_recovery_sheet(tmp_path / "s.pdf", CODE, file_name="evalapp.sqlite", day=date(2026, 11, 26))

    (page,) = pages((tmp_path / "s.pdf").read_bytes())

    assert CODE in page
    assert "Tệp: evalapp.sqlite" in page
    assert "26/11/2026" in page
