import io
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from evalapp.documents.papers.form_pdf import write_form, write_forms
from evalapp.documents.papers.form_workbook import write_form_workbook
from evalapp.documents.papers.plain_text import lines, one_line
from evalapp.documents.papers.self_score_form import write_self_score_form
from evalapp.documents.papers.summary_pdf import write_summary_pdf
from evalapp.documents.papers.summary_workbook import write_summary
from evalapp.domain.rounds import Mark, PersonSheet, Stage
from tests.documents.papers.reading_back import closed_up, pages, text_of, texts_of
from tests.documents.papers.samples import SECRET, participant, person_sheet, summary

_VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹíìỉĩịóòỏõọớờởỡợúùủũụứừửữựýỳỷỹỵĐẾỰ"
_MARKS = "<>&\"'=+-@#%$\\/(){}[]|;:,.!?*^~` 0123456789"
_PIECES = (
    "Trần <b Thi", "=cmd|' /C calc'!A0", "<img src=x>", "<para>", "</font>", "&lt;b&gt;",
    "&#65;", "%s%n", "{0}", "${x}",
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\")", "\\n",
    "(a\\)b", "--", "';DROP", "_x0041_", "#REF!", "TRUE", "1e5",
)  # fmt: skip
#: Letters that a PDF reader gives back one for one: no ligatures, nothing written from right to left.
printable = st.lists(st.sampled_from([*_PIECES, *_VIETNAMESE, *_MARKS]), min_size=1, max_size=12).map("".join)
anything = st.text(max_size=60)


def hostile_sheet(text: str) -> PersonSheet:
    sheet = person_sheet(participant(code=text or "x", name=text, title=text, unrated=text))
    marks = MappingProxyType({**sheet.sheet.marks, Stage.HEAD: {"II.2": Mark(None, text)}})
    return replace(
        sheet,
        sheet=replace(sheet.sheet, marks=marks),
        round=replace(sheet.round, unit_name=text or "x", superior_name=text),
        form=replace(sheet.form, title=text or "x"),
    )


def test_five_hundred_hostile_texts_print_exactly_as_typed() -> None:
    texts = [f"{first}{second}" for first in _PIECES for second in _PIECES][:500]
    out = io.BytesIO()

    write_forms(out, [person_sheet(participant(name=text)) for text in texts])

    found = pages(out.getvalue())
    assert len(found) == 1000
    for text, first, second in zip(texts, found[::2], found[1::2], strict=True):
        assert closed_up(text) in closed_up(first + second)


@given(text=printable)
@settings(max_examples=30)
def test_a_page_gives_back_what_was_typed(text: str) -> None:
    form, listed = io.BytesIO(), io.BytesIO()
    of = summary(2)

    write_form(form, hostile_sheet(text))
    write_summary_pdf(listed, replace(of, rows=(replace(of.rows[0], name=text, note=text),)))

    assert closed_up(one_line(text)) in closed_up(text_of(form.getvalue()))
    assert closed_up(one_line(text)) in closed_up(text_of(listed.getvalue()))


@given(text=anything)
@settings(max_examples=30)
def test_no_text_at_all_keeps_a_page_from_being_made(text: str) -> None:
    form = io.BytesIO()

    write_form(form, hostile_sheet(text))

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text_of(form.getvalue())


@given(text=anything)
@settings(max_examples=30)
def test_a_workbook_gives_back_what_was_typed(text: str) -> None:
    of = summary(2)
    listed, form, own = io.BytesIO(), io.BytesIO(), io.BytesIO()

    write_summary(listed, replace(of, rows=(replace(of.rows[0], name=text, position=text),)))
    write_form_workbook(form, hostile_sheet(text))
    write_self_score_form(own, hostile_sheet(text), SECRET)

    wanted = "\n".join(lines(text))
    assert texts_of(listed.getvalue()).count(wanted) >= (2 if wanted else 0)
    for book in (form, own):
        assert any(one_line(cell) == one_line(f"Họ và tên: {text}") for cell in texts_of(book.getvalue()))
