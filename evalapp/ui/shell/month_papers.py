"""The papers of a month, wherever it is looked at.

On every screen Ctrl+P shows the paper of what is shown, to be printed from there; Ctrl+Shift+P writes it.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from evalapp.base.messages import N_
from evalapp.domain.rounds import Round
from evalapp.ui.kit.actions import PRINT_MENU, ActionSpec
from evalapp.ui.shell.routes import Desk

State = TypeVar("State")

_PAPERS = (
    ("summary_shown", N_("Preview the summary table"), "Ctrl+P"),
    ("summary_workbook", N_("Summary table (Excel)…"), ""),
    ("summary_pdf", N_("Summary table (PDF)…"), ""),
    ("meeting_shown", N_("Preview the minutes of the rating meeting"), ""),
    ("meeting", N_("Minutes of the rating meeting (Word)…"), ""),
    ("forms_pdf", N_("Everybody's forms (PDF)…"), ""),
    ("papers", N_("Summary and everybody's forms (PDF)…"), "Ctrl+Shift+P"),
)


def paper_actions(
    screen: str, *, allowed: Callable[[State], bool], shown: Callable[[State], bool]
) -> tuple[ActionSpec[State], ...]:
    """What a screen of the month offers to print, under its own name."""
    return tuple(
        ActionSpec(f"{screen}.{key}", text, shortcut=keys, menu=PRINT_MENU, allowed=allowed, shown=shown)
        for key, text, keys in _PAPERS
    )


def paper_steps(screen: str, desk: Desk, owner: QWidget) -> dict[str, Callable[[Round], None]]:
    """How each of them is carried out."""
    # Papers bring half of the program with them, which the first picture of a month does without.
    from evalapp.ui.shell import papers

    steps: dict[str, Callable[[Round], None]] = {
        "summary_shown": partial(papers.show_summary, desk),
        "summary_workbook": partial(papers.ask_summary, desk, owner, "xlsx"),
        "summary_pdf": partial(papers.ask_summary, desk, owner, "pdf"),
        "meeting_shown": partial(papers.show_meeting, desk),
        "meeting": partial(papers.ask_meeting, desk, owner),
        "forms_pdf": partial(papers.ask_forms, desk, owner),
        "papers": partial(papers.ask_everything, desk, owner),
    }
    return {f"{screen}.{key}": step for key, step in steps.items()}
