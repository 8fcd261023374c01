"""The settings screen: language, look, data file and user, and what the program is made with."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from evalapp.base.messages import tr, use_language
from evalapp.base.settings import LANGUAGE, LAST_WORKSPACE, THEME
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import button, card, column, label, row
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.screens.settings.state import LANGUAGES, LICENCES, THEMES, SettingsState
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.workspaces import workspace_info

_WIDEST = 720


class SettingsScreen(Screen):
    """What the user chooses once."""

    topics = frozenset({Topic.UNITS, Topic.PEOPLE, Topic.ROUNDS, Topic.USERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = SettingsState.of(desk.settings)
        self.languages = Segments(tr("Language"))
        self.languages.chosen.connect(self._choose_language)
        self.themes = Segments(tr("Theme"))
        self.themes.chosen.connect(self._choose_theme)
        self._file = label(wrap=True)
        self._file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._counts = label(look="muted", wrap=True)
        self._user = label()
        other = button(tr("Open another data file…"))
        other.clicked.connect(desk.open_file)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MEDIUM)
        for part in (
            card(
                label(tr("Look"), "strong"),
                _form((tr("Language"), self.languages), (tr("Theme"), self.themes)),
            ),
            card(
                label(tr("Data"), "strong"),
                _form((tr("Data file"), self._file), (tr("Holds"), self._counts), (tr("User"), self._user)),
                row(other, None),
            ),
            card(
                label(tr("About"), "strong"),
                label(self._state.version, wrap=True),
                _form(*((name, label(terms, "muted", wrap=True)) for name, terms in LICENCES)),
            ),
        ):
            part.setMaximumWidth(_WIDEST)
            layout.addWidget(part)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setAccessibleName(tr("Settings"))
        outer = column(self, label(tr("Settings"), "title"), scroll)
        outer.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        self.render_state(self._state)

    @property
    def state(self) -> SettingsState:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Count what is in the data file."""
        file = self._desk.settings.get(LAST_WORKSPACE)
        self._desk.tasks.load(partial(_read, file=file), done=self._show_loaded, owner=self)

    def render_state(self, state: SettingsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.languages.show_choices([Choice(key, tr(text)) for key, text in LANGUAGES], state.language)
        self.themes.show_choices([Choice(key, tr(text)) for key, text in THEMES], state.theme)
        self._file.setText(state.file or "–")
        self._counts.setText(state.counts or "–")
        self._user.setText(state.user or "–")

    def _show_loaded(self, loaded: SettingsState) -> None:
        self.render_state(replace(loaded, language=self._state.language, theme=self._state.theme))

    def _choose_language(self, code: str) -> None:
        self._desk.settings.set(LANGUAGE, code)
        use_language(code)
        self._desk.refresh_look()

    def _choose_theme(self, choice: str) -> None:
        self._desk.settings.set(THEME, choice)
        self._desk.refresh_look()


def _read(work: Work, *, file: str) -> SettingsState:
    info = workspace_info(work, file=file)
    return SettingsState("", "", file=file, user=work.user.name, info=info)


def _form(*rows: tuple[str, QWidget]) -> QWidget:
    made = QWidget()
    layout = QFormLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(LARGE)
    layout.setVerticalSpacing(SMALL)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for name, widget in rows:
        layout.addRow(label(name, "muted"), widget)
    return made
