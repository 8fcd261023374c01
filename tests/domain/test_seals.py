"""The seal of a result covers everything that made it, and nothing else."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from evalapp.domain.attachments import FILE_KINDS, Attachment, AttachmentId
from evalapp.domain.people import Birth, Category, PersonId, Role
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.model import Rating
from evalapp.domain.rounds import Mark, Participant, PolicyRef, RoundId, Sheet, SheetId, Stage
from evalapp.domain.seals import rating_document, rating_from_document, result_seal, round_seal, short
from evalapp.domain.units import UnitId
from tests import make

NOON = datetime(2018, 7, 31, 5, tzinfo=UTC)
WHO = Participant(
    SheetId(1), "s", PersonId(1), "NV003", "Nguyễn Hải Anh", "Chuyên viên", Role.STAFF,
    Category.CIVIL_SERVANT,
    "staff", Birth.parse("1980-03-03"), "Nhận nhiệm vụ từ 16/07/2018",
)  # fmt: skip
SHEET = Sheet(WHO, {Stage.HEAD: {code: Mark(given) for code, given in make.points("NV003", "92").items()}})
ROUND = make.a_round(Stage.SETTLED)
RATING = rate(make.policy(), SHEET.case(), make.JULY)


def changed_mark(code: str, mark: Mark) -> Sheet:
    return Sheet(WHO, {Stage.HEAD: {**SHEET.marks[Stage.HEAD], code: mark}})


@pytest.mark.parametrize(
    "changed",
    [
        {"code": "NV004"},
        {"name": "Nguyễn Hải Ánh"},
        {"birth": Birth.parse("1980")},
        {"title": "Chuyên viên chính"},
        {"role": Role.DEPUTY},
        {"category": Category.CONTRACT},
        {"form": "contract"},
        {"note": ""},
        {"unrated": "Nghỉ thai sản"},
    ],
)
def test_a_seal_covers_everything_about_the_person(changed: dict[str, Any]) -> None:
    other = Sheet(replace(WHO, **changed), SHEET.marks)

    assert result_seal(ROUND, other, RATING) != result_seal(ROUND, SHEET, RATING)


@pytest.mark.parametrize(
    "other",
    [
        changed_mark("I.1", Mark(Decimal("5.5"))),
        changed_mark("I.1", Mark(Decimal(6), "ghi chú")),
        changed_mark("I.1", Mark(None)),
        Sheet(WHO, {Stage.SELF: SHEET.marks[Stage.HEAD]}),
        Sheet(WHO, {**SHEET.marks, Stage.DEPUTY: {"I.1": Mark(Decimal(6))}}),
    ],
)
def test_a_seal_covers_every_mark_of_every_stage(other: Sheet) -> None:
    assert result_seal(ROUND, other, RATING) != result_seal(ROUND, SHEET, RATING)


@pytest.mark.parametrize(
    "changed",
    [
        {"unit_code": "PTP"},
        {"unit_name": "Phòng Tư pháp"},
        {"period": make.AUGUST},
        {"revision": 2},
        {"reason": "Sai điểm"},
        {"skipped": (Stage.SELF,)},
        {"policy": PolicyRef(1, make.POLICY, 1, "other", "Quy định")},
    ],
)
def test_a_seal_covers_the_month_and_its_policy(changed: dict[str, Any]) -> None:
    assert result_seal(replace(ROUND, **changed), SHEET, RATING) != result_seal(ROUND, SHEET, RATING)


@pytest.mark.parametrize(
    "changed", [{"total": Decimal(91)}, {"level": "B"}, {"reason": "quota"}, {"trace": ()}]
)
def test_a_seal_covers_the_result_and_how_it_came_about(changed: dict[str, Any]) -> None:
    assert result_seal(ROUND, SHEET, replace(RATING, **changed)) != result_seal(ROUND, SHEET, RATING)


def test_a_seal_covers_no_key_of_a_row_and_no_moment() -> None:
    elsewhere = replace(ROUND, id=RoundId(9), uid="x", unit=UnitId(8), opened_at=make.Ticking()())
    same = Sheet(replace(WHO, sheet=SheetId(7), uid="y", person=PersonId(6)), SHEET.marks)

    assert result_seal(elsewhere, same, RATING) == result_seal(ROUND, SHEET, RATING)


def test_points_that_are_equal_are_sealed_alike_however_they_are_written() -> None:
    written = changed_mark("I.1", Mark(Decimal("6.00")))

    assert result_seal(ROUND, written, RATING) == result_seal(ROUND, SHEET, RATING)


def test_the_seal_of_a_month_depends_on_its_people_and_not_on_their_order() -> None:
    assert round_seal(ROUND, ["a", "b"]) == round_seal(ROUND, ["b", "a"])
    assert round_seal(ROUND, ["a", "b"]) != round_seal(ROUND, ["a", "c"])
    assert round_seal(ROUND, ["a", "b"]) != round_seal(ROUND, ["a"])


@pytest.mark.parametrize(
    "changed", [{"exception": "12/QĐ-UBND"}, {"first": ("NV003",)}, {"first_reason": "Thâm niên"}]
)
def test_the_seal_of_a_month_covers_what_was_decided(changed: dict[str, Any]) -> None:
    assert round_seal(replace(ROUND, **changed), ["a"]) != round_seal(ROUND, ["a"])


@pytest.mark.parametrize("rating", [RATING, rate(make.policy(), Sheet(WHO).case(), make.JULY)])
def test_a_rating_reads_back_exactly_as_it_was_written(rating: Rating) -> None:
    assert rating_from_document(rating_document(rating)) == rating


def test_paper_carries_the_first_twelve_letters_of_a_seal() -> None:
    assert short("0123456789abcdef") == "0123456789ab"


def attached(**changed: Any) -> Sheet:
    told: dict[str, Any] = {"row": "I.1", "name": "a.pdf", "digest": "0" * 64, "size": 10, **changed}
    file = Attachment(AttachmentId(1), "u", kind=FILE_KINDS["pdf"], by="an", at=NOON, **told)
    return replace(SHEET, attachments=(file,))


@pytest.mark.parametrize(
    "changed", [{"row": ""}, {"name": "b.pdf"}, {"digest": "1" * 64}, {"size": 11}, {"removed": "nhầm"}]
)
def test_a_seal_covers_the_files_that_stand_as_evidence(changed: dict[str, Any]) -> None:
    assert result_seal(ROUND, attached(**changed), RATING) != result_seal(ROUND, attached(), RATING)


def test_a_removed_file_leaves_the_seal_as_it_was_without_it() -> None:
    assert result_seal(ROUND, attached(removed="Đính nhầm"), RATING) == result_seal(ROUND, SHEET, RATING)
