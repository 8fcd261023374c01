"""The panel beside the list of visits: one visit in full."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.inspections import SEVERITY_LABELS, STANDING_LABELS, VISIT_KIND_LABELS, Finding, Visit
from evalapp.ui.kit.actions import ActionBar, ActionSpec
from evalapp.ui.kit.colours import LARGE, MEDIUM, SMALL, TINY
from evalapp.ui.kit.labels import chip, column, label, row, still
from evalapp.ui.kit.rows import Fitting
from evalapp.ui.kit.scrolled import Scrolled
from evalapp.ui.kit.sizes import px
from evalapp.ui.screens.inspections.field_state import headcount_note
from evalapp.ui.screens.inspections.visits_loading import VisitParts

_FACTS = 36  # pixels: two lines
_NARROWEST = 300
PANEL_ACTIONS: tuple[ActionSpec[bool], ...] = (
    ActionSpec("visits.papers", N_("Photos and minutes"), shortcut="Ctrl+B", allowed=bool, shown=bool),
)


class VisitPanel(QFrame):
    """What a visit recorded, and the way to its photos and minutes."""

    papers = Signal(int)  # the photos and minutes of a visit are asked for

    def __init__(self) -> None:
        super().__init__()
        self._visit = 0
        self.actions_bar = ActionBar(PANEL_ACTIONS)
        self.actions_bar.triggered.connect(self._open_papers)
        self.actions_bar.show_state(False)
        self.setProperty("look", "card")
        self.setMinimumWidth(px(_NARROWEST))
        self._title = label(look="title", wrap=True)
        self._facts = label(look="muted", wrap=True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = Scrolled(tr("Findings"))
        layout = column(
            self,
            self._title,
            Fitting(self._facts, px(_FACTS), tr("Visit")),
            self._area,
            row(None, self.actions_bar),
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.setStretch(2, 1)
        layout.insertStretch(3)  # where no visit is chosen, what is said of that stands at the top
        still(self._title, self._facts)

    def _open_papers(self, _action: str) -> None:
        self.papers.emit(self._visit)

    def show_visit(self, parts: VisitParts | None, unit_name: str) -> None:
        """Show one visit, or say how one is chosen."""
        self._area.setVisible(parts is not None)
        self._visit = parts.visit.id if parts else 0
        self.actions_bar.show_state(parts is not None)
        if parts is None:
            self._title.setText(tr("No visit chosen"))
            self._facts.setText(tr("Choose a visit in the list to read it here."))
            return
        visit = parts.visit
        self._title.setText(f"{unit_name} · {visit.number}")
        self._facts.setText("\n".join(facts_of(visit)))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, SMALL, 0)
        layout.setSpacing(MEDIUM)
        for finding in visit.findings:
            topic = parts.topics.get(finding.topic, finding.topic)
            layout.addWidget(_finding(finding, topic, parts.about(finding)))
        if not visit.findings:
            layout.addWidget(label(found_in(visit), wrap=True))
        layout.addStretch(1)
        self._area.setWidget(inside)
        inside.show()


def found_in(visit: Visit) -> str:
    """What is said of a visit without findings: that there are none is said by somebody, never by us."""
    is_told = visit.is_clean or not visit.is_open
    return tr("Nothing was found.") if is_told else tr("Nothing is noted yet.")


def facts_of(visit: Visit) -> list[str]:
    """The head of a visit in a few lines; what is not known is left out."""
    hours = " – ".join(each.strftime("%H:%M") for each in (visit.arrived, visit.left) if each)
    lines = [f"{tr(VISIT_KIND_LABELS[visit.kind])}, {visit.day:%d/%m/%Y} {hours}".strip()]
    counted = [
        tr(words, count=count)
        for words, count in (
            (N_("Total: {count}"), visit.total),
            (N_("Present: {count}"), visit.present),
            (N_("Absent with a reason: {count}"), visit.excused),
            (N_("Absent without a reason: {count}"), visit.unexcused),
        )
        if count is not None
    ]
    if counted:
        lines.append("; ".join(counted))
    if gap := headcount_note(visit):
        lines.append("⚠ " + gap)
    if visit.place:
        lines.append(tr("Place: {place}", place=visit.place))
    if visit.representative:
        lines.append(tr("For the unit: {name}", name=visit.representative))
    if visit.beyond:
        lines.append(tr("Outside its decision, because: {reason}", reason=visit.beyond))
    return lines


def _finding(finding: Finding, topic: str, about: str) -> QWidget:
    made = QFrame()
    made.setProperty("look", "card")
    tones = {"confirmed": Tone.BAD, "withdrawn": Tone.MUTED}
    standing = chip(tr(STANDING_LABELS[finding.standing]), tones.get(finding.standing.value, Tone.WARN))
    about_what = label(topic or tr("No topic yet"), wrap=True)
    about_what.setToolTip(finding.topic)
    about_what.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    severity = tr("Praise") if finding.positive else tr(SEVERITY_LABELS[finding.severity])
    parts = [row(about_what, standing), label(f"{about} · {severity}", "muted", wrap=True)]
    if finding.text:
        parts.append(label(finding.text, wrap=True))
    column(made, *parts, margin=MEDIUM, spacing=TINY)
    return made
