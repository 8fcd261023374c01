"""A rule's sentence with controls in the place of what can be changed; every change is a whole document."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.condition_trees import (
    FIRST,
    Asked,
    Joined,
    Joint,
    Spot,
    Tree,
    about,
    compared,
    comparisons_of,
    joined_by,
    part_at,
    range_of,
    spot_in,
    tree_of,
    turned,
    value_text,
    valued,
    with_another,
    with_part,
    without,
)
from evalapp.domain.policy.drafts import Document
from evalapp.domain.policy.fact_words import fact_named, fact_title, unit_said, with_facts_named
from evalapp.domain.policy.facts import FACTS, NUMERIC, FactType
from evalapp.domain.policy.rule_kinds import FieldKind, Rule, level_codes
from evalapp.domain.policy.rule_sentences import Piece, comparison_word, editing_pieces
from evalapp.ui.kit.flow import FlowLayout
from evalapp.ui.kit.labels import button, label, restyle
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.rows import stop_within
from evalapp.ui.screens.policies.rules_state import (
    choices_of,
    field_value,
    with_condition,
    with_field,
    without_condition,
)

_NARROW, _WIDE = 84, 260
#: What can be done with a part of a condition, in the order of its menu.
_DEEDS = {
    "and": N_("… and also"), "or": N_("… or else"),
    "not": N_("Turn into its opposite"), "out": N_("Take out"),
}  # fmt: skip


class _Shown(Struct, frozen=True):
    """What the sentence was drawn from, so that it is drawn again only when it differs."""

    rule: Rule | None = None
    document: Document = field(default_factory=lambda: MappingProxyType({}))
    editable: bool = False


class SentenceEditor(QWidget):
    """The sentence of one rule, to be read, or to be changed where it can be."""

    edited = Signal(object)  # the whole document
    refused = Signal(str)  # why something typed was not taken; empty when it was mended

    def __init__(self) -> None:
        super().__init__()
        self._shown = _Shown()
        self._flow = FlowLayout(self)
        self._controls: dict[str, QWidget] = {}
        self._chosen = ""  # the control whose list was chosen from last
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def names(self) -> tuple[str, ...]:
        """Which controls the sentence has, in order."""
        return tuple(self._controls)

    def control(self, name: str) -> QWidget:
        """One control: `level`, or `fact`, `test`, `value`, `more` of a comparison as `fact:0.1`."""
        return self._controls[name]

    def show_rule(self, rule: Rule | None, document: Document, *, editable: bool) -> None:
        """Show the sentence of a rule; the cursor stays on the control it was on."""
        shown = _Shown(rule, document, editable)
        if shown == self._shown:
            return
        focused = next((name for name, made in self._controls.items() if made.hasFocus()), "")
        at, self._chosen = focused or self._chosen, ""
        self._shown = shown
        self._clear()
        if rule is not None:
            for made in self._parts(rule):
                made.setEnabled(editable or not _is_control(made))
                self._flow.addWidget(made)
                made.show()
            stop_within(self, tuple(self._controls.values()))
        self._fit()
        self.updateGeometry()
        if at in self._controls:
            self._go_to(at)

    def mark(self, reasons: Mapping[str, str]) -> None:
        """Mark the controls at which something has to be mended."""
        for name, made in self._controls.items():
            reason = reasons.get(name, "")
            if reason or made.property("refused") == "yes":
                restyle(made, "refused", "yes" if reason else "no")
                made.setAccessibleDescription(reason)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the sentence is at this width, whatever else wants room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))

    def begin(self) -> None:
        """Put the cursor on the first control."""
        if self._controls:
            next(iter(self._controls.values())).setFocus()

    def _clear(self) -> None:
        self._controls = {}
        while (part := self._flow.takeAt(0)) is not None:
            made = part.widget()
            if made is not None:
                made.hide()
                made.deleteLater()

    def _parts(self, rule: Rule) -> Iterator[QWidget]:
        tree = tree_of(rule.condition)
        for piece in editing_pieces(rule, self._shown.document):
            match piece.field:
                case "":
                    if piece.text.strip():
                        yield label(piece.text.strip())
                case "ask":
                    yield from self._comparison(tree, piece.spot or ())
                case "joint":
                    yield self._joint(tree, piece)
                case "group":
                    yield from self._end(tree, piece)
                case _:
                    yield self._field(rule, piece.field)
        if rule.kind.may_lack_condition and rule.condition is None and self._shown.editable:
            more = button(tr("Add a condition"), "flat")
            more.clicked.connect(lambda: self._put(FIRST))
            self._controls["condition"] = more
            yield more

    def _comparison(self, tree: Tree, spot: Spot) -> Iterator[QWidget]:
        """The controls of one comparison: which fact, how compared, with what."""
        asked = part_at(tree, spot)
        name = _name(spot)
        if not isinstance(asked, Asked):
            asked = Asked("")
        yield self._picker(
            f"fact:{name}",
            tr("Fact"),
            [Choice(each, fact_title(each), words=each) for each in FACTS],
            asked.fact,
            lambda fact: self._change(spot, about(asked, fact, self._levels)),
        )
        if asked.fact in FACTS:
            if len(comparisons_of(asked.fact)) > 1:
                yield self._test(asked, spot)
            yield self._value(asked, spot)
            unit = unit_said(asked.fact)
            if unit:
                yield label(unit)
        yield from self._more(f"more:{name}", tr("About this condition"), spot)

    def _test(self, asked: Asked, spot: Spot) -> QWidget:
        return self._picker(
            f"test:{_name(spot)}",
            tr("Comparison"),
            [Choice(test, comparison_word(asked.fact, test)) for test in comparisons_of(asked.fact)],
            asked.compared_by,
            lambda test: self._change(spot, compared(asked, test, self._levels)),
        )

    def _value(self, asked: Asked, spot: Spot) -> QWidget:
        known, name = range_of(asked, self._levels), f"value:{_name(spot)}"
        says = tr("Value of: {fact}", fact=fact_named(asked.fact))
        if known is not None and known.type is FactType.YES_NO:
            choices = [Choice("yes", tr("yes")), Choice("no", tr("no"))]
        elif known is not None and known.levels and not known.several:
            choices = [Choice(level, level) for level in known.levels]
        else:
            figure = value_text(asked)
            shown = figure.replace(".", ",") if FACTS[asked.fact].type in NUMERIC else figure
            return self._line(name, says, shown, lambda typed: self._type_value(asked, spot, typed), _NARROW)
        return self._picker(
            name, says, choices, value_text(asked), lambda typed: self._type_value(asked, spot, typed)
        )

    def _type_value(self, asked: Asked, spot: Spot, typed: str) -> None:
        try:
            changed = valued(asked, typed, self._levels)
        except UserError as error:
            self._refuse(f"value:{_name(spot)}", with_facts_named(tr_error(error)))
            return
        self._change(spot, changed)

    def _joint(self, tree: Tree, piece: Piece) -> QWidget:
        """The word that joins parts: pressing it makes an `or` of an `and`."""
        spot = piece.spot or ()
        here = part_at(tree, spot)
        other = Joint.ANY if isinstance(here, Joined) and here.joint is Joint.ALL else Joint.ALL
        made = button(piece.text.strip(), "picker")
        made.setToolTip(tr("Press to join by the other word"))
        made.clicked.connect(lambda: self._put(joined_by(tree, spot, other)))
        self._controls.setdefault(f"joint:{_name(spot)}", made)
        return made

    def _end(self, tree: Tree, piece: Piece) -> Iterator[QWidget]:
        """The end of a part in brackets, or of the whole, and what can be done with it."""
        if piece.text:
            yield label(piece.text)
        yield from self._more(
            f"group:{_name(piece.spot or ())}", tr("About these conditions together"), piece.spot or ()
        )

    def _more(self, name: str, says: str, spot: Spot) -> Iterator[QPushButton]:
        if not self._shown.editable:
            return
        made = button("⋯", "flat")
        made.setAccessibleName(says)
        made.setToolTip(says)
        menu = QMenu(made)
        for key, words in _DEEDS.items():
            menu.addAction(tr(words)).triggered.connect(self._deed(key, spot))
        made.setMenu(menu)
        self._controls[name] = made
        yield made

    def _deed(self, key: str, spot: Spot) -> Callable[[], None]:
        return lambda: self.do(key, spot)

    def do(self, key: str, spot: Spot) -> None:
        """Add to a part of the condition, turn it round, or take it out."""
        rule = self._shown.rule
        if rule is None:
            return
        tree = tree_of(rule.condition)
        if key in ("and", "or"):
            changed, at = with_another(tree, spot, Joint.ALL if key == "and" else Joint.ANY)
            self._put(changed)
            self._go_to(f"fact:{_name(at)}")
        elif key == "not":
            self._put(_opposite(tree, spot))
        elif not spot and rule.kind.may_lack_condition:
            self.edited.emit(without_condition(self._shown.document, rule))
        else:
            self._put(without(tree, spot))

    def _go_to(self, name: str) -> None:
        """Put the cursor on a control; a list that was chosen from may have taken it to its own window."""
        if name in self._controls:
            self.window().activateWindow()
            self._controls[name].setFocus()

    def _field(self, rule: Rule, key: str) -> QWidget:
        found = rule.kind.field(key)
        title, value = tr(found.title), field_value(rule, found)
        choices = choices_of(rule, found, self._shown.document)
        if choices:
            return self._picker(key, title, choices, value, lambda typed: self._type(key, typed))
        width = _WIDE if found.kind is FieldKind.TEXT else _NARROW
        return self._line(key, title, value, lambda typed: self._type(key, typed), width)

    def _type(self, key: str, typed: str) -> None:
        rule = self._shown.rule
        if rule is None:
            return
        try:
            document = with_field(self._shown.document, rule, key, typed)
        except FieldError as error:
            self._refuse(key, tr_error(error))
            return
        self._tell(document)

    def _picker(
        self, name: str, says: str, choices: Sequence[Choice], chosen: str, take: Callable[[str], None]
    ) -> QWidget:
        made = ChoicePicker(says, tr("Choose…"))
        made.show_choices(choices, chosen)
        made.chosen.connect(self._choice(name, take))
        self._controls[name] = made
        return made

    def _choice(self, name: str, take: Callable[[str], None]) -> Callable[[object], None]:
        """Take what was chosen, and come back to the control it was chosen in."""

        def chosen(key: object) -> None:
            self._chosen = name
            take(str(key))

        return chosen

    def _line(self, name: str, says: str, text: str, take: Callable[[str], None], width: int) -> QWidget:
        made = QLineEdit(text)
        made.setAccessibleName(says)
        made.setPlaceholderText(says)
        made.setFixedWidth(width)
        made.setCursorPosition(0)
        made.editingFinished.connect(lambda: _changed(made, text, take))
        self._controls[name] = made
        return made

    def _refuse(self, name: str, reason: str) -> None:
        made = self._controls[name]
        restyle(made, "refused", "yes")
        made.setAccessibleDescription(reason)
        made.setToolTip(reason)
        self.refused.emit(reason)

    @property
    def _levels(self) -> tuple[str, ...]:
        return level_codes(self._shown.document)

    def _change(self, spot: Spot, part: Tree) -> None:
        rule = self._shown.rule
        if rule is not None:
            self._put(with_part(tree_of(rule.condition), spot, part))

    def _put(self, tree: Tree) -> None:
        rule = self._shown.rule
        if rule is not None:
            self._tell(with_condition(self._shown.document, rule, tree))

    def _tell(self, document: Document) -> None:
        self.refused.emit("")
        if document != self._shown.document:
            self.edited.emit(document)


def _opposite(tree: Tree, spot: Spot) -> Tree:
    """A part turned round: yes and no change places, anything else goes into a `not`, or comes out of one."""
    here = part_at(tree, spot)
    if isinstance(here, Asked) and isinstance(here.value, bool):
        return with_part(tree, spot, replace(here, value=not here.value))
    above = part_at(tree, spot[:-1]) if spot else None
    if above is not None and not isinstance(above, Joined):
        return turned(tree, spot[:-1])
    return turned(tree, spot)


def _changed(made: QLineEdit, before: str, take: Callable[[str], None]) -> None:
    if made.text() != before:
        take(made.text())


def _is_control(made: QWidget) -> bool:
    return made.focusPolicy() != Qt.FocusPolicy.NoFocus


def control_at(path: Sequence[str | int]) -> str:
    """The control that a path inside the condition is about."""
    spot, key = spot_in(path)
    return f"{key if key in ('fact', 'test', 'value') else 'fact'}:{_name(spot)}"


def _name(spot: Spot) -> str:
    return ".".join(map(str, spot))
