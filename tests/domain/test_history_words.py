"""The history in words: `evalapp.domain.history_words`."""

from collections.abc import Iterator

import pytest

from evalapp.base.messages import use_language
from evalapp.domain.history_words import detail_words, subject_words, told_parts


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("recorded", "read"),
    [
        ("PNV 2018-09 hn-3814-2018 r1", "PNV · 09/2018 · hn-3814-2018"),
        ("PNV 2018-09 hn-3814-2018 r2", "PNV · 09/2018 · lần 2 · hn-3814-2018"),
        (
            "PNV 2018-09 hn-3814-2018 r1 NV007 head II.2",
            "PNV · 09/2018 · NV007 · Cấp trưởng chấm · II.2 · hn-3814-2018",
        ),
        ("Phòng 2 2018-Q3 hcm-20-2024 r1", "Phòng 2 · quý 3/2018 · hcm-20-2024"),
        ("PNV 2018-07 r1 NV003", "PNV · 07/2018 · NV003"),
        ("5 PNV 2018-07 quy-che-pnv NV010", "PNV · 07/2018 · đề xuất 5 · NV010 · quy-che-pnv"),
        ("can-bo.xlsx", "can-bo.xlsx"),
        ("X 2018-99 hn r1", "X 2018-99 hn r1"),
    ],
)
def test_a_month_is_named_as_offices_name_it(recorded: str, read: str) -> None:
    assert subject_words(recorded) == read


def test_a_changed_score_reads_from_what_to_what_with_its_note() -> None:
    detail = {"before": {"points": "50", "note": ""}, "after": {"points": "47.5", "note": "Chậm 2 báo cáo"}}

    assert detail_words(detail) == "50,0 → 47,5 (Chậm 2 báo cáo)"


def test_a_cleared_score_reads_as_not_scored() -> None:
    detail = {"before": {"points": "6", "note": ""}, "after": {"points": None, "note": ""}}

    assert detail_words(detail) == "6,0 → chưa chấm"


def test_of_an_amended_entry_only_what_changed_is_told() -> None:
    before = {"kind": "late", "since": "2018-09-06", "until": None, "document": "", "note": "Muộn"}
    after = {**before, "until": "2018-09-07"}

    assert detail_words({"before": before, "after": after}) == "đến: không có → 07/09/2018"


def test_codes_days_and_hashes_are_read_as_words() -> None:
    told = detail_words(
        {"kind": "commendation", "since": "2018-09-18", "seal": "ab" * 32, "skipped": ["self"]}
    )

    assert told == "sự kiện: Khen thưởng; từ: 18/09/2018; niêm phong: abababababab; bước bỏ qua: Tự chấm"


def test_scores_given_at_once_are_told_one_by_one() -> None:
    marks = [{"person": "NV001", "row": "I.1", "before": None, "after": {"points": "6", "note": ""}}]

    assert detail_words({"marks": marks}) == "NV001 I.1: chưa chấm → 6,0"


def test_what_was_erased_says_so() -> None:
    assert detail_words(None) == "(đã xóa theo quy định của pháp luật)"


def test_a_text_that_only_looks_like_a_day_stays_as_it_is() -> None:
    assert detail_words({"note": "2018-99-99"}) == "ghi chú: 2018-99-99"


def test_an_edit_of_a_policy_is_told_at_its_place_from_what_to_what() -> None:
    edit = {"place": ["effective_to"], "kind": "changed", "before": "2021-10-27", "after": "2018-08-31"}

    assert detail_words({"changes": [edit]}) == "ngày cuối: 27/10/2021 → 31/08/2018"


def test_points_of_a_list_that_came_in_have_a_decimal_as_every_list_of_scores_has() -> None:
    scores = {"NV001": {"I.1": [None, "", "5", ""], "I.2": ["4.5", "", "14", "Đủ"]}}

    told = [(part.name, part.before, part.after) for part in told_parts({"scores": scores})]

    assert told == [("NV001 I.1", "chưa chấm", "5,0"), ("NV001 I.2", "4,5", "14,0 (Đủ)")]


def test_points_of_an_answer_have_a_decimal_too() -> None:
    assert detail_words({"points": "-2"}) == "điểm: -2,0"
