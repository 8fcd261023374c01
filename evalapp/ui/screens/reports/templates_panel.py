"""The panel beside a report with the unit's own templates of Word papers: taken out, edited, put in again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.templates import FIELDS, PAPER_LABELS, Template, WordPaper, template_on
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL
from evalapp.ui.kit.dialogs import WORD_FILES
from evalapp.ui.kit.forms import FieldSpec, Form
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.reports.layout_panel import day_of
from evalapp.ui.screens.reports.state import ReportsState
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.word_papers import drop_template, put_template_in, take_template_out, templates_of


def _is_free(state: ReportsState) -> bool:
    return not state.busy


_FILES: tuple[ActionSpec[ReportsState], ...] = (
    ActionSpec("template.out", N_("Save a copy…"), allowed=_is_free),
    ActionSpec("template.in", N_("Use a file…"), primary=True, allowed=_is_free),
)
_ENDING: tuple[ActionSpec[ReportsState], ...] = (
    ActionSpec("template.drop", N_("Use the built-in one"), allowed=_is_free),
    ActionSpec("template.leave", N_("Close"), shortcut="Esc"),
)
_FIELDS = (FieldSpec("since", N_("Applies from"), hint=N_("dd/mm/yyyy; empty: always")),)
_NARROWEST = 300


class TemplatesPanel(QFrame):
    """One paper at a time; what is put in holds from the day that is named."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._desk = desk
        self._unit = ""
        self._shown = False
        self._paper = WordPaper.MEETING
        self._title = label(look="title", wrap=True)
        self.papers = ChoicePicker(tr("Paper in Word"), tr("Choose…"))
        self.papers.chosen.connect(self._choose)
        self._held = label(look="muted", wrap=True)
        self.form = Form(tr("Templates of papers in Word"), keeps=False)
        self._places = label(look="muted", wrap=True)
        self.files_bar, self.actions_bar = ActionBar(_FILES), ActionBar(_ENDING)
        for bar in (self.files_bar, self.actions_bar):
            bar.triggered.connect(self._do)
        said = QFrame()
        column(
            said,
            self._title,
            self.papers,
            self._held,
            self.form,
            label(tr("What a template may name"), look="strong", wrap=True),
            self._places,
            spacing=MEDIUM,
        ).setContentsMargins(0, 0, SMALL, 0)  # clear of the bar that moves them
        scroll = QScrollArea()  # so that nothing is squeezed where letters are large
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("Templates of papers in Word"))
        scroll.setWidget(said)
        layout = column(self, scroll, self.files_bar, self.actions_bar, margin=LARGE, spacing=MEDIUM)
        layout.setStretch(0, 1)

    @property
    def held(self) -> str:
        """What is said of the template that holds."""
        return self._held.text()

    def render_state(self, state: ReportsState) -> None:
        """Show what the unit has when it is begun; nothing otherwise."""
        begins = state.templates and not self._shown
        self._shown = state.templates
        self.setVisible(state.templates)
        if begins:
            self._unit = state.place.unit or ""
            self._title.setText(tr("Templates of papers of {unit}", unit=self._unit))
            self.form.show_fields(_FIELDS, {})
            self.form.setFixedHeight(self.form.viewportSizeHint().height())
            self._choose(self._paper.value)
        self.files_bar.show_state(state)
        self.actions_bar.show_state(state)

    def _choose(self, paper: str) -> None:
        self._paper = WordPaper(paper)
        self.papers.show_choices(
            [Choice(each.value, tr(PAPER_LABELS[each])) for each in WordPaper], self._paper.value
        )
        self._places.setText(
            "\n".join(f"{{{{ {key} }}}}  {tr(text)}" for key, text in FIELDS[self._paper].items())
        )
        asking = partial(_held, unit=self._unit, paper=self._paper)
        self._desk.tasks.load(asking, done=self._show, owner=self)

    def _show(self, held: Template | None) -> None:
        if held is None:
            self._held.setText(tr("The built-in template is used."))
        elif held.since is None:
            self._held.setText(tr("The unit's own: {file}.", file=held.name))
        else:
            self._held.setText(tr("The unit's own since {day}: {file}.", day=held.since, file=held.name))

    def _do(self, key: str) -> None:
        {
            "template.out": self._take_out,
            "template.in": self._put_in,
            "template.drop": self._drop,
            "template.leave": self.left.emit,
        }[key]()

    def _take_out(self) -> None:
        name = f"mau-{self._paper.value}-{self._unit}.docx"
        out = self._desk.dialogs.save_file(tr("Template of a paper"), name, WORD_FILES)
        if out:
            writing = partial(_taken_out, unit=self._unit, paper=self._paper, out=out)
            self._desk.tasks.run(
                writing, label=tr("Writing the template"), done=partial(tell_file, self._desk), owner=self
            )

    def _put_in(self) -> None:
        file = self._desk.dialogs.open_file(tr("Template of a paper"), WORD_FILES)
        if file:
            self._change(partial(_put_in, file=file), tr("Looking at the template"))

    def _drop(self) -> None:
        self._change(_dropped, tr("Saving"))

    def _change(self, change: Callable[..., Template], doing: str) -> None:
        changing = partial(change, unit=self._unit, paper=self._paper, since=self.form.values["since"])
        self._desk.tasks.run(changing, label=doing, done=self._kept, owner=self, refused=self._mark_refused)

    def _mark_refused(self, error: UserError) -> None:
        if isinstance(error, FieldError):
            self.form.mark({error.field: tr_error(error)})
        else:
            self._desk.tell(tr_error(error), Tone.BAD)

    def _kept(self, _template: Template) -> None:
        self._desk.tell(tr("Kept. The next paper is written from it."), Tone.OK)
        self._choose(self._paper.value)


def _held(work: Work, *, unit: str, paper: WordPaper) -> Template | None:
    versions = templates_of(work, unit=work.units.by_code(unit).id, paper=paper)
    return template_on(versions, work.today)


def _taken_out(work: Work, *, unit: str, paper: WordPaper, out: Path) -> Path:
    return take_template_out(work, unit=work.units.by_code(unit).id, paper=paper, out=out)


def _put_in(work: Work, *, unit: str, paper: WordPaper, file: Path, since: str) -> Template:
    known = work.units.by_code(unit).id
    return put_template_in(work, unit=known, paper=paper, file=file, since=day_of(since))


def _dropped(work: Work, *, unit: str, paper: WordPaper, since: str) -> Template:
    return drop_template(work, unit=work.units.by_code(unit).id, paper=paper, since=day_of(since))
