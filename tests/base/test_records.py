"""Records: objects that never change, equal by their values, told by them."""

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from evalapp.base.records import record


@record
class Place:
    """Somewhere."""

    name: str
    people: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list[str], compare=False)


@record
class Office(Place):
    """Somewhere with a head."""

    head: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        if self.head and self.head not in self.people:
            raise ValueError(self.head)


@record
class Nothing:
    """Of which all are the same."""


def test_a_record_takes_its_parts_in_their_order_or_by_name_and_knows_what_is_left_out() -> None:
    place = Place("Phường", people=("An",))

    assert (place.name, place.people, place.notes) == ("Phường", ("An",), [])
    assert place.notes is not Place("Phường").notes
    assert [each.name for each in fields(Office)] == ["name", "people", "notes", "head"]
    with pytest.raises(TypeError, match="name"):
        Place()  # pyright: ignore[reportCallIssue]


def test_a_record_is_equal_to_one_of_its_kind_with_the_same_values_and_found_by_them() -> None:
    assert Place("Phường", ("An",), ["one"]) == Place("Phường", ("An",), ["another"])
    assert Place("Phường") != Place("Xã")
    assert Place("Phường") != Office("Phường")
    assert {Office("Xã", ("An",), head="An"): "yes"}[Office("Xã", ("An",), head="An")] == "yes"
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_nothing_of_a_record_is_set_or_deleted() -> None:
    place = Place("Phường")

    with pytest.raises(FrozenInstanceError):
        place.name = "Xã"  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(FrozenInstanceError):
        del place.name  # pyright: ignore[reportAttributeAccessIssue]
    assert place.name == "Phường"


def test_what_a_record_checks_is_checked_each_time_one_is_made() -> None:
    office = Office("Xã", ("An", "Bình"), head="An")

    assert replace(office, head="Bình").head == "Bình"
    with pytest.raises(ValueError, match="Chi"):
        replace(office, head="Chi")


def test_a_record_is_told_by_its_values_and_comes_back_from_a_copy_and_from_another_process() -> None:
    office = Office("Xã", ("An",), head="An")

    assert repr(office) == "Office(name='Xã', people=('An',), notes=[], head='An')"
    assert pickle.loads(pickle.dumps(office)) == office
    assert copy.deepcopy(office) == office
