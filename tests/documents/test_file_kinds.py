"""A file is what its content says it is; whatever is not known for certain stays out."""

import itertools
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.file_kinds import read_content, read_file
from evalapp.domain.attachments import MEGABYTE
from tests import files

MOST = 10 * MEGABYTE
DOCX = files.packed(word__document_xml=b"<w/>")
ODT = files.packed(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<o/>")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.pdf(), "pdf"),
        (files.picture("PNG"), "png"),
        (files.picture("JPEG"), "jpeg"),
        (files.picture("TIFF"), "tiff"),
        (files.workbook(), "xlsx"),
        (DOCX, "docx"),
        (files.packed(ppt__presentation_xml=b"<p/>"), "pptx"),
        (ODT, "odt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_file_is_known_by_its_content_whatever_its_name_says(data: bytes, kind: str) -> None:
    assert read_content("thư.exe", data, most=MOST).kind.code == kind


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0",
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.4 cut short",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04 no archive at all",
        DOCX[: len(DOCX) // 2],
        files.packed(setup_exe=b"MZ"),
        files.packed(mimetype=b"application/x-executable"),
        "Biên bản".encode(),
    ],
    ids=itertools.count(),
)
def test_a_file_of_another_kind_is_refused_even_where_its_name_fits(data: bytes) -> None:
    with pytest.raises(UserError, match="none of the kinds of file"):
        read_content("bien-ban.pdf", data, most=MOST)


def test_an_office_document_with_macros_is_refused() -> None:
    data = files.packed(word__document_xml=b"<w/>", word__vbaProject_bin=b"\xd0\xcf")

    with pytest.raises(UserError, match="holds macros"):
        read_content("bien-ban.docx", data, most=MOST)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UserError, match="is empty"):
        read_content("bien-ban.pdf", b"", most=MOST)


def test_a_file_of_just_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    data = files.pdf()

    assert read_content("a.pdf", data, most=len(data)).data == data
    with pytest.raises(UserError, match="larger than") as refused:
        read_content("a.pdf", data, most=len(data) - 1)
    assert refused.value.values["file"] == "a.pdf"


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "phim.pdf"
    with huge.open("wb") as stream:
        stream.truncate(1 << 40)

    with pytest.raises(UserError, match="larger than the 10 MB"):
        read_file(huge, most=MOST)


def test_a_folder_and_a_file_that_is_not_there_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        read_file(tmp_path, most=MOST)
    with pytest.raises(UserError, match="There is no file"):
        read_file(tmp_path / "không có.pdf", most=MOST)
