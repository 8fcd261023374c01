"""How the cells of a list of products are read: amounts, counts, kinds of work, objective faults."""

import re
from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.documents.reading.cells import Cell, cell_text
from evalapp.documents.reading.values import as_number
from evalapp.domain.products import ProductLine, WorkKind
from evalapp.usecases.rows import RowReader

_YES = frozenset({"x", "co", "v", "yes", "true", "1"})
_NO = frozenset({"", "khong", "no", "false", "0", "-"})
_KIND_WORDS: Mapping[str, WorkKind] = {
    **dict.fromkeys(("duoc giao", "giao", "theo ke hoach", "thuong xuyen", "assigned"), WorkKind.ASSIGNED),
    **dict.fromkeys(("chuyen giao", "chuyen", "da chuyen", "handed_over"), WorkKind.HANDED_OVER),
    **dict.fromkeys(("nhan them", "nhan", "nhan chuyen giao", "received"), WorkKind.RECEIVED),
    **dict.fromkeys(("phat sinh", "dot xuat", "phat sinh, dot xuat", "ad_hoc"), WorkKind.AD_HOC),
}
_MARKED = {
    "ad_hoc": WorkKind.AD_HOC,
    "handed_over": WorkKind.HANDED_OVER,
    "received": WorkKind.RECEIVED,
}
_COUNTED = re.compile(r"(\d{1,4})\D*")
#: A number that a formula left is rounded where binary arithmetic alone made it longer.
_PLACES = Decimal("0.0001")
_DUST = Decimal("0.000000001")


def as_amount(cell: Cell) -> Decimal:
    """A number of products or a coefficient, without the dust that binary arithmetic leaves in formulas."""
    number = as_number(cell)
    if number is None:
        return Decimal(0)
    near = number.quantize(_PLACES)
    exact = near if abs(number - near) < _DUST else number
    return exact.normalize() + 0


def kind_of(reader: RowReader, start: WorkKind) -> WorkKind:
    """How the work came: as one column says it, or as the marked one of several does."""
    said = [
        kind
        for key, kind in _MARKED.items()
        if reader.value(key, lambda cell, kind=kind: _marked(cell, kind), None) is kind
    ]
    said += [kind] if (kind := reader.value("kind", _kind_word, None)) else []
    asked = any(not reader.is_blank(key) for key in (*_MARKED, "kind"))
    if len(set(said)) > 1:
        reader.refuse(
            "kind" if not reader.is_blank("kind") else "handed_over",
            UserError(N_("Work is assigned, handed over, received or ad hoc: mark only one of them.")),
        )
    if said:
        return said[0]
    return WorkKind.ASSIGNED if asked else start


def _marked(cell: Cell, kind: WorkKind) -> WorkKind | None:
    """What a column to be marked says: the kind, nothing, or a word of another kind."""
    word = fold(cell_text(cell))
    if word in _YES:
        return kind
    if word in _NO:
        return None
    if _KIND_WORDS.get(word) is kind:
        return kind
    raise UserError(
        N_("“{value}” is no mark: write x where it holds, and the number of pieces under “Hoàn thành”."),
        value=cell_text(cell),
    )


def _kind_word(cell: Cell) -> WorkKind | None:
    word = fold(cell_text(cell))
    if word in _NO:
        return None
    kind = _KIND_WORDS.get(word)
    if kind is None:
        raise UserError(
            N_("“{value}” is no kind of work: write Được giao, Chuyển giao, Nhận thêm or Phát sinh."),
            value=cell_text(cell),
        )
    return kind


def as_count(cell: Cell) -> int:
    """How many of something; 0 for a blank cell."""
    number = as_number(cell)
    if number is None:
        return 0
    if number != number.to_integral_value() or number < 0:
        raise UserError(N_("“{value}” is no whole number from 0."), value=cell_text(cell))
    return int(number)


def with_claims(reader: RowReader, line: ProductLine) -> ProductLine:
    """The line with what is said to be objective: by two numbers, or by one cell where it is clear which."""
    by_number = [key for key in ("objective_failures", "objective_delays") if not reader.is_blank(key)]
    if by_number:
        return replace(
            line,
            objective_failures=reader.value("objective_failures", as_count, line.objective_failures),
            objective_delays=reader.value("objective_delays", as_count, line.objective_delays),
        )
    if reader.is_blank("objective"):
        return line
    text = cell_text(reader.cell("objective"))
    faults = line.quality_failures + line.delays
    counted = _COUNTED.fullmatch(text)
    if fold(text) in _NO:
        return replace(line, objective_failures=0, objective_delays=0)
    many = int(counted[1]) if counted else faults
    reason = line.note if counted or fold(text) in _YES else "; ".join(filter(None, (line.note, text)))
    claimed = replace(line, note=reason if text not in line.note else line.note)
    if many == faults:
        return replace(claimed, objective_failures=line.quality_failures, objective_delays=line.delays)
    if many < faults and not (line.quality_failures and line.delays):
        return replace(
            claimed,
            objective_failures=many if line.quality_failures else 0,
            objective_delays=many if line.delays else 0,
        )
    error = (
        N_("{many} faults are said to be objective, but the row has only {faults}.")
        if many > faults
        else N_(
            "{many} of {faults} faults are said to be objective: which? Give the columns “Không đạt do khách "
            "quan” and “Chậm do khách quan”."
        )
    )
    reader.refuse("objective", UserError(error, many=many, faults=faults))
    return line
