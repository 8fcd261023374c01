"""The message bar: when the last change was saved, and what the program has to say; never in the way."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.ui.kit.colours import LARGE, SMALL, TINY, colours
from evalapp.ui.kit.labels import button, label
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.filling import told
from evalapp.ui.shell.keys import MESSAGE_KEYS, OPEN_FILE, OPEN_FOLDER

#: Shows long texts to be read: a title, what they are about, each with its name.
Reads = Callable[[str, str, Sequence[tuple[str, str]]], None]
_LONGEST = 600  # letters of a line; more would be read by nobody, and laying them out holds the window up
_SIGNS = {Tone.OK: "✓ ", Tone.WARN: "⚠ ", Tone.BAD: "✕ "}


class Written(Struct, frozen=True):
    """What was just written, a file or a folder, and how the system is asked to open it."""

    path: Path
    open_outside: Callable[[Path], bool]


class MessageBar(QFrame):
    """One line at the bottom; a long sentence takes as many lines as it needs, the longest are read aside."""

    def __init__(self, read: Reads) -> None:
        super().__init__()
        self._read = read
        self._whole = ""  # what is said, where the line says only its beginning
        self.setObjectName("messages")
        self.saved_at: datetime | None = None  # when the last change reached the disk
        self._unsaved: tuple[str, ...] = ()  # what stands in fields and is not on the disk
        self._saved = label()
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = button("", "flat")
        self._close.setAccessibleName(tr("Close the message"))
        self._close.setToolTip(tr("Close the message"))
        self._close.clicked.connect(self.clear)
        keeps_room = self._close.sizePolicy()  # the page above does not move with each message
        keeps_room.setRetainSizeWhenHidden(True)
        self._close.setSizePolicy(keeps_room)
        self._written: Written | None = None
        self._inside = layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, TINY, SMALL, TINY)
        layout.setSpacing(LARGE)
        layout.addWidget(self._saved)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)
        self.setMinimumHeight(px(36))
        self.clear()

    @property
    def text(self) -> str:
        """What is being said."""
        return self._text.text()

    @property
    def saved(self) -> str:
        """When the last change was saved, in words."""
        return self._saved.text()

    def tell_refusal(self, error: UserError) -> None:
        """Say why something was not done."""
        brief, whole = told(error, brief=True), told(error)
        self.tell(brief, Tone.BAD, whole=whole)

    def tell(
        self,
        text: str,
        tone: Tone,
        *,
        written: Written | None = None,
        whole: str = "",
    ) -> None:
        """Say something, with a sign beside its colour; nothing where what was said is over.

        Nothing said in the tone of a refusal ends a refusal alone.
        What was `written` can be opened from here; `whole` is all of what the text says in short.
        """
        if not text:
            (self.end_refusal if tone is Tone.BAD else self.clear)()
            return
        from evalapp.ui.kit.icons import icon  # the first picture of the window has none

        self._saved.setVisible(bool(self.saved))
        self._close.setIcon(icon("ph.x"))
        self._tone = tone
        self._said = whole or text
        brief = text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"
        self._offer_whole(whole or text, brief)
        self._text.setText(_SIGNS.get(tone, "") + brief)
        self._text.setStyleSheet(
            f"color: {colours().ink(tone)}; font-weight: {600 if tone is Tone.BAD else 400};"
        )
        self._text.setAccessibleName(brief)
        self._close.setVisible(True)
        self._offer(written)
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def tell_too(self, text: str, tone: Tone) -> None:
        """Say something after what is being said, which was not read yet."""
        before, written = self._said, self._written
        tone = self._tone if self._tone is Tone.BAD else tone
        self.tell(f"{before} {text}" if before else text, tone, written=written)

    def clear(self) -> None:
        """Say nothing more."""
        self._tone = Tone.PLAIN
        self._said = ""
        self._text.setText("")
        self._saved.setVisible(bool(self.saved))
        self._close.setVisible(False)
        self._offer(None)
        self._offer_whole("", "")

    def _offer(self, written: Written | None) -> None:
        """Offer to open what was written, and the folder that it is in; a folder is opened itself."""
        if written or self._written:
            is_file = written is not None and not written.path.is_dir()
            for made, shown in zip(self.openers, (is_file, written is not None), strict=True):
                made.setVisible(shown)
        self._written = written

    def _offer_whole(self, whole: str, said: str) -> None:
        """Offer to read all of what is said in short."""
        is_cut = whole != said
        if is_cut or self._whole:
            self.reader.setVisible(is_cut)
        self._whole = whole if is_cut else ""

    @cached_property
    def reader(self) -> QPushButton:
        """The button that shows all of what is said."""
        made = button(tr("Read all…"))
        made.clicked.connect(lambda: self._read(tr("Message in full"), "", [(tr("Message"), self._whole)]))
        self._inside.insertWidget(self._inside.count() - 1, made)
        return made

    @cached_property
    def openers(self) -> tuple[QPushButton, QPushButton]:
        """The buttons that open the file and its folder; the first picture of the window has none."""
        made: list[QPushButton] = []
        words = {OPEN_FILE: N_("Open (F12)"), OPEN_FOLDER: N_("Open the folder (Shift+F12)")}
        for keys, what in MESSAGE_KEYS.items():
            opener = button(tr(words[what]))
            QShortcut(QKeySequence(keys), opener).activated.connect(opener.click)
            opener.clicked.connect(partial(self._open, folder=what == OPEN_FOLDER))
            self._inside.insertWidget(self._inside.count() - 1, opener)
            made.append(opener)
        return made[0], made[1]

    def _open(self, _checked: object = None, *, folder: bool) -> None:
        written = self._written
        if written is None:
            return
        path = written.path.parent if folder and not written.path.is_dir() else written.path
        if not written.open_outside(path):
            said = N_("This computer has no program for “{name}”. Open it yourself: {file}")
            told = tr(said, name=path.name, file=str(path))
            self.tell(told, Tone.WARN, written=written)

    def end_success(self, _label: object = None) -> None:
        """Something else is done now: that something was done before is over, what is asked for is not."""
        if self._tone is Tone.OK:
            self.clear()

    def end_refusal(self) -> None:
        """What was refused is over with what it was about."""
        if self._tone is Tone.BAD:
            self.clear()

    def leave_behind(self) -> None:
        """Another screen or month is shown: what was said about the one before is over."""
        self.clear()

    def tell_saved(self, at: datetime | None) -> None:
        """Say when the last change reached the disk, if any did; a refusal from before is over with it."""
        if at is None:
            return
        self.end_refusal()
        self.saved_at = at
        self._show_saved()

    def tell_unsaved(self, what: tuple[str, ...]) -> None:
        """Say what stands in fields and is not on the disk, in place of when the last change was saved."""
        self._unsaved = what
        self._show_saved()

    def _show_saved(self) -> None:
        if self._unsaved:
            told = N_("Not saved: {count} {count:field|fields}")
            words, ink = "✕ " + tr(told, count=len(self._unsaved)), colours().bad
        elif self.saved_at is not None:
            at = self.saved_at.astimezone(VIET_NAM).strftime("%H:%M:%S")
            words, ink = "✓ " + tr("Saved {time}", time=at), colours().ok
        else:
            words, ink = "", colours().ok
        self._saved.setText(words)
        self._saved.setToolTip(", ".join(self._unsaved))
        self._saved.setStyleSheet(f"color: {ink};")
        self._saved.setVisible(bool(words))
