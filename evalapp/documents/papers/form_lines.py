"""What a person's form says, line by line, before it becomes a page or a workbook."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from evalapp.documents.papers import wording
from evalapp.domain.not_followed import rejected_in
from evalapp.domain.people import Role
from evalapp.domain.policy.model import OPTIONAL_KINDS, Criterion, Form, Kind
from evalapp.domain.policy.points import met_words
from evalapp.domain.rounds import DECIDING, SCORING, PersonSheet, Sheet, Stage
from evalapp.domain.scored_anew import rows_scored_anew
from evalapp.domain.sheet_words import OPINION, STRENGTHS, WEAKNESSES, words_of

#: Points, words in their place ("Chưa chấm"), or nothing.
Entry = Decimal | str | None

COLUMNS = ("TT", "Nội dung đánh giá", "Điểm tối đa", *(wording.STAGE_COLUMNS[stage] for stage in SCORING))


WRITTEN_NAMES = {
    STRENGTHS: "Ưu điểm",
    WEAKNESSES: "Hạn chế, khuyết điểm",
    OPINION: "Ý kiến nhận xét",
}
#: Who signs besides the one who decides, where the policy says nothing of it.
_SIGNERS = ("NGƯỜI TỰ ĐÁNH GIÁ", "CẤP PHÓ")
#: What a formula over products takes the mean of, as the decree names it.
_PARTS = {
    "a": "a (số lượng)",
    "b": "b (chất lượng)",
    "c": "c (tiến độ)",
    "d": "d (kết quả lĩnh vực phụ trách)",
    "dd": "đ (tổ chức triển khai)",
    "e": "e (tập hợp, đoàn kết)",
}


class FormLine(Struct, frozen=True):
    """One line of the form: a group with its sums, or a row with its points and notes."""

    code: str
    label: str
    maximum: Decimal | None
    entries: tuple[Entry, ...]
    group: bool = False
    notes: tuple[str, ...] = ()


def form_lines(sheet: PersonSheet) -> Iterator[FormLine]:
    """The lines of the form in printed order."""
    form = sheet.form
    leaves = {row.code for row in form.leaves}
    for row in form.criteria:
        if row.code in leaves:
            yield FormLine(
                row.code,
                row.label,
                row.maximum,
                tuple(_entry(sheet, row, stage) for stage in SCORING),
                group=row.parent is None,
                notes=tuple(_notes(sheet, row)),
            )
        else:
            below = list(leaves_under(form, row.code))
            yield FormLine(
                row.code,
                row.label,
                row.maximum if row.maximum is not None else sum_of_maxima(below),
                tuple(sum_of(sheet, below, stage) for stage in SCORING),
                group=row.parent is None,
            )


def total_line(sheet: PersonSheet) -> FormLine:
    """The last line: the total of each stage; the deciding stage's is the one that was rated.

    Of somebody who is not rated there is none, whatever was scored before that was decided.
    """
    leaves = sheet.form.leaves
    if sheet.sheet.participant.unrated:
        dashes = (wording.NOT_ASKED,) * len(SCORING)
        return FormLine("", "TỔNG ĐIỂM", sum_of_maxima(leaves), dashes, group=True)
    entries = [sum_of(sheet, leaves, stage) for stage in SCORING]
    if sheet.rating is not None and sheet.rating.total is not None:
        entries[SCORING.index(DECIDING)] = sheet.rating.total
    return FormLine("", "TỔNG ĐIỂM", sum_of_maxima(leaves), tuple(entries), group=True)


def result_lines(sheet: PersonSheet) -> list[str]:
    """What became of the person, and what a reader must know about it."""
    rating = sheet.rating
    said = [wording.result(rating, sheet.level_label)]
    if sheet.sheet.participant.unrated and (rating is None or rating.rated):
        said.append(f"{wording.UNRATED}: {sheet.sheet.participant.unrated}")
    if rating is not None and rating.level is not None:
        why: list[str] = []
        if rating.level_by_points not in (None, rating.level):
            why.append(f"Mức theo điểm: {rating.level_by_points}.")
        if rating.reason:
            why.append(f"Lý do: {sheet.reason_label or wording.reason(rating.reason)}.")
        said += [" ".join(why)] if why else []
    said += [wording.rejected(each) for each in rejected_in(sheet.sheet)]
    skipped = [wording.STAGE_NAMES[stage].lower() for stage in SCORING if stage in sheet.round.skipped]
    if skipped:
        said.append(f"Bước không thực hiện: {', '.join(skipped)}.")
    return said


def written_lines(sheet: PersonSheet) -> list[str]:
    """What was written of the person in words, where anything was."""
    words = words_of(sheet.sheet)
    return [f"{WRITTEN_NAMES[code]}: {text}" for code, text in words.items() if text]


def signers(sheet: PersonSheet) -> tuple[str, ...]:
    """Who signs, as the policy says, first whom the form is about; nobody decides their own result."""
    who = sheet.sheet.participant
    titles = tuple(title.upper() for title in sheet.signatures)
    if not titles:
        return (*_SIGNERS, wording.decider(who.role))
    return (*titles[:-1], wording.decider(who.role)) if who.role is Role.HEAD else titles


def is_draft(sheet: PersonSheet) -> bool:
    """Whether the month may still change."""
    return sheet.round.stage is not Stage.CLOSED


def leaves_under(form: Form, code: str) -> Iterator[Criterion]:
    """The scored rows anywhere below a row."""
    children = form.children(code)
    for row in children:
        deeper = form.children(row.code)
        if deeper:
            yield from leaves_under(form, row.code)
        else:
            yield row


def sum_of_maxima(rows: Iterable[Criterion]) -> Decimal | None:
    """The most that rows can give together; None where one of them has no bound."""
    maxima = [row.maximum for row in rows if row.kind is not Kind.DEDUCTION]
    return None if None in maxima else sum((maximum for maximum in maxima if maximum is not None), Decimal(0))


def _entry(sheet: PersonSheet, row: Criterion, stage: Stage) -> Entry:
    points = sheet.sheet.scored(stage, sheet.form).get(row.code)
    if points is not None and (row.kind is not Kind.FORMULA or not _passed_over(sheet, stage)):
        return met_words(row, points) or points
    if row.kind in OPTIONAL_KINDS:
        return None
    if stage.value not in row.scored_by or _passed_over(sheet, stage):
        return wording.NOT_ASKED
    return wording.NOT_SCORED


def sum_of(sheet: PersonSheet, rows: Iterable[Criterion], stage: Stage) -> Entry:
    """What rows give together at a stage, or why that is not known."""
    rows = [row for row in rows if row.earns_points]
    if not rows:
        return None
    given = sheet.sheet.scored(stage, sheet.form)
    if _passed_over(sheet, stage):
        return wording.NOT_ASKED
    if all(row.kind in OPTIONAL_KINDS or row.code in given for row in rows):
        return sum((_signed(row, given.get(row.code, Decimal(0))) for row in rows), Decimal(0))
    return wording.INCOMPLETE if given else wording.NOT_SCORED


def _signed(row: Criterion, points: Decimal) -> Decimal:
    return -points if row.kind is Kind.DEDUCTION else points


def _passed_over(sheet: PersonSheet, stage: Stage) -> bool:
    """Whether nobody was to score here: the step was left out, or the person is not rated this month."""
    left_out = stage in sheet.round.skipped or sheet.sheet.participant.unrated
    return bool(left_out) and not sheet.sheet.points(stage)


def _notes(sheet: PersonSheet, row: Criterion) -> Iterator[str]:
    """What was noted, each note once with everybody who wrote it; of a computed row also its parts."""
    if row.kind is Kind.FORMULA and sheet.rating is not None:
        parts = [entry for entry in sheet.rating.trace if entry.step == "part"]
        said = [
            f"{_part(entry.code)} {wording.number(Decimal(entry.values['percent']))}{wording.PERCENT}"
            for entry in parts
        ]
        if said:
            yield "; ".join(said)
    writers: dict[str, list[str]] = {}
    for stage in SCORING:
        note = sheet.sheet.mark(stage, row.code).note
        if note:
            writers.setdefault(note, []).append(wording.STAGE_NAMES[stage])
    for note, (first, *others) in writers.items():
        yield f"{', '.join([first, *(other.lower() for other in others)])}: {note}"
    if row.code in rows_scored_anew(sheet.sheet):
        yield wording.SCORED_ANEW


def _part(code: str) -> str:
    return _PARTS.get(code, code)


def decimals_of_lines(lines: Iterable[FormLine]) -> list[int]:
    """How many decimals points have in each column: the maximum first, then those who scored."""
    lines = list(lines)
    maximum = wording.decimals_in([(line.maximum,) for line in lines])
    return [*maximum, *wording.decimals_across([line.entries for line in lines])]


def participant_lines(sheet: Sheet) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Who the form is about, in lines of `label, value` pairs; the unit stands at the top of the page."""
    who = sheet.participant
    return (
        (("Họ và tên", who.name), ("Mã CB", who.code)),
        (("Chức vụ", who.title), ("Đối tượng", wording.CATEGORY_NAMES[who.category])),
    )
