"""Putting a person's year together: forms, minutes, decisions, petitions, findings, entries, evidence."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from typing import Any

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.base.names import fold
from evalapp.documents.papers import wording
from evalapp.documents.papers.files import make_folder
from evalapp.documents.papers.plain_text import file_part
from evalapp.domain.dossier import Dossier, Part, PartKind
from evalapp.domain.inspections import SEVERITY_WORDS, Finding, Standing, Visit
from evalapp.domain.people import Person
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.reports import Report, ReportCell, ReportColumn, ReportTable
from evalapp.domain.rights import Right
from evalapp.domain.rounds import PersonSheet, Stage
from evalapp.domain.units import Unit
from evalapp.store.work import Work
from evalapp.usecases.layouts import layout_for
from evalapp.usecases.minutes import minutes_of, preview_minutes
from evalapp.usecases.person_years import periods_of
from evalapp.usecases.petition_lines import list_petitions
from evalapp.usecases.registers import list_entries
from evalapp.usecases.rewards import list_decisions
from evalapp.usecases.summaries import person_sheet

INDEX_FILE = "00-muc-luc.pdf"
INDEX_DATA = "muc-luc.json"
_STANDINGS = {
    Standing.ALLEGED: "Chưa kết luận",
    Standing.CONFIRMED: "Đã xác nhận",
    Standing.WITHDRAWN: "Đã rút",
}


def dossier_of(work: Work, *, person_code: str, year: int) -> Dossier:
    """Everything on paper about one person and one year; what is not closed is left out and named."""
    person = work.people.by_code(person_code)
    period = Period(year, 0, PeriodKind.YEAR)
    unit, title = _place(work, person, period)
    work.require(Right.READ_SCORES, unit.id)
    desk = _Desk(work, person, period, unit)
    parts = (
        *desk.forms(),
        *desk.minutes(),
        *desk.decisions(),
        *desk.petitions(),
        *desk.findings(),
        *desk.entries(),
        *desk.evidence(),
    )
    version = unit.on(period.last_day) or unit.latest
    superior = None if version.parent is None else work.units.get(version.parent)
    return Dossier(
        code=person.code,
        name=person.name,
        title=title,
        unit_code=unit.code,
        unit_name=version.name,
        superior_name=superior.name if superior else "",
        year=year,
        parts=tuple(_numbered(parts)),
        left_out=tuple(desk.left_out),
        layout=layout_for(work, unit.id),
    )


def write_dossier(work: Work, *, dossier: Dossier, out: Path) -> Path:
    """Write a dossier as one PDF."""
    from evalapp.documents.papers.dossier_pdf import write_dossier_pdf

    work.require(Right.READ_SCORES, work.units.by_code(dossier.unit_code).id)
    write_dossier_pdf(out, dossier, progress=work.progress)
    return out


def write_dossier_folder(work: Work, *, dossier: Dossier, folder: Path) -> Path:
    """Write a dossier as a folder of its files with an index; the folder appears whole or not at all."""
    from evalapp.documents.papers.dossier_pdf import write_dossier_index

    work.require(Right.READ_SCORES, work.units.by_code(dossier.unit_code).id)
    if folder.exists():
        raise UserError(N_("{file} exists already. Choose another name."), file=str(folder))
    unfinished = folder.with_name(f".{folder.name}.part")
    rmtree(unfinished, ignore_errors=True)
    try:
        make_folder(unfinished)
        for number, part in enumerate(dossier.parts, start=1):
            (unfinished / part.file).write_bytes(part.data)
            work.progress(number, len(dossier.parts))
        index = BytesIO()
        write_dossier_index(index, dossier)
        (unfinished / INDEX_FILE).write_bytes(index.getvalue())
        text = json.dumps(dossier_document(dossier), ensure_ascii=False, indent=2)
        (unfinished / INDEX_DATA).write_text(text + "\n", encoding="utf-8")
        unfinished.replace(folder)
    finally:
        rmtree(unfinished, ignore_errors=True)
    return folder


def dossier_document(dossier: Dossier) -> dict[str, Any]:
    """The index of a dossier as JSON carries it."""
    return {
        "person": dossier.code,
        "name": dossier.name,
        "unit": dossier.unit_code,
        "period": str(dossier.year),
        "parts": [
            {
                "kind": part.kind.value,
                "title": part.title,
                "date": part.day.isoformat() if part.day else None,
                "file": part.file,
                "sha256": part.digest,
            }
            for part in dossier.parts
        ],
        "left_out": list(dossier.left_out),
        "hash": dossier.hash,
        "history": dossier.layout.history,
    }


def _numbered(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with the number of their place before the name of each file."""
    for number, part in enumerate(parts, start=1):
        yield replace(part, file=f"{number:02d}-{part.file}")


def _place(work: Work, person: Person, period: Period) -> tuple[Unit, str]:
    """Where somebody was evaluated at the end of the year, else where they were last."""
    held = person.position_on(period.last_day) or (person.positions[-1] if person.positions else None)
    if held is None:
        raise UserError(N_("{name} holds no position, so there is nothing on file."), name=person.name)
    return work.units.get(held.unit), held.title


class _Desk:
    """What is gathered for one dossier."""

    def __init__(self, work: Work, person: Person, period: Period, unit: Unit) -> None:
        self._work = work
        self._person = person
        self._period = period
        self._unit = unit
        self.left_out: list[str] = []
        self._sheets = list(self._read_sheets())
        self._seen = list(self._read_findings())
        self._tell_external()

    def forms(self) -> Iterator[Part]:
        """The person's form of every closed round of the year."""
        from evalapp.documents.papers.form_pdf import write_form
        from evalapp.documents.papers.person_year_pdf import write_person_periods

        for sheet in self._sheets:
            stream = BytesIO()
            of = sheet.round
            # Of the dossier's papers its index alone tells the history: their hashes stay the same.
            layout = replace(layout_for(self._work, of.unit), history="")
            longer = periods_of(self._work, of=of)[self._person.code] if of.is_derived else None
            if longer is None:
                write_form(stream, sheet, layout=layout)
            else:
                write_person_periods(stream, [longer], layout=layout)
            yield Part(
                PartKind.FORM,
                f"Phiếu đánh giá {wording.period(of.period).lower()} ({of.policy.code})",
                f"phieu-{of.period}-{file_part(of.policy.code)}.pdf",
                stream.getvalue(),
                of.closed_at.date() if of.closed_at else None,
                sheet=sheet,
                layout=layout,
                longer=longer,
            )

    def minutes(self) -> Iterator[Part]:
        """The signed minutes of visits on which something about the person was found."""
        for visit in dict.fromkeys(visit for visit, _ in self._seen):
            if minutes_of(self._work, visit_id=visit.id).newest is None:
                self.left_out.append(f"biên bản {visit.number} chưa ký.")
                continue
            yield Part(
                PartKind.MINUTES,
                f"Biên bản kiểm tra số {visit.number}",
                f"bien-ban-{file_part(fold(visit.number))}.pdf",
                preview_minutes(self._work, visit_id=visit.id).pdf,
                visit.day,
            )

    def decisions(self) -> Iterator[Part]:
        """What was decided on rewards and penalties."""
        found = list_decisions(self._work, unit=self._unit.id, period=self._period, person=self._person.code)
        rows: list[tuple[ReportCell, ...]] = [
            (
                number,
                each.label,
                each.basis.period.label,
                entry.number,
                entry.day.strftime("%d/%m/%Y") if entry.day else "",
                entry.authority,
                entry.reason,
            )
            for number, (each, entry) in enumerate(
                ((each, entry) for each in found for entry in each.entries), start=1
            )
        ]
        columns = (("Nội dung", 26), ("Kỳ", 10), ("Số", 16), ("Ngày", 15), ("Thẩm quyền", 16), ("Lý do", 20))
        yield from self._list(PartKind.DECISIONS, "Quyết định khen thưởng, xử lý", columns, rows)

    def petitions(self) -> Iterator[Part]:
        """What the person held against results, and the answers."""
        lines = [
            each
            for each in list_petitions(self._work)
            if each.person == self._person.id and each.period.year == self._period.year
        ]
        rows: list[tuple[ReportCell, ...]] = [
            (
                number,
                each.period.label,
                each.petition.received.strftime("%d/%m/%Y"),
                each.petition.text,
                each.petition.answered.strftime("%d/%m/%Y") if each.petition.answered else "Chưa trả lời",
                each.petition.answer,
            )
            for number, each in enumerate(lines, start=1)
        ]
        columns = (("Kỳ", 10), ("Ngày nhận", 15), ("Nội dung", 30), ("Ngày trả lời", 15), ("Trả lời", 30))
        yield from self._list(PartKind.PETITIONS, "Kiến nghị về kết quả", columns, rows)

    def findings(self) -> Iterator[Part]:
        """What inspections found of the person."""
        rows: list[tuple[ReportCell, ...]] = [
            (
                number,
                visit.number,
                visit.day.strftime("%d/%m/%Y"),
                finding.topic,
                finding.text,
                SEVERITY_WORDS[finding.severity][0],
                _STANDINGS[finding.standing],
            )
            for number, (visit, finding) in enumerate(self._seen, start=1)
        ]
        columns = (
            ("Biên bản", 14), ("Ngày", 15), ("Nội dung", 20), ("Mô tả", 30), ("Mức độ", 10), ("Kết luận", 14),
        )  # fmt: skip
        yield from self._list(PartKind.FINDINGS, "Vi phạm, tồn tại qua kiểm tra", columns, rows)

    def entries(self) -> Iterator[Part]:
        """What the registers hold of the person, withdrawn entries too."""
        lines = list_entries(self._work, person=self._person.id, period=self._period)
        rows: list[tuple[ReportCell, ...]] = [
            (
                number,
                line.entry.kind.written,
                line.entry.since.strftime("%d/%m/%Y"),
                line.entry.until.strftime("%d/%m/%Y") if line.entry.until else "",
                line.entry.document,
                f"Đã rút: {line.entry.withdrawn}" if line.entry.withdrawn is not None else line.entry.note,
            )
            for number, line in enumerate(lines, start=1)
        ]
        columns = (("Sự việc", 28), ("Từ ngày", 15), ("Đến ngày", 15), ("Số văn bản", 16), ("Ghi chú", 28))
        yield from self._list(PartKind.ENTRIES, "Trích sổ theo dõi", columns, rows)

    def evidence(self) -> Iterator[Part]:
        """The files attached to the person's forms, each content once."""
        seen: set[str] = set()
        for sheet in self._sheets:
            for each in sheet.sheet.attachments:
                if each.stands and each.digest not in seen:
                    seen.add(each.digest)
                    data = self._work.attachments.data(each.digest)
                    name = f"minh-chung-{file_part(each.name)}"
                    period = wording.period(sheet.round.period).lower()
                    yield Part(PartKind.EVIDENCE, f"{each.name} ({period})", name, data, each.at.date())

    def _tell_external(self) -> None:
        """A result that was decided elsewhere has its paper there: it is named, with its source."""
        known = self._work.external_results.of(self._period).get(self._person.id)
        if known is not None:
            total = "" if known.total is None else f", {plain(known.total).replace('.', ',')} điểm"
            source = known.source or "không ghi nguồn"
            self.left_out.append(f"kết quả năm từ nơi khác: mức {known.level}{total} ({source}).")

    def _read_sheets(self) -> Iterator[PersonSheet]:
        for each in self._work.standings.of_person(self._person.id):
            if each.period.year != self._period.year:
                continue
            current = self._work.rounds.get(each.round)
            named = f"{current.unit_name}, {current.period.label}"
            if current.stage is not Stage.CLOSED:
                self.left_out.append(f"{named}: chưa chốt.")
            elif not self._work.may(Right.READ_SCORES, current.unit):
                self.left_out.append(f"{named}: người lập không có quyền xem.")
            else:
                yield person_sheet(self._work, sheet_id=each.sheet)

    def _read_findings(self) -> Iterator[tuple[Visit, Finding]]:
        visits = self._work.inspections.all(self._period.first_day, self._period.last_day)
        for visit in visits:
            for finding in visit.findings:
                if finding.person != self._person.id:
                    continue
                if self._work.may(Right.READ_INSPECTIONS, visit.unit):
                    yield visit, finding
                else:
                    self.left_out.append(f"biên bản {visit.number}: người lập không có quyền xem.")

    def _list(
        self,
        kind: PartKind,
        title: str,
        columns: Sequence[tuple[str, float]],
        rows: Sequence[tuple[ReportCell, ...]],
    ) -> Iterator[Part]:
        """A list of the dossier as a paper of its own; an empty one is none."""
        from evalapp.documents.papers.report_pdf import write_report_pdf

        if not rows:
            return
        headings = (
            ReportColumn("STT", 7),
            *(ReportColumn(name, width, is_text=True) for name, width in columns),
        )
        version = self._unit.on(self._period.last_day) or self._unit.latest
        superior = None if version.parent is None else self._work.units.get(version.parent)
        report = Report(
            title=title,
            unit_code=self._unit.code,
            unit_name=version.name,
            superior_name=superior.name if superior else "",
            period=self._period,
            tables=(ReportTable("", headings, tuple(rows)),),
            hash=sha256_of([list(map(str, row)) for row in rows]),
            subtitles=(f"{self._person.name} ({self._person.code})",),
            layout=replace(layout_for(self._work, self._unit.id), history=""),
        )
        stream = BytesIO()
        write_report_pdf(stream, report)
        yield Part(kind, title, f"{file_part(fold(title))}.pdf", stream.getvalue(), report=report)
