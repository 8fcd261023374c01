"""What the letter that urges a unit says, as the PDF prints it and by the names that a template gives it."""

from msgspec.structs import replace

from evalapp.base.names import fold
from evalapp.documents.papers import wording
from evalapp.documents.papers.letterheads import above, head_of_unit, recipients
from evalapp.documents.papers.word_template import Values
from evalapp.domain.remedies import RemedyLine, UrgingLetter

_TO_THE_UNIT = "Như trên"


def urging_values(letter: UrgingLetter) -> Values:
    """The letter by the names of its template."""
    superior, sender, _, _logo = above(letter, letter.layout)
    title, _how, signer = head_of_unit(letter.layout)
    return {
        "co_quan_cap_tren": superior.upper(),
        "don_vi_gui": sender,
        "don_vi_gui_in_hoa": sender.upper(),
        "so": letter.number,
        "dia_danh_ngay": wording.place_and_date(letter.layout.place, letter.day),
        "don_vi_nhan": letter.unit,
        "ngay": f"{letter.day:%d/%m/%Y}",
        "so_noi_dung": f"{len(letter.remedies):02d}",
        "truoc_ngay": before_day(letter),
        "viec": [
            dict(zip(_REMEDY, remedy_cells(number, each), strict=True))
            for number, each in enumerate(letter.remedies, start=1)
        ],
        "chuc_vu_nguoi_ky": title,
        "nguoi_ky": signer,
        "noi_nhan": "\n".join(_received(letter, sender)),
        "nhat_ky": letter.layout.history,
    }


def _received(letter: UrgingLetter, sender: str) -> tuple[str, ...]:
    """Who receives it: the unit that it is written to, then whom the layout names."""
    others = [each for each in letter.layout.recipients if fold(each) != fold(_TO_THE_UNIT)]
    named = (_TO_THE_UNIT, *(others or (f"Lưu: VT, {sender}",)))
    return recipients(replace(letter.layout, recipients=named))


def remedy_cells(number: int, line: RemedyLine) -> tuple[str, ...]:
    """One thing to be mended: its number, source, words, who mends it, until when."""
    source = f"Biên bản {line.number}" if line.number else line.reference
    due = f"{line.due:%d/%m/%Y}" if line.due else ""
    return (str(number), source, line.text, line.owner_name, due)


def before_day(letter: UrgingLetter) -> str:
    """Until when the unit answers, in the middle of a sentence."""
    return f"trước ngày {letter.until:%d/%m/%Y}" if letter.until else "trong thời gian sớm nhất"


_REMEDY = ("stt", "nguon", "noi_dung", "nguoi_phu_trach", "thoi_han")
