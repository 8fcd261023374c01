"""Papers as they will be printed, drawn before anything is written to a file.

Each kind of paper is imported where it is drawn: its library is slow to import, and seldom needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import tr
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import sketch_of
from evalapp.domain.policy.drafts import Document
from evalapp.domain.remedies import RemedyId
from evalapp.domain.reports import Report
from evalapp.domain.rights import Right
from evalapp.domain.rounds import RoundId, SheetId
from evalapp.domain.templates import PAPER_LABELS, WordPaper
from evalapp.domain.units import UnitId
from evalapp.domain.years import YearReport
from evalapp.store.work import Work
from evalapp.usecases.inspection_papers import InspectionReport
from evalapp.usecases.layouts import laid_out, layout_for
from evalapp.usecases.papers import draw_forms
from evalapp.usecases.policy_exchange import empty_sheet
from evalapp.usecases.remedies import draft_urging
from evalapp.usecases.rewards import reward_list
from evalapp.usecases.summaries import person_sheet, summarise
from evalapp.usecases.word_papers import meeting_minutes

if TYPE_CHECKING:
    from evalapp.documents.preview import PagePicture


class Preview(Struct, frozen=True):
    """A paper: its PDF, and its pages as pictures; of Word's papers the pages only show what they say."""

    pdf: bytes
    pages: tuple[PagePicture, ...]
    is_word: bool = False


def preview_form(work: Work, *, sheet_id: SheetId) -> Preview:
    """One person's form as it would be printed now."""
    stream = BytesIO()
    sheet = person_sheet(work, sheet_id=sheet_id)
    draw_forms(work, of=sheet.round, sheets=[sheet], out=stream)
    return _drawn(stream)


def preview_summary(work: Work, *, round_id: RoundId) -> Preview:
    """The month's summary as it would be printed now."""
    from evalapp.documents.papers.summary_pdf import write_summary_pdf

    stream = BytesIO()
    summary = summarise(work, round_id=round_id)
    write_summary_pdf(stream, summary, layout=layout_for(work, work.rounds.get(round_id).unit))
    return _drawn(stream)


def preview_meeting(work: Work, *, round_id: RoundId) -> Preview:
    """The minutes of the rating meeting as they would be written now."""
    return _word_drawn(meeting_minutes(work, round_id=round_id), WordPaper.MEETING)


def preview_urging(
    work: Work,
    *,
    remedies: Sequence[RemedyId],
    number: str = "",
    until: date | None = None,
    place: str = "",
    signer: str = "",
) -> Preview:
    """The letter that urges a unit as it would be written now; nothing is recorded."""
    letter = draft_urging(work, remedies=remedies, number=number, until=until, place=place, signer=signer)
    return _word_drawn(letter, WordPaper.URGING)


def preview_rewards(work: Work, *, unit: UnitId, period: Period) -> Preview:
    """The list of rewards and penalties as it would be printed now."""
    from evalapp.documents.papers.reward_pdf import write_rewards_pdf

    stream = BytesIO()
    listed = reward_list(work, unit=unit, period=period)
    write_rewards_pdf(stream, listed, layout=layout_for(work, unit))
    return _drawn(stream)


def preview_year(work: Work, *, report: YearReport) -> Preview:
    """The list of a longer period as it would be printed now."""
    from evalapp.documents.papers.year_pdf import write_year_pdf

    unit = work.units.by_code(report.unit_code).id
    work.require(Right.READ_SCORES, unit)
    stream = BytesIO()
    write_year_pdf(stream, report, layout=layout_for(work, unit))
    return _drawn(stream)


def preview_report(work: Work, *, report: Report) -> Preview:
    """A report as it would be printed now."""
    from evalapp.documents.papers.report_pdf import write_report_pdf

    work.require(Right.READ_SCORES, work.units.by_code(report.unit_code).id)
    stream = BytesIO()
    write_report_pdf(stream, laid_out(work, report))
    return _drawn(stream)


def preview_inspections(work: Work, *, of: InspectionReport) -> Preview:
    """The report on inspections as it would be printed now."""
    from evalapp.documents.papers.report_pdf import write_report_pdf

    work.require(Right.READ_INSPECTIONS, of.unit)
    stream = BytesIO()
    write_report_pdf(stream, laid_out(work, of.report))
    return _drawn(stream)


def preview_policy_form(work: Work, *, document: Document, form: int) -> Preview:
    """A form of a policy as it would be printed to be filled in by hand, whatever is still wrong with it."""
    from evalapp.documents.papers.form_pdf import write_empty_form

    work.require(Right.READ_PEOPLE)
    stream = BytesIO()
    policy = sketch_of(document)
    names = {unit.code.casefold(): unit.name for unit in work.units.all()}
    unit_name = names.get((policy.unit or "").casefold(), policy.unit or "")
    write_empty_form(stream, empty_sheet(policy, form, unit_name, work.now))
    return _drawn(stream)


def _word_drawn(word: bytes, paper: WordPaper) -> Preview:
    """A Word paper, drawn as we can; its pages say that Word may break lines elsewhere."""
    from evalapp.documents.papers.word_pdf import ONLY_SEEN, draw_word

    stream = BytesIO()
    draw_word(stream, word, title=tr(PAPER_LABELS[paper]), footer=ONLY_SEEN)
    return replace(_drawn(stream), is_word=True)


def _drawn(stream: BytesIO) -> Preview:
    from evalapp.documents.preview import pages_of

    pdf = stream.getvalue()
    return Preview(pdf, pages_of(pdf))
