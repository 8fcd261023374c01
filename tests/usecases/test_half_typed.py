from pathlib import Path

from evalapp.domain.rights import UserRole
from evalapp.usecases.half_typed import HalfTyped, half_typed, keep_half_typed, put_aside
from evalapp.usecases.users import add_user
from tests import make

FORM = "register/VP/new"


def test_what_one_user_typed_is_offered_to_nobody_else(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    first = office.user
    with office.work() as work:
        other = add_user(work, name="hoa", role=UserRole.PERSONNEL)
        keep_half_typed(work, form=FORM, values={"note": "khen"})
    office.sign_in(other)
    with office.work() as work:
        of_another = half_typed(work, form=FORM)
    office.sign_in(first)
    with office.work() as work:
        found = half_typed(work, form=FORM)
    office.close()

    assert of_another is None
    assert found is not None
    assert found.values == {"note": "khen"}


def test_what_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    found: list[HalfTyped | None] = []
    with office.work() as work:
        for text in ("", "{", "[]", '{"at": "?", "about": "", "values": {}}', '{"at": 1}'):
            work.settings.put(f"half_typed.{work.user.id}.{FORM}", text)
            found.append(half_typed(work, form=FORM))
    office.close()

    assert found == [None] * 5


def test_nothing_is_left_of_what_was_saved_and_what_is_put_back_keeps_its_time(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    with office.work() as work:
        keep_half_typed(work, form=FORM, values={"note": "khen"})
        typed = half_typed(work, form=FORM)
        put_aside(work, form=FORM, typed=None)
        saved = half_typed(work, form=FORM)
        put_aside(work, form=FORM, typed=typed)
        put_back = half_typed(work, form=FORM)
        keep_half_typed(work, form=FORM, values={})
        emptied = half_typed(work, form=FORM)
    office.close()

    assert (saved, emptied) == (None, None)
    assert put_back == typed is not None
