"""What is said of the columns of a list before and after it was read."""

from collections.abc import Mapping

from evalapp.base.messages import language, tr
from evalapp.documents.reading.columns import FoundColumns
from evalapp.domain.policy.quota_words import few
from evalapp.ui.kit.pickers import Choice

#: What our columns hold, for a window that speaks English; lists themselves are headed in Vietnamese.
_ENGLISH: Mapping[str, str] = {
    "Mã CB": "Code of the person",
    "Họ và tên": "Full name",
    "Họ đệm": "Family and middle name",
    "Tên": "Given name",
    "Ngày sinh": "Date of birth",
    "Năm sinh": "Year of birth",
    "Đơn vị": "Unit",
    "Chức vụ": "Position",
    "Đối tượng": "Category of people",
    "Vai trò": "Role",
    "Từ ngày": "From",
    "Đến ngày": "Until",
    "Ghi chú": "Note",
    "Mã đơn vị": "Code of the unit",
    "Tên đơn vị": "Name of the unit",
    "Đơn vị cấp trên": "Unit above",
    "Loại": "Kind",
}


def column_words(header: str) -> str:
    """What one of our columns is called in the language of the window."""
    return header if language() == "vi" else _ENGLISH.get(header, header)


def offered_headings(found: FoundColumns, key: str) -> tuple[Choice, ...]:
    """What one of our columns may stand for: no heading of the list, or one of them."""
    headings = (Choice(heading, _shown(heading, found, key)) for heading in found.headings)
    return (Choice("", tr("Not in the list")), *headings)


def told_unused(found: FoundColumns) -> str:
    """The columns with something in them that stand for nothing of ours."""
    used = set(found.known.values())
    unused = [each for each in found.headings if each not in used and found.samples.get(each)]
    return tr("Not used: {columns}.", columns=few(unused)) if unused else ""


def _shown(heading: str, found: FoundColumns, key: str) -> str:
    """A heading with its first values, so that a column is known by what is in it."""
    samples = found.samples.get(heading, ())
    text = f"{heading}  ({', '.join(samples)})" if samples else heading
    if found.by_values.get(key) == heading:
        return tr("{heading} – known by its values", heading=text)
    return text
