"""The versions of Python and Qt that this program is sound on, asked before anything is opened.

Built products bring the right ones; this speaks where somebody installed it into an environment of their own.
SQLite is asked by the store, Windows by the launcher.
"""

from evalapp.base.messages import tr

_PYTHON = (3, 11)
_QT, _UNSOUND_QT, _SOUND_AGAIN = (6, 8), (6, 12), (3, 12)  # 6.12 ends the process on Python 3.10 and 3.11


def unfit(python: tuple[int, ...], qt: tuple[int, ...] | None = None) -> str:
    """Why the program does not start on these versions, in a sentence; nothing where it does."""
    if python < _PYTHON:
        return tr(
            "Python {found} is too old: {least} or newer is needed.",
            found=_said(python),
            least=_said(_PYTHON),
        )
    if qt is not None and qt < _QT:
        return tr("Qt {found} is too old: {least} or newer is needed.", found=_said(qt), least=_said(_QT))
    if qt is not None and qt >= _UNSOUND_QT and python < _SOUND_AGAIN:
        return tr(
            "Qt {found} ends the program on Python {python}: take Qt older than {least}, or Python {sound} "
            "or newer.",
            found=_said(qt),
            python=_said(python),
            least=_said(_UNSOUND_QT),
            sound=_said(_SOUND_AGAIN),
        )
    return ""


def _said(version: tuple[int, ...]) -> str:
    return ".".join(str(number) for number in version[:2])
