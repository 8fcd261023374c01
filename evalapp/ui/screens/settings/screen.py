"""The settings screen: language, look, data file and user, and what the program is made with."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from evalapp.base.columns import Tone
from evalapp.base.components import every_notice
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error, use_language
from evalapp.base.settings import LANGUAGE, LAST_WORKSPACE, LOCK_AFTER, TEXT_SIZE, THEME
from evalapp.domain.rights import Right
from evalapp.domain.user_names import called_in_full
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.labels import button, card, column, heading, label, row
from evalapp.ui.kit.pickers import Choice, Segments
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.settings.state import LANGUAGES, LICENCES, THEMES, SettingsState
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.evidence import largest_file, set_largest_file
from evalapp.usecases.workspaces import workspace_info

if TYPE_CHECKING:
    from evalapp.usecases.updates import Update

_WIDEST = 980  # as what is filled in on a visit: it is read, and stands in the middle
_NAMES = 96


class SettingsScreen(Screen):
    """What the user chooses once."""

    topics = frozenset({Topic.UNITS, Topic.PEOPLE, Topic.ROUNDS, Topic.USERS})
    widest = 0  # the bar that moves the cards is at the edge of the window

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = SettingsState.of(desk.settings)
        self.languages = Segments(tr("Language"))
        self.languages.chosen.connect(self._choose_language)
        self.themes = Segments(tr("Theme"))
        self.themes.chosen.connect(self._choose_theme)
        self.text_sizes = Segments(tr("Text size"))
        self.text_sizes.chosen.connect(self._choose_text_size)
        self._file = label(wrap=True)
        self._file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._counts = label(look="muted", wrap=True)
        self._user = label()
        self.sizes = Segments(tr("Largest evidence file"))
        self.sizes.chosen.connect(self._choose_size)
        self.locks = Segments(tr("Lock after"))
        self.locks.chosen.connect(self._choose_lock)
        self._size_words = label(look="muted", wrap=True)
        other = button(tr("Open another data file…"))
        other.clicked.connect(lambda: desk.begin_with("open"))
        sample = button(tr("Try the sample data"))
        sample.setToolTip(
            tr("A unit with its months, in a file of its own; the next start opens yours again.")
        )
        sample.clicked.connect(lambda: desk.begin_with("sample"))
        self.sample_button = sample
        server = button(tr("Connect to a server…"))
        server.clicked.connect(lambda: desk.begin_with("server"))
        self.update_button = button(tr("Newer version from a stick…"))
        self.update_button.clicked.connect(self._look_for_update)
        self.licences = button(tr("All licences and notices…"))
        self.licences.clicked.connect(self._read_licences)
        inside = QWidget()
        inside.setMaximumWidth(px(_WIDEST))
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, SMALL, 0)
        layout.setSpacing(MEDIUM)
        layout.addWidget(heading(tr("Settings")))
        for part in (
            card(
                label(tr("Appearance"), "strong"),
                _form(
                    (tr("Language"), self.languages),
                    (tr("Theme"), self.themes),
                    (tr("Text size"), row(self.text_sizes)),
                ),
                label(
                    tr("Ctrl and plus or minus change the text size on every screen, Ctrl+0 takes it back."),
                    "muted",
                    wrap=True,
                ),
            ),
            card(
                label(tr("Data"), "strong"),
                _form((tr("Data file"), self._file), (tr("Holds"), self._counts), (tr("User"), self._user)),
                row(other, server, sample, None),
            ),
            card(
                label(tr("Lock"), "strong"),
                _form((tr("Lock after"), self.locks)),
                label(
                    tr(
                        "Without a key or click for so long, the window asks whoever has a password for it. "
                        "What was being typed stays. Ctrl+Alt+L locks at once and lets somebody else work."
                    ),
                    "muted",
                    wrap=True,
                ),
            ),
            card(
                label(tr("Evidence"), "strong"),
                _form((tr("Largest file"), self.sizes)),
                self._size_words,
            ),
            card(
                label(tr("About"), "strong"),
                label(self._state.version, wrap=True),
                _form(*((name, label(terms, "muted", wrap=True)) for name, terms in LICENCES)),
                row(self.update_button, self.licences, None),
            ),
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setAccessibleName(tr("Settings"))
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer = column(self, scroll)
        outer.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        self.render_state(self._state)

    @property
    def state(self) -> SettingsState:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Count what is in the data file."""
        file = self._desk.settings.get(LAST_WORKSPACE)
        self._desk.tasks.load(partial(read_settings, file=file), done=self._show_loaded, owner=self)

    def render_state(self, state: SettingsState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.languages.show_choices([Choice(key, text) for key, text in LANGUAGES], state.language)
        self.themes.show_choices([Choice(key, tr(text)) for key, text in THEMES], state.theme)
        sizes = [Choice(size, text) for size, text in state.text_sizes]
        self.text_sizes.show_choices(sizes, state.text_size)
        self._file.setText(state.file or "–")
        self._counts.setText(state.counts or "–")
        self._user.setText(state.user or "–")
        self.locks.show_choices([Choice(each, text) for each, text in state.locks], state.lock_after)
        self.sizes.show_choices([Choice(size, text) for size, text in state.file_sizes], state.largest)
        self._size_words.setText(state.size_words)

    def _show_loaded(self, loaded: SettingsState) -> None:
        chosen = self._state
        self.render_state(
            replace(
                loaded,
                language=chosen.language,
                theme=chosen.theme,
                text_size=chosen.text_size,
                lock_after=chosen.lock_after,
            )
        )

    def _read_licences(self) -> None:
        texts = [(each.title, each.text) for each in every_notice()]
        about = tr("Everything this program is made of, and under which terms.")
        self._desk.dialogs.texts(tr("Licences"), about, texts)

    def _look_for_update(self) -> None:
        """On the sticks first; a folder is asked for where none has it."""
        from evalapp.usecases.updates import prepare_update  # brings backups along, which no screen needs

        try:
            found = self._update_on_stick() or self._update_in_folder()
        except UserError as error:
            self._desk.tell(tr_error(error), Tone.WARN)
            return
        if found is not None and self._agreed(found):
            self._desk.tasks.attend(
                partial(prepare_update, update=found, takes_unsigned=True),
                label=tr("Backing up and checking the new version"),
                done=self._begin_update,
                owner=self,
            )

    def _update_on_stick(self) -> "Update | None":
        from evalapp.usecases.updates import find_update

        with suppress(UserError):
            return find_update()
        return None

    def _update_in_folder(self) -> "Update | None":
        from evalapp.usecases.updates import find_update

        folder = self._desk.dialogs.folder(tr("Folder with the new version"))
        return find_update(folder) if folder else None

    def _agreed(self, update: "Update") -> bool:
        from evalapp.usecases.updates import NOT_SIGNED

        about = tr(
            "It lies at {file}. The data is backed up and the installer is checked first; it then asks "
            "to close this window.",
            file=str(update.installer),
        )
        return self._desk.dialogs.confirm(
            tr("Install version {version}?", version=update.version),
            about if update.signed else f"{about}\n\n{tr(NOT_SIGNED)}",
            tr("Back up and install"),
        )

    def _begin_update(self, installer: Path) -> None:
        if not self._desk.dialogs.open_outside(installer):
            self._desk.tell(tr("Open this file to install it: {file}", file=str(installer)), Tone.WARN)

    def _choose_language(self, code: str) -> None:
        self._desk.settings.set(LANGUAGE, code)
        use_language(code)
        self._desk.refresh_look()

    def _choose_lock(self, minutes: int) -> None:
        self._desk.settings.set(LOCK_AFTER, minutes)
        self.render_state(replace(self._state, lock_after=minutes))

    def _choose_size(self, megabytes: int) -> None:
        if megabytes == self._state.largest:
            return
        choosing = partial(set_largest_file, megabytes=megabytes)
        self._desk.tasks.run(
            choosing, label=tr("Saving"), done=self._tell_size, owner=self, refused=self._refuse_size
        )

    def _tell_size(self, megabytes: int) -> None:
        self.render_state(replace(self._state, largest=megabytes))
        self._desk.tell(tr("An evidence file may have up to {count} MB now.", count=megabytes), Tone.OK)

    def _refuse_size(self, error: UserError) -> None:
        self.render_state(self._state)
        self._desk.tell(tr_error(error), Tone.BAD)

    def _choose_text_size(self, percent: int) -> None:
        self._desk.settings.set(TEXT_SIZE, percent)
        self._desk.refresh_look()

    def _choose_theme(self, choice: str) -> None:
        self._desk.settings.set(THEME, choice)
        self._desk.refresh_look()


def read_settings(work: Work, *, file: str) -> SettingsState:
    """What the data file holds, and what may be chosen in it."""
    info = workspace_info(work, file=file)
    return SettingsState(
        "",
        "",
        file=file,
        user=called_in_full(work.user.name),
        info=info,
        largest=largest_file(work),
        may_limit=None in work.user.units_with(Right.KEEP_DATA),
    )


def _form(*rows: tuple[str, QWidget]) -> QWidget:
    made = QWidget()
    layout = QFormLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(LARGE)
    layout.setVerticalSpacing(SMALL)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for name, widget in rows:
        named = label(name, "muted")
        named.setMinimumWidth(px(_NAMES))  # the values of all cards begin under each other
        layout.addRow(named, widget)
    return made
