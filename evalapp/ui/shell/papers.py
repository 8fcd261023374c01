"""Printing from the window: asks where to, writes on the worker, and says what was written."""

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.base.names import fold
from evalapp.documents.papers.batch import BatchOutcome, PapersThere, Present, edition_of, person_file_name
from evalapp.documents.papers.plain_text import file_part
from evalapp.domain.people import Person
from evalapp.domain.periods import Period
from evalapp.domain.rounds import PersonSheet, Round
from evalapp.domain.years import YearReport, YearRow
from evalapp.store.work import Work
from evalapp.ui.kit.dialogs import PDF_FILES, WORD_FILES, XLSX_FILES
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.messages import Written
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.dossier import dossier_of, write_dossier, write_dossier_folder
from evalapp.usecases.papers import (
    print_forms,
    write_person_forms,
    write_person_period_paper,
    write_summary_paper,
    write_year_paper,
)
from evalapp.usecases.person_years import person_period
from evalapp.usecases.previews import preview_meeting, preview_summary
from evalapp.usecases.summaries import person_sheet, summarise
from evalapp.usecases.word_papers import write_meeting_minutes


def ask_summary(desk: Desk, owner: QWidget, form: str, current: Round) -> None:
    """Write the month's summary to a file that the user names before anything is read."""
    name = _summary_name(current, form)
    out = desk.dialogs.save_file(tr("Summary table"), name, XLSX_FILES if form == "xlsx" else PDF_FILES)
    if out:
        writing = partial(_write_summary, current=current, out=out, form=form)
        desk.tasks.run(
            writing, label=tr("Writing the summary table"), done=partial(tell_file, desk), owner=owner
        )


def ask_year(desk: Desk, owner: QWidget, report: YearReport, form: str) -> None:
    """Write the list of a longer period to a file that the user names."""
    name = f"danh-sach-{_safe(report.unit_code)}-{report.period}.{form}"
    out = desk.dialogs.save_file(tr("List of the period"), name, XLSX_FILES if form == "xlsx" else PDF_FILES)
    if out:
        writing = partial(write_year_paper, report=report, out=out, form=form)
        desk.tasks.run(writing, label=tr("Writing the list"), done=partial(tell_file, desk), owner=owner)


def ask_person_period(desk: Desk, owner: QWidget, report: YearReport, row: YearRow, form: str) -> None:
    """Write one person's form of a longer period to a file that the user names."""
    name = person_file_name(row.code, row.name, f"{report.period}.{form}")
    out = desk.dialogs.save_file(tr("Form of the period"), name, XLSX_FILES if form == "xlsx" else PDF_FILES)
    if out:
        writing = partial(_write_person_period, row=row, period=report.period, out=out, form=form)
        desk.tasks.run(writing, label=tr("Writing the form"), done=partial(tell_file, desk), owner=owner)


def ask_meeting(desk: Desk, owner: QWidget, current: Round) -> None:
    """Write the minutes of the rating meeting to a Word file that the user names, and completes there."""
    name = f"bien-ban-hop-{_safe(current.unit_code)}-{_time(current)}.docx"
    out = desk.dialogs.save_file(tr("Minutes of the rating meeting"), name, WORD_FILES)
    if out:
        writing = partial(write_meeting_minutes, round_id=current.id, out=out)
        desk.tasks.run(writing, label=tr("Writing the minutes"), done=partial(tell_file, desk), owner=owner)


def show_summary(desk: Desk, current: Round) -> None:
    """Show the month's summary as it would be printed."""
    desk.preview(tr("Summary table"), partial(preview_summary, round_id=current.id))


def show_meeting(desk: Desk, current: Round) -> None:
    """Show the minutes of the rating meeting before they are written."""
    desk.preview(tr("Minutes of the rating meeting"), partial(preview_meeting, round_id=current.id))


def ask_forms(desk: Desk, owner: QWidget, current: Round) -> None:
    """Write everybody's form as a PDF each into a folder that the user chooses."""
    folder = desk.dialogs.folder(tr("Folder for the forms"))
    if folder:
        _write_into(folder, desk, owner, partial(print_forms, round_id=current.id), tr("Writing the forms"))


def ask_everything(desk: Desk, owner: QWidget, current: Round) -> None:
    """Write the month's summary and everybody's form as PDFs into a folder that the user chooses."""
    folder = desk.dialogs.folder(tr("Folder for the papers"))
    if folder:
        _write_into(
            folder, desk, owner, partial(_write_everything, current=current), tr("Writing the papers")
        )


def ask_form_pdf(desk: Desk, owner: QWidget, person: PersonSheet) -> None:
    """Write one person's form as a PDF."""
    who = person.sheet.participant
    name = person_file_name(who.code, who.name, f"{_time(person.round)}.pdf")
    out = desk.dialogs.save_file(tr("Form"), name, PDF_FILES)
    if out:
        writing = partial(_write_form, person=person, out=out)
        desk.tasks.run(writing, label=tr("Writing the form"), done=partial(tell_file, desk), owner=owner)


def ask_dossier(desk: Desk, owner: QWidget, person: Person, year: int) -> None:
    """Write a person's year as one PDF and as a folder of its files, into a folder that the user chooses."""
    folder = desk.dialogs.folder(tr("Folder for the dossier"))
    if folder:
        name = f"ho-so-{_safe(person.code)}-{year}"
        writing = partial(_write_dossier, code=person.code, year=year, out=folder / name)
        desk.tasks.run(writing, label=tr("Writing the dossier"), done=partial(tell_file, desk), owner=owner)


def tell_file(desk: Desk, out: Path) -> None:
    """Say where a paper is, and let it be opened from there."""
    desk.tell(tr("Written: {file}", file=str(out)), Tone.OK, written=Written(out, desk.dialogs.open_outside))


def tell_written(desk: Desk, folder: Path, outcome: BatchOutcome) -> None:
    """Say how many papers were written, and which were not."""
    text = tr(
        "{count} {count:file|files} written into {folder}.", count=len(outcome.written), folder=str(folder)
    )
    written = Written(folder, desk.dialogs.open_outside)
    if outcome.failed:
        failed = "; ".join(f"{each.name}: {each.reason}" for each in outcome.failed)
        desk.tell(tr("{done} Not written: {failed}", done=text, failed=failed), Tone.WARN, written=written)
    else:
        desk.tell(text, Tone.OK, written=written)


class _Papers(Protocol):
    def __call__(self, work: Work, *, folder: Path, present: Present) -> BatchOutcome: ...


def _write_into(
    folder: Path, desk: Desk, owner: QWidget, write: _Papers, label: str, present: Present = Present.ASK
) -> None:
    """Write papers into a folder; where they are there already, a person says what becomes of those."""

    def ask(error: UserError) -> None:
        if not isinstance(error, PapersThere):
            desk.tell(tr_error(error), Tone.BAD)
            return
        chosen = desk.dialogs.choose(
            tr("Papers of this edition are there already"),
            tr(
                "{folder} holds {count} of them, such as {file}. Somebody may have written on them.",
                **error.values,
            ),
            tr("Write the papers"),
            [
                Choice(Present.BESIDE, tr("Keep them: the new ones get a number in their names")),
                Choice(Present.REPLACE, tr("Replace them")),
            ],
            asks_reason=False,
        )
        if chosen is not None:
            _write_into(folder, desk, owner, write, label, Present(str(chosen[0])))

    desk.tasks.run(
        partial(write, folder=folder, present=present),
        label=label,
        done=partial(tell_written, desk, folder),
        owner=owner,
        refused=ask,
    )


def _write_everything(work: Work, *, current: Round, folder: Path, present: Present) -> BatchOutcome:
    summary = summarise(work, round_id=current.id)
    several = len(work.rounds.all(unit=current.unit, period=current.period)) > 1
    along = (_summary_name(current, "pdf", current.policy.code if several else ""),)
    forms = print_forms(work, round_id=current.id, folder=folder, present=present, along=along)
    out = write_summary_paper(work, summary=summary, out=forms.along[0], form="pdf")
    return BatchOutcome((out, *forms.written), forms.failed)


def _write_dossier(work: Work, *, code: str, year: int, out: Path) -> Path:
    dossier = dossier_of(work, person_code=code, year=year)
    folder = write_dossier_folder(work, dossier=dossier, folder=out)
    write_dossier(work, dossier=dossier, out=folder / f"{out.name}.pdf")
    return folder


def _write_summary(work: Work, *, current: Round, out: Path, form: str) -> Path:
    return write_summary_paper(work, summary=summarise(work, round_id=current.id), out=out, form=form)


def _summary_name(of: Round, form: str, policy: str = "") -> str:
    """The name of its file, with the policy where the unit goes by several in the month."""
    unit = f"{of.unit_code} {policy}" if policy else of.unit_code
    return f"tong-hop-{_safe(unit)}-{_time(of)}.{form}"


def _time(of: Round) -> str:
    """The month, and which edition of its papers these are."""
    return f"{of.period}{edition_of(of.revision, of.stage)}"


def _write_form(work: Work, *, person: PersonSheet, out: Path) -> Path:
    fresh = person_sheet(work, sheet_id=person.sheet.participant.sheet)
    return write_person_forms(work, of=fresh.round, sheets=[fresh], out=out)


def _write_person_period(work: Work, *, row: YearRow, period: Period, out: Path, form: str) -> Path:
    unit = work.units.by_code(row.unit_code).id
    fresh = person_period(work, unit=unit, period=period, code=row.code)
    return write_person_period_paper(work, of=fresh, out=out, form=form)


def _safe(text: str) -> str:
    """A text as part of a file name on any system."""
    return file_part(fold(text))
