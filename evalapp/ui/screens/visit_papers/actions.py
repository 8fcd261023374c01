"""What can be done with a visit's photos and minutes."""

from evalapp.base.messages import N_
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.screens.visit_papers.state import MINUTES, PHOTOS, PapersState

ADD, FOLDER, PASTE = "papers.add", "papers.folder", "papers.paste"
MARK, EARLIER, LATER, SAVE, OPEN, REMOVE = (
    "papers.mark",
    "papers.earlier",
    "papers.later",
    "papers.save",
    "papers.open",
    "papers.remove",
)
LEAVE = "papers.leave"
PREVIEW, SIGN, PRINT = "papers.preview", "papers.sign", "papers.print"


def _photos(state: PapersState) -> bool:
    return state.page == PHOTOS


def _minutes(state: PapersState) -> bool:
    return state.page == MINUTES


def _changes(state: PapersState) -> bool:
    return state.can_change_photo


def _has_photo(state: PapersState) -> bool:
    return state.chosen is not None


def _adds(state: PapersState) -> bool:
    return state.can_add


ACTIONS: tuple[ActionSpec[PapersState], ...] = (
    ActionSpec(LEAVE, N_("Back to the inspections"), shortcut="Esc", menu=MORE_MENU),
    ActionSpec(MARK, N_("Arrows and blurring…"), shortcut="Ctrl+M", allowed=_changes, shown=_photos),
    ActionSpec(PASTE, N_("Paste a photo"), shortcut="Ctrl+V", allowed=_adds, shown=_photos),
    ActionSpec(
        FOLDER, N_("Folder of photos…"), shortcut="Ctrl+Shift+E", menu=MORE_MENU, allowed=_adds, shown=_photos
    ),
    ActionSpec(
        EARLIER, N_("Move earlier"), shortcut="Ctrl+Left", menu=MORE_MENU, allowed=_changes, shown=_photos
    ),
    ActionSpec(
        LATER, N_("Move later"), shortcut="Ctrl+Right", menu=MORE_MENU, allowed=_changes, shown=_photos
    ),
    ActionSpec(OPEN, N_("Open"), shortcut="Ctrl+O", menu=MORE_MENU, allowed=_has_photo, shown=_photos),
    ActionSpec(SAVE, N_("Save as…"), shortcut="Ctrl+S", menu=MORE_MENU, allowed=_has_photo, shown=_photos),
    ActionSpec(
        REMOVE, N_("Remove, because…"), shortcut="Del", menu=MORE_MENU, allowed=_changes, shown=_photos
    ),
    ActionSpec(ADD, N_("Add photos…"), shortcut="Ctrl+E; F9", primary=True, allowed=_adds, shown=_photos),
    ActionSpec(PREVIEW, N_("Preview"), shortcut="Ctrl+P", allowed=lambda s: s.of is not None, shown=_minutes),
    ActionSpec(
        PRINT, N_("Save as PDF…"), shortcut="Ctrl+Shift+P", allowed=lambda s: s.of is not None, shown=_minutes
    ),
    ActionSpec(
        SIGN,
        N_("Seal the minutes"),
        shortcut="F9; Ctrl+Return",
        primary=True,
        allowed=lambda state: state.can_sign,
        shown=_minutes,
        words=lambda state: state.sign_words,
    ),
)
