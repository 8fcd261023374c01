"""The page of codes of conduct: topics found by a word, articles filled in, and codes of the office's own."""

from collections.abc import Hashable
from datetime import date
from pathlib import Path

from evalapp.base.columns import Column, Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown, shown, tr
from evalapp.domain.conduct import ConductCode, Topic
from evalapp.domain.inspections import SEVERITY_LABELS, Severity
from evalapp.domain.rights import Right
from evalapp.domain.user_names import called
from evalapp.store.work import Work
from evalapp.ui.kit.actions import MORE_MENU, ActionSpec
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.process_page import ListState, ProcessPage, Shown, Wanted
from evalapp.ui.screens.inspections.steps_form import Entered, StepSpec, filled, lines_field
from evalapp.ui.shell.routes import Desk, Place
from evalapp.usecases import conduct
from evalapp.usecases.conduct import TopicLine

State = ListState[TopicLine]
_TOML = "TOML (*.toml)"


def _may(state: State) -> bool:
    return state.may_act and not state.busy


def _may_fill(state: State) -> bool:
    return _may(state) and state.shown is not None


def _is_own(state: State) -> bool:
    return _may_fill(state) and state.shown is not None and bool(state.shown.state)


CONDUCT_ACTIONS: tuple[ActionSpec[State], ...] = (
    ActionSpec("conduct.fill", N_("Fill in the article"), shortcut="F6; F9", primary=True, allowed=_may_fill),
    ActionSpec("conduct.add", N_("Add a topic"), shortcut="F7", allowed=_is_own),
    ActionSpec("conduct.change", N_("Change the topic"), shortcut="F8", allowed=_is_own),
    ActionSpec("conduct.drop", N_("Leave the topic out"), menu=MORE_MENU, allowed=_is_own),
    ActionSpec("conduct.begin", N_("Write a code of our own"), menu=MORE_MENU, allowed=_may),
    ActionSpec("conduct.install", N_("Import a code from a file"), menu=MORE_MENU, allowed=_may),
)
_SINCE = lines_field("since", N_("In force from"), "31/07/2018")
_ARTICLE = lines_field("article", N_("Article"))


def _severity() -> FieldSpec:
    grades = tuple(Choice(each.value, tr(SEVERITY_LABELS[each])) for each in Severity)
    none = Choice("", tr("Decided by who finds it"))
    return FieldSpec("severity", N_("Usual severity of a breach"), FieldKind.CHOICE, choices=(none, *grades))


def _topic_fields(*, fixed: bool = False) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("code", N_("Code of the topic"), fixed=fixed, hint=N_("such as PNV.DRESS")),
        lines_field("label", N_("What it is called")),
        FieldSpec("text", N_("What it asks"), FieldKind.TEXT),
        _ARTICLE,
        _severity(),
        lines_field("keywords", N_("Everyday words that find it"), N_("such as late, left early")),
    )


def _suggested(line: TopicLine) -> str | None:
    advice = line.advice
    return f"{advice.criterion} · {points_shown(advice.points)}" if advice else None


CONDUCT_COLUMNS: tuple[Column[TopicLine], ...] = (
    Column("code", N_("Code"), lambda line: line.topic.code, width=150, tip=lambda line: line.code.title),
    Column("label", N_("Topic"), lambda line: line.topic.label, tip=lambda line: line.topic.text, wraps=True),
    Column(
        "article",
        N_("Article"),
        lambda line: line.topic.article or tr("article not found"),
        width=110,
        tone=lambda line: Tone.PLAIN if line.topic.article else Tone.MUTED,
        dispensable=True,
    ),
    Column("suggests", N_("Suggests"), _suggested, width=110, dispensable=True),
    Column(
        "severity",
        N_("Severity"),
        lambda line: tr(SEVERITY_LABELS[line.topic.severity]) if line.topic.severity else None,
        width=100,
        dispensable=True,
    ),
)


class ConductPage(ProcessPage[TopicLine]):
    """Topics of the codes in force, and what the office says of each."""

    name = N_("Codes of conduct")
    nothing = (
        N_("No topic here"),
        N_("No topic holds these words. Write fewer, with or without accents, or choose another code."),
    )
    columns = CONDUCT_COLUMNS
    doable = CONDUCT_ACTIONS
    has_days = False
    every_state = N_("All codes")
    find_hint = N_("Find a topic")

    def __init__(self, desk: Desk) -> None:
        self._codes: tuple[ConductCode, ...] = ()
        super().__init__(desk)

    def key_of(self, line: TopicLine) -> Hashable:
        """A topic is known by its code."""
        return line.topic.code

    def states(self) -> tuple[Choice, ...]:
        """Which codes can be chosen."""
        return tuple(Choice(each.code, each.number or each.code) for each in self._codes)

    def read(self, work: Work, place: Place, wanted: Wanted) -> tuple[tuple[TopicLine, ...], bool]:
        """The topics in force at the end of the month, with what the unit's policy ties to them."""
        day = place.period.last_day
        named = wanted.unit or place.unit
        unit = work.units.by_code(named) if named else None
        found = conduct.list_topics(work, day=day, unit=unit)
        self._codes = conduct.list_codes(work, day=day)
        chosen = tuple(each for each in found if wanted.state in (None, each.code.code))
        return chosen, work.may(Right.EDIT_POLICIES)

    def is_found(self, line: TopicLine, words: list[str]) -> bool:
        """Whether a topic holds every word, accents aside."""
        return all(word in line.topic.searched for word in words)

    def read_one(self, work: Work, line: TopicLine) -> Shown:
        """One topic: what it asks, who filled what in, and the editions of its code."""
        code, topic = line.code, line.topic
        facts = [topic.text, f"{code.title} · {code.number} · {code.issuer}"]
        if line.advice is not None:
            facts.append(_advice(line))
        history = [
            " · ".join(part for part in (filling.article, filling.source, called(filling.by)) if part)
            for filling in conduct.topic_history(work, topic=topic.code)
        ]
        if code.is_own:
            history += [_edition(each) for each in conduct.list_editions(work, code=code.code)]
        return Shown(
            topic.code,
            f"{topic.code} · {topic.label}",
            tuple(filter(None, facts)),
            tuple(history),
            code.is_own,
        )

    def step(self, action: str, line: TopicLine | None) -> tuple[StepSpec, dict[str, str]] | None:
        """What an action asks for."""
        if action == "conduct.begin":
            return _beginning(), {}
        if action == "conduct.install":
            return _installing(), {}
        if line is None:
            return None
        topic = line.topic
        values = {
            "code": topic.code,
            "label": topic.label,
            "text": topic.text,
            "article": topic.article,
            "severity": topic.severity.value if topic.severity else "",
            "keywords": topic.keywords,
        }
        spec = _steps(line)[action]
        return spec, filled(spec.fields, **({} if action == "conduct.add" else values))


def _steps(line: TopicLine) -> dict[str, StepSpec]:
    code, topic = line.code.code, line.topic
    return {
        "conduct.fill": StepSpec(
            N_("Fill in the article"),
            (_ARTICLE, lines_field("source", N_("Copy it was read from")), _severity()),
            lambda w, e: conduct.fill_topic(
                w, topic=topic.code, article=e.text("article"), severity=_grade(e), source=e.text("source")
            ),
        ),
        "conduct.add": StepSpec(
            N_("Add a topic"), (*_topic_fields(), _SINCE), lambda w, e: _save(w, code, _topic(e), e)
        ),
        "conduct.change": StepSpec(
            N_("Change the topic"),
            (*_topic_fields(fixed=True), _SINCE),
            lambda w, e: _save(w, code, _topic(e), e),
        ),
        "conduct.drop": StepSpec(
            N_("Leave the topic out"),
            (_SINCE,),
            lambda w, e: conduct.drop_topic(w, code=code, topic=topic.code, since=e.needed("since")),
        ),
    }


def _beginning() -> StepSpec:
    fields = (
        lines_field("conduct", N_("Code"), N_("such as quy-tac-pnv")),
        lines_field("title", N_("Title")),
        lines_field("number", N_("Number of the decision")),
        lines_field("issuer", N_("Who issued it")),
        lines_field("signed", N_("Signed on"), "31/07/2018"),
        lines_field("unit", N_("Code of the unit whose it is"), N_("everybody's")),
        *_topic_fields(),
    )
    return StepSpec(N_("Write a code of our own"), fields, _begin)


def _begin(work: Work, entered: Entered) -> ConductCode:
    signed = entered.needed("signed")
    code = ConductCode(
        entered.text("conduct"),
        entered.text("title"),
        entered.text("number"),
        entered.text("issuer"),
        signed,
        (_topic(entered),),
        unit=entered.text("unit"),
    )
    return conduct.publish_code(work, code=code, since=signed)


def _installing() -> StepSpec:
    fields = (
        lines_field("since", N_("In force from"), N_("the day it was signed")),
        lines_field("unit", N_("Code of the unit whose it is"), N_("everybody's")),
    )
    return StepSpec(N_("Import a code from a file"), fields, _install, takes_file=True, file_kinds=_TOML)


def _install(work: Work, entered: Entered) -> ConductCode:
    if entered.file is None:
        raise UserError(N_("Choose the file first."))
    return conduct.install_code(
        work, file=Path(entered.file), since=entered.day("since"), unit=entered.text("unit")
    )


def _save(work: Work, code: str, topic: Topic, entered: Entered) -> ConductCode:
    since: date = entered.needed("since")
    return conduct.save_topic(work, code=code, topic=topic, since=since)


def _topic(entered: Entered) -> Topic:
    return Topic(
        entered.text("code"),
        entered.text("label"),
        entered.text("text"),
        entered.text("article"),
        _grade(entered),
        entered.text("keywords"),
    )


def _grade(entered: Entered) -> Severity | None:
    written = entered.text("severity")
    return Severity(written) if written else None


def _advice(line: TopicLine) -> str:
    advice = line.advice
    if advice is None:
        return ""
    return tr("Confirmed, it suggests: {label} ({row}).", label=advice.label, row=advice.criterion)


def _edition(code: ConductCode) -> str:
    return tr(
        "Edition {edition}, in force from {day}: {count} {count:topic|topics}",
        edition=code.edition,
        day=shown(code.in_force),
        count=len(code.topics),
    )
