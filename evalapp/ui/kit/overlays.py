"""Where something lies that opens over the whole window."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from evalapp.ui.kit.sizes import px

_MARGIN = 24
_WIDEST = 1200  # a line of text beyond this is not read


def lie_over(part: QWidget, owner: QWidget) -> None:
    """Cover a window but for its edges; on a very wide one stand in the middle."""
    inside = owner.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    width = min(inside.width(), px(_WIDEST))
    part.setGeometry(QRect(inside.center().x() - width // 2, inside.top(), width, inside.height()))
