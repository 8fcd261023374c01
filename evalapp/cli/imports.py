"""What every import command does around its use case: read, run, write the error workbook, answer."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, REFUSED, complain, import_document, put_import, put_json, reasons, say
from evalapp.cli.command import add_import, taking_in, wants_json
from evalapp.cli.hints import hint_for
from evalapp.documents.error_workbook import RefusedCell, write_error_workbooks
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import ListSpec
from evalapp.documents.reading.workbook import Workbook, read_workbook
from evalapp.domain.imports import ImportChoice, ImportReport, Refusal
from evalapp.store.work import Work
from evalapp.usecases.entry_doubts import IN_DOUBT
from evalapp.usecases.list_columns import find_columns, remember_columns, told_by_values

Import = Callable[[Work, ReadList, ImportChoice], ImportReport]


def run_import(args: Namespace, spec: ListSpec, take_in: Import) -> int:
    """Read the file, hand it to the use case in one transaction, and answer by the contract."""
    args.answer = import_document(ImportReport())  # what a file that cannot be read at all is refused with
    refuse_over_input(args.errors, Path(args.file))
    given = _columns(args.columns or (), spec)
    workbook, sheet = read_workbook(Path(args.file)), args.list_sheet
    with taking_in(args) as work:
        told, mapping = _which(work, workbook, spec, given, sheet)
        read = find_list(workbook, spec, mapping=mapping or None, sheet=sheet)
        report = take_in(work, read, choice_of(args))
        if report.applied:
            remember_columns(work, workbook, spec, mapping=mapping, sheet=sheet)
    if args.errors and report.refused:
        write_errors(Path(args.errors), read.parts, report)
    if told and not wants_json(args):
        say(told)
    return answer(args, report)


def _which(
    work: Work, workbook: Workbook, spec: ListSpec, given: Mapping[str, str], sheet: str | None
) -> tuple[str, dict[str, str]]:
    """Which column is which, and what is said of those that their values alone tell."""
    try:
        found, mapping = find_columns(work, workbook, spec, given=given, sheet=sheet)
    except UserError:
        return "", dict(given)  # it has no headings; reading it says so
    return told_by_values(found, spec), spec.readable(mapping)


def write_errors(out: Path, parts: Sequence[ReadList], report: ImportReport) -> None:
    """The refused rows of a list that stands in several sheets: a workbook for each, the first as asked."""
    write_error_workbooks(out, parts, [(each.file, _cell(each)) for each in report.refused])


def add_list(parser: ArgumentParser) -> None:
    """The file of a list, its sheet, and which column is which where headings are not known."""
    parser.add_argument("file", metavar=tr("FILE"))
    add_import(parser)
    parser.add_argument(
        "--sheet",
        dest="list_sheet",
        metavar=tr("NAME"),
        help=tr("the sheet of the workbook, where several hold such a list"),
    )
    parser.add_argument(
        "--column",
        dest="columns",
        action="append",
        metavar=tr("KEY=HEADING"),
        help=tr("which column of the list is ours, as name=Cán bộ; may be given several times"),
    )


def _columns(given: Sequence[str], spec: ListSpec) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    unknown = [key for key, mark, heading in pairs if not mark or not heading or key not in spec.by_key]
    if unknown:
        raise UserError(
            N_("There is no column {keys}; write KEY=HEADING, with one of: {known}."),
            keys=unknown,
            known=[key for key in spec.by_key if key != spec.ordinal],
        )
    mapping = {key: heading for key, _, heading in pairs}
    if len(set(mapping.values())) < len(mapping) or len(mapping) < len(pairs):
        raise UserError(N_("A column of the list is one of ours, and only one: {given}."), given=list(given))
    return mapping


def refuse_over_input(errors: str | None, given: Path) -> None:
    """The refused rows never take the place of the list they came from."""
    if errors and Path(errors).resolve() == given.resolve():
        raise UserError(N_("{file} is the list itself: give --errors another name."), file=errors)


def choice_of(args: Namespace) -> ImportChoice:
    """How the import was asked for."""
    return ImportChoice(dry_run=args.dry_run, take_good=args.take_good, sure=getattr(args, "sure", False))


def answer(args: Namespace, report: ImportReport) -> int:
    """Write an import's answer; refused rows that kept everything out make it a refusal."""
    if wants_json(args):
        put_json(import_document(report))
    else:
        put_import(report)
    is_asked = bool(report.asked) and not args.dry_run
    if is_asked and not report.applied:
        complain(hint_for(UserError(IN_DOUBT)))
    return REFUSED if (report.refused or is_asked) and not report.applied else DONE


def _cell(refusal: Refusal) -> RefusedCell:
    return RefusedCell(refusal.row or 0, refusal.column, refusal.value, reasons(refusal))
