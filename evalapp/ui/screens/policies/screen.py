"""The screen of policies: every version and draft, and one of them opened to be read or edited."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import tr
from evalapp.domain.policy.drafts import Document, Draft, with_document
from evalapp.domain.policy.model import Policy
from evalapp.store.topics import Topic
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar
from evalapp.ui.kit.colours import LARGE, MEDIUM
from evalapp.ui.kit.labels import EmptyState, button, chip, column, label, restyle, row, show_chip
from evalapp.ui.kit.pages import Pages
from evalapp.ui.kit.sizes import px
from evalapp.ui.kit.splits import beside
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.policies.actions import ACTIONS
from evalapp.ui.screens.policies.begin_panel import BeginPanel
from evalapp.ui.screens.policies.beginning import Beginning, beginning_from
from evalapp.ui.screens.policies.columns import POLICIES
from evalapp.ui.screens.policies.loading import open_state, read_draft, read_policies
from evalapp.ui.screens.policies.open_view import OpenView
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.ui.screens.policies.pages import PAGES
from evalapp.ui.screens.policies.state import FORMS, NOTHING, PoliciesState, PolicyLine
from evalapp.ui.shell.routes import Desk, Place, Route, Screen
from evalapp.usecases.drafts import (
    OpenDraft,
    drop_draft,
    load_draft,
    publish_draft,
    replaced_by,
    save_draft,
)
from evalapp.usecases.policy_exchange import write_folder
from evalapp.usecases.previews import preview_policy_form

_TITLE = 300  # pixels that the title of a policy keeps, which is two lines of most
_PANEL_WIDTH = 340


class PoliciesScreen(Screen):
    """Policies: which there are, what they say, and drafts of new ones."""

    topics = frozenset({Topic.POLICIES, Topic.DRAFTS, Topic.UNITS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: Place | None = None
        self._state = PoliciesState()
        self._unsaved = 0  # edits on their way to the data file
        self.back = button("← " + tr("Policies"), "flat")
        self.back.setAccessibleName(tr("Back to the list of policies"))
        self.back.setToolTip(tr("Back to the list of policies"))
        self.back.clicked.connect(self._close)
        self._title = label(look="title", wrap=True)  # the end of it tells one from another
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._chip = chip()
        self.actions_bar = ActionBar(ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        self.table: Table[PolicyLine] = Table(POLICIES, lambda line: line.key, tr("Policies"))
        self.table.make_sortable()
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._begin_there)
        self.begin_panel = BeginPanel(desk)
        self.begin_panel.left.connect(lambda: self._fill_in(None))
        self.begin_panel.edited.connect(self._fill_in)
        self.begin_panel.begun.connect(self._show_draft)
        self._empty = EmptyState()
        self._empty.pressed.connect(self._take_in)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        split = beside(self._lists, self.begin_panel, widths=(800, _PANEL_WIDTH))
        self._split = split
        self._stack = Pages()
        self._stack.turn_to(split)
        self._new = ""  # the line to stand at that is not in the list yet: published, or read again
        head = row(self.back, self._title, self._chip, self.actions_bar, spacing=MEDIUM)
        layout = column(self, head, self._stack)
        layout.setContentsMargins(LARGE, MEDIUM, LARGE, LARGE)
        layout.setStretch(1, 1)
        desk.tasks.started.connect(self._follow_busy)
        desk.tasks.finished.connect(self._follow_busy)

    @cached_property
    def view(self) -> OpenView:
        """One policy opened, made when the first is."""
        made = OpenView(self._desk)
        made.edited.connect(self._take_edit)
        made.asked.connect(self._ask)
        made.turned.connect(self._turn)
        return made

    @property
    def state(self) -> PoliciesState:
        """What is shown."""
        return self._state

    def visit(self, place: Place, route: Route) -> None:
        """Read the list again; what is open and being edited stays."""
        self._place = place
        self._desk.tasks.load(partial(read_policies, place=place), done=self._show_list, owner=self)

    @property
    def carried(self) -> object:
        """The line under the cursor, the policy that is open, the draft that is being begun."""
        line = self.table.current()
        return line.key if line else "", self._state.opened, self._state.page, self._state.beginning

    def carry_on(self, carried: object) -> None:
        """Stand at that line, with that policy and that draft open; what is on its way is read again."""
        match carried:
            case (str(line), (OpenState() | None) as opened, str(page), (Beginning() | None) as beginning):
                self._new = line
                self._state = replace(self._state, opened=opened, page=page, beginning=beginning)
                if opened is not None and opened.draft is not None and not opened.is_checked:
                    self._show_draft(opened.draft)
            case _:
                pass

    def render_state(self, state: PoliciesState) -> None:
        """The only method that changes what is on screen."""
        self._state = state
        title, words, tone = state.heading
        self._title.setText(title)
        self._title.setMinimumWidth(0 if state.is_list else px(_TITLE))
        restyle(self._title, "look", "title" if state.is_list else "strong")
        show_chip(self._chip, words, tone)
        self.back.setVisible(not state.is_list)
        self.actions_bar.show_state(state)
        self.table.show_rows(state.lines)
        takes_in = tr("Import a folder as a draft…") if state.may_edit and not state.busy else ""
        self._empty.show_text(tr("No policies yet"), tr(NOTHING), takes_in)
        self._lists.setCurrentWidget(self._empty if state.loaded and not state.lines else self.table)
        self.begin_panel.show_beginning(state.beginning, state.units)
        if state.opened is not None:
            self.view.render_state(state.opened, state.page)
        self._stack.turn_to(self._split if state.is_list else self.view)
        self.setFocusProxy(self.table if state.is_list else self.view)

    def _show_list(self, loaded: PoliciesState) -> None:
        before = self._state
        self.render_state(
            replace(
                loaded,
                opened=before.opened,
                page=before.page,
                beginning=before.beginning if before.loaded else None,
                busy=self._desk.tasks.busy,
            )
        )
        new = self._new
        self._select_line(lambda line: line.key == new if new else line.is_followed and not before.loaded)
        if self._state.beginning != before.beginning:  # what is begun from a line follows the cursor
            self.render_state(replace(self._state, beginning=before.beginning))

    def _select_line(self, wanted: Callable[[PolicyLine], bool]) -> None:
        """Put the cursor on what the unit goes by as one comes here, and on what was just published."""
        line = next(filter(wanted, self._state.lines), None)
        if line is not None:
            self._new = ""
            self.table.select(line)

    def _follow_busy(self) -> None:
        if self._state.busy != self._desk.tasks.busy:
            self.render_state(replace(self._state, busy=self._desk.tasks.busy))

    def _turn(self, page: str) -> None:
        self.render_state(replace(self._state, page=page))

    def _close(self) -> None:
        self.render_state(replace(self._state, opened=None, page=FORMS))
        self.table.setFocus()

    def step_back(self) -> bool:
        """From an opened policy back to the list of them."""
        is_open = not self._state.is_list
        if is_open:
            self._close()
        return is_open

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back too, unless something filled in would be given up."""
        if event.key() == Qt.Key.Key_Escape and not self._state.is_list and not self.view.unapplied:
            self._close()
        else:
            super().keyPressEvent(event)

    def _fill_in(self, beginning: Beginning | None) -> None:
        self.render_state(replace(self._state, beginning=beginning))
        if beginning is None:
            self.table.setFocus()

    def _do(self, key: str) -> None:
        steps: dict[str, Callable[[], None]] = {
            "policies.begin": self._begin,
            "policies.take_in": self._take_in,
            "policies.write": self._write,
            "policies.drop": self._drop,
            "policies.undo": lambda: self._go(OpenState.taken_back),
            "policies.redo": lambda: self._go(OpenState.done_again),
            "policies.preview": self._preview,
            "policies.publish": self._publish,
        }
        steps[key]()

    def _open(self, line: PolicyLine) -> None:
        if line.draft is not None:
            self._show_draft(line.draft)
        elif line.policy is not None:
            versions = tuple(each.policy for each in self._state.lines if each.policy)
            opened = OpenState(line.policy.document, versions=versions, origin=_before(line.policy, versions))
            self.render_state(replace(self._state, opened=opened, page=FORMS))
            self.view.setFocus()

    def _show_draft(self, draft: Draft) -> None:
        reading = partial(read_draft, draft_id=draft.id)
        self._desk.tasks.load(reading, done=self._show_opened, owner=self)

    def _show_opened(self, opened: OpenState) -> None:
        self._unsaved = 0
        self.render_state(replace(self._state, opened=opened, page=FORMS, beginning=None))
        self.view.setFocus()

    def _begin_there(self, line: PolicyLine) -> None:
        """A draft that is being begun goes by the row under the cursor; from a draft none is begun."""
        beginning = self._state.beginning
        if beginning is None or (line.policy and line.policy.hash == beginning.origin.hash):
            return
        if line.policy is None:
            self.render_state(replace(self._state, beginning=None))
        self._begin()

    def _begin(self) -> None:
        line = self.table.current()
        if line is None:
            return
        if line.policy is None:
            self._desk.tell(tr("A draft is begun from a version: choose one that is no draft."), Tone.WARN)
            return
        unit = self._place.unit if self._place else None
        day = self._state.first_day(line.policy, unit if line.is_shipped else line.policy.unit)
        self._fill_in(beginning_from(line.policy, is_shipped=line.is_shipped, unit=unit, day=day))

    def _take_edit(self, document: Document) -> None:
        """Show an edit at once and keep it; what the reader says of it follows."""
        if self._state.opened is not None and document != self._state.opened.document:
            self._go(lambda opened: opened.edited(document))

    def _go(self, step: Callable[[OpenState], OpenState]) -> None:
        opened = self._state.opened
        if opened is None or opened.draft is None:
            return
        after = step(opened)
        draft = opened.draft
        saving = partial(save_draft, draft_id=draft.id, document=after.document, revision=draft.revision)
        kept = replace(with_document(draft, after.document), revision=draft.revision + 1)
        self._unsaved += 1
        self.render_state(replace(self._state, opened=replace(after, draft=kept)))
        self._desk.tasks.run(
            saving,
            label=tr("Saving"),
            done=self._show_saved,
            owner=self,
            refused=partial(self._reread, draft),
            failed=partial(self._reread, draft),
        )

    def _ask(self, use_case: Callable[..., OpenDraft]) -> None:
        """Change what a draft has beside its document; shown when it is kept."""
        opened = self._state.opened
        if opened is None or opened.draft is None:
            return
        draft = opened.draft
        self._unsaved += 1
        later = replace(opened, draft=replace(draft, revision=draft.revision + 1), is_checked=False)
        self.render_state(replace(self._state, opened=later))
        reread = partial(self._reread, draft)
        self._desk.tasks.run(
            partial(use_case, draft_id=draft.id, revision=draft.revision),
            label=tr("Saving"),
            done=self._show_saved,
            owner=self,
            refused=reread,
            failed=reread,
        )

    def _show_saved(self, saved: OpenDraft) -> None:
        """What the reader makes of the last edit; of those before it nobody waits to hear."""
        self._unsaved -= 1
        opened = self._state.opened
        if self._unsaved > 0 or opened is None or opened.draft is None or opened.draft.id != saved.draft.id:
            return
        read = open_state(saved)
        kept = replace(
            opened, draft=read.draft, faults=read.faults, next_version=read.next_version, is_checked=True
        )
        self.render_state(replace(self._state, opened=kept))

    def _reread(self, draft: Draft, _error: UserError | Exception) -> None:
        """An edit was not kept: show the draft as it stands, on the page that is turned to."""
        reading = partial(read_draft, draft_id=draft.id)
        self._desk.tasks.load(reading, done=self._show_again, owner=self)

    def _show_again(self, opened: OpenState) -> None:
        self._unsaved = 0
        self.render_state(replace(self._state, opened=opened))

    def _preview(self) -> None:
        opened = self._state.opened
        if opened is not None:
            make = partial(preview_policy_form, document=opened.document, form=self.view.form)
            self._desk.preview(tr("Printed form"), make)

    def _publish(self) -> None:
        opened = self._state.opened
        if opened is None or opened.draft is None:
            return
        text = tr(
            "“{title}” becomes version {version} of {code} and can never be changed afterwards. Months "
            "opened from its first day on go by it; months that are open keep theirs.",
            title=opened.title,
            version=opened.next_version,
            code=opened.code,
        )
        if self._may_go_without_unapplied() and self._desk.dialogs.confirm(
            tr("Publish this policy?"), text, tr("Publish")
        ):
            publishing = partial(publish_draft, draft_id=opened.draft.id)
            self._run(publishing, self._published)

    def _may_go_without_unapplied(self) -> bool:
        """Whether nothing is filled in that is not applied, or it is let go; else its page is shown."""
        unapplied = self.view.unapplied
        if not unapplied:
            return True
        titles = ", ".join(f"“{tr(each.title)}”" for each in PAGES if each.key in unapplied)
        answer = self._desk.dialogs.confirm_or_look(
            tr("Publish without what is not applied?"),
            tr(
                "What is filled in at {pages} was not applied, and is not in what is published.", pages=titles
            ),
            tr("Publish without it"),
            tr("Go there"),
        )
        if answer is None:
            self._turn(unapplied[0])
            self.view.setFocus()
        return bool(answer)

    def _published(self, policy: Policy) -> None:
        self._close()
        self._new = policy.hash
        self._select_line(lambda line: line.key == self._new)
        text = tr("{policy} version {version} is published.", policy=policy.code, version=policy.version)
        self._desk.tell(text, Tone.OK)

    def _drop(self) -> None:
        opened = self._state.opened
        if opened is None or opened.draft is None:
            return
        text = tr("“{title}” is thrown away with everything in it.", title=opened.title)
        if self._desk.dialogs.confirm(tr("Throw the draft away?"), text, tr("Throw away")):
            self._run(partial(drop_draft, draft_id=opened.draft.id), lambda _none: self._close())

    def _take_in(self) -> None:
        folder = self._desk.dialogs.folder(tr("Folder of a policy"))
        if folder:
            self._run(partial(replaced_by, folder=folder), partial(self._take_in_over, folder))

    def _take_in_over(self, folder: Path, known: Draft | None) -> None:
        """Take the folder in; what somebody did on a draft of the same code is not lost unasked."""
        if known is not None:
            text = tr("There is a draft “{code}” already. What it says otherwise is lost.", code=known.code)
            if not self._desk.dialogs.confirm(tr("Use the folder in its place?"), text, tr("Replace")):
                return
        self._run(partial(load_draft, folder=folder), self._show_draft)

    def _write(self) -> None:
        line, opened = self.table.current(), self._state.opened
        document = opened.document if opened else line.document if line else None
        folder = self._desk.dialogs.folder(tr("Where to write the policy")) if document else None
        if folder and document is not None:
            self._run(partial(write_folder, document=document, folder=folder), self._written)

    def _written(self, folder: Any) -> None:
        self._desk.tell(tr("The policy was written to {folder}.", folder=str(folder)), Tone.OK)

    def _run(self, use_case: Callable[[Work], Any], done: Callable[[Any], None]) -> None:
        self._desk.tasks.run(use_case, label=tr("Saving"), done=done, owner=self)


def _before(policy: Policy, versions: tuple[Policy, ...]) -> Policy | None:
    """The version before this one, or the policy that it was made from."""
    earlier = [each for each in versions if each.code == policy.code and each.version < policy.version]
    made_from = next((each for each in versions if each.hash == policy.extends), None)
    return max(earlier, key=lambda each: each.version, default=made_from)
