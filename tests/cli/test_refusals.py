"""What is refused says why, on the error stream and in the document, and changes nothing."""

from pathlib import Path

import pytest

from evalapp.cli.main import main
from tests import make
from tests.cli.run import JULY, STATUS_KEYS, Console, state
from tests.documents.reading import hostile
from tests.store.outside import tamper

REFUSED = [
    (["month", "close"], "is not settled yet"),
    (["month", "reopen", "--reason", "x"], "nothing to reopen"),
    (["month", "advance", "--to", "head"], "already at this stage"),
    (["month", "settle", "--first", "XX", "--reason", "x"], "Not in this month"),
    (["month", "settle", "--exception", " "], "needs the number of the decision"),
    (["month", "settle", "--first", "NV003"], "needs a reason"),
    (["month", "unrate", "--person", "XX", "--reason", "x"], "Nobody with the code XX"),
    (["month", "include", "--person", "NV003"], "is in this month already"),
    (["month", "open"], "has opened month 07/2018 already"),
]


@pytest.mark.parametrize(("words", "reason"), REFUSED)
def test_a_refusal_says_why_on_the_error_stream_and_in_the_document_and_changes_nothing(
    scored: Console, words: list[str], reason: str
) -> None:
    before = scored.json("month", "status", *JULY), state(scored)

    answer = scored.month(*words)

    assert (answer.code, (scored.json("month", "status", *JULY), state(scored))) == (1, before)
    assert reason in answer.err
    assert reason in answer.json["refused"][-1]["reason"]
    assert set(answer.json) >= STATUS_KEYS


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["month", "status", "--unit", "XX", "--period", "2018-07"], "There is no unit with the code “XX”"),
        (["month", "status", "--unit", "PNV", "--period", "2018-08"], "has not opened month 08/2018"),
        (["month", "status", "--unit", "PNV", "--period", "07/2018"], "is no period"),
        (["month", "status", "--unit", "PNV", "--period", "2018-Q3"], "has not opened quarter 3/2018"),
        (["month", "open", "--unit", "PNV", "--period", "2018-06"], "No installed policy is in force"),
        (["people", "import", "nothing.xlsx"], "nothing.xlsx"),
        (
            ["people", "move", "NV003", "--unit", "PTP", "--position", "x", "--from", "01/07/2018"],
            "is no date",
        ),
        (["people", "deactivate", "XX"], "There is nobody with the code “XX”"),
        (["policy", "show", "x"], "There is no policy “x”"),
        (["workspace", "restore", "nothing.sqlite"], "There is no file"),
        (["user", "role", "x", "--role", "head"], "There is no user named"),
    ],
)
def test_wrong_names_are_refused_in_words(scored: Console, words: list[str], reason: str) -> None:
    answer = scored(*words, "--json")

    assert answer.code == 1
    assert reason in answer.err
    assert reason in answer.json["refused"][0]["reason"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["month"],
        ["month", "open"],
        ["month", "advance", *JULY, "--to", "closed"],
        ["scores", "import", "x.xlsx", *JULY],
        ["scores", "import", "x.xlsx", *JULY, "--stage", "settled"],
        ["month", "reopen", *JULY],
        ["nothing"],
        ["report", "summary", *JULY, "--format", "docx"],
        ["people", "list", "--lang", "fr"],
    ],
)
def test_wrong_usage_exits_2(console: Console, words: list[str]) -> None:
    assert console(*words).code == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"cases": [', "dòng 1, cột 12"),
        (b"\xff\xfe", "không phải UTF-8"),
        (b"[]", "“nội dung tệp”"),
        (b'{"cases": [1]}', "Trường hợp thứ 1"),
    ],
)
def test_a_bad_file_of_cases_is_refused_in_vietnamese(
    office: Console, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "cases.json"
    file.write_bytes(content)

    answer = office("policy", "try", "hn-3814-2018", file, lang="vi")

    assert answer.code == 1
    assert words in answer.out + answer.err
    assert "Expecting" not in answer.err


def test_a_folder_in_place_of_a_file_of_cases_is_said_in_vietnamese(office: Console, tmp_path: Path) -> None:
    answer = office("policy", "try", "hn-3814-2018", tmp_path, lang="vi")

    assert answer.code == 1
    assert "là thư mục" in answer.err


def test_a_check_that_finds_something_names_it_in_words(closed: Console) -> None:
    tamper(closed.workspace, "UPDATE mark SET points = 0 WHERE sheet_id = 3 AND criterion = 'II.2'")
    tamper(closed.workspace, "UPDATE audit SET actor = 'x' WHERE seq = 3")

    answer = closed("workspace", "check", lang="vi")

    assert answer.code == 1
    assert "Nhật ký, từ dòng 3" in answer.err
    assert "Không còn đúng như khi niêm phong: PNV · 07/2018" in answer.err


def test_the_list_of_what_was_done_reads_in_the_language_in_use(closed: Console) -> None:
    vietnamese, english = closed("audit", "list", lang="vi").out, closed("audit", "list").out

    assert "Việc đã làm" in vietnamese
    assert "Bình xét tháng" in vietnamese
    assert "Month settled" in english
    assert "round.settled" not in vietnamese + english


def test_a_person_s_document_holds_the_evidence_and_what_was_decided_on_it(
    scored: Console, tmp_path: Path
) -> None:
    header = ("Mã CB", "Sự kiện", "Từ ngày", "Số quyết định")
    rows = [("NV003", "Kỷ luật", "05/07/2018", "12/QĐ-UBND"), ("NV007", "Đi muộn", "10/07/2018", None)]
    scored.json(
        "facts", "import", make.book(tmp_path / "sv.xlsx", ["DS"], header, *rows), "--period", "2018-07"
    )
    key = scored.month("suggestions", "list", "--person", "NV007").json["suggestions"][0]["key"]
    scored.month("suggestions", "reject", key, "--person", "NV007", "--reason", "Có phép")

    disciplined = scored.month("report", "person", "--person", "NV003").json
    late = scored.month("report", "person", "--person", "NV007").json

    assert disciplined["facts"] == {"disciplined": True}
    assert [each["document"] for each in disciplined["evidence"]] == ["12/QĐ-UBND"]
    assert [(each["answer"], each["reason"]) for each in late["decisions"]] == [("rejected", "Có phép")]


def test_a_list_in_several_sheets_is_read_from_the_one_named_and_its_columns_are_remembered(
    scored: Console, tmp_path: Path
) -> None:
    header = ("Ký hiệu", "Cán bộ", "Chỗ làm", "Chức vụ", "Đối tượng")
    rows = [("NV030", "Lò Thị Mỷ", "PNV", "Văn thư", "Công chức")]
    more = [("NV031", "Giàng A Páo", "PNV", "Văn thư", "Công chức")]
    file = hostile.sheets(tmp_path / "a.xlsx", {"Cũ": [header, *rows], "Mới": [header, *rows, *more]})
    columns = ("--column", "code=Ký hiệu", "--column", "name=Cán bộ", "--column", "unit=Chỗ làm")

    doubtful = scored("people", "import", file, *columns)
    taken = scored.json("people", "import", file, *columns, "--sheet", "Mới")
    again = scored.json("people", "import", file, "--sheet", "Mới")

    assert doubtful.code == 1
    assert "“Cũ”, “Mới”" in doubtful.err
    assert "--sheet NAME" in doubtful.err
    assert (taken["new"], again["same"]) == (2, 2)


def test_the_demo_that_makes_a_file_of_its_own_refuses_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "demo"

    code = main(["--lang", "en", "demo", "--workspace", str(tmp_path / "x.sqlite"), "--out", str(out)])

    assert code == 1
    assert "leave --workspace out" in capsys.readouterr().err
    assert not out.exists()
