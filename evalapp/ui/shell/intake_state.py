"""What the panel that takes files in shows and allows."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.columns import FoundColumns
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import NOT_THERE, ListSpec
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.intake_columns import column_words, offered_headings, told_unused
from evalapp.ui.shell.intake_files import LeftOut, count_left, with_boxes
from evalapp.ui.shell.intake_lines import ONLY_LABELS, IntakeLine, Kind, counted_rows, lines_of
from evalapp.usecases.list_columns import find_columns, remember_columns, told_by_values
from evalapp.usecases.people_matching import unknown_unit
from evalapp.usecases.unit_names import call_unit
from evalapp.usecases.units import list_units


class Taken(Struct, frozen=True):
    """What became of a file, with the list as it was read where it was one."""

    report: ImportReport
    read: ReadList | None = None
    lines: tuple[IntakeLine, ...] = ()  # what there is to say of it, refused rows first


class Intake(Struct, frozen=True):
    """A file, or a folder of them, and the use case that takes it in."""

    title: str
    perform: Callable[[Work, ImportChoice], Taken]
    names: Callable[[str], str] = str  # a missing person's code -> how to call them
    source: "ListSource | None" = None  # where it is a list, whose columns can be chosen

    def take(self, work: Work, choice: ImportChoice) -> Taken:
        """Take it in, or only look; a list has thousands of rows, so the worker says what became of each."""
        taken = self.perform(work, choice)
        return replace(taken, lines=lines_of(taken.report, taken.read, self.names))


#: The field that says in which sheet the list stands.
SHEET = "*sheet"
_MOST_UNITS = 20  # names of units asked about at once
_UNIT = "unit"
_HOME = "*"  # before the code of the unit that everybody goes to

TakeIn = Callable[[Work, ReadList, ImportChoice], ImportReport]


class ListSource(Struct, frozen=True):
    """A list of an office: its file, what it is known by, and the use case that takes it in."""

    file: Path
    spec: ListSpec
    take_in: TakeIn
    into: Callable[[str], TakeIn] | None = None  # takes everybody into one unit, where no column names any
    home: str = ""  # the unit that one stands in

    def spec_of(self, home: str) -> ListSpec:
        """What the list is known by, where everybody goes to one unit or not."""
        return self.spec.without(_UNIT) if home else self.spec


class Looked(Struct, frozen=True):
    """What was found in a list before it was read: in which sheet, and which column was said to be which."""

    found: FoundColumns
    mapping: Mapping[str, str]
    sheet: str | None = None  # as a person chose it
    homes: tuple[Choice, ...] = ()  # units that everybody may go to
    home: str = ""  # the one that everybody goes to


def list_intake(
    title: str,
    file: Path,
    spec: ListSpec,
    take_in: TakeIn,
    *,
    into: Callable[[str], TakeIn] | None = None,
    home: str = "",
) -> Intake:
    """Taking one list of an office in."""
    source = ListSource(file, spec, take_in, into, home)
    return Intake(f"{title}: {file.name}", partial(take_list, source=source, mapping={}), source=source)


def look(work: Work, *, source: ListSource, sheet: str | None = None) -> Looked:
    """Find the columns of a list, with what was chosen for its headings before."""
    found, mapping = find_columns(work, read_workbook(source.file), source.spec, sheet=sheet)
    if source.into is None:
        return Looked(found, mapping, sheet)
    units = offered_units(work)
    homes = tuple(unit for unit in units if unit.key == source.home) or units
    home = source.home if mapping.get(_UNIT) == NOT_THERE and len(homes) == 1 else ""
    if home:
        found = replace(found, missing=tuple(key for key in found.missing if key != _UNIT))
    return Looked(found, mapping, sheet, homes, home)


def take_list(
    work: Work,
    choice: ImportChoice,
    *,
    source: ListSource,
    mapping: Mapping[str, str],
    sheet: str | None = None,
    home: str = "",
) -> Taken:
    """Read a list with its columns as they were chosen; the choice is remembered once rows came in."""
    workbook = read_workbook(source.file)
    read = find_list(workbook, source.spec_of(home), mapping=mapping or None, sheet=sheet)
    take_in = source.into(home) if home and source.into else source.take_in
    report = take_in(work, read, choice)
    if report.applied and not choice.dry_run:
        remember_columns(work, workbook, source.spec, mapping=mapping, sheet=sheet)
    return Taken(report, read)


def offered_units(work: Work) -> tuple[Choice, ...]:
    """The units that a name in a list may mean."""
    return tuple(Choice(unit.code, f"{unit.name} ({unit.code})") for unit in list_units(work))


def name_units(work: Work, *, codes: Mapping[str, str]) -> None:
    """Say for all lists which units these names mean."""
    for name, code in codes.items():
        call_unit(work, code=code, name=name)


def save_refused(_work: Work, *, taken: Taken, out: Path) -> Path:
    """Write the refused rows as they came, to be corrected there and taken in again."""
    from evalapp.documents.error_workbook import RefusedCell, write_error_workbooks

    if taken.read is None:
        raise ValueError("only the rows of a list can be sent back")
    refused = [
        (
            each.file,
            RefusedCell(each.row or 0, each.column, each.value, "; ".join(map(tr_error, each.reasons))),
        )
        for each in taken.report.refused
    ]
    write_error_workbooks(out, taken.read.parts, refused)
    return out


class IntakeState(Struct, frozen=True, dict=True):
    """What the panel shows and allows."""

    intake: Intake
    taken: Taken | None = None
    busy: bool = False
    looked: Looked | None = None
    choosing: bool = False  # which column is which
    units: tuple[Choice, ...] = ()  # offered while somebody says which ones are meant
    preview: "IntakeState | None" = None  # what was read before something was to be said otherwise
    only: Kind | None = None  # the lines that are asked for alone
    left_out: LeftOut = LeftOut()  # files of a folder that are not to come in

    @property
    def filling(self) -> bool:
        """Whether something is to be said first: which column is which, or which unit is meant."""
        return self.choosing or bool(self.units)

    @cached_property
    def unknown_units(self) -> tuple[str, ...]:
        """What the list calls units that there are not, the most frequent first."""
        refused = self.report.refused if self.report else ()
        named = Counter(name for each in refused for reason in each.reasons if (name := unknown_unit(reason)))
        return tuple(name for name, _ in named.most_common(_MOST_UNITS))

    @property
    def can_name_units(self) -> bool:
        """Whether it can be said which units are meant."""
        return not self.busy and not self.filling and bool(self.unknown_units)

    @property
    def unit_fields(self) -> tuple[FieldSpec, ...]:
        """One field for each name of a unit that is not known."""
        offered = (Choice("", tr("Not now")), *self.units)
        return tuple(
            FieldSpec(name, f"“{name}”", FieldKind.CHOICE, choices=offered) for name in self.unknown_units
        )

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """What is to be filled in, where anything is."""
        return self.unit_fields if self.units else self.columns

    @property
    def back_words(self) -> str:
        """What the button that gives up what is to be said does."""
        return tr("Back to what was read") if self.preview else tr("Close")

    @property
    def keys_words(self) -> str:
        """Which keys go on and back."""
        if self.preview:
            return tr("Ctrl+Enter reads the list again, Esc leads back to what was read.")
        return tr("Ctrl+Enter reads the list, Esc closes it.")

    @property
    def read_words(self) -> str:
        """What the button that reads the list again says it does."""
        return tr("Read with these units") if self.units else tr("Read with these columns")

    @property
    def columns(self) -> tuple[FieldSpec, ...]:
        """One field for each column of ours, filled in with one of the office's headings."""
        source = self.intake.source
        if source is None or self.looked is None:
            return ()
        found = self.looked.found
        offered = {column.key: offered_headings(found, column.key) for column in source.spec.columns}
        if source.into:
            headings = offered[_UNIT][1:]
            offered[_UNIT] = (*self._homes, *headings) if source.home else (*headings, *self._homes)
        asked = tuple(
            FieldSpec(column.key, column_words(column.header), FieldKind.CHOICE, choices=offered[column.key])
            for column in source.spec.columns
            if column.key != source.spec.ordinal
        )
        sheets = tuple(Choice(name, name) for name in found.sheets)
        return (FieldSpec(SHEET, tr("Sheet"), FieldKind.CHOICE, choices=sheets), *asked)[len(sheets) < 2 :]

    @property
    def _homes(self) -> tuple[Choice, ...]:
        """The units that everybody may go to, as what may be said of the column that would name them."""
        said = N_("Not in the list: everybody goes to {unit}")
        homes = self.looked.homes if self.looked else ()
        return tuple(Choice(f"{_HOME}{home.key}", tr(said, unit=home.text)) for home in homes)

    @property
    def chosen_columns(self) -> Mapping[str, str]:
        """Which heading stands for which of our columns now."""
        if self.looked is None:
            return {}
        home = {_UNIT: f"{_HOME}{self.looked.home}"} if self.looked.home else {}
        return {SHEET: self.looked.found.sheet, **self.looked.found.known, **home}

    @property
    def columns_at_fault(self) -> Mapping[str, str]:
        """The columns without which the list cannot be read."""
        if self.looked is None or not self.choosing:
            return {}
        if self.looked.found.is_doubtful:
            return {SHEET: tr("Several sheets hold such a list: choose the one that is meant.")}
        return {key: self._asking(key) for key in self.looked.found.missing}

    def _asking(self, key: str) -> str:
        if key == _UNIT and self.looked and self.looked.homes:
            return tr("Say which column names the unit, or that everybody goes to one unit.")
        return tr("Say which column this is: without it the list cannot be read.")

    def faults_of(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """What keeps the list from being read with these columns, at the field where it is."""
        source = self.intake.source
        if source is None:
            return {}
        needed = {
            key: text for key, text in self.columns_at_fault.items() if key == SHEET and not values[key]
        }
        said = [key for key, heading in values.items() if heading]
        needed |= {key: self._asking(key) for group in source.spec.missing(said) for key in group[0]}
        first: dict[str, str] = {}
        for key, heading in values.items():
            if heading and key != first.setdefault(heading, key):
                needed[key] = tr("“{heading}” is chosen above already.", heading=heading)
        return needed

    def choose(self, values: Mapping[str, str]) -> "IntakeState":
        """The same with columns chosen; only what would not be known without it is part of the choice."""
        if self.looked is None:
            return self
        found, before, sheet = self.looked.found, self.looked.mapping, values.get(SHEET)
        unit = values.get(_UNIT, "")
        home = unit.removeprefix(_HOME) if unit in {choice.key for choice in self._homes} else ""
        said = {key: "" if home and key == _UNIT else text for key, text in values.items() if key != SHEET}
        mapping = {
            key: heading or NOT_THERE
            for key, heading in said.items()
            if key in before or (home and key == _UNIT) or heading != found.known.get(key, "")
        }
        known = {key: heading for key, heading in said.items() if heading}
        found = replace(found, known=known, missing=(), is_doubtful=False)
        looked = replace(self.looked, found=found, mapping=mapping, sheet=sheet, home=home)
        return replace(self, looked=looked)

    @property
    def can_choose_columns(self) -> bool:
        """Whether the columns can be chosen otherwise: nothing was taken in yet."""
        taken = self.report is not None and self.report.applied
        return not self.busy and self.looked is not None and not self.filling and not taken

    @property
    def report(self) -> ImportReport | None:
        """What became of the rows, once the file was read."""
        return self.taken.report if self.taken else None

    @property
    def good(self) -> int:
        """How many rows would change something."""
        if self.taken is None or self.report is None:
            return 0
        return self.report.new + self.report.changed - count_left(self.taken.lines, self.left_out)

    @property
    def can_turn(self) -> bool:
        """Whether files can be left out: they are many, and none was taken in yet."""
        waits = self.report is not None and not self.report.applied and not self.filling
        return waits and not self.busy and self.is_folder

    @property
    def is_folder(self) -> bool:
        """Whether the files of a folder come in, and not the rows of a list."""
        report = self.report
        return report is not None and report.missing is not None

    @property
    def can_apply(self) -> bool:
        """Whether there is anything to take in."""
        return not self.busy and self.good > 0 and self.report is not None and not self.report.applied

    @property
    def asked(self) -> tuple[str, str, str] | None:
        """What is asked once before the rows come in, with its answer; None where nothing is unusual."""
        doubts = self.report.asked if self.report else ()
        if not doubts:
            return None
        told = tr("Please check before the list is taken in: {doubts}", doubts=doubts)
        return tr("Is the list right?"), told, self.apply_words

    @property
    def may_apply(self) -> bool:
        """Whether taking in is what comes next, once the file was read."""
        if self.filling or self.report is None:
            return not self.filling
        return self.good > 0 and not self.report.applied

    @property
    def can_save_errors(self) -> bool:
        """Whether there are refused rows to send back."""
        return not self.busy and self.has_list and bool(self.taken and self.taken.report.refused)

    @property
    def has_list(self) -> bool:
        """Whether the file was a list, whose rows can be sent back."""
        return self.taken is not None and self.taken.read is not None

    @property
    def apply_words(self) -> str:
        """What the button says it does."""
        if self.is_folder:
            return tr("Import {count} {count:form|forms}", count=self.good)
        if self.report and self.report.refused:
            return tr("Import the {count} good {count:row|rows}", count=self.good)
        return tr("Import {count} {count:row|rows}", count=self.good)

    @property
    def summary(self) -> str:
        """The counts in one sentence."""
        if self.choosing and self.looked:
            found = self.looked.found
            if not found.sheet:  # a list of text alone has none
                return tr(
                    "Headings in row {row}. Say which column is which; "
                    "it is remembered for lists with these headings.",
                    row=found.row,
                )
            return tr(
                "Sheet “{sheet}”, headings in row {row}. Say which column is which; "
                "it is remembered for lists with these headings.",
                sheet=found.sheet,
                row=found.row,
            )
        if self.units:
            return tr("Say which unit each name means; it is remembered for all lists.")
        if self.report is None:
            return tr("Reading the file…")
        counts = counted_rows(self.report, forms=self.is_folder)
        said = (counts, self._about_columns(), self._where_to(), self._what_next())
        return " ".join(filter(None, said))

    @cached_property
    def lines(self) -> tuple[IntakeLine, ...]:
        """What there is to say, what needs somebody first."""
        if self.taken is None or self.filling:
            return ()
        if self.only is None:
            return self._all_lines
        return tuple(line for line in self._all_lines if line.kind is self.only)

    @cached_property
    def _all_lines(self) -> tuple[IntakeLine, ...]:
        if self.taken is None or not self.is_folder or self.taken.report.applied:
            return self.taken.lines if self.taken else ()
        return tuple(with_boxes(self.taken.lines, self.left_out))

    @property
    def only_choices(self) -> tuple[Choice, ...]:
        """What can be asked for alone, where there are lines of several kinds."""
        if self.taken is None or self.filling:
            return ()
        kinds = {line.kind for line in self._all_lines}
        alone = tuple(Choice(kind, tr(text)) for kind, text in ONLY_LABELS.items() if kind in kinds)
        return (Choice(None, tr("All rows")), *alone) if len(alone) > 1 else ()

    def _about_columns(self) -> str:
        """What the columns were taken for otherwise than by their headings, and those taken for nothing."""
        if self.looked is None or self.intake.source is None:
            return ""
        found = self.looked.found
        return " ".join(filter(None, (told_by_values(found, self.intake.source.spec), told_unused(found))))

    def _where_to(self) -> str:
        """The unit that everybody goes to, where the list names none."""
        homes = self.looked.homes if self.looked else ()
        home = next((each.text for each in homes if self.looked and each.key == self.looked.home), "")
        return (
            tr("Everybody goes to {unit}: no column of the list is read as the unit.", unit=home)
            if home
            else ""
        )

    def _what_next(self) -> str:
        if self.report is None or self.report.applied:
            return tr("They are imported.")
        if self.unknown_units:
            return tr(
                "Some units are not known by these names: say which are meant, "
                "or choose the columns where that is no column of units."
            )
        if self.report.changes_nothing:
            return tr("The list changes nothing: all that it says is known already.")
        if self.good == 0:
            return tr("There is nothing to take in.")
        if self.is_folder:
            return tr("Nothing has been changed yet; Space leaves a form out, Enter imports those ticked.")
        return tr("Nothing has been changed yet; Enter imports the good rows.")
