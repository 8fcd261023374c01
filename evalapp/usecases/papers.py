"""The papers of a month: the summary and each person's form, written from what is stored.

Each kind of paper is imported where it is written: its library is slow to import, and seldom needed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.papers.batch import BatchOutcome, Present, edition_of, write_each
from evalapp.documents.papers.files import Collected, whole_or_not_at_all
from evalapp.domain.layouts import Layout
from evalapp.domain.person_years import PersonPeriod
from evalapp.domain.reports import Report
from evalapp.domain.rewards import RewardList
from evalapp.domain.rights import Right
from evalapp.domain.rounds import PersonSheet, Round, RoundId
from evalapp.domain.summaries import Summary
from evalapp.domain.years import YearReport
from evalapp.store.work import Work
from evalapp.usecases.layouts import laid_out, layout_for
from evalapp.usecases.person_years import periods_of
from evalapp.usecases.summaries import people_in_turn


def print_forms(
    work: Work,
    *,
    round_id: RoundId,
    folder: Path,
    form: str = "pdf",
    present: Present = Present.ASK,
    along: Sequence[str] = (),
) -> BatchOutcome:
    """Write each person's official form as its own file; one that fails does not stop the rest.

    Of a period that is made of its months the form is the paper of that period. Papers that are there
    already are refused as `PapersThere` until somebody says what becomes of them.
    """
    from evalapp.documents.papers.form_pdf import write_form
    from evalapp.documents.papers.form_workbook import write_form_workbook
    from evalapp.documents.papers.person_year_pdf import write_person_period_pdf
    from evalapp.documents.papers.person_year_workbook import write_person_period

    current = work.rounds.get(round_id)
    layout = layout_for(work, current.unit)
    longer = periods_of(work, of=current) if current.is_derived else {}

    def write(path: Path, sheet: PersonSheet) -> None:
        if longer:
            of = longer[sheet.sheet.participant.code]
            (write_person_period if form == "xlsx" else write_person_period_pdf)(path, of, layout=layout)
        else:
            (write_form_workbook if form == "xlsx" else write_form)(path, sheet, layout=layout)

    sheets = people_in_turn(work, round_id=round_id)
    edition = edition_of(current.revision, current.stage)
    return write_each(
        folder,
        sheets,
        write,
        suffix=f"{edition}.{form}",
        progress=work.progress,
        present=present,
        along=along,
    )


def write_person_forms(
    work: Work, *, of: Round, sheets: Collected[PersonSheet], out: Path, form: str = "pdf"
) -> Path:
    """Write forms of one round into one file: a PDF takes any number, a workbook one."""
    from evalapp.documents.papers.form_workbook import write_form_workbook
    from evalapp.documents.papers.person_year_workbook import write_person_period

    work.require(Right.READ_SCORES, of.unit)
    layout = layout_for(work, of.unit)
    if form == "pdf":
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            draw_forms(work, of=of, sheets=sheets, out=stream)
    elif len(sheets) > 1:
        raise UserError(
            N_("A workbook holds one person's form: say whose, or print all forms into a folder.")
        )
    elif of.is_derived:
        longer = periods_of(work, of=of)[next(iter(sheets)).sheet.participant.code]
        write_person_period(out, longer, layout=layout)
    else:
        write_form_workbook(out, next(iter(sheets)), layout=layout)
    return out


def draw_forms(work: Work, *, of: Round, sheets: Collected[PersonSheet], out: BinaryIO) -> None:
    """Write the forms of one round as PDF into what is open already."""
    from evalapp.documents.papers.form_pdf import write_forms
    from evalapp.documents.papers.person_year_pdf import write_person_periods

    layout = layout_for(work, of.unit)
    if of.is_derived:
        longer = periods_of(work, of=of)
        papers = [longer[each.sheet.participant.code] for each in sheets]
        write_person_periods(out, papers, layout=layout, progress=work.progress)
    else:
        write_forms(out, sheets, layout=layout, progress=work.progress)


def write_summary_paper(work: Work, *, summary: Summary, out: Path, form: str = "xlsx") -> Path:
    """Write the month's summary as a workbook or a PDF."""
    from evalapp.documents.papers.summary_pdf import write_summary_pdf
    from evalapp.documents.papers.summary_workbook import write_summary

    write = write_summary if form == "xlsx" else write_summary_pdf
    write(out, summary, layout=_readable(work, summary.unit_code))
    return out


def write_rewards_paper(work: Work, *, rewards: RewardList, out: Path, form: str = "xlsx") -> Path:
    """Write the list of rewards and penalties as a workbook or a PDF."""
    from evalapp.documents.papers.reward_pdf import write_rewards_pdf
    from evalapp.documents.papers.reward_workbook import write_rewards

    write = write_rewards if form == "xlsx" else write_rewards_pdf
    write(out, rewards, layout=_readable(work, rewards.unit_code))
    return out


def write_year_paper(work: Work, *, report: YearReport, out: Path, form: str = "xlsx") -> Path:
    """Write the list of a longer period as a workbook or a PDF."""
    from evalapp.documents.papers.year_pdf import write_year_pdf
    from evalapp.documents.papers.year_workbook import write_year

    write = write_year if form == "xlsx" else write_year_pdf
    write(out, report, layout=_readable(work, report.unit_code), progress=work.progress)
    return out


def write_person_period_paper(work: Work, *, of: PersonPeriod, out: Path, form: str = "pdf") -> Path:
    """Write one person's quarter, half-year or year as a workbook or a PDF."""
    from evalapp.documents.papers.person_year_pdf import write_person_period_pdf
    from evalapp.documents.papers.person_year_workbook import write_person_period

    write = write_person_period if form == "xlsx" else write_person_period_pdf
    write(out, of, layout=_readable(work, of.row.unit_code))
    return out


def write_report_paper(work: Work, *, report: Report, out: Path, form: str = "xlsx") -> Path:
    """Write a report as a workbook or a PDF."""
    from evalapp.documents.papers.report_pdf import write_report_pdf
    from evalapp.documents.papers.report_workbook import write_report

    work.require(Right.READ_SCORES, work.units.by_code(report.unit_code).id)
    write = write_report if form == "xlsx" else write_report_pdf
    write(out, laid_out(work, report), progress=work.progress)
    return out


def _readable(work: Work, unit_code: str) -> Layout:
    """The layout of a unit whose scores may be read."""
    unit = work.units.by_code(unit_code).id
    work.require(Right.READ_SCORES, unit)
    return layout_for(work, unit)


def save_text(out: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with whole_or_not_at_all(out) as unfinished:
        unfinished.write_text(text, encoding="utf-8")
