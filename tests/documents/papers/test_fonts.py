import io

from reportlab.pdfbase.ttfonts import TTFontFace

from evalapp.documents.papers import fonts
from evalapp.documents.papers.form_pdf import write_form
from tests.documents.papers.samples import person_sheet


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    assert len(fonts.VIETNAMESE) == 134
    assert {"ợ", "Ỵ", "đ", "Ẵ"} <= fonts.VIETNAMESE


def test_every_style_of_the_chosen_face_has_all_vietnamese_letters() -> None:
    face = fonts.use_serif()

    for file in face.files:
        assert {chr(code) for code in TTFontFace(str(file)).charToGlyph} >= fonts.VIETNAMESE


def test_the_face_that_comes_with_the_program_can_stand_in_and_says_so() -> None:
    *_, packaged = fonts.candidates()

    assert packaged.note
    for file in packaged.files:
        assert {chr(code) for code in TTFontFace(str(file)).charToGlyph} >= fonts.VIETNAMESE


def test_times_new_roman_is_looked_for_first() -> None:
    names = [face.name for face in fonts.candidates()]

    assert list(dict.fromkeys(names)) == ["Times New Roman", "Liberation Serif", "Be Vietnam Pro"]


def test_no_page_names_a_font_that_is_not_embedded() -> None:
    out = io.BytesIO()

    write_form(out, person_sheet())

    assert b"Helvetica" not in out.getvalue()
    assert out.getvalue().count(b"/FontFile2") == 3


def test_a_letter_that_the_face_lacks_is_printed_by_its_code() -> None:
    fonts.use_serif()

    assert fonts.drawable("Lý 李", fonts.REGULAR) == "Lý [U+674E]"
