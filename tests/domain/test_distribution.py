"""How levels are spread over units, categories and parts, and how heads and deputies scored."""

from decimal import Decimal

from msgspec.structs import replace

from evalapp.domain.distribution import Spread, distribution_of
from evalapp.domain.people import Category, PersonId, Role

LEVELS = ("A", "B", "C", "D")


def person(
    number: int, level: str | None, *, unit: str = "PNV", total: str = "80", own: str = "85"
) -> Spread:
    """Somebody of an office, scored by its head."""
    return Spread(
        PersonId(number),
        unit,
        f"Phòng {unit}",
        "Cơ quan hành chính",
        Category.CIVIL_SERVANT,
        Role.HEAD if number == 1 else Role.STAFF,
        level,
        None if level is None else LEVELS.index(level),
        Decimal(total) if level else None,
        Decimal(own),
        Decimal(total),
        "" if number == 1 else "Đỗ Thị An",
    )


def test_fourteen_good_of_fifteen_rated_are_ninety_three_point_three_three_percent() -> None:
    people = [person(number, "B") for number in range(1, 15)] + [person(15, "C"), person(16, None)]

    found = distribution_of(people, LEVELS)

    assert (found.whole.people, found.whole.rated, found.whole.good) == (16, 15, 14)
    assert found.whole.good_share == Decimal("93.33")
    assert found.kinds[0].share("C") == Decimal("6.67")
    assert found.roles[Role.HEAD].counts == {"A": 0, "B": 1, "C": 0, "D": 0}


def test_a_head_is_seen_by_who_is_alike_and_by_the_gap_to_what_people_gave_themselves() -> None:
    people = [
        person(1, "A", total="99"),
        person(2, "B", total="80", own="90"),
        person(3, "B", total="80", own="81"),
        person(4, "C", total="65", own="65"),
    ]

    head = distribution_of(people, LEVELS).scorers[0]

    assert (head.name, head.rated, head.good, head.good_share) == ("Đỗ Thị An", 3, 2, Decimal("66.67"))
    assert (head.alike, head.alike_total, head.alike_share) == (2, Decimal(80), Decimal("66.67"))
    assert head.gap == Decimal("3.67")


def test_a_deputy_is_seen_over_the_people_of_the_field_by_the_points_that_the_deputy_gave() -> None:
    people = [
        replace(person(number, level, own=own), deputy=deputy, deputy_given=Decimal(given))
        for number, level, own, deputy, given in (
            (2, "A", "95", "Lê Bình", "92"),
            (3, "C", "93", "Lê Bình", "92"),
            (4, "B", "90", "Võ Ba", "90"),
            (5, None, "90", "Võ Ba", "60"),
        )
    ]

    head, *deputies = distribution_of(people, LEVELS).scorers

    assert (head.role, head.rated) == (Role.HEAD, 3)
    assert [(each.name, each.role, each.rated, each.good_share) for each in deputies] == [
        ("Võ Ba", Role.DEPUTY, 1, Decimal("100.00")),
        ("Lê Bình", Role.DEPUTY, 2, Decimal("50.00")),
    ]
    assert (deputies[1].alike, deputies[1].alike_total, deputies[1].gap) == (2, Decimal(92), Decimal("2.00"))


def test_where_nobody_has_the_same_total_or_gave_themselves_points_nothing_is_said() -> None:
    people = [
        Spread(PersonId(2), "PNV", "", "", Category.CONTRACT, Role.STAFF, "B", 1, Decimal(80), scorer="An")
    ]

    head = distribution_of(people, LEVELS).scorers[0]

    assert (head.alike, head.alike_total, head.gap) == (0, None, None)
    assert distribution_of([], LEVELS).whole.good_share is None


def test_units_come_in_the_order_of_their_codes_each_with_its_own_share() -> None:
    people = [person(2, "D", unit="PTP"), person(3, "A", unit="PNV"), person(4, "C", unit="PNV")]

    units = distribution_of(people, LEVELS).units

    assert [(each.code, each.good_share) for each in units] == [
        ("PNV", Decimal("50.00")),
        ("PTP", Decimal("0.00")),
    ]
