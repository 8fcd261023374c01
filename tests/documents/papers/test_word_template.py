"""Word templates that offices edit: what is put in is printed as typed, what could run is refused."""

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.papers.word_reading import Paragraph, read_word
from evalapp.documents.papers.word_template import WordTemplate
from evalapp.domain.templates import FIELDS, WordPaper
from evalapp.usecases.word_papers import shipped_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KNOWN = ("don_vi", "ky", "nguoi.ho_ten", "nguoi.stt", "muc.ten")


def document(body: str, **parts: bytes) -> bytes:
    """The shipped template with another body, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped_template(WordPaper.MEETING))) as shipped:
        taken = {name: shipped.read(name) for name in shipped.namelist()}
    head, _, rest = taken["word/document.xml"].decode().partition("<w:body>")
    end = rest[rest.rindex("<w:sectPr>") :]
    taken["word/document.xml"] = f"{head}<w:body>{body}{end}".encode()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**taken, **parts}.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def template(body: str, **parts: bytes) -> WordTemplate:
    return WordTemplate("mẫu.docx", document(body, **parts), KNOWN)


def read(file: Path) -> list[str]:
    """The paragraphs of a written paper; a line break is a slash."""
    with zipfile.ZipFile(file) as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    signs: dict[str, Any] = {f"{W}t": lambda each: each.text or "", f"{W}br": lambda _: "/"}
    return [
        "".join(signs[each.tag](each) for each in paragraph.iter() if each.tag in signs)
        for paragraph in tree.iter(f"{W}p")
    ]


def test_the_number_of_a_document_stays_on_one_line(tmp_path: Path) -> None:
    made = template(paragraph("Căn cứ {{ ky }}, {{ don_vi }}"))

    (tmp_path / "a.docx").write_bytes(
        made.filled({"ky": "3814-QĐ/TU ngày 16/05/2018", "don_vi": "12/QĐ-UBND; nhóm A-B, 2018-2020"})
    )

    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        xml = archive.read("word/document.xml").decode()
    blocks = read_word((tmp_path / "a.docx").read_bytes()).blocks
    said = [
        "".join(piece.text for line in block.lines for piece in line)
        for block in blocks
        if isinstance(block, Paragraph)
    ]
    assert xml.count("<w:noBreakHyphen/>") == 2
    assert "QĐ</w:t><w:noBreakHyphen/><w:t" in xml
    assert "Căn cứ 3814-QĐ/TU ngày 16/05/2018, 12/QĐ-UBND; nhóm A-B, 2018-2020" in said


@pytest.mark.parametrize(
    "name", ["Trần <b Thi", "=1+1", "{{ don_vi }}", "{% for %}", "Lê & Nguyễn", "x" * 120, "</w:t>", ""]
)
def test_a_name_is_printed_as_typed(tmp_path: Path, name: str) -> None:
    made = template(paragraph("{{ nguoi.stt }}. {{ nguoi.ho_ten }}") + paragraph("{{ don_vi }}"))

    (tmp_path / "a.docx").write_bytes(
        made.filled({"nguoi": [{"stt": "1", "ho_ten": name}], "don_vi": "Phòng"})
    )

    assert read(tmp_path / "a.docx") == [f"1. {name}", "Phòng"]


def test_a_place_that_word_tore_apart_is_found(tmp_path: Path) -> None:
    made = template(paragraph("Kỳ: {", "{ k", "y }", "} và {{don_vi}}", "."))

    (tmp_path / "a.docx").write_bytes(made.filled({"ky": "Tháng 7", "don_vi": "Phòng"}))

    assert read(tmp_path / "a.docx") == ["Kỳ: Tháng 7 và Phòng."]


def test_a_row_repeats_and_vanishes_where_nobody_is(tmp_path: Path) -> None:
    row = f"<w:tbl><w:tr><w:tc>{paragraph('{{ nguoi.ho_ten }}')}</w:tc></w:tr></w:tbl>"
    made = template(row + paragraph("{{ muc.ten }}"))

    (tmp_path / "a.docx").write_bytes(
        made.filled({"nguoi": [{"ho_ten": "An"}, {"ho_ten": "Bình\nThư"}], "muc": []})
    )

    assert read(tmp_path / "a.docx") == ["An", "Bình/Thư"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("{{ luong }}", "{{ luong }}"),
        ("{{ ''.__class__.__mro__ }}", "__mro__"),
        ("{% for x in y %}", "{% for x in y %}"),
        ("{{ don_vi", "asks for {{"),
        ("{{ nguoi.ho_ten }} {{ muc.ten }}", "repeats for one"),
    ],
)
def test_what_is_no_name_of_the_paper_is_refused(asked: str, told: str) -> None:
    with pytest.raises(UserError) as refused:
        template(paragraph(asked))

    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "macros"),
        ({"word/big.xml": b"\0" * 30_000_000}, "unpacks to more"),
        ({"word/header1.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "no Word document"),
        ({"[Content_Types].xml": b"<Types/>"}, "no Word document"),
        (
            {"word/_rels/x.xml.rels": b'<Relationship Type="x/attachedTemplate" TargetMode="External"/>'},
            "fetches something",
        ),
        (
            {"word/header1.xml": b'<w:hdr xmlns:w="w"><w:instrText>DDEAUTO c:\\cmd</w:instrText></w:hdr>'},
            "reads other files",
        ),
    ],
)
def test_a_template_that_could_run_or_reach_out_is_refused(parts: dict[str, bytes], told: str) -> None:
    with pytest.raises(UserError) as refused:
        template(paragraph("x"), **parts)

    assert told in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", b"%PDF-1.7"])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="no Word document"):
        WordTemplate("x.docx", data, KNOWN)


@pytest.mark.parametrize("paper", list(WordPaper))
def test_a_shipped_template_names_only_what_its_paper_has(paper: WordPaper) -> None:
    shipped = WordTemplate("x", shipped_template(paper), tuple(FIELDS[paper]))

    assert len(shipped.places) > len(FIELDS[paper]) - 3


def test_a_line_of_its_own_is_left_out_where_nothing_is_put_in_but_a_cell_keeps_its_last(
    tmp_path: Path,
) -> None:
    cell = f"<w:tc>{paragraph('{{ ky }}')}{paragraph('{{ don_vi }}')}</w:tc>"
    made = template(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('{{ ky }}')}</w:tc></w:tr></w:tbl>")

    (tmp_path / "a.docx").write_bytes(made.filled({"ky": "", "don_vi": "Phòng"}))
    (tmp_path / "b.docx").write_bytes(made.filled({"ky": "Tháng 7", "don_vi": "Phòng"}))

    assert read(tmp_path / "a.docx") == ["Phòng", ""]
    assert read(tmp_path / "b.docx") == ["Tháng 7", "Phòng", "Tháng 7"]
