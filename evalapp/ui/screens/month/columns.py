"""The columns of the grid for one form: name and position; its criteria in groups; total and level."""

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import lru_cache, partial

from evalapp.base.columns import EMPTY, Tone, decimals_of, figure
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr, tr_error
from evalapp.domain.policy.model import OPTIONAL_KINDS, Criterion, Form, Kind
from evalapp.domain.policy.points import (
    MET_KEYS,
    NOT_MET,
    about_row,
    check_points,
    met_words,
    points_of,
)
from evalapp.domain.reasons import Gap, asked
from evalapp.domain.rounds import DECIDING, STAGE_LABELS, Stage
from evalapp.ui.kit.grid_columns import Cell, GridColumn, GridGroup, Side
from evalapp.ui.screens.month.closed import why_closed
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.state import VIEW_LABELS
from evalapp.usecases.scores import clean_note

NOTE = "note:"  # begins the key of the column whose note belongs to the criterion after it
_WHO = "who"  # the part of a row that no mark changes
_MOST_PLAIN = 500  # points that one criterion was given, as cells
_DIGIT, _MARGIN, _CHIP_MARGIN, _NARROWEST = 6, 24, 52, 56
_UNSAVED, _SUGGESTED, _NOTED, _ASKS = "↻", "⚑", "•", "≠"
_ANEW = "⚠"
_SCORED_ANEW = N_(
    "Scored anew since a suggestion was accepted here: this score counts, not that decision. F4 shows it."
)
_NOT_SAVED = N_("Not saved yet: it is tried again until it is.")
_BY_KIND = {Kind.BONUS: N_("Bonus"), Kind.DEDUCTION: N_("Deducted"), Kind.PASS_FAIL: MET_KEYS}


def columns_of(
    form: Form, *, compares: bool = False, results: Collection[str] = ()
) -> tuple[GridColumn[GridRow], ...]:
    """The columns of a form; where stages are compared each row says which one it is.

    `results` are the words that stand in place of a level now.
    """
    noted = note_row(form)
    leaves: list[GridColumn[GridRow]] = [_leaf(form, row) for row in form.leaves]
    return (*_fixed(compares=compares), *leaves, _note(noted), *_results(results))


def groups_of(form: Form) -> tuple[GridGroup[GridRow], ...]:
    """The rows of a form that have rows under them, outer ones first."""
    return tuple(_group(row) for row in form.criteria if form.children(row.code))


def note_row(form: Form) -> Criterion:
    """The criterion that the note of a row belongs to: the bonus it justifies, else the last one."""
    return next((row for row in form.leaves if row.kind is Kind.BONUS), form.leaves[-1])


def _fixed(*, compares: bool) -> Iterator[GridColumn[GridRow]]:
    yield GridColumn(
        "number",
        "#",
        lambda row: Cell(str(row.number) if row.is_first else "", Tone.MUTED),
        48,  # four figures
        side=Side.LEFT,
        part=_WHO,
    )
    yield GridColumn("name", tr("Full name"), _name, 180, side=Side.LEFT, numeric=False, part=_WHO)
    if compares:
        yield GridColumn("stage", tr("Scored by"), _stage, 116, side=Side.LEFT, numeric=False)
    else:
        yield GridColumn(
            "position",
            tr("Position"),
            _position,
            128,
            side=Side.LEFT,
            numeric=False,
            part=_WHO,
            dispensable=True,
        )


def _results(said: Collection[str]) -> Iterator[GridColumn[GridRow]]:
    yield GridColumn("total", tr("Total"), _total, 92, side=Side.RIGHT)
    yield GridColumn("level", tr("Level"), _level, _level_width(said), side=Side.RIGHT, numeric=False)


def _level_width(said: Collection[str]) -> int:
    """Room for what stands in place of a level; what is nowhere to be seen leaves its room to the scores."""
    plain = {tr("Level"), tr("full marks offered"), tr("partly offered")}
    chips = [len(text) for text in said if text not in plain]
    words = [len(text) for text in plain if text in said or text == tr("Level")]
    return max(_NARROWEST, _DIGIT * max(words) + _MARGIN, _DIGIT * max(chips, default=1) + _CHIP_MARGIN)


def _leaf(form: Form, row: Criterion) -> GridColumn[GridRow]:
    places = max(1, decimals_of(row.step), decimals_of(row.maximum or Decimal(0)))
    most = "" if row.maximum is None else f" /{shown(row.maximum)}"
    word = _BY_KIND.get(row.kind)
    title = f"{row.code} {tr(word)}{most}" if word else f"{row.code}{most}"
    widest = NOT_MET if row.kind is Kind.PASS_FAIL else title
    return GridColumn(
        row.code,
        title,
        partial(_points, row, places, lru_cache(_MOST_PLAIN)(partial(_plain, row, places))),
        max(_NARROWEST, _DIGIT * max(len(title), len(widest)) + _MARGIN),
        tip=about_row(row),
        group=row.parent or "",
        part=row.code,
        value=lambda each: each.mark(row.code).points,
        typed=partial(_typed, row, places),
        read=partial(_read, row),
        takes=lambda each: each.takes and row.kind is not Kind.FORMULA,
        needs=lambda each: row.code in each.open_codes or each.asks_reason(row.code),
        why_not=why_closed,
    )


def _note(row: Criterion) -> GridColumn[GridRow]:
    return GridColumn(
        NOTE + row.code,
        tr("Note"),
        lambda each: Cell(each.mark(row.code).note, Tone.MUTED, tip=each.mark(row.code).note),
        180,
        tip=tr("The note that goes with row {code}.", code=row.code),
        numeric=False,
        part=row.code,
        stretches=True,
        reasons=True,
        value=lambda each: each.mark(row.code).note,
        typed=lambda each: each.mark(row.code).note,
        read=lambda _each, text: clean_note(text),
        takes=lambda each: each.takes,
        why_not=why_closed,
        needs=lambda each: bool(
            row.needs_note and each.takes and each.mark(row.code).points and not each.mark(row.code).note
        ),
    )


def _group(row: Criterion) -> GridGroup[GridRow]:
    most = "" if row.maximum is None else f" /{shown(row.maximum)}"
    return GridGroup(
        row.code,
        f"{row.code}. {row.label}{most}",
        partial(_subtotal, row.code),
        short=row.code + most,
        tip=about_row(row),
        parent=row.parent or "",
    )


def _name(row: GridRow) -> Cell:
    who, line = row.line.sheet.participant, row.line
    # Two of one name are told apart at sight: the code stands where no narrow column cuts it off.
    name = f"{who.code} {who.name}" if line.has_namesake else who.name
    return Cell(name if row.is_first else "", tip=_who(row))


def _position(row: GridRow) -> Cell:
    sheet = row.line.sheet
    title, field = sheet.participant.title, ", ".join(sheet.fields)
    tip = [
        title,
        tr("Similar tasks: {group}", group=sheet.similar) if sheet.similar else "",
        tr("Field: {fields}", fields=field) if field else "",
        row.line.closed,
    ]
    return Cell(title, Tone.MUTED, tip="\n".join(part for part in tip if part))


def _stage(row: GridRow) -> Cell:
    return Cell(tr(VIEW_LABELS[row.stage]), Tone.ACCENT if row.editing else Tone.MUTED)


def _plain(criterion: Criterion, places: int, points: Decimal) -> Cell:
    """A cell with nothing but its points, as most are: they are few, and asked for hundreds of times."""
    return Cell(_written(criterion, points, places))


def _points(criterion: Criterion, places: int, plain: Callable[[Decimal], Cell], row: GridRow) -> Cell:
    mark = row.mark(criterion.code)
    points = mark.points
    if points is not None and not mark.note and row.is_calm:
        return plain(points)
    suggested = row.line.suggested.get(criterion.code, 0) if row.editing else 0
    sign = f"{_SUGGESTED}{suggested}" if suggested else ""
    if (row.stage, criterion.code) in row.line.unsaved:
        text = EMPTY if points is None else _written(criterion, points, places)
        return Cell(text, Tone.WARN, _UNSAVED, tip=tr(_NOT_SAVED))
    if points is None:
        return _empty(criterion, places, row, sign)
    gap = row.gap(criterion.code)
    if gap is not None and not gap.is_explained:
        return Cell(_written(criterion, points, places), Tone.WARN, _ASKS, tip=gap_words(gap))
    if row.stage is DECIDING and criterion.code in row.line.anew:
        return Cell(_written(criterion, points, places), Tone.WARN, _ANEW + sign, tip=tr(_SCORED_ANEW))
    tone = Tone.WARN if sign else Tone.PLAIN
    if row.compares and (other := _differs(row, criterion.code)):
        return Cell(_written(criterion, points, places), Tone.WARN, *other)
    sign = sign or (_NOTED if mark.note and criterion.kind not in OPTIONAL_KINDS else "")
    return Cell(_written(criterion, points, places), tone, sign, tip=mark.note)


def gap_words(gap: Gap) -> str:
    """By how much a mark differs, and what to do about it."""
    said = tr_error(asked(gap))
    return said if gap.is_explained else said + " " + tr("Shift+F2 writes it.")


def _empty(criterion: Criterion, places: int, row: GridRow, sign: str) -> Cell:
    offer = row.offers.get(criterion.code) if criterion.default_full else None
    if offer is not None:
        tip = tr("Full marks are offered; they count once they are accepted.")
        return Cell(_written(criterion, offer, places), Tone.OFFER, sign, tip=tip)
    return Cell(EMPTY, Tone.MUTED, sign)


def _differs(row: GridRow, code: str) -> tuple[str, bool, str] | None:
    """How a mark differs from the stage before that scored it: the sign, no chip, and the words."""
    points = row.mark(code).points
    for stage in reversed(
        [stage for stage in Stage if list(Stage).index(stage) < list(Stage).index(row.stage)]
    ):
        before = row.line.sheet.mark(stage, code).points
        if before is None or points is None:
            continue
        if before == points:
            return None
        word = N_("{less} less than {stage}") if points < before else N_("{less} more than {stage}")
        said = tr(word, less=abs(points - before), stage=tr(STAGE_LABELS[stage]).lower())
        return "▼" if points < before else "▲", False, said
    return None


def _typed(criterion: Criterion, places: int, row: GridRow) -> str:
    points = row.mark(criterion.code).points
    points = row.offers.get(criterion.code) if points is None else points
    return "" if points is None else _written(criterion, points, places)


def _read(criterion: Criterion, _row: GridRow, text: str) -> Decimal | None:
    """Points as typed; what is out of range is told in as few words as a cell has room for."""
    if not text.strip():
        return None
    points = points_of(criterion, text)
    least, most = criterion.minimum, criterion.maximum
    if most is not None and criterion.kind is not Kind.PASS_FAIL and not least <= points <= most:
        raise UserError(N_("{code} takes {least} to {most}."), code=criterion.code, least=least, most=most)
    return check_points(criterion, points)


def _written(criterion: Criterion, points: Decimal, places: int) -> str:
    """Points as a cell shows them; what is only met or not is said in words."""
    return met_words(criterion, points) or figure(points, places)


def _subtotal(group: str, row: GridRow) -> Cell:
    points, with_offers = row.subtotal(group)
    if points is None:
        return Cell(EMPTY, Tone.MUTED)
    return Cell(figure(points, 1), Tone.OFFER if with_offers else Tone.STRONG)


def _total(row: GridRow) -> Cell:
    text, tone = row.total
    return Cell(text or EMPTY, tone if text else Tone.MUTED)


def _level(row: GridRow) -> Cell:
    text, tone, is_chip = row.result
    tip = tr("Ctrl+J opens the list of products and tasks.") if row.has_no_work else ""
    return Cell(text, tone, chip=is_chip and bool(text), tip=tip)


def _who(row: GridRow) -> str:
    who = row.line.sheet.participant
    return f"{who.name} ({who.code})"
