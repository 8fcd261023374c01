"""The unit's own templates of Word papers: which one holds, taken out to be edited, put in again."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.templates import PAPER_LABELS, Template, WordPaper, template_on
from evalapp.store.work import Work
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import SMALL
from evalapp.ui.kit.dialogs import WORD_FILES
from evalapp.ui.kit.labels import column, label
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from evalapp.ui.screens.reports.state import ReportsState
from evalapp.ui.shell.papers import tell_file
from evalapp.ui.shell.routes import Desk
from evalapp.usecases.word_papers import drop_template, put_template_in, take_template_out, templates_of

_ACTIONS: tuple[ActionSpec[ReportsState], ...] = (
    ActionSpec("template.out", N_("Take the template out…"), allowed=lambda state: not state.busy),
    ActionSpec("template.in", N_("Put a template in…"), allowed=lambda state: not state.busy),
    ActionSpec("template.drop", N_("Use the shipped one"), allowed=lambda state: not state.busy),
)


class TemplatesBox(QFrame):
    """One paper at a time; what is put in holds from the day that the panel names."""

    def __init__(self, desk: Desk, since: Callable[[], date | None]) -> None:
        super().__init__()
        self._desk = desk
        self._since = since
        self._unit = ""
        self._paper = WordPaper.MEETING
        self.papers = ChoicePicker(tr("Paper in Word"), tr("Choose…"))
        self.papers.chosen.connect(self._choose)
        self._held = label(look="muted", wrap=True)
        self.actions_bar = ActionBar(_ACTIONS)
        self.actions_bar.triggered.connect(self._do)
        column(
            self,
            label(tr("Templates of papers in Word"), look="strong", wrap=True),
            self.papers,
            self._held,
            self.actions_bar,
            spacing=SMALL,
        )

    @property
    def held(self) -> str:
        """What is said of the template that holds."""
        return self._held.text()

    def begin(self, unit: str) -> None:
        """Show what a unit has."""
        self._unit = unit
        self._choose(self._paper.value)

    def _choose(self, paper: str) -> None:
        self._paper = WordPaper(paper)
        self.papers.show_choices(
            [Choice(each.value, tr(PAPER_LABELS[each])) for each in WordPaper], self._paper.value
        )
        asking = partial(_held, unit=self._unit, paper=self._paper)
        self._desk.tasks.load(asking, done=self._show, owner=self)

    def _show(self, held: Template | None) -> None:
        if held is None:
            self._held.setText(tr("The shipped template is used."))
        elif held.since is None:
            self._held.setText(tr("The unit's own: {file}.", file=held.name))
        else:
            self._held.setText(tr("The unit's own since {day}: {file}.", day=held.since, file=held.name))

    def _do(self, key: str) -> None:
        {"template.out": self._take_out, "template.in": self._put_in, "template.drop": self._drop}[key]()

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
            keeping = partial(_put_in, unit=self._unit, paper=self._paper, file=file, since=self._since())
            self._desk.tasks.run(keeping, label=tr("Looking at the template"), done=self._kept, owner=self)

    def _drop(self) -> None:
        dropping = partial(_dropped, unit=self._unit, paper=self._paper, since=self._since())
        self._desk.tasks.run(dropping, label=tr("Saving"), done=self._kept, owner=self)

    def _kept(self, _template: Template) -> None:
        self._desk.tell(tr("Kept. The next paper is written from it."), Tone.OK)
        self._choose(self._paper.value)


def _held(work: Work, *, unit: str, paper: WordPaper) -> Template | None:
    versions = templates_of(work, unit=work.units.by_code(unit).id, paper=paper)
    return template_on(versions, work.today)


def _taken_out(work: Work, *, unit: str, paper: WordPaper, out: Path) -> Path:
    return take_template_out(work, unit=work.units.by_code(unit).id, paper=paper, out=out)


def _put_in(work: Work, *, unit: str, paper: WordPaper, file: Path, since: date | None) -> Template:
    return put_template_in(work, unit=work.units.by_code(unit).id, paper=paper, file=file, since=since)


def _dropped(work: Work, *, unit: str, paper: WordPaper, since: date | None) -> Template:
    return drop_template(work, unit=work.units.by_code(unit).id, paper=paper, since=since)
