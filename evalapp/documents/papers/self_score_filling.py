"""Typing into a self-score form as a person would: what the sample month and the tests hand back."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell

from evalapp.documents.papers.self_score_form import SHEET_TITLE
from evalapp.domain.rounds import Mark

_CODE, _SCORE, _NOTE = 0, 3, 6
FORMULA = "f"


def fill_self_score_form(form: Path, out: Path, marks: Mapping[str, Mark]) -> None:
    """Fill the open cells of the rows named and save the form under another name."""
    book = load_workbook(form)
    sheet = book[SHEET_TITLE]
    waiting = dict(marks)
    for row in sheet.iter_rows():
        code, score, note = row[_CODE], row[_SCORE], row[_NOTE]
        if not isinstance(code.value, str) or code.value not in waiting:
            continue
        if isinstance(score, Cell) and isinstance(note, Cell) and score.data_type != FORMULA:
            mark = waiting.pop(code.value)
            score.value = mark.points
            note.value = mark.note or None
    if waiting:
        raise ValueError(f"rows that the form does not have: {sorted(waiting)}")
    book.save(out)
