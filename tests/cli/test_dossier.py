"""The dossier of a person and a year: one PDF, one folder, an index with the hash of every file."""

import hashlib
import json
from pathlib import Path

from tests import files, make
from tests.cli.run import Console
from tests.documents.papers.reading_back import text_of

STAFF = make.CODES[2]
YEAR = ("report", "dossier", "--unit", make.DISTRICT, "--period", "2018", "--person", STAFF)


def told(console: Console, tmp_path: Path) -> None:
    """Evidence, a petition, a decision to be read and an entry of the registers about one person."""
    proof = tmp_path / "giay khen.pdf"
    proof.write_bytes(files.pdf("Giay khen"))
    month = ("--unit", make.OFFICE, "--period", "2018-07")
    console.json("evidence", "add", proof, *month, "--person", STAFF)


def test_a_dossier_holds_the_forms_the_entries_and_the_files_each_with_its_hash(
    scored: Console, tmp_path: Path
) -> None:
    told(scored, tmp_path)
    month = ("--unit", make.OFFICE, "--period", "2018-07")
    scored.json("facts", "record", "Nghỉ ốm", "--person", STAFF, "--from", "2018-05-02", "--to", "2018-05-04")
    scored.month("month", "advance", "--to", "settling")
    scored.month("month", "settle")
    scored.month("month", "close")
    petition = ("--received", "2018-08-03", "--informed", "2018-08-01", "--text", "Xin xem lại điểm II.1")
    scored.json("petition", "add", *month, "--person", STAFF, *petition)
    laid_out = ("--superior", "UBND quận Thử", "--name", "Phòng Nội vụ và Lao động", "--signer", "Lê Trưởng")
    scored.json("unit", "layout", make.OFFICE, *laid_out)
    folder, pdf = tmp_path / "ho-so", tmp_path / "ho-so.pdf"

    index = scored.json(*YEAR)
    written = scored(*YEAR, "--format", "pdf", "--out", pdf, "--folder", folder)
    again = scored(*YEAR, "--folder", folder)

    assert written.code == 0, written.err
    assert [part["kind"] for part in index["parts"]] == ["form", "petitions", "entries", "evidence"]
    for part in index["parts"]:
        assert hashlib.sha256((folder / part["file"]).read_bytes()).hexdigest() == part["sha256"]
    assert json.loads((folder / "muc-luc.json").read_text(encoding="utf-8")) == index
    assert {each.name for each in folder.iterdir()} == {
        "00-muc-luc.pdf", "muc-luc.json", *(part["file"] for part in index["parts"]),
    }  # fmt: skip
    text = text_of(pdf)
    assert all(part["sha256"][:20] in text.replace("\r\n", "") for part in index["parts"])
    assert all(part["file"] in text for part in index["parts"])  # none is broken over two lines
    assert make.NAMES[2] in text
    assert "Nghỉ ốm" in text
    assert "Giay khen" in text
    for part in index["parts"]:
        if part["kind"] in ("petitions", "entries"):
            listed = " ".join(text_of(folder / part["file"]).split())
            assert "UBND QUẬN THỬ" in listed
            assert "PHÒNG NỘI VỤ VÀ LAO ĐỘNG" in listed
            assert "Lê Trưởng" in listed
    assert again.code == 1


def test_a_month_that_is_not_closed_is_left_out_and_named(scored: Console) -> None:
    index = scored.json(*YEAR)

    assert index["parts"] == []
    assert index["left_out"] == ["Phòng Nội vụ, 07/2018: chưa chốt."]


def test_a_month_is_no_year_and_somebody_elsewhere_is_refused(scored: Console) -> None:
    month = scored("report", "dossier", "--unit", make.OFFICE, "--period", "2018-07", "--person", STAFF)
    elsewhere = scored("report", "dossier", "--unit", make.NEXT_DOOR, "--period", "2018", "--person", STAFF)

    assert (month.code, elsewhere.code) == (1, 1)
    assert make.NAMES[2] in elsewhere.err


def test_a_dossier_says_why_the_pages_of_a_file_are_not_in_it(scored: Console, tmp_path: Path) -> None:
    month = ("--unit", make.OFFICE, "--period", "2018-07")
    proofs = {
        "khoa.pdf": files.pdf(password="mk"),
        "so.xlsx": files.workbook(),
        "rach.pdf": b"%PDF-1.4\n%%EOF",
    }
    for name, data in proofs.items():
        (tmp_path / name).write_bytes(data)
        scored.json("evidence", "add", tmp_path / name, *month, "--person", STAFF)
    for step in (("advance", "--to", "settling"), ("settle",), ("close",)):
        scored.month("month", *step)

    scored(*YEAR, "--format", "pdf", "--out", tmp_path / "ho-so.pdf")

    text = " ".join(text_of(tmp_path / "ho-so.pdf").split())
    assert "có mật khẩu" in text
    assert "không phải PDF hay ảnh" in text
    assert "bị hỏng" in text


def test_a_year_that_was_rated_elsewhere_is_named_in_the_dossier(closed: Console, tmp_path: Path) -> None:
    known = make.book(
        tmp_path / "kq.xlsx",
        ("Mã CB", "Họ và tên", "Xếp loại", "Tổng điểm", "Nguồn"),
        ("NV003", make.NAMES[2], "Hoàn thành tốt nhiệm vụ", 85, "QĐ 12"),
    )
    closed.json("results", "import", known, "--period", "2017")

    told = closed.json(
        "report",
        "dossier",
        "--unit",
        make.DISTRICT,
        "--person",
        "NV003",
        "--period",
        "2017",
        "--format",
        "json",
    )

    assert told["left_out"] == ["kết quả năm từ nơi khác: mức B, 85 điểm (QĐ 12)."]
