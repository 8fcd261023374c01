"""A figure that can be pressed: what it counts, how many, and what to think of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.columns import Tone
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY, colours
from evalapp.ui.kit.labels import OneLine, label, restyle


class FigureCard(QPushButton):
    """One figure of an overview; pressing it opens the list behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "figure-card")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = OneLine()
        self._value = label(look="figure")
        self._of = label(look="title")
        self._text = OneLine()
        figures = QWidget()
        beside = QHBoxLayout(figures)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SMALL)
        beside.addWidget(self._value)
        beside.addWidget(self._of, alignment=Qt.AlignmentFlag.AlignBottom)
        beside.addStretch(1)
        self._inside = layout = QVBoxLayout(self)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        layout.setSpacing(TINY)
        for part in (self._title, figures, self._text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)

    def sizeHint(self) -> QSize:
        """As tall as what is in it."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for four beside each other in a small window."""
        return QSize(120, self._inside.minimumSize().height())

    def show_figure(self, title: str, value: str, of: str, text: str, tone: Tone, *, chosen: bool) -> None:
        """Show a figure; `of` is the whole it is a part of, where there is one."""
        self._title.setText(title)
        self._value.setText(value)
        self._value.setStyleSheet(f"color: {colours().ink(tone)};")
        self._of.setText(f"/ {of}" if of else "")
        self._text.setText(text)
        whole = f"{value} / {of}" if of else value
        self.setAccessibleName(f"{title}: {whole}")
        self.setAccessibleDescription(text)
        self.setToolTip(f"{title}: {text}")
        restyle(self, "chosen", "yes" if chosen else "no")
