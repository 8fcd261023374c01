from datetime import date
from decimal import Decimal

import pytest

from evalapp.documents.papers import wording
from evalapp.documents.papers.plain_text import file_part, for_cell, one_line
from evalapp.domain.people import Role
from evalapp.domain.periods import Period
from tests.documents.papers.samples import rating


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2018-07", "Tháng 7 năm 2018"),
        ("2019-02", "Tháng 02 năm 2019"),
        ("2018-12", "Tháng 12 năm 2018"),
        ("2024-Q3", "Quý III năm 2024"),
        ("2026", "Năm 2026"),
    ],
)
def test_a_period_is_written_as_the_decree_writes_dates(period: str, words: str) -> None:
    assert wording.period(Period.parse(period)) == words


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("7500", "7.500"),
        ("1234567.5", "1.234.567,5"),
        ("-1250", "-1.250"),
        ("999.25", "999,25"),
        ("-0.5", "-0,5"),
    ],
)
def test_thousands_are_set_apart_by_points(value: str, printed: str) -> None:
    assert (wording.number(Decimal(value)), wording.cell(Decimal(value))) == (printed, printed)


def test_only_january_and_february_and_days_below_ten_take_a_zero() -> None:
    assert wording.place_and_date("Hà Nội", date(2018, 7, 5)) == "Hà Nội, ngày 05 tháng 7 năm 2018"
    assert wording.place_and_date("Hà Nội", date(2018, 1, 31)) == "Hà Nội, ngày 31 tháng 01 năm 2018"


def test_an_unknown_place_and_date_are_left_to_be_filled_in() -> None:
    assert wording.place_and_date("", None) == "…………, ngày …… tháng …… năm ……"


@pytest.mark.parametrize(("points", "text"), [("89.50", "89,5"), ("90", "90"), ("0", "0"), ("100.00", "100")])
def test_points_print_with_a_decimal_comma_and_without_trailing_zeros(points: str, text: str) -> None:
    assert wording.number(Decimal(points)) == text


def test_the_result_is_said_in_words() -> None:
    assert (
        wording.result(rating("91", "A"), "Hoàn thành xuất sắc nhiệm vụ")
        == "Xếp loại: A - Hoàn thành xuất sắc nhiệm vụ"
    )
    assert wording.result(rating(None, None, "Nghỉ thai sản"), "") == "Không xếp loại: Nghỉ thai sản"
    unscored = rating(None, None, "not_scored", missing=("I.1", "II.2"))
    assert wording.result(unscored, "") == "Chưa xếp loại: Chưa chấm đủ các nội dung: I.1, II.2"
    assert wording.result(rating("90", None, "tie"), "").startswith("Chưa xếp loại: Bằng điểm")
    assert wording.result(rating("90", None), "") == "Tháng này chỉ tính điểm, không xếp loại."
    assert wording.result(None, "") == "Chưa xếp loại."


def test_a_head_does_not_sign_the_decision_on_themself() -> None:
    assert wording.decider(Role.STAFF) == "THỦ TRƯỞNG ĐƠN VỊ"
    assert wording.decider(Role.HEAD) == "CẤP CÓ THẨM QUYỀN"


def test_a_hash_is_shortened_to_what_can_be_read_aloud() -> None:
    assert wording.short_hash("3f9a1c2b77e0ffff") == "3f9a 1c2b 77e0"
    assert "Mã kiểm chứng" not in wording.made_from("hn-3814-2018", 1, "")


def test_text_is_cleaned_but_never_cut() -> None:
    assert one_line("Tra\u0302\u0300n\u202e <b>\nThi\x00") == "Trần <b> Thi"
    assert one_line("\ud800\uffff") == "\ufffd\ufffd"
    assert for_cell("một\r\nhai\n\n_x0041_") == "một\nhai\n_x005F_x0041_"


@pytest.mark.parametrize(
    ("text", "part"),
    [("NV/01", "NV-01"), ("..\\..\\x", "x"), ("", "x"), ("Đ 1:2", "Đ-1-2"), ("a.b_c", "a.b_c")],
)
def test_a_file_name_holds_nothing_that_a_system_refuses(text: str, part: str) -> None:
    assert file_part(text) == part
