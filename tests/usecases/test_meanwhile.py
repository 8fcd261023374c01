"""What was changed after it was shown is not overwritten by what was typed beside it."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.usecases.entering import PersonEntry, UnitEntry, edit_person, edit_unit
from evalapp.usecases.meanwhile import refuse_changed
from tests import make


def test_a_person_or_unit_that_was_changed_meanwhile_is_refused_and_the_same_is_not(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        person, unit = work.people.by_code("NV003"), work.units.by_code(make.OFFICE)
        refuse_changed(work, person)
        refuse_changed(work, unit)
        refuse_changed(work, None)
        edit_person(work, entry=PersonEntry("NV003", "Nguyễn Hải Ánh"))
        edit_unit(work, entry=UnitEntry(make.OFFICE, "Phòng Nội vụ và Lao động", parent=make.DISTRICT))

    with workspace.work(reading=True) as work:
        with pytest.raises(UserError, match="“Nguyễn Hải Ánh” was changed meanwhile"):
            refuse_changed(work, person)
        with pytest.raises(UserError, match="“Phòng Nội vụ và Lao động” was changed meanwhile"):
            refuse_changed(work, unit)
    workspace.close()
