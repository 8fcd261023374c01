"""`evalapp sheets`: self-score forms out and back, and people's official forms on paper."""

from argparse import Namespace
from pathlib import Path

from evalapp.base.messages import N_, tr, tr_error
from evalapp.cli.answers import DONE, REFUSED, complain, import_document, put_json, reasons, say
from evalapp.cli.command import (
    Verbs,
    add_import,
    add_month,
    add_verb,
    month_of,
    taking_in,
    wants_json,
    working,
)
from evalapp.cli.imports import answer, choice_of
from evalapp.cli.papers import add_replace
from evalapp.documents.papers.batch import BatchOutcome, Present
from evalapp.documents.papers.list_workbook import write_list
from evalapp.domain.imports import ImportReport
from evalapp.usecases.forms import export_forms, import_forms, read_forms
from evalapp.usecases.papers import print_forms


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    sent = add_verb(verbs, "export", _export, N_("write one self-score form for each person"))
    add_month(sent)
    sent.add_argument("--out", required=True, metavar=tr("FOLDER"))
    taken = add_verb(verbs, "import", _import, N_("take filled forms back: one file, or a whole folder"))
    taken.add_argument("path", metavar=tr("FOLDER"))
    add_month(taken)
    add_import(taken)
    printed = add_verb(verbs, "print", _print, N_("write each person's official form"))
    add_month(printed)
    printed.add_argument("--out", required=True, metavar=tr("FOLDER"))
    printed.add_argument("--format", choices=["pdf", "xlsx"], default="pdf")
    add_replace(printed)


def _export(args: Namespace) -> int:
    with working(args) as work:
        outcome = export_forms(work, round_id=month_of(work, args).id, folder=Path(args.out))
    return _put_batch(args, outcome)


def _print(args: Namespace) -> int:
    with working(args) as work:
        outcome = print_forms(
            work,
            round_id=month_of(work, args).id,
            folder=Path(args.out),
            form=args.format,
            present=Present.REPLACE if args.replace else Present.ASK,
        )
    return _put_batch(args, outcome)


def _import(args: Namespace) -> int:
    args.answer = import_document(ImportReport(missing=()))  # should nothing there be readable at all
    read = read_forms(Path(args.path))
    with taking_in(args) as work:
        report = import_forms(work, round_id=month_of(work, args).id, read=read, choice=choice_of(args))
    if args.errors and report.refused:
        _write_errors(Path(args.errors), report)
    return answer(args, report)


def _write_errors(out: Path, report: ImportReport) -> None:
    write_list(
        out,
        titles=("PHIẾU TỰ CHẤM KHÔNG NHẬN ĐƯỢC",),
        header=("Tệp", "Dòng", "Ô", "Giá trị", "Lý do"),
        rows=[(each.file, each.row, each.column, each.value, reasons(each)) for each in report.refused],
        widths=(44, 8, 18, 14, 70),
    )


def _put_batch(args: Namespace, outcome: BatchOutcome) -> int:
    failed = [
        {"code": each.code, "name": each.name, "reason": tr_error(each.reason)} for each in outcome.failed
    ]
    if wants_json(args):
        put_json({"written": [str(path) for path in outcome.written], "failed": failed})
    else:
        say(tr("{count} files written.", count=len(outcome.written)))
        complain(*(f"{each['code']} {each['name']}: {each['reason']}" for each in failed))
    return REFUSED if failed else DONE
