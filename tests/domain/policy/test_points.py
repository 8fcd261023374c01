from decimal import Decimal

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.policy.model import CompletionBand, Criterion, Kind
from evalapp.domain.policy.points import check_completion, check_points, parse_points

DRESS = Criterion("I.2", "Trang phục", maximum=Decimal(14))


@pytest.mark.parametrize(
    ("text", "points"), [("19,5", "19.5"), ("19.5", "19.5"), (" 7 ", "7"), ("-3", "-3"), ("0", "0")]
)
def test_points_are_read_with_comma_and_with_point(text: str, points: str) -> None:
    assert parse_points(text) == Decimal(points)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1e5",
        "1,000.5",
        "1.000",
        "NaN",
        "inf",
        "1234567",
        "5 điểm",
        "+5",
        ".5",
        "5,",
        "٥",
        "1_0",
        "0x1",
        "−3",
        "5\n6",
    ],
)
def test_what_is_not_plainly_a_number_of_points_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is no number of points"):
        parse_points(text)


@pytest.mark.parametrize("points", ["0", "0.5", "14"])
def test_a_row_takes_points_in_range_and_on_the_step(points: str) -> None:
    assert check_points(DRESS, Decimal(points)) == Decimal(points)


@pytest.mark.parametrize("points", ["-0.5", "14.5", "NaN", "Infinity", "1E+9"])
def test_points_outside_the_range_are_refused_naming_it(points: str) -> None:
    with pytest.raises(UserError, match=r"I\.2 \(Trang phục\) takes 0 to 14 points"):
        check_points(DRESS, Decimal(points))


@pytest.mark.parametrize("points", ["0.25", "13.99", "5." + "0" * 40 + "1"])
def test_points_off_the_step_are_refused_naming_it(points: str) -> None:
    with pytest.raises(UserError, match=r"goes in steps of 0\.5"):
        check_points(DRESS, Decimal(points))


def test_a_pass_fail_row_takes_only_its_two_ends() -> None:
    row = Criterion("G", "Đạo đức", kind=Kind.PASS_FAIL)

    assert check_points(row, Decimal(1)) == 1
    with pytest.raises(UserError, match="passed or not"):
        check_points(row, Decimal("0.5"))


def test_a_row_without_a_maximum_takes_no_points() -> None:
    with pytest.raises(UserError, match="takes no points"):
        check_points(Criterion("I", "Nhóm"), Decimal(1))


@pytest.mark.parametrize(
    ("percent", "points", "fits"),
    [
        ("80", "40", True),
        ("89.9", "45", False),
        (None, "50", True),
        ("100", "45", True),
        ("95", "44.5", False),
    ],
)
def test_a_percent_done_only_checks_the_interval(percent: str | None, points: str, *, fits: bool) -> None:
    bands = (
        CompletionBand(Decimal(90), None, Decimal(45), Decimal(50)),
        CompletionBand(Decimal(0), Decimal(90), Decimal(0), Decimal(45), points_to_included=False),
    )
    row = Criterion("II.2", "Nhiệm vụ", maximum=Decimal(50), kind=Kind.COMPLETION_BAND, bands=bands)
    known = None if percent is None else Decimal(percent)

    if fits:
        check_completion(row, Decimal(points), known)
    else:
        with pytest.raises(UserError, match="% done allows"):
            check_completion(row, Decimal(points), known)
