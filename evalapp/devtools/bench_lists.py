"""Long lists: 10,000 people taken in beside reading their workbook, a month of 5,000 beside openpyxl."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from evalapp.devtools.bench_figures import Figure, figure
from evalapp.documents.papers import summary_lines
from evalapp.documents.papers.summary_workbook import write_summary
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE, UNITS
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice
from evalapp.domain.summaries import Summary
from evalapp.sample.demo import build_sample
from evalapp.sample.month import SampleClock
from evalapp.sample.people import OFFICE, SamplePerson, sample_people, write_people, write_units
from evalapp.store.workspace import Workspace
from evalapp.usecases.people_import import import_people
from evalapp.usecases.rounds import list_rounds
from evalapp.usecases.summaries import summarise
from evalapp.usecases.units_import import import_units
from evalapp.usecases.workspaces import create_workspace

_STAFF, _DISTRICT = 10_000, 5_000
_NAMES = 400
_MOST_RUNS = 7
_CENTRED = frozenset({0, 1, *range(4, 11)})
_BOLD = frozenset({9, 10})


def figures(runs: int) -> Iterator[Figure]:
    """A list read, checked and kept in one transaction; a month's summary with its styles."""
    runs = min(runs, _MOST_RUNS)
    with TemporaryDirectory(prefix="evalapp-bench-") as name:
        folder = Path(name)
        staff, empty = folder / "staff.xlsx", _empty(folder)
        write_people(staff, staff_of(_STAFF))
        take_in = partial(_taken_in, empty, staff)
        yield figure("lists: 10,000 people taken in", take_in, lambda _: _only_read(staff), 3, runs)
        summary = _summary(folder)
        written = folder / "month.xlsx"
        yield figure(
            "lists: month of 5,000 written",
            lambda _: write_summary(written, summary),
            lambda _: _only_written(written, summary),
            1.1,
            runs,
        )


def staff_of(count: int) -> list[SamplePerson]:
    """A head and very many others, of whom several have one name, each another day of birth."""
    names = sorted({each.name for each in sample_people(Random(1), _NAMES)})
    titles = ("Trưởng phòng", *["Chuyên viên"] * (count - 1))
    return [
        SamplePerson(
            f"CB{number:05d}",
            names[number % len(names)],
            date(1965, 1, 1) + timedelta(days=number),
            OFFICE,
            title,
            "Công chức",
        )
        for number, title in enumerate(titles)
    ]


def _empty(folder: Path) -> Path:
    """A data file that knows the units."""
    file, units = folder / "empty.sqlite", folder / "units.xlsx"
    write_units(units)
    workspace = create_workspace(file, clock=SampleClock())
    with workspace.work() as work:
        import_units(work, read=find_list(read_workbook(units), UNITS), choice=ImportChoice())
    workspace.close()
    return file


def _taken_in(empty: Path, staff: Path, number: int) -> None:
    target = empty.with_name(f"{number}.sqlite")
    shutil.copyfile(empty, target)
    workspace = Workspace.open(target, clock=SampleClock())
    with workspace.work() as work:
        read = find_list(read_workbook(staff), PEOPLE)
        report = import_people(work, read=read, choice=ImportChoice())
    workspace.close()
    target.unlink()
    if report.new != _STAFF:
        raise ValueError(f"{report.new} of {_STAFF} people were taken in")


def _only_read(staff: Path) -> list[list[Any]]:
    with staff.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as workbook:
        return workbook.get_sheet_by_index(0).to_python()


def _summary(folder: Path) -> Summary:
    """The sample's month with its people over and over."""
    file = folder / "sample.sqlite"
    build_sample(file)
    workspace = Workspace.open(file)
    with workspace.work() as work:
        summary = summarise(work, round_id=list_rounds(work)[0].id)
    workspace.close()
    rows = [summary.rows[number % len(summary.rows)] for number in range(_DISTRICT)]
    return replace(summary, rows=tuple(rows))


def _only_written(out: Path, summary: Summary) -> None:
    """The same rows of the list in the same looks, as the library's own pages write them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    styles = [_style(book, column) for column in range(len(summary_lines.COLUMNS))]
    append: Any = sheet.append
    for number, row in enumerate(summary.rows, start=1):
        append(_cells(sheet, summary_lines.cells(number, row), styles))
    book.save(out)


def _cells(sheet: Any, values: Sequence[object], styles: Sequence[str]) -> list[Any]:
    make: Any = WriteOnlyCell  # its stub knows no Decimal
    cells: list[Any] = []
    for value, style in zip(values, styles, strict=True):
        cell = make(sheet, value)
        cell.style = style
        cells.append(cell)
    return cells


def _style(book: Workbook, column: int) -> str:
    thin = Side(style="thin")
    name = f"column {column}"
    book.add_named_style(
        NamedStyle(
            name=name,
            font=Font(name="Times New Roman", size=11, bold=column in _BOLD),
            alignment=Alignment(
                horizontal="center" if column in _CENTRED else "left", vertical="center", wrap_text=True
            ),
            border=Border(left=thin, right=thin, top=thin, bottom=thin),
        )
    )
    return name
