"""The screen of data safety: the check of everything, the backups, and putting one back."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.rights import Right
from evalapp.store.encryption import Locked, unlock
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.actions import MORE_MENU, ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.dialogs import DATA_FILES
from evalapp.ui.kit.labels import EmptyState, card, chip, column, label, row, show_chip
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.table import Table
from evalapp.ui.kit.tasks import Progress
from evalapp.ui.screens.safety.columns import COLUMNS
from evalapp.ui.screens.safety.encrypting import ENCRYPTION, Encrypting, can_change
from evalapp.ui.screens.safety.keeping import KEEPING, Keeping
from evalapp.ui.screens.safety.state import (
    BackupLine,
    SafetyState,
    replaced_name,
    restore_words,
    server_words,
)
from evalapp.ui.shell.doors import door_words
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.ui.shell.support import save_bundle
from evalapp.usecases.backups import (
    RestorePreview,
    back_up,
    choose_second_folder,
    list_backups,
    preview_restore,
    restore_open,
)
from evalapp.usecases.checking import WorkspaceCheck, check_workspace
from evalapp.usecases.moving import copy_workspace
from evalapp.usecases.old_copies import copies_before_erasure
from evalapp.usecases.person_data import is_retention_chosen, retention_years


def _is_file(state: SafetyState) -> bool:
    return state.is_file


ACTIONS: tuple[ActionSpec[SafetyState], ...] = (
    ActionSpec("safety.check", N_("Check everything"), allowed=lambda state: not state.busy),
    ActionSpec("safety.users", N_("Users…")),
    ActionSpec("safety.bundle", N_("Support bundle…"), menu=MORE_MENU, allowed=lambda state: not state.busy),
    ActionSpec("safety.second", N_("Second place…"), allowed=can_change, shown=_is_file),
    ActionSpec("safety.restore_file", N_("Restore from a file…"), allowed=can_change, shown=_is_file),
    ActionSpec(
        "safety.restore",
        N_("Restore this backup…"),
        allowed=lambda state: state.can_change and bool(state.lines),
        shown=_is_file,
    ),
    *KEEPING,
    *ENCRYPTION,
    ActionSpec(
        "safety.back_up", N_("Back up now"), shortcut="F9", primary=True, allowed=can_change, shown=_is_file
    ),
    ActionSpec(
        "safety.copy",
        N_("Save as a data file…"),
        shortcut="F9",
        primary=True,
        allowed=lambda state: state.may_decide,
        shown=lambda state: not state.is_file,
    ),
)


_TOLD, _LISTED = 120, 132  # pixels of height that stay, whatever else is shown


class SafetyScreen(Screen):
    """Whether nothing is lost, and the way back where something is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._state = SafetyState()
        self._route: Route | None = None
        self._verdict = chip()
        self._found = label(wrap=True)
        self._second = label(look="muted", wrap=True)
        self._due = chip()
        self._encryption = chip()
        self._protection = label(look="muted", wrap=True)
        self._doors = label(look="muted", wrap=True)
        self._retention = label(look="muted", wrap=True)
        self._encrypting = Encrypting(desk, self, self._read)
        self._keeping = Keeping(desk, self, self._read)
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[BackupLine] = Table(COLUMNS, lambda line: line.backup.name.number, tr("Backups"))
        self.table.opened.connect(self._look)
        self._empty = EmptyState()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.setMinimumHeight(px(_LISTED))
        self._pages.addWidget(self._empty)
        told = card(
            row(label(tr("State of the data"), "strong"), self._verdict, None),
            self._found,
            row(label(tr("Second place"), "strong"), self._due, None),
            self._second,
            row(label(tr("Encryption"), "strong"), self._encryption, None),
            self._protection,
            label(tr("Personal data"), "strong"),
            self._retention,
            self._doors,
        )
        layout = column(
            self,
            row(label(tr("Data safety"), "title"), None, self.actions_bar, spacing=MEDIUM),
            Fitting(told, px(_TOLD), tr("State of the data")),
            self._pages,
        )
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(2, 1)
        self.setFocusProxy(self.table)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @property
    def state(self) -> SafetyState:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Read which backups there are; a route that names a copy asks whether it is put back."""
        self._read()
        if route.field and route is not self._route:
            self._preview(Path(route.field))
        self._route = route

    def render_state(self, state: SafetyState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        self.actions_bar.show_state(state)
        show_chip(self._verdict, *state.verdict)
        self._found.setText(state.found)
        self._second.setText(state.second)
        show_chip(self._due, *state.due)
        show_chip(self._encryption, *state.encryption)
        self._protection.setText(state.protection)
        self._retention.setText(state.retention)
        self._doors.setText(state.doors)
        self._doors.setVisible(bool(state.doors))
        self.table.show_rows(state.lines)
        self._empty.show_text(
            tr("Backups are made on the server") if state.server else tr("No backup yet"),
            server_words(state.server)
            if state.server
            else tr("The program makes them by itself while it is used. “Back up now” makes the first one."),
        )
        self._pages.setCurrentIndex(1 if state.server or (state.backups and not state.lines) else 0)

    def _read(self) -> None:
        self._desk.tasks.attend(_read, label="", done=self._show_read, owner=self)

    def _show_read(self, read: SafetyState) -> None:
        self.render_state(replace(read, check=self._state.check, busy=self._desk.tasks.busy))

    def _follow_busy(self) -> None:
        if self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))

    def _do(self, key: str) -> None:
        {
            "safety.check": self._check,
            "safety.users": self._show_users,
            "safety.bundle": partial(save_bundle, self._desk),
            "safety.second": self._choose_second,
            "safety.restore_file": self._look_at_file,
            "safety.restore": self._look_at_current,
            "safety.back_up": self._back_up,
            "safety.copy": self._copy,
            **self._encrypting.steps,
            **self._keeping.steps(self._state),
        }[key]()

    def _show_users(self) -> None:
        self.routed.emit(Route("users"))

    def _check(self) -> None:
        self._desk.tasks.run(
            check_workspace, label=tr("Checking everything"), done=self._show_check, owner=self
        )

    def _show_check(self, check: WorkspaceCheck) -> None:
        self.render_state(replace(self._state, check=check))

    def _back_up(self) -> None:
        self._desk.tasks.attend(_back_up, label=tr("Backing up"), done=self._tell_saved, owner=self)

    def _copy(self) -> None:
        file = self._desk.dialogs.save_file(tr("Where everything goes"), "evalapp.sqlite", DATA_FILES)
        if file is not None:
            copying = partial(_copied, target=file)
            self._desk.tasks.attend(
                copying, label=tr("Saving everything"), done=self._tell_copied, owner=self
            )

    def _tell_copied(self, file: Path) -> None:
        self._desk.tell(
            tr("Everything is written and compared: {file}. These are two workspaces now.", file=file.name),
            Tone.OK,
        )

    def _tell_saved(self, path: Path) -> None:
        self._desk.tell(tr("The backup is written and checked: {file}", file=path.name), Tone.OK)
        self._read()

    def _choose_second(self) -> None:
        folder = self._desk.dialogs.folder(tr("Where second copies go"))
        if folder is not None:
            choosing = partial(choose_second_folder, folder=folder)
            self._desk.tasks.run(choosing, label=tr("Saving"), done=self._tell_chosen, owner=self)

    def _tell_chosen(self, _outcome: None) -> None:
        self._back_up()

    def _look_at_file(self) -> None:
        file = self._desk.dialogs.open_file(tr("Backup to restore"), DATA_FILES)
        if file is not None:
            self._preview(file)

    def _look_at_current(self) -> None:
        line = self.table.current()
        if line is not None:
            self._look(line)

    def _look(self, line: BackupLine) -> None:
        if self._state.can_change:
            self._preview(line.backup.path)

    def _preview(self, file: Path, secret: str = "") -> None:
        self._desk.tasks.run(
            partial(_looked_into, source=file, secret=secret),
            label=tr("Looking into the backup"),
            done=self._ask,
            owner=self,
            refused=partial(self._ask_secret, file, secret),
        )

    def _ask_secret(self, file: Path, typed: str, error: UserError) -> None:
        """A backup with another password than the open file is opened with its own."""
        if isinstance(error, Locked):
            secret = self._desk.dialogs.password(
                tr("Password of {name}", name=file.name),
                tr(
                    "{file} is encrypted. Type its password, or the code on its recovery sheet.",
                    file=file.name,
                ),
                tr("Open"),
                tr_error(error) if typed else "",
            )
            if secret:
                self._preview(file, secret)

    def _ask(self, preview: RestorePreview) -> None:
        sure = self._desk.dialogs.confirm(
            tr("Restore {file}?", file=preview.source.name), restore_words(preview), tr("Restore it")
        )
        if sure:
            self._desk.tasks.give_up(
                partial(restore_open, source=preview.source),
                label=tr("Restoring the backup"),
                done=self._tell_restored,
                refused=_told_already,
            )

    def _tell_restored(self, kept: Path | None) -> None:
        self._desk.tell(replaced_name(kept), Tone.OK)


def _looked_into(work: Work, *, source: Path, secret: str) -> RestorePreview:
    if secret:
        unlock(source, secret)
    return preview_restore(work, source)


def _read(workspace: Workspace, progress: Progress) -> SafetyState:
    with workspace.work(reading=True) as work:
        may = _may_keep(work)
        years, is_chosen = retention_years(work), is_retention_chosen(work)
    if workspace.on_server:
        return SafetyState(
            server=workspace.name,
            may_keep=may,
            years=years,
            is_chosen=is_chosen,
            doors=door_words(workspace.users()),
        )
    return SafetyState(
        list_backups(workspace, progress),
        may_keep=may,
        is_encrypted=workspace.key is not None,
        years=years,
        is_chosen=is_chosen,
        hold_erased=copies_before_erasure(workspace),
        doors=door_words(workspace.users()),
    )


def _may_keep(work: Work) -> bool:
    return None in work.user.units_with(Right.KEEP_DATA)


def _back_up(workspace: Workspace, progress: Progress) -> Path:
    return back_up(workspace, progress=progress)


def _copied(workspace: Workspace, progress: Progress, *, target: Path) -> Path:
    copy_workspace(workspace, target, progress)
    return target


def _told_already(_error: UserError) -> None:
    """The message bar says why; the file that is open stays."""
