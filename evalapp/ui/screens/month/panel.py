"""What stands around the grid: the person under the cursor, what is left to do, a pasted block."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.ui.kit.colours import LARGE, SMALL, TINY, colours
from evalapp.ui.kit.grid_blocks import LeftOut
from evalapp.ui.kit.grid_preview import Preview
from evalapp.ui.kit.labels import OneLine, button, chip, column, label, restyle, row, show_chip
from evalapp.ui.screens.month.columns import NOTE, gap_words
from evalapp.ui.screens.month.lines import GridRow, evidence_words
from evalapp.ui.screens.month.notes import NoteLine
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.shell.proposals import ProposalBar
from evalapp.ui.shell.routes import Desk
from evalapp.ui.shell.suggestions_state import SuggestionsState, lines_of
from evalapp.usecases.suggestions import proposed_to
from evalapp.usecases.unused_facts import unused_words

_NAMED = 3  # names that are said of those that no one person has


class PersonPanel(QFrame):
    """The person under the cursor: how the total comes about, the criterion in full, what is proposed."""

    turned = Signal()  # something that cannot wait is said now, or no more

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._who = label(look="strong")
        self._why = label(look="muted")
        self._level = chip()
        self._about = OneLine()
        self._urgent = label(wrap=True)  # what cannot wait, in as many lines as it takes
        self._urgent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._urgent.hide()
        self._files = chip()
        self.proposals = ProposalBar(desk)
        self.proposals.hide()
        self.note = NoteLine(desk)
        self._head = row(self._who, self._why, None, self._files, self._level, spacing=LARGE)
        self._inside = column(self, self._head, self._about, self._urgent, self.note, self.proposals)
        self._inside.setSpacing(TINY)
        self._is_low = self._is_lower = self._is_covered = self.is_urgent = False

    @property
    def is_proposing(self) -> bool:
        """Whether something is proposed to the person, and waits for an answer."""
        return not self.proposals.isHidden()

    @property
    def why(self) -> str:
        """How the total comes about."""
        return self._why.text()

    @property
    def about(self) -> str:
        """What is said of the cell under the cursor."""
        return self._about.toolTip()

    @property
    def urgent(self) -> str:
        """What cannot wait."""
        return "" if self._urgent.isHidden() else self._urgent.text()

    def fit(self, *, low: bool, lower: bool, covered: bool) -> None:
        """Where there is little height one line says the criterion in full, unless something cannot wait.

        Where there is even less the line is not there: the headings have its code, their tips its words.
        """
        self._is_low, self._is_lower, self._is_covered = low, lower, covered
        is_line = low and not self.is_urgent
        self._head.setVisible(not low or (self.is_urgent and not lower))
        restyle(self, "look", "" if is_line else "card")
        self._inside.setContentsMargins(*((0, 0, 0, 0) if is_line else (LARGE, SMALL, LARGE, SMALL)))
        self.setVisible(not covered and not (lower and is_line))

    def clear(self) -> None:
        """Nobody is under the cursor."""
        for each in (self._who, self._why, self._about, self._urgent):
            each.setText("")
        self._urgent.hide()
        show_chip(self._level, "", Tone.PLAIN)
        show_chip(self._files, "", Tone.PLAIN)
        self.note.show_cell(None, "")
        self.proposals.hide()
        self._be_urgent(now=False)

    def _be_urgent(self, *, now: bool) -> None:
        if now != self.is_urgent:
            self.is_urgent = now
            self.turned.emit()

    def show_person(self, state: MonthState, shown: GridRow, code: str, refusal: UserError | None) -> None:
        """Show somebody, and the criterion under the cursor or the one that the note there goes with."""
        self._who.setText(shown.name)
        line = shown.line
        unused = unused_words(line.policy, line.sheet, line.round.period)
        self._why.setText(" · ".join(filter(None, (state.explain(shown), unused))))
        text, tone, _ = shown.result
        show_chip(self._level, text, tone)
        field, code = code, code.removeprefix(NOTE)
        said, ink = state.about(shown, code), colours().muted
        if said and field != code:
            said = tr("The note that goes with {row}", row=said)
        note = shown.mark(code).note if code else ""
        gap = shown.gap(code)
        self.note.show_cell(shown, code)
        if refusal:
            said, ink = (
                f"✕ {tr_error(refusal)} " + tr("The stored value is unchanged; Escape shows it."),
                colours().bad,
            )
        elif gap and not gap.is_explained:
            said, ink = f"≠ {gap_words(gap)}", colours().warn
        elif note:
            said += " · " + tr("Note: {note}", note=note)
        waits = ink == colours().muted
        for each, is_there in ((self._about, waits), (self._urgent, not waits)):
            each.setText(said)
            each.setToolTip(said)
            each.setStyleSheet(f"color: {ink};")
            each.setVisible(is_there)
        show_chip(self._files, *evidence_words(shown))
        proposed = shown.line.suggestions
        self.proposals.setVisible(bool(proposed))
        if proposed:
            self.proposals.show_state(proposals_of(state, shown), code)
        self._be_urgent(now=refusal is not None or bool(proposed) or not self.note.isHidden())
        self.fit(low=self._is_low, lower=self._is_lower, covered=self._is_covered)


class StandingLine(QWidget):
    """How many have which level, what is left to score, and what the quota allows."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: list[QLabel] = []
        self._left = OneLine()
        self._quota = label(look="muted")
        self._is_narrow = self._is_low = False
        self._state: MonthState | None = None
        self._layout = QHBoxLayout()
        self._layout.setSpacing(SMALL)
        self._layout.addWidget(self._left, 1)
        self._layout.addWidget(self._quota)
        self._whole = label(look="muted", wrap=True)  # on a line of its own, where there is none beside chips
        self._whole.hide()
        inside = column(self, self._whole, spacing=TINY)
        inside.insertLayout(0, self._layout)

    @property
    def text(self) -> str:
        """Everything that is said, chips first."""
        chips = [each.text() for each in self._counts if each.text()]
        said = self._state.standing if self._state else ""
        return " | ".join([*chips, said, self._quota.text()])

    def fit(self, *, narrow: bool, low: bool) -> None:
        """Where there is little room the quota is said in fewer words, and what is left on one line."""
        if (narrow, low) != (self._is_narrow, self._is_low):
            self._is_narrow, self._is_low = narrow, low
            if self._state:
                self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another width another line is cut."""
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        """Say all of what is left: beside the chips, else below them, else its first words."""
        if self._state is None:
            return
        beside = [each for each in (*self._counts, self._quota) if not each.isHidden()]
        room = self.width() - sum(each.sizeHint().width() + SMALL for each in beside)
        said = self._state.standing
        fits = self._left.fontMetrics().horizontalAdvance(said) <= room
        self._left.setText(said if fits else self._state.standing_short if self._is_low else "")
        self._left.setToolTip(said)
        self._whole.setText(said)
        self._whole.setVisible(not fits and not self._is_low)

    def show_state(self, state: MonthState) -> None:
        """Say how the month stands."""
        self._state = state
        counts = state.counts
        while len(self._counts) < len(counts):
            made = chip()
            self._layout.insertWidget(len(self._counts), made)
            self._counts.append(made)
        for number, made in enumerate(self._counts):
            show_chip(made, *(counts[number] if number < len(counts) else ("", Tone.PLAIN)))
        text, tone = state.quota
        self._quota.setText(state.quota_short if self._is_narrow else text)
        self._quota.setToolTip(text)
        self._quota.setStyleSheet(f"color: {colours().ink(tone)};")
        self._say()


class PreviewBar(QFrame):
    """A block that holds something refused: one key takes the rest, one takes nothing."""

    turned = Signal()  # it came or went, or asks something else
    taken = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice-warn")
        self._text = label(wrap=True)
        self._take = button(tr("Paste the good cells (Enter)"), "primary")
        self._keep = button(tr("Leave them in their cells to be mended (Enter)"))
        self._drop = button("")
        ways = ((self._take, self.taken), (self._keep, self.taken), (self._drop, self.dropped))
        for each, signal in ways:
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            each.clicked.connect(signal)
        across = row(self._text, self._take, self._keep, self._drop)
        inside = column(self, across)
        inside.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._text.text()

    def show_preview(self, preview: Preview | None, reason: UserError | None) -> None:
        """Ask about a block, saying why its first refused cell is refused; or ask nothing more."""
        self.setVisible(preview is not None)
        if preview is not None:
            self._ask(preview, reason)
        self.turned.emit()

    def _ask(self, preview: Preview, reason: UserError | None) -> None:
        told = N_("{good} {good:cell|cells} can be pasted, {refused} {refused:is|are} refused.")
        if preview.is_again:
            told = N_(
                "{good} {good:cell was|cells were} not saved. Nothing of the block is lost: take it again."
            )
        elif not preview.good:
            told = N_("None of these {refused} {refused:cell|cells} can be pasted.")
        said = tr(told, good=preview.good, refused=preview.refused)
        if reason is not None:
            said += " " + tr_error(reason)
        if preview.good and not preview.is_again:
            said += " " + _changes(preview)
        if preview.left_out.texts:
            said += " " + _left_out(preview.left_out)
        self._text.setText("⚠ " + said)
        way = N_("Paste the {count} good {count:cell|cells} (Enter)")
        words = tr(N_("Take it again (Enter)") if preview.is_again else way, count=preview.good)
        self._take.setText(words)
        self._take.setAccessibleName(words)
        self._take.setVisible(bool(preview.good))
        self._keep.setVisible(not preview.good and bool(preview.mendable))
        words = tr("Paste nothing (Esc)") if preview.good else tr("Close (Esc)")
        self._drop.setText(words)
        self._drop.setAccessibleName(words)


def _changes(preview: Preview) -> str:
    """What the good cells of a block would do."""
    ways = (
        (preview.changed, N_("{count} {count:changes|change} what is stored")),
        (preview.new, N_("{count} {count:is|are} new")),
        (preview.same, N_("{count} {count:stays|stay} the same")),
    )
    said = ", ".join(tr(words, count=count) for count, words in ways if count)
    return tr("Of the good ones: {changes}.", changes=said)


def _left_out(left_out: LeftOut) -> str:
    """What of a block has no place here, and whose figures these are where names came along."""
    said = tr("{count} lie outside the table.", count=left_out.texts)
    if not left_out.names:
        return said
    named = ", ".join(f"“{name}”" for name in left_out.names[:_NAMED])
    if len(left_out.names) > _NAMED:
        named += ", …"
    return (
        said
        + " "
        + tr(
            "Not the name of exactly one person here: {names}. Type their figures, or mend the names.",
            names=named,
        )
    )


def proposals_of(state: MonthState, shown: GridRow) -> SuggestionsState:
    """What is proposed for somebody and waits for a decision."""
    line = shown.line
    proposed = proposed_to(line.sheet, line.form, line.suggestions)
    return SuggestionsState(state.round, lines_of(line.policy, proposed, line.name), loaded=True)
