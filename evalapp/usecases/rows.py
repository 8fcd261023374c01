"""Reading the cells of one row: faults are gathered, so that a row is refused once with every reason."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.lists import ReadList, ReadRow
from evalapp.domain.imports import Change, Doubt, Fate, GoodRow, ImportReport, Refusal
from evalapp.domain.people import Birth
from evalapp.domain.policy.canonical import sha256_of

Value = TypeVar("Value")
_NAMING_FONTS = (".xlsx", ".xlsm", ".xls", ".xml")


class RowReader:
    """One row of a list on its way in."""

    def __init__(self, read: ReadList, row: ReadRow) -> None:
        self._read = read
        self.row = row
        self._faults: list[tuple[str, str, UserError]] = []
        self.doubts: list[Doubt] = []
        self.meant: dict[str, str] = {}  # cells by their keys that are read as something else

    def cell(self, key: str) -> Cell:
        """The raw cell of a column; None where the list has no such column."""
        return self.row.cells.get(key)

    def is_blank(self, key: str) -> bool:
        """Whether the row says nothing in a column."""
        return self.cell(key) in (None, "")

    def value(self, key: str, read: Callable[[Cell], Value], default: Value) -> Value:
        """The value of a column, or the default where it is blank or at fault; a fault is remembered."""
        cell = self.cell(key)
        if cell is None or cell == "":
            return default
        try:
            value = read(cell)
        except UserError as error:
            self.refuse(key, error)
            return default
        if day := _day_read(value):
            self.meant |= {key: day} if day != cell_text(cell) else {}
        return value

    def heading(self, key: str, ours: str = "") -> str | Term:
        """How the list heads a column, for a change that is told under it; else what we call it."""
        known = self._read.headers.get(key)
        return Term(ours) if ours and not known else " ".join(self._read.header(key).split())

    def refuse(self, key: str, error: UserError) -> None:
        """Remember why the row cannot come in; a cell that is read for two purposes is refused once."""
        column = self._read.header(key)
        if not any(at == column and str(fault) == str(error) for at, _, fault in self._faults):
            self._faults.append((column, cell_text(self.cell(key)), error))

    def refuse_value(self, column: str, value: str, error: UserError) -> None:
        """Remember a fault of a column that is not one of the list's own."""
        self._faults.append((column, value, error))

    def doubt(self, error: UserError, key: str = "") -> None:
        """Remember that somebody should look at the row, or at one cell of it."""
        column = self._read.header(key) if key else ""
        self.doubts.append(Doubt(self.row.number, error, column=column, value=cell_text(self.cell(key))))

    @property
    def refusal(self) -> Refusal | None:
        """The row's refusal, with the first cell at fault, or None when the row is good."""
        if not self._faults:
            return None
        column, value, _ = self._faults[0]
        reasons = (
            error if at == column else UserError(N_("{column}: {reason}"), column=at, reason=error)
            for at, _, error in self._faults
        )
        return Refusal(self.row.number, column, value, tuple(reasons))


class Outcome:
    """The fates, refusals and doubts of a whole list, gathered row by row."""

    def __init__(self, read: ReadList) -> None:
        self.rows: list[GoodRow] = []
        self.refused: list[Refusal] = []
        self.warnings = [
            Doubt(
                read.header_row,
                UserError(
                    N_(
                        "Text in the old {encoding} font encoding was converted, as “{sample}”; please check "
                        "the names."
                    ),
                    encoding=name,
                    sample=_sample(read),
                ),
            )
            for name in read.encodings
        ]
        if "TCVN3" in read.encodings and not read.file.lower().endswith(_NAMING_FONTS):
            self.warnings.append(
                Doubt(
                    read.header_row,
                    UserError(
                        N_(
                            "This kind of file names no fonts: what .VnTimeH drew as capitals comes in as "
                            "small letters. If names were typed so, take in the .xlsx or .xls."
                        )
                    ),
                )
            )

    @property
    def report(self) -> ImportReport:
        """What became of the list."""
        return ImportReport.of((each.fate for each in self.rows), self.refused, self.warnings, rows=self.rows)

    def take(
        self, reader: RowReader, fate: Fate | None, who: str = "", changes: tuple[Change, ...] = ()
    ) -> bool:
        """Book a row, with what it changes; return whether it comes in."""
        refusal = reader.refusal
        if refusal is not None:
            self.refused.append(refusal)
            return False
        if fate is None:
            raise ValueError("a row that is not refused has a fate")
        self.rows.append(GoodRow(reader.row.number, fate, who, changes, meant=reader.meant))
        self.warnings += reader.doubts
        return True


def _sample(read: ReadList) -> str:
    """The first row as it reads now."""
    return " · ".join(cell_text(cell) for row in read.rows[:1] for cell in row.cells.values() if cell)


def list_digest(read: ReadList) -> str:
    """What the audit row of an import keeps of the list: a hash of its cells, not the cells."""
    return sha256_of(
        [row.number, {key: cell_text(cell) for key, cell in {**row.cells, **row.extra}.items()}]
        for row in read.rows
    )


def _day_read(value: object) -> str:
    """How a day is read, so that one whose month was taken for the day is seen; empty for all else."""
    if isinstance(value, Birth):
        return value.label
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else ""
