"""The months of many units taken in and written into one table: the keys, and what must come of it."""

from pathlib import Path

from evalapp.devtools.keys_script import LOOK, Choose, Press, Step
from evalapp.devtools.unit_packages import write_month_of
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.rounds import Round
from evalapp.domain.units import UnitVersion
from evalapp.store.work import Work
from evalapp.usecases.last_places import LastPlace, keep_last_place
from evalapp.usecases.month_packages import month_record

#: Far fewer than the 600 of a city: no key is pressed for each of them.
UNITS = 12
_CODE, _CODES = 2, ("NV", "TP")  # which column of the table holds the codes of people, and how they begin


def prepare_packages(work: Work, closed: Round, folder: Path) -> Path:
    """Units that send a month which is closed here, and somebody who works for the unit above them all."""
    packages = folder / "goi-don-vi"
    packages.mkdir()
    record = month_record(work, closed)
    above = work.units.get(closed.unit).latest.parent
    for number in range(UNITS):
        code = f"U{number:03d}"
        work.units.add(code, [UnitVersion(f"Phòng {number}", parent=above)])
        write_month_of(record, code, packages)
    work.audit.record("units.imported", "devtools keys", new=UNITS)
    code = work.units.get(above).code if above else closed.unit_code
    keep_last_place(work, place=LastPlace(code, closed.period, "overview"))
    return packages


def consolidation_script(packages: Path, out: Path, screen_key: str) -> tuple[Step, ...]:
    """Take a folder in, look, agree, and write everybody of all units into one workbook."""
    return (
        Press(screen_key),
        LOOK,
        Press("ctrl+shift+o"),
        LOOK,
        Choose(packages),
        LOOK,
        Press("ctrl+Return"),
        LOOK,
        Press("Escape"),
        LOOK,
        Press("ctrl+shift+e"),
        LOOK,
        Choose(out),
        LOOK,
    )


def consolidation_fault(work: Work, out: Path, people: int) -> str:
    """What is wrong with the workbook; its people are those of every unit."""
    came = len(work.received_months.of())
    if came != UNITS:
        return f"{came} months came instead of {UNITS}"
    if not out.is_file():
        return f"no {out.name} was written"
    rows = [row for sheet in read_workbook(out).sheets for row in sheet.rows]
    listed = sum(str(row.cell(_CODE)).startswith(_CODES) for row in rows)
    wanted = (UNITS + 1) * people
    return "" if listed == wanted else f"{listed} people listed instead of {wanted}"
