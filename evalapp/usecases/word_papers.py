"""Papers that are written in Word, from a template that ships or from the unit's own, kept with its days."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evalapp.base import paths
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.word_template import LARGEST, Values, WordTemplate
from evalapp.domain.attachments import FILE_KINDS, Content, clean_name
from evalapp.domain.remedies import UrgingLetter
from evalapp.domain.rights import Right
from evalapp.domain.rounds import RoundId
from evalapp.domain.templates import (
    FIELDS,
    Template,
    WordPaper,
    template_document,
    template_from,
    template_on,
    with_template,
)
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.layouts import layout_for
from evalapp.usecases.summaries import summarise


def write_meeting_minutes(work: Work, *, round_id: RoundId, out: Path) -> Path:
    """Write the minutes of the meeting that rated a unit's people, to be completed by who held the pen."""
    _write(out, meeting_minutes(work, round_id=round_id))
    return out


def meeting_minutes(work: Work, *, round_id: RoundId) -> bytes:
    """These minutes as a Word document."""
    from evalapp.documents.papers.meeting_words import meeting_values

    unit = work.rounds.get(round_id).unit
    values = meeting_values(summarise(work, round_id=round_id), layout_for(work, unit))
    return _filled(work, unit, WordPaper.MEETING, values)


def write_urging_document(work: Work, *, sender: UnitId, letter: UrgingLetter, out: Path) -> None:
    """Write the letter that urges a unit by the template of who sends it: in Word, or drawn as a PDF."""
    document = urging_document(work, sender=sender, letter=letter)
    if out.suffix.casefold() == ".docx":
        _write(out, document)
        return
    from evalapp.documents.papers.word_pdf import draw_word

    with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
        draw_word(stream, document, title=f"Công văn {letter.number} - {letter.unit}")


def urging_document(work: Work, *, sender: UnitId, letter: UrgingLetter) -> bytes:
    """This letter as a Word document."""
    from evalapp.documents.papers.urging_words import urging_values

    return _filled(work, sender, WordPaper.URGING, urging_values(letter))


def templates_of(work: Work, *, unit: UnitId, paper: WordPaper) -> tuple[Template, ...]:
    """Every template that a unit put in for a paper, the oldest first."""
    work.require(Right.READ_PEOPLE, unit)
    return _kept(work, unit, paper)


def take_template_out(work: Work, *, unit: UnitId, paper: WordPaper, out: Path) -> Path:
    """Write the template that holds today into a file, to be edited in Word."""
    work.require(Right.READ_PEOPLE, unit)
    with whole_or_not_at_all(out) as unfinished:
        unfinished.write_bytes(_held(work, unit, paper)[1])
    return out


def put_template_in(
    work: Work, *, unit: UnitId, paper: WordPaper, file: Path, since: date | None = None
) -> Template:
    """Keep a unit's own template of a paper from a day on, once it is known that all of it can be filled."""
    from evalapp.documents.file_kinds import read_file

    work.require(Right.EDIT_PEOPLE, unit)
    content = read_file(file, most=LARGEST)
    WordTemplate(file.name, content.data, tuple(FIELDS[paper]))
    kept = Content(content.data, FILE_KINDS["docx"])
    work.attachments.keep(kept)
    return _keep(work, unit, paper, Template(since, clean_name(file.name, kept.kind), kept.digest))


def drop_template(work: Work, *, unit: UnitId, paper: WordPaper, since: date | None = None) -> Template:
    """From a day on the shipped template holds again."""
    work.require(Right.EDIT_PEOPLE, unit)
    if not _kept(work, unit, paper):
        raise UserError(N_("This unit has no template of its own for this paper."))
    return _keep(work, unit, paper, Template(since))


def shipped_template(paper: WordPaper) -> bytes:
    """The template that comes with the program."""
    return (paths.resources() / "templates" / f"{paper.value}.docx").read_bytes()


def _write(out: Path, document: bytes) -> None:
    with whole_or_not_at_all(out) as unfinished:
        unfinished.write_bytes(document)


def _filled(work: Work, unit: UnitId, paper: WordPaper, values: Values) -> bytes:
    name, data = _held(work, unit, paper)
    return WordTemplate(name, data, tuple(FIELDS[paper])).filled(values)


def _held(work: Work, unit: UnitId, paper: WordPaper) -> tuple[str, bytes]:
    own = template_on(_kept(work, unit, paper), work.today)
    if own is None:
        return f"{paper.value}.docx", shipped_template(paper)
    return own.name, work.attachments.data(own.digest)


def _kept(work: Work, unit: UnitId, paper: WordPaper) -> tuple[Template, ...]:
    kept = work.settings.get(_key(work, unit, paper))
    return tuple(map(template_from, json.loads(kept))) if kept else ()


def _keep(work: Work, unit: UnitId, paper: WordPaper, template: Template) -> Template:
    versions: Sequence[Template] = _kept(work, unit, paper)
    before = next((each for each in versions if each.since == template.since), None)
    if before != template:
        after = [template_document(each) for each in with_template(versions, template)]
        work.settings.put(_key(work, unit, paper), json.dumps(after, ensure_ascii=False))
        work.audit.record(
            "template.kept",
            work.units.get(unit).code,
            template=paper.value,
            before=template_document(before) if before else None,
            after=template_document(template),
        )
    return template


def _key(work: Work, unit: UnitId, paper: WordPaper) -> str:
    return f"template.{paper.value}.{work.units.get(unit).uid}"
