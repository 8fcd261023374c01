"""Scenes of a list of people on its way in: what it would do, which column is which, which unit is meant."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from evalapp.ui.kit.actions import trigger
from evalapp.ui.screens.people.screen import PeopleScreen
from evalapp.ui.shell.intake_lines import Kind
from evalapp.ui.shell.routes import Place, Route
from evalapp.ui.theatre import Theatre, settle

_NAME = "Danh sách cán bộ, công chức các phòng.xlsx"
_HEADER = ("STT", "Mã CB", "Họ và tên", "Ngày sinh", "Bộ phận", "Chức vụ")
_PROMOTED = 2
_PARTS = ("Tổ Đất đai", "Tổ Môi trường", "Văn phòng")
_ROWS = (
    (1, "TN01", "Nguyễn Hữu Thắng", "12/05/1968", _PARTS[2], "Trưởng phòng"),
    (2, "TN02", "Đỗ Thị Mỹ Linh", "03/09/1975", _PARTS[0], "Phó Trưởng phòng"),
    (3, "TN03", "Lê Đức Cường", "25/12/1977", _PARTS[0], "Chuyên viên"),
    (4, "TN04", "Hoàng Văn Đạt", "30/04/1983", _PARTS[1], "Chuyên viên"),
    (5, "TN05", "Phạm Thị Ngọc Ánh", "31/02/1985", _PARTS[1], "Chuyên viên"),
    (6, "TN06", "Vũ Thị Thu Hương", "08/03/1986", _PARTS[0], "Chuyên viên"),
)


def _begin(on: Theatre, unit: str = "", known: int = 0) -> PeopleScreen:
    """Choose the list while one stands in a unit; given one, all rows name that instead of their parts.

    So many of those who are known already stand below, the first two with another position than before.
    """
    from evalapp.documents.papers.list_workbook import write_list

    place = on.places.done
    screen = on.show(Place(place.unit, place.period), Route("people"))
    if not isinstance(screen, PeopleScreen):
        raise TypeError("the people screen is another one")
    rows = [(*row[:4], unit or row[4], row[5]) for row in _ROWS]
    people = screen.state.people if screen.state else ()
    for number, each in enumerate(people[:known]):
        title = "Chuyên viên chính" if number < _PROMOTED else each.positions[-1].title
        born = each.birth.label if each.birth else ""
        rows.append((len(rows) + 1, each.code, each.name, born, unit, title))
    with TemporaryDirectory() as folder:
        file = Path(folder) / _NAME
        write_list(file, titles=("DANH SÁCH",), header=_HEADER, rows=rows, widths=(10,) * len(_HEADER))
        screen.take_people(file)
        settle(on.tasks)
    return screen


def people_intake(on: Theatre) -> None:
    """A list of people with a row to correct, others to look at, new people, changed and known ones."""
    _begin(on, on.places.done.unit or "", known=6)


def people_changed(on: Theatre) -> None:
    """Of the same list only what it changes."""
    _begin(on, on.places.done.unit or "", known=6).intake.shown.chosen.emit(Kind.CHANGED)


def people_refused(on: Theatre) -> None:
    """A list whose units are called otherwise."""
    _begin(on)


def people_columns(on: Theatre) -> None:
    """Which column is which."""
    trigger(_begin(on).intake, "intake.columns")


def people_units(on: Theatre) -> None:
    """Which units are meant."""
    trigger(_begin(on).intake, "intake.units")
    settle(on.tasks)


INTAKES: Mapping[str, Callable[[Theatre], None]] = {
    "people.changed": people_changed,
    "people.columns": people_columns,
    "people.intake": people_intake,
    "people.intake_refused": people_refused,
    "people.units": people_units,
}
