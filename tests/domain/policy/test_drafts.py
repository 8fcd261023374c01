from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.base.messages import tr_error
from evalapp.domain.policy import draft_rows
from evalapp.domain.policy.drafts import (
    Draft,
    DraftId,
    at,
    begun_from,
    day_value,
    faults_of,
    insert,
    move,
    number_value,
    put,
    reading_of,
    remove,
)
from evalapp.domain.policy.model import Policy
from evalapp.usecases.policies import shipped

HANOI = shipped()["hn-3814-2018"]
STAFF = [form.code for form in HANOI.forms].index("staff")


def own() -> dict[str, Any]:
    """The document of a unit's version that nobody has changed yet."""
    return begun_from(HANOI, code="hn-3814-pnv", unit="PNV")


def row_of(document: dict[str, Any], code: str, form: int = STAFF) -> int:
    return [row["code"] for row in draft_rows.rows_of(document, form)].index(code)


def faults(document: dict[str, Any], frame: Policy | None = HANOI) -> list[str]:
    return [tr_error(fault) for fault in faults_of(Draft(DraftId(1), document, ""), frame)]


def test_a_unit_s_draft_that_changes_nothing_keeps_the_frame() -> None:
    assert faults(own()) == []


def test_a_draft_for_a_unit_names_the_frame_by_its_hash() -> None:
    document = own()

    assert document["extends"] == {"code": HANOI.code, "version": 1, "hash": HANOI.hash}
    assert (document["unit"], document["version"]) == ("PNV", 1)


def test_a_draft_for_everybody_has_no_frame() -> None:
    document = begun_from(HANOI, code="tinh-x", unit=None)

    assert "extends" not in document
    assert faults(document, None) == []


@pytest.mark.parametrize(
    ("code", "key", "value", "expected"),
    [
        ("II", "max", 60, "the frame keeps 70 here (QĐ 3814-QĐ/TU)"),
        (
            "II",
            "label",
            "Khác",
            "the frame keeps Kết quả thực hiện chức trách, nhiệm vụ here (QĐ 3814-QĐ/TU)",
        ),
        ("I.1", "source", {"document": "QĐ 9", "standing": "law"}, "cannot say that it stands in QĐ 9"),
    ],
)
def test_what_breaks_the_frame_is_named_in_its_words(code: str, key: str, value: Any, expected: str) -> None:
    document = own()

    changed = draft_rows.set_row(document, STAFF, row_of(document, code), key, value)

    assert any(expected in fault for fault in faults(changed))


def test_a_row_of_the_frame_cannot_be_taken_out() -> None:
    document = own()

    changed = draft_rows.remove_row(document, STAFF, row_of(document, "II"))

    assert any(
        "“II. Kết quả thực hiện chức trách, nhiệm vụ” is missing" in fault for fault in faults(changed)
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("quota", 0, "percent"), 31, "the frame allows at most 30 percent"),
        (("quota", 0, "percent"), None, "the frame allows at most 30 percent"),
        (("quota", 0, "exceptional_percent"), 41, "the frame allows at most 40 percent"),
        (("level", 0, "min"), 85, "the frame keeps A Hoàn thành xuất sắc nhiệm vụ ≥ 90 here"),
        (("total", "decimals"), 0, "the frame keeps 100 here (QĐ 3814-QĐ/TU)"),
        (("effective_to",), "2030-01-01", "outside the days"),
        (("effective_from",), "2017-01-01", "outside the days"),
        (("unit",), None, "names the unit it is for"),
        (("period",), "quarter", "the frame keeps month here"),
        (("extends", "hash"), "0" * 64, "is not at hand"),
    ],
)
def test_levels_quota_and_dates_stay_inside_the_frame(
    path: tuple[Any, ...], value: Any, expected: str
) -> None:
    changed = put(own(), path, value)

    assert any(expected in fault for fault in faults(changed))


def test_a_narrower_quota_and_own_rows_are_a_unit_s_to_choose() -> None:
    document = put(own(), ("quota", 0, "percent"), 20)
    split, first = draft_rows.split_row(document, STAFF, row_of(document, "I.2"))
    labelled = draft_rows.set_row(split, STAFF, first, "label", "Trang phục")

    whole = draft_rows.set_row(labelled, STAFF, first + 1, "label", "Giao tiếp")

    assert faults(whole) == []


def test_a_unit_s_own_gate_never_lifts_anybody() -> None:
    gate = {
        "code": "LIFT",
        "label": "x",
        "do": "force",
        "level": "A",
        "when": {"fact": "backlog", "value": True},
    }

    changed = insert(own(), ("gate", 0), gate)

    assert any("never another" in fault for fault in faults(changed))


def test_splitting_makes_two_rows_that_add_up() -> None:
    document = own()
    row = row_of(document, "I.2")

    changed, first = draft_rows.split_row(document, STAFF, row)

    rows = draft_rows.rows_of(changed, STAFF)
    assert [(rows[n]["code"], rows[n]["parent"], rows[n]["max"]) for n in (first, first + 1)] == [
        ("I.2.1", "I.2", 7),
        ("I.2.2", "I.2", 7),
    ]
    assert draft_rows.sum_below(rows, row) == Decimal(14)
    assert "default_full" not in rows[row]


def test_a_row_goes_with_those_under_it() -> None:
    document = own()
    rows = draft_rows.rows_of(document, STAFF)
    group = row_of(document, "II.1")

    gone = draft_rows.remove_row(document, STAFF, group)

    left = {row["code"] for row in draft_rows.rows_of(gone, STAFF)}
    assert left == {row["code"] for row in rows if not row["code"].startswith("II.1")}


def test_moving_changes_places_with_the_sister_and_what_is_under_her() -> None:
    document = own()

    changed, place = draft_rows.move_row(document, STAFF, row_of(document, "II.2"), -1)

    codes = [row["code"] for row in draft_rows.rows_of(changed, STAFF)]
    assert codes.index("II.2") == place < codes.index("II.1") < codes.index("II.1.9") < codes.index("III")


def test_the_first_of_its_sisters_cannot_move_up() -> None:
    document = own()
    row = row_of(document, "II.1")

    assert draft_rows.move_row(document, STAFF, row, -1) == (document, row)


def test_renaming_takes_the_rows_under_it_along() -> None:
    document = own()

    changed = draft_rows.rename_row(document, STAFF, row_of(document, "II.1"), "II.A")

    parents = [row.get("parent") for row in draft_rows.rows_of(changed, STAFF)]
    assert "II.1" not in parents
    assert parents.count("II.A") == 9


def test_an_event_follows_the_only_row_it_is_about() -> None:
    document = own()
    for form in range(len(document["forms"])):
        document = draft_rows.rename_row(document, form, row_of(document, "I.1", form), "I.K")

    events = [event["criterion"] for event in document["event"]]

    assert "I.1" not in events
    assert "I.K" in events


def test_a_new_row_stands_beside_the_one_it_was_added_after() -> None:
    document = own()

    changed, place = draft_rows.add_row(document, STAFF, row_of(document, "II.1.9"))

    row = draft_rows.rows_of(changed, STAFF)[place]
    assert (row["code"], row["parent"], row["source"]) == ("II.1.10", "II.1", {"standing": "unit"})


def test_faults_say_which_row_and_which_part_of_it_they_are_about() -> None:
    document = own()
    row = row_of(document, "II.1.1")

    found = faults_of(Draft(DraftId(1), draft_rows.set_row(document, STAFF, row, "step", 0), ""), HANOI)

    assert [fault.path for fault in found] == [("forms", STAFF, "criterion", row, "step")]


def test_a_draft_whose_own_example_does_not_come_out_says_so() -> None:
    case = {"id": "n", "form": "staff", "points": {"I": 20, "II": 70}, "expect": {"total": "91"}}
    draft = Draft(DraftId(1), own(), "", {"example": [{"title": "x", "period": "2018-07", "case": [case]}]})

    assert "total comes out as 90, not as 91" in " ".join(map(tr_error, reading_of(draft, HANOI).faults))


def test_editing_never_touches_what_it_was_given() -> None:
    document = own()
    before = deepcopy(document)

    changed = [
        put(document, ("quota", 0, "percent"), 5),
        insert(document, ("gate", 0), {"code": "X"}),
        remove(document, ("event", 0)),
        move(document, ("event", 0), 1),
        draft_rows.split_row(document, STAFF, 1)[0],
        draft_rows.move_row(document, STAFF, 1, 1)[0],
    ]

    assert document == before
    assert before not in changed


def test_a_list_appears_with_its_first_part_and_goes_with_its_last() -> None:
    document = {"forms": []}

    with_one = insert(document, ("gate", 0), {"code": "X"})

    assert with_one["gate"] == [{"code": "X"}]
    assert remove(with_one, ("gate", 0)) == document
    assert at(document, ("gate", 0, "code")) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 200)), max_size=12))
def test_whatever_is_done_to_rows_leaves_every_other_row_as_it_was(steps: list[tuple[int, int]]) -> None:
    document = own()
    for verb, number in steps:
        rows = draft_rows.rows_of(document, STAFF)
        if not rows:
            break
        row = number % len(rows)
        kept = {each["code"]: each for each in rows}
        gone: set[str] = set()
        match verb:
            case 0:
                document, _ = draft_rows.add_row(document, STAFF, row)
            case 1:
                document, _ = draft_rows.move_row(document, STAFF, row, 1)
            case 2:
                document, _ = draft_rows.move_row(document, STAFF, row, -1)
            case 3:
                gone = {rows[n]["code"] for n in draft_rows.below(rows, row)}
                document = draft_rows.remove_row(document, STAFF, row)
            case _:
                gone = {rows[row]["code"]}
                document, _ = draft_rows.split_row(document, STAFF, row)
        after = {each["code"]: each for each in draft_rows.rows_of(document, STAFF)}
        assert {code: after[code] for code in kept if code not in gone} == {
            code: each for code, each in kept.items() if code not in gone
        }
        _parents_stand_above(draft_rows.rows_of(document, STAFF))


def _parents_stand_above(rows: list[Any]) -> None:
    seen: set[str] = set()
    for row in rows:
        assert row.get("parent") is None or row["parent"] in seen
        seen.add(row["code"])


@pytest.mark.parametrize(
    ("typed", "kept"), [("2", 2), ("0,5", "0.5"), (" 1 000 ", 1000), ("2.0", 2), ("-3", -3), ("", None)]
)
def test_numbers_are_taken_as_people_type_them(typed: str, kept: object) -> None:
    assert number_value(typed) == kept


@pytest.mark.parametrize("typed", ["hai", "1/2", "1e3", "--1", "٣", "1.2.3"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no number"):
        number_value(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("01/07/2018", "2018-07-01"), ("2018-07-01", "2018-07-01"), ("1.7.2018", "2018-07-01")],
)
def test_days_are_taken_as_people_type_them(typed: str, kept: str) -> None:
    assert day_value(typed) == kept


@pytest.mark.parametrize("typed", ["31/02/2018", "hôm nay", "2018", "1/2/3/4"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is no day"):
        day_value(typed)
