"""The rows of one form as the tree table shows them, and what may be typed into them. No Qt."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.columns import Tone, figure
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.draft_rows import depth, exact, rows_of, sum_below, text
from evalapp.domain.policy.drafts import at, number_value, parts_of
from evalapp.domain.policy.model import OPTIONAL_KINDS, Kind
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.value_words import KIND_WORDS, SCORER_WORDS
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.policies.opened import Fault, OpenState

_EVERYBODY = ("self", "deputy", "head")


def table(value: Any) -> Mapping[str, Any]:
    """A table as it stands; anything else that stands there is an empty one."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def texts(value: Any) -> tuple[str, ...]:
    """The texts of a list; anything else that stands there is none."""
    return tuple(map(str, cast("list[Any]", value))) if isinstance(value, list) else ()


class RowLine(Struct, frozen=True):
    """One row of a form; `place` is its position among them."""

    place: int
    row: Mapping[str, Any]
    depth: int = 0
    below: Decimal | None = None  # what the rows under it add up to; None where there are none
    has_rows: bool = False
    source: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()
    editable: bool = False
    typed: tuple[str, Any] | None = None  # the key that was just changed, and its value

    @property
    def code(self) -> str:
        """The row's code."""
        return str(self.row.get("code", ""))

    @property
    def label(self) -> str:
        """What is evaluated."""
        return str(self.row.get("label", ""))

    @property
    def maximum(self) -> Any:
        """Its maximum; a text that is no number stays as it was written."""
        value = self.row.get("max")
        known = exact(value) if value is not None else None
        return value if known is None else known

    @property
    def step(self) -> Any:
        """In what steps it is scored; only rows that are scored have one."""
        if self.has_rows:
            return None
        value = self.row.get("step", "0.5")
        known = exact(value)
        return value if known is None else known

    @property
    def kind(self) -> Kind | None:
        """How it becomes points."""
        value = str(self.row.get("kind", Kind.POINTS.value))
        return Kind(value) if value in {kind.value for kind in Kind} else None

    @property
    def kind_words(self) -> str:
        """The same in words; a row with rows under it is their sum."""
        if self.has_rows:
            return tr("sum")
        return tr(KIND_WORDS[self.kind]) if self.kind else str(self.row.get("kind"))

    @property
    def scorers(self) -> str:
        """Who scores it."""
        if self.has_rows:
            return ""
        given = texts(self.row.get("scored_by")) or _EVERYBODY
        if given == _EVERYBODY:
            return tr("all")
        return ", ".join(tr(SCORER_WORDS[who]) if who in SCORER_WORDS else who for who in given)

    @property
    def standing(self) -> Standing:
        """How firm it is."""
        value = str(self.source.get("standing", Standing.DEFAULT.value))
        return Standing(value) if value in {each.value for each in Standing} else Standing.DEFAULT

    @property
    def origin(self) -> str:
        """Document and article; where neither is named, nothing."""
        parts = (self.source.get("document"), self.source.get("article"))
        return ", ".join(str(part) for part in parts if part)

    @property
    def adds_up(self) -> bool:
        """Whether the rows under it make up its maximum."""
        if not self.has_rows or self.maximum is None:
            return True
        if self.kind in OPTIONAL_KINDS and self.below is not None and isinstance(self.maximum, Decimal):
            return self.below >= self.maximum  # so much counts of them together
        return self.below == self.maximum

    @property
    def sum_words(self) -> str:
        """What the rows under it add up to, and that it is wrong where it is."""
        if not self.has_rows:
            return ""
        if self.below is None:
            return tr("✕ no sum")
        return f"= {figure(self.below)}" if self.adds_up else tr("✕ sum {sum}", sum=figure(self.below))

    @property
    def remark(self) -> tuple[str, Tone]:
        """The first thing that is wrong with the row; else what is offered or asked."""
        if self.faults:
            return "✕ " + self.faults[0].reason, Tone.BAD
        asks = [
            tr(words)
            for key, words in (("default_full", N_("offered in full")), ("needs_note", N_("needs words")))
            if self.row.get(key)
        ]
        return "; ".join(asks), Tone.MUTED

    def typing(self, key: str, typed: str) -> "RowLine":
        """The row after something was typed; what is no number is refused where it was typed."""
        value: Any = typed.strip()
        if key in ("max", "step"):
            value = number_value(typed)
        elif key == "code" and not value:
            raise UserError(N_("A row needs a code."))
        if value == self.row.get(key):
            return self
        row = {**self.row, key: value}
        return replace(self, row=row, typed=(key, value))


def form_choices(state: OpenState) -> tuple[Choice, ...]:
    """The forms to choose from; one with faults says how many."""
    choices: list[Choice] = []
    for number, form in enumerate(parts_of(state.document, ("forms",))):
        count = len(state.faults_at(("forms", number)))
        words = FORM_WORDS.get(str(form.get("code", "")))
        name = tr(words) if words else str(form.get("code", number + 1))
        choices.append(Choice(number, tr("{form} ✕ {count}", form=name, count=count) if count else name))
    return tuple(choices)


FORM_WORDS: Mapping[str, str] = {
    "head": N_("Heads"),
    "deputy": N_("Deputies"),
    "staff": N_("Staff"),
    "contract": N_("Contract workers"),
    "collective": N_("Collective"),
}


def lines_of(state: OpenState, form: int) -> tuple[RowLine, ...]:
    """The rows of a form in printed order."""
    rows = rows_of(state.document, form)
    inherited = table(at(state.document, ("forms", form, "source"))) or table(state.document.get("source"))
    parents = {text(row, "parent") for row in rows}
    lines: list[RowLine] = []
    for place, row in enumerate(rows):
        has_rows = bool(text(row, "code")) and text(row, "code") in parents
        lines.append(
            RowLine(
                place,
                row,
                depth(rows, place),
                sum_below(rows, place) if has_rows else None,
                has_rows=has_rows,
                source=table(row.get("source")) or inherited,
                faults=state.faults_at(("forms", form, "criterion", place)),
                editable=state.editable,
            )
        )
    return tuple(lines)


def total_words(state: OpenState, form: int) -> tuple[str, Tone]:
    """What the top rows add up to, against what the policy asks for."""
    total = sum_below(rows_of(state.document, form), None)
    wanted = exact(at(state.document, ("total", "maximum"), ""))
    if total is None:
        return tr("✕ The groups have no sum: a maximum is no number."), Tone.BAD
    if wanted is None or total == wanted:
        return tr("All groups together: {total}", total=figure(total)), Tone.MUTED
    words = tr("✕ All groups together: {total}, not {wanted}", total=figure(total), wanted=figure(wanted))
    return words, Tone.BAD
