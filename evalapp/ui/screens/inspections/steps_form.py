"""The small form in which one step is entered: what was asked, explained, decided, mended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.documents.reading.values import as_date
from evalapp.domain.hearings import KeptFile, Step
from evalapp.domain.remedies import RemedyStep
from evalapp.store.work import Work
from evalapp.ui.kit.colours import MEDIUM
from evalapp.ui.kit.forms import FieldKind, FieldSpec, Form
from evalapp.ui.kit.labels import button, column, label, row
from evalapp.ui.kit.sizes import px
from evalapp.ui.shell.half_typed import Aside, HalfTypedLine
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.previews import Preview

_KINDS = "PDF, Word, Excel (*.pdf *.docx *.xlsx *.png *.jpg *.jpeg)"
_PAPERS = N_("PDF document (*.pdf);;Word document (*.docx)")


class Entered(Struct, frozen=True):
    """What was filled in, with the file that was chosen."""

    values: Mapping[str, str]
    file: Path | None = None

    def text(self, key: str) -> str:
        """A text as it was typed."""
        return self.values.get(key, "").strip()

    def day(self, key: str) -> date | None:
        """A day, or None where nothing was typed; refuse what is no day."""
        return as_date(self.text(key) or None)

    def needed(self, key: str) -> date:
        """A day that has to be given."""
        day = self.day(key)
        if day is None:
            raise UserError(N_("A day is missing. Write it as 31/07/2018."))
        return day

    def number(self, key: str) -> int | None:
        """A whole number, or None where nothing was typed; refuse anything else."""
        text = self.text(key)
        if text and not text.isdecimal():
            raise UserError(N_("“{text}” is no whole number."), text=text)
        return int(text) if text else None


class StepSpec(Struct, frozen=True):
    """A step that can be entered: its title, its fields, what it does, and whether a file goes with it."""

    title: str
    fields: tuple[FieldSpec, ...]
    run: Callable[[Work, Entered], Any]
    takes_file: bool = False
    file_kinds: str = _KINDS
    writes_paper: str = ""  # the name of the paper that it writes
    shows_paper: Callable[[Work, Entered], Preview] | None = None  # the same paper, before it is written
    warns: Callable[[Any], str] | None = None  # what somebody should look at once it is done


class StepsForm(QFrame):
    """Shows one step at a time; what was typed stays until it is saved or given up."""

    left = Signal()

    def __init__(self, desk: Desk, done: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._done = done
        self._spec: StepSpec | None = None
        self._file: Path | None = None
        self._title = label(look="strong", wrap=True)
        self.form = Form(tr("What is entered"))
        self.form.setMinimumHeight(px(96))
        self.half_typed = HalfTypedLine(desk.tasks, self.form)
        self._refused = label(look="refused", wrap=True)
        self._file_name = label(look="muted", wrap=True)
        self.attach = button(tr("Attach a file…"))
        self.look = button(tr("Preview"))
        self.save = button(tr("Save"), "primary")
        self.cancel = button(tr("Cancel"))
        self.attach.clicked.connect(self._choose_file)
        self.look.clicked.connect(self._look_at_paper)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._cancel)
        self.form.submitted.connect(self._save)
        buttons = row(self.attach, self.look, self.cancel, self.save)
        above = (self._title, self.half_typed)
        column(self, *above, self.form, self._refused, self._file_name, buttons, spacing=MEDIUM)
        self.hide()

    def begin(self, spec: StepSpec, values: Mapping[str, str], name: str) -> None:
        """Ask for one step; under its name what is typed is kept until it is saved."""
        self.half_typed.leave()
        self._spec, self._file = spec, None
        self.form.title = tr(spec.title)
        self._title.setText(self.form.title)
        self._refused.hide()
        self._file_name.hide()
        self.attach.setVisible(spec.takes_file)
        self.look.setVisible(spec.shows_paper is not None)
        self.form.show_fields(spec.fields, values)
        self.show()
        self.form.begin()
        self.half_typed.begin(Aside(name))

    def _choose_file(self) -> None:
        kinds = self._spec.file_kinds if self._spec else _KINDS
        chosen = self._desk.dialogs.open_file(tr("Attach a file"), kinds)
        if chosen is not None:
            self._file = chosen
            self._file_name.setText(chosen.name)
            self._file_name.show()

    def _look_at_paper(self) -> None:
        spec, entered = self._spec, Entered(self.form.values)
        if spec is not None and (show := spec.shows_paper) is not None and not self._desk.tasks.busy:
            self._desk.preview(tr(spec.title), lambda work: show(work, entered))

    def _save(self) -> None:
        spec = self._spec
        if spec is None or self._desk.tasks.busy:
            return
        file = self._file
        if spec.writes_paper:
            file = self._desk.dialogs.save_file(tr(spec.title), spec.writes_paper, _PAPERS)
            if file is None:
                return
        entered = Entered(self.form.values, file)
        self._desk.tasks.run(
            lambda work: spec.run(work, entered),
            label=tr(spec.title),
            done=self._saved,
            owner=self,
            refused=self._show_refusal,
        )

    def _saved(self, outcome: Any) -> None:
        warns = self._spec.warns if self._spec else None
        self._give_up()
        self._done()
        if warns and (text := warns(outcome)):
            self._desk.tell(text, Tone.WARN)

    def _cancel(self) -> None:
        if self.half_typed.may_leave(self._desk.dialogs):
            self._give_up()

    def _give_up(self) -> None:
        self.half_typed.end()
        self._leave()

    def _leave(self) -> None:
        """The keyboard goes back to the list."""
        self.hide()
        self.left.emit()

    def _show_refusal(self, error: UserError) -> None:
        self._refused.setText("✕ " + tr_error(error))
        self._refused.show()


def lines_field(key: str, text: str, hint: str = "") -> FieldSpec:
    """A field of one line."""
    return FieldSpec(key, text, hint=hint)


def text_field(key: str, text: str) -> FieldSpec:
    """A field of as many lines as it takes."""
    return FieldSpec(key, text, FieldKind.TEXT)


def kept_files(steps: Iterable[Step | RemedyStep]) -> tuple[KeptFile, ...]:
    """The papers that came with the steps of a history, each once."""
    return tuple(dict.fromkeys(step.file for step in steps if step.file is not None))


def filled(fields: Sequence[FieldSpec], **values: str) -> dict[str, str]:
    """The values that a form begins with."""
    return {field.key: values.get(field.key, "") for field in fields}
