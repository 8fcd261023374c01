"""The form a person fills in: one locked workbook each, made here and recognised when it comes back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from msgspec import Struct, field
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.documents.papers import form_lines, wording
from evalapp.documents.papers import self_score_check as checks
from evalapp.documents.papers import spreadsheet as looks
from evalapp.documents.papers.letterheads import above
from evalapp.documents.papers.spreadsheet import Formula, Look, Span, Spreadsheet
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.workbook import Row, Workbook
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Criterion, Form, Kind
from evalapp.domain.policy.points import MET, NOT_MET
from evalapp.domain.rounds import SCORING, PersonSheet, Stage

SHEET_TITLE = "Phiếu tự chấm"
COLUMNS = (*form_lines.COLUMNS, "Ghi chú, thuyết minh")

_WIDTHS = (8, 42, 8, 10, 8, 9, 27)
_CODE, _LABEL, _MAXIMUM, _SCORE, _NOTE = 0, 1, 2, 3, 6
_SCORE_LETTER = "D"
# Where things stand, counted from the row of the token.
_IDENTITY_ABOVE = 6
_SHORT_CODE_BELOW = 1
_TABLE_BELOW = 4
_INSTRUCTION = (
    "Chỉ nhập vào các ô màu vàng: điểm và ghi chú. Ô điểm để trống nghĩa là chưa chấm, không phải 0 điểm. "
    "Không sửa phần còn lại của phiếu, không đổi thứ tự các dòng."
)

_MIDDLE = Look(size=11, boxed=True, across="center")
_TEXT = Look(size=11, boxed=True)
_GROUP = Look(size=11, boxed=True, bold=True)
_GROUP_MIDDLE = Look(size=11, boxed=True, bold=True, across="center")
_CLOSED = Look(size=11, boxed=True, shaded=True)
_OPEN_SCORE = Look(size=11, boxed=True, open=True, across="center")
_OPEN_NOTE = Look(size=11, boxed=True, open=True, upright="top")


class Standing(StrEnum):
    """What a workbook is that came back."""

    OURS = "ours"
    CHANGED = "changed"  # ours once, but its locked part is not as it was
    NOT_OURS = "not_ours"  # another workbook, or a form that another workspace made


class SelfMark(Struct, frozen=True):
    """What a person put into one row, as it stands in the cells."""

    points: Cell
    note: str
    row: int


class SelfScoreForm(Struct, frozen=True):
    """A form that came back; whose it is can be told of a changed one too, its marks are not given."""

    standing: Standing
    person_code: str = ""
    unit_code: str = ""
    period: Period | None = None
    round_uid: str = ""
    policy_hash: str = ""
    form: str = ""
    marks: Mapping[str, SelfMark] = field(default_factory=lambda: MappingProxyType({}))
    note_column: str = COLUMNS[_NOTE]
    score_column: str = COLUMNS[_SCORE]

    @property
    def is_ours(self) -> bool:
        """Whether the form was made here and its locked part is as it was."""
        return self.standing is Standing.OURS


def write_self_score_form(
    out: Path | BinaryIO, sheet: PersonSheet, secret: bytes, layout: Layout = PLAIN_LAYOUT
) -> None:
    """Write the form of one person: locked but for score and note cells, no points filled in beforehand."""
    of, who = sheet.round, sheet.sheet.participant
    rows = "".join("s" if _is_asked(row, sheet.form) else "-" for row in sheet.form.criteria)
    identity = _identity(sheet)
    locked = [
        *identity,
        *([row.code, row.label, _maximum_text(row, sheet.form)] for row in sheet.form.criteria),
    ]
    token = checks.FormRef.of(sheet, rows, secret).token(locked, secret)

    made = Spreadsheet(SHEET_TITLE, widths=_WIDTHS, wide=False)
    made.letterhead(*above(of, layout), left=2)
    made.line(identity[0][0], looks.TITLE, height=24)
    made.line(identity[1][0], looks.SUBTITLE, height=20)
    for left, right in identity[2:]:
        made.row([Span(left, looks.BLANK, 2), Span(right, looks.BLANK, 5)], height=17)
    made.sheet.row_dimensions[made.next_row].hidden = True
    made.line(token, looks.SMALL)
    made.line(_code_line(token), looks.BOLD, height=17)
    made.line(_INSTRUCTION, Look(italic=True, size=11))
    heading = made.row([Span(title, looks.COLUMN_HEAD) for title in COLUMNS])
    made.headings_at(heading)
    _write_table(made, sheet.form)
    made.signatures([("", "", "", 2), ("NGƯỜI TỰ ĐÁNH GIÁ", wording.SIGN_HERE, who.name, 5)])
    made.sheet.protection.sheet = True
    made.sheet.protection.formatRows = made.sheet.protection.formatColumns = False
    made.book.security = WorkbookProtection(lockStructure=True)
    made.save(
        out,
        title=f"{SHEET_TITLE} - {who.name}",
        author=of.unit_name,
        source={"token": token, "history": layout.history},
    )


def read_self_score_form(workbook: Workbook, secret: bytes) -> SelfScoreForm:
    """Recognise a form, whatever program saved it; a workbook with two is refused, naming their sheets."""
    found = [
        (sheet, row, text)
        for sheet in workbook.sheets
        if sheet.name != looks.SOURCE_SHEET
        for row, text in _tokens(sheet.rows)
    ]
    if not found:
        return SelfScoreForm(Standing.NOT_OURS)
    if len(found) > 1:
        raise UserError(
            N_("“{file}” holds {count} self-score forms, on {sheets}. Send one workbook for each person."),
            file=workbook.file,
            count=len(found),
            sheets=[sheet.name for sheet, _, _ in found],
        )
    [(sheet, at, token)] = found
    parsed = checks.parse_token(token)
    if parsed is None:
        return SelfScoreForm(Standing.CHANGED)
    ref, check = parsed
    if ref.maker != checks.maker(secret):
        return SelfScoreForm(Standing.NOT_OURS)
    grid = {row.number: row for row in sheet.rows}
    return _compare(ref, check, token, grid, at, secret)


def _compare(
    ref: checks.FormRef, check: str, token: str, grid: Mapping[int, Row], at: int, secret: bytes
) -> SelfScoreForm:
    table = [grid.get(at + _TABLE_BELOW + offset, Row(0, ())) for offset in range(len(ref.rows))]
    identity = [_texts(grid.get(at - above)) for above in range(_IDENTITY_ABOVE, 0, -1)]
    locked = [
        *identity,
        *([cell_text(row.cell(column)) for column in (_CODE, _LABEL, _MAXIMUM)] for row in table),
    ]
    shown = _texts(grid.get(at + _SHORT_CODE_BELOW))
    genuine = checks.is_genuine(ref, check, locked, secret) and shown == [_code_line(token)]
    marks = {
        cell_text(row.cell(_CODE)): SelfMark(row.cell(_SCORE), cell_text(row.cell(_NOTE)), row.number)
        for letter, row in zip(ref.rows, table, strict=True)
        if letter == "s"
    }
    return SelfScoreForm(
        Standing.OURS if genuine else Standing.CHANGED,
        ref.person_code,
        ref.unit_code,
        _period(ref.period),
        ref.round_uid,
        ref.policy_hash,
        ref.form,
        MappingProxyType(marks if genuine else {}),
    )


def _tokens(rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    for row in rows:
        for cell in row.cells:
            if isinstance(cell, str) and cell.startswith(checks.PREFIX):
                yield row.number, cell


def _texts(row: Row | None) -> list[str]:
    return [cell_text(cell) for cell in row.cells if cell is not None] if row else []


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except UserError:
        return None


def _identity(sheet: PersonSheet) -> list[list[str]]:
    """The locked lines above the token; `_IDENTITY_ABOVE` counts them."""
    of, who = sheet.round, sheet.sheet.participant
    return [
        [sheet.form.title.upper()],
        [wording.period(of.period)],
        [f"Họ và tên: {who.name}", f"Mã CB: {who.code}"],
        [f"Chức vụ: {who.title}", f"Đối tượng: {wording.CATEGORY_NAMES[who.category]}"],
        [f"Đơn vị: {of.unit_name}", f"Mã đơn vị: {of.unit_code}"],
        [f"Quy định: {of.policy.named}", f"Mã quy định: {of.policy.code}, phiên bản {of.policy.version}"],
    ]


def _code_line(token: str) -> str:
    return f"Mã phiếu: {checks.short_code(token)}"


def _is_asked(row: Criterion, form: Form) -> bool:
    scored = row.kind is not Kind.FORMULA and not form.children(row.code)
    return scored and Stage.SELF.value in row.scored_by


def _maximum(row: Criterion, form: Form) -> Decimal | None:
    below = list(form_lines.leaves_under(form, row.code))
    return row.maximum if row.maximum is not None or not below else form_lines.sum_of_maxima(below)


def _maximum_text(row: Criterion, form: Form) -> str:
    maximum = _maximum(row, form)
    return "" if maximum is None else plain(maximum)


def _write_table(made: Spreadsheet, form: Form) -> None:
    first = made.next_row
    at = {row.code: first + number for number, row in enumerate(form.criteria)}
    for row in form.criteria:
        below = list(form_lines.leaves_under(form, row.code))
        top = row.parent is None
        open_here = _is_asked(row, form)
        score = (
            Span(_sum_formula(below, at), _GROUP_MIDDLE if top else _MIDDLE) if below else Span(None, _CLOSED)
        )
        made.row(
            [
                Span(row.code, _GROUP_MIDDLE if top else _MIDDLE),
                Span(row.label, _GROUP if top else _TEXT),
                Span(_maximum(row, form), _GROUP_MIDDLE if top else _MIDDLE),
                Span(None, _OPEN_SCORE) if open_here else score,
                *[Span(None, _CLOSED)] * (len(SCORING) - 1),
                Span(None, _OPEN_NOTE) if open_here else Span(None, _CLOSED),
            ]
        )
        if open_here:
            made.check(_validation(row, f"{_SCORE_LETTER}{at[row.code]}"))
    asked = [row for row in form.leaves if _is_asked(row, form)]
    total = Span(_sum_formula(asked, at), _GROUP_MIDDLE)
    rest = [Span(None, _GROUP_MIDDLE)] * (len(SCORING) - 1)
    maximum = form_lines.sum_of_maxima(form.leaves)
    made.row(
        [
            Span(None, _GROUP),
            Span("TỔNG ĐIỂM", _GROUP),
            Span(maximum, _GROUP_MIDDLE),
            total,
            *rest,
            Span(None, _GROUP),
        ]
    )
    needed = [f"{_SCORE_LETTER}{at[row.code]}" for row in asked if row.kind not in OPTIONAL_KINDS]
    if needed:
        made.line(
            Formula(f'="Số nội dung chưa chấm: "&({len(needed)}-COUNT({_ranges(needed)}))'),
            Look(italic=True, size=11),
        )


def _sum_formula(rows: Iterable[Criterion], at: Mapping[str, int]) -> Formula:
    rows = list(rows)
    cells = [f"{_SCORE_LETTER}{at[row.code]}" for row in rows]
    added = [cell for cell, row in zip(cells, rows, strict=True) if row.kind is not Kind.DEDUCTION]
    taken = [cell for cell, row in zip(cells, rows, strict=True) if row.kind is Kind.DEDUCTION]
    total = f"SUM({_ranges(added)})" if added else "0"
    total += f"-SUM({_ranges(taken)})" if taken else ""
    return Formula(f'=IF(COUNT({_ranges(cells)})=0,"{wording.NOT_ASKED}",{total})')


def _ranges(cells: Sequence[str]) -> str:
    """Cells of the score column in ascending order, neighbours joined: `D15:D17,D19`."""
    numbers = [int(cell.removeprefix(_SCORE_LETTER)) for cell in cells]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(
        f"{_SCORE_LETTER}{start}" if start == end else f"{_SCORE_LETTER}{start}:{_SCORE_LETTER}{end}"
        for start, end in runs
    )


def _validation(row: Criterion, cell: str) -> DataValidation:
    """Bounds and step, refused by the sheet itself; one formula, since a cell takes one check only."""
    if row.kind is Kind.PASS_FAIL and row.maximum is None:
        return _met_or_not(cell)
    tests = [f"ISNUMBER({cell})", f"{cell}>={plain(row.minimum)}"]
    tests += [f"{cell}<={plain(row.maximum)}"] if row.maximum is not None else []
    tests += (
        [f"ABS({cell}/{plain(row.step)}-ROUND({cell}/{plain(row.step)},0))<0.000001"] if row.step > 0 else []
    )
    bounds = f"từ {wording.number(row.minimum)}" + (
        f" đến {wording.number(row.maximum)}" if row.maximum is not None else ""
    )
    step = f", mỗi bước {wording.number(row.step)}" if row.step > 0 else ""
    return DataValidation(
        type="custom",
        formula1=f"AND({','.join(tests)})",
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="stop",
        errorTitle="Điểm không hợp lệ",
        error=f"Điểm phải là số {bounds}{step}. Để trống nếu chưa chấm.",
        promptTitle="Điểm tự chấm",
        prompt=f"Số {bounds}{step}.",
        sqref=cell,
    )


def _met_or_not(cell: str) -> DataValidation:
    """A row that is only met or not is chosen from a list of both."""
    return DataValidation(
        type="list",
        formula1=f'"{MET},{NOT_MET}"',
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="stop",
        errorTitle="Chưa đúng",
        error=f"Chọn {MET} hoặc {NOT_MET}. Để trống nếu chưa chấm.",
        promptTitle="Tự đánh giá",
        prompt=f"{MET} hoặc {NOT_MET}.",
        sqref=cell,
    )
