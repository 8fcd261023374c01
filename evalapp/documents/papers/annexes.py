"""What the annex of a decree prints around its forms: their number, and the notes under them."""

import re

from evalapp.domain.policy.parts import Paper

SIGN_HERE = "(Ký tên, ghi rõ họ tên)"
_NUMBER = re.compile(r"Mẫu số \d+")
_MARKS = ("¹", "²")
_NOTES = {
    ("NĐ 335/2025/NĐ-CP", "Mẫu số 01"): ("Ghi rõ kỳ theo dõi là tháng/quý ... năm... .",),
    ("NĐ 335/2025/NĐ-CP", "Mẫu số 02"): (
        "Việc xếp loại chất lượng công chức căn cứ vào quy định tại Điều 20 Nghị định này.",
        "Việc đề xuất phương án xử lý căn cứ quy định tại Điều 23 Nghị định này.",
    ),
}


def number_of(paper: Paper | None) -> str:
    """Which form of its decree a paper is; empty for one of an office's own."""
    found = _NUMBER.search(paper.source.article or "") if paper else None
    return found[0] if found else ""


def notes_of(paper: Paper | None) -> tuple[str, ...]:
    """The notes that the decree prints under the form."""
    return _NOTES.get((paper.source.document or "", number_of(paper)), ()) if paper else ()


def marks(paper: Paper | None) -> tuple[str, str]:
    """The marks of the notes in the text; empty where there is no such note."""
    count = len(notes_of(paper))
    first, second = (mark if number < count else "" for number, mark in enumerate(_MARKS))
    return first, second
