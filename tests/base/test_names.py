"""Vietnamese names: their one spelling, their order, and how they are found."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.names import clean, fold, person_sort_key, sort_key, told_apart

ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
TONES = "ma mà mả mã má mạ".split()

VIETNAMESE = st.text("aăâàảãáạằẳẵắặầẩẫấậbcdđeêếệghiklmnoôơốợpqrstuưứựvxyỳỵ ABCDĐÊÔƠƯÁẠỸ", max_size=12)


@pytest.mark.parametrize(
    "ordered",
    [
        ALPHABET,
        TONES,
        "ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ".split(),
        "an àn ản ãn án ạn anh ánh ăn ân".split(),
        "Da Dạ Dung Dũng Đa Đào Đạt".split(),
        "Hoa Hòa Hỏa Hóa Họa Hoan Hoàn Hoàng".split(),
        "Hung Hùng Hưng Hương Hường Hưởng".split(),
        "lê Lê lề Lề lễ lệ lên".split(),
        "thu Thu thủ Thủ thú thụ thư Thư thử".split(),
        ["an bình", "An Bình", "an bính", "An Bính", "anh"],
        ["10 tháng", "2 Bà Trưng", "An", "Øst"],
        ["Lê An", "Lê Án", "Lể An", "Lễ An", "Lê Ăn"],
    ],
)
def test_words_stand_in_dictionary_order(ordered: list[str]) -> None:
    shuffled = sorted(ordered, key=lambda word: unicodedata.normalize("NFD", word)[::-1])

    assert sorted(shuffled, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("án", "anh"),
        ("mạ", "man"),
        ("hụ", "hư"),
        ("đ", "e"),
        ("da", "đ"),
        ("an", "An"),
        ("An", "án"),
        ("tỵ", "tỷ lệ"),
    ],
)
def test_letters_outweigh_tones_and_tones_outweigh_capitals(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


def test_people_are_listed_by_given_name_then_by_the_rest() -> None:
    people = [
        "Trần Thị Ánh",
        "Lê Văn An",
        "Nguyễn Đức Anh",
        "Đỗ An",
        "Dương An",
        "Nguyễn Văn Đạt",
        "Phạm Tiến Dũng",
        "An",
        "Bùi Ân",
        "Nguyễn Thị Hồng An",
        "Nguyễn Thị Hoa An",
    ]

    assert sorted(people, key=person_sort_key) == [
        "An",
        "Dương An",
        "Đỗ An",
        "Lê Văn An",
        "Nguyễn Thị Hoa An",
        "Nguyễn Thị Hồng An",
        "Nguyễn Đức Anh",
        "Trần Thị Ánh",
        "Bùi Ân",
        "Phạm Tiến Dũng",
        "Nguyễn Văn Đạt",
    ]


def test_the_order_of_people_does_not_depend_on_stray_spaces_or_encoding() -> None:
    spelt = unicodedata.normalize("NFD", "  Nguyễn\u00a0Thị \u200bÁnh ")

    assert person_sort_key(spelt) == person_sort_key("Nguyễn Thị Ánh")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("ĐẶNG  THỊ\tNGỌC ÁNH", "dang thi ngoc anh"),
        ("Ðinh Công Tráng", "dinh cong trang"),
        ("ƯƠNG Quỳnh", "uong quynh"),
        ("Kỹ thuật viên (hạng IV)", "ky thuat vien (hang iv)"),
        ("", ""),
    ],
)
def test_names_are_found_without_accents(written: str, found: str) -> None:
    assert fold(written) == found


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Nguyễn   Văn\u00a0A ", "Nguyễn Văn A"),
        ("Nguyễn\r\nVăn A", "Nguyễn Văn A"),
        ("Nguyễn\x0bVăn\x1fA", "Nguyễn Văn A"),
        ("\ufeffLê\u200b Thị\u00ad B", "Lê Thị B"),
        ("Lê \u202eThị\u202c B\u2066", "Lê Thị B"),
        ("Le\u200b\u0302 B", "Lê B"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("Tran <b Thi", "Tran <b Thi"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_cleaned_of_what_cannot_be_seen_and_of_nothing_else(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_a_typed_eth_sorts_as_the_letter_it_was_meant_to_be() -> None:
    assert sort_key("Ðào") == sort_key("Đào")


@given(st.text(max_size=30))
def test_cleaning_and_folding_twice_change_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert fold(composed) == fold(decomposed)
    assert sort_key(composed) == sort_key(decomposed)
    assert clean(composed) == clean(decomposed)


@given(st.text(max_size=30))
def test_a_folded_text_holds_no_capital_no_accent_and_no_crossed_d(text: str) -> None:
    folded = fold(text)

    assert folded == folded.casefold()
    assert not any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", folded))
    assert "đ" not in folded


@given(st.lists(VIETNAMESE, unique=True, max_size=6))
def test_every_shuffle_of_different_names_is_sorted_the_same(names: list[str]) -> None:
    backwards = names[::-1]
    ordered = sorted(names, key=sort_key)

    assert sorted(backwards, key=sort_key) == ordered
    assert all(sort_key(one) < sort_key(other) for one, other in itertools.pairwise(ordered))


@given(VIETNAMESE, VIETNAMESE)
def test_what_differs_in_letters_is_ordered_whatever_the_tones(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)

    if first.letters != second.letters:
        assert (first < second) == (first.letters < second.letters)
    else:
        assert fold(one) == fold(other)


def test_people_of_one_name_are_called_with_their_codes_and_nobody_else_is() -> None:
    people = {"NV004": "Nguyễn Văn An", "NV005": "Nguyễn Văn An", "NV007": "Trần Thị Ân"}

    assert told_apart(people) == {
        "NV004": "Nguyễn Văn An (NV004)",
        "NV005": "Nguyễn Văn An (NV005)",
        "NV007": "Trần Thị Ân",
    }
