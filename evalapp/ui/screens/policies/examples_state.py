"""What the page of worked examples shows and allows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct, field

from evalapp.base.columns import Column, Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain, tr, tr_error
from evalapp.domain.periods import Period
from evalapp.domain.policy.drafts import Document
from evalapp.domain.policy.example_cases import (
    ExampleCase,
    example_cases,
    outcome_of,
    standing_of,
    values_in_words,
)
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.facts import COMPUTED, FACTS
from evalapp.domain.policy.model import Form, Policy
from evalapp.domain.policy.points import parse_points
from evalapp.domain.policy.problems import Path, PolicyError
from evalapp.domain.policy.reader import read_document
from evalapp.domain.policy.rule_kinds import FORM_WORDS, rules_of
from evalapp.domain.policy.rule_trials import asked_facts
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.policies.fact_fields import fact_field, fact_typed
from evalapp.ui.screens.policies.opened import OpenState
from evalapp.usecases.draft_cases import NewExample, closed_months, closed_people

TITLE, FORM, PERIOD, TOTAL, LEVEL = "title", "form", "period", "total", "level"
MONTH, PERSON = "month", "person"
_POINTS = "points."
_NOTHING: Document = MappingProxyType({})


class ExamplesState(Struct, frozen=True):
    """The examples of what is open, and on which the cursor is."""

    opened: OpenState
    examples: Document = field(default_factory=lambda: _NOTHING)
    cases: tuple[ExampleCase, ...] = ()
    policy: Policy | None = None  # None: the draft is not sound, whatever its examples say
    case: ExampleCase | None = None

    @property
    def can_add(self) -> bool:
        """Whether an example can be added: its outcome has to be known."""
        return self.opened.editable and self.policy is not None

    @property
    def on_case(self) -> bool:
        """Whether the cursor is on an example that may be changed."""
        return self.opened.editable and self.case is not None

    @property
    def can_accept(self) -> bool:
        """Whether what comes out now may become what is expected."""
        return self.on_case and self.case is not None and bool(self.case.outcome) and not self.case.comes_out

    @property
    def counted(self) -> tuple[str, Tone]:
        """How many examples there are, and how many do not come out."""
        wrong = sum(case.is_tried and not case.comes_out for case in self.cases)
        if wrong:
            words = tr(
                "{count} {count:example|examples}, {wrong} not as expected",
                count=len(self.cases),
                wrong=wrong,
            )
            return words, Tone.BAD
        return tr("{count} {count:example|examples}", count=len(self.cases)), Tone.PLAIN

    @property
    def nothing(self) -> str:
        """Why there is none, and what they are good for."""
        told = tr(
            "An example says what must come out for somebody: whoever changes the rules later sees at once "
            "where it no longer does, and the policy is not published until it does again."
        )
        if self.opened.editable and self.policy is None:
            return told + " " + tr("Fix what is wrong first; then examples can be added.")
        return told


def read_state(opened: OpenState, examples: Document) -> ExamplesState:
    """Every example with what comes out of it now."""
    try:
        policy = read_document(opened.document, {}, opened.frame)
    except PolicyError:
        policy = None
    return ExamplesState(opened, examples, example_cases(policy, examples), policy)


def case_at(cases: tuple[ExampleCase, ...], path: Path) -> ExampleCase | None:
    """The example that a fault is about, or the first of its group."""
    around = (each for each in cases if each.path == path[:4] or each.path[:2] == path[:2])
    exact = (each for each in cases if each.path == path[:4])
    return next(exact, None) or next(around, None)


def detail_words(case: ExampleCase | None) -> str:
    """Everything about one example: what is given, what is expected, what comes out, and why not."""
    if case is None:
        return ""
    lines = [tr("Given: {given}", given=_given_words(case))]
    lines.append(tr("Expected: {values}", values=values_in_words(case.expected) or tr("nothing yet")))
    if case.refused:
        lines.append(f"✕ {case.refused}")
    elif case.outcome:
        lines.append(tr("Outcome: {values}", values=values_in_words(case.outcome)))
    return "\n".join(lines)


def _given_words(case: ExampleCase) -> str:
    told = [f"{code} {value}" for code, value in dict(case.raw.get("points") or {}).items()]
    told += [_fact_words(name, value) for name, value in dict(case.raw.get("facts") or {}).items()]
    for key, words in (
        ("products", N_("{count} {count:product|products}")),
        ("months", N_("{count} months")),
    ):
        told += [tr(words, count=len(case.raw[key]))] if case.raw.get(key) else []
    return "; ".join(told) or "–"


def _fact_words(name: str, value: Any) -> str:
    label = fact_title(name)
    if isinstance(value, bool):
        answer = tr("yes") if value else tr("no")
        return f"{label}: {answer}"
    return f"{label}: {_listed(value)}"


def _listed(value: Any) -> str:
    return (
        ", ".join(str(each) for each in cast("list[Any]", value)) if isinstance(value, list) else str(value)
    )


def typed_fields(policy: Policy, form: Form) -> tuple[FieldSpec, ...]:
    """The fields of an example that is typed: groups of its form, and the facts that rules ask for."""
    forms = tuple(Choice(each.code, tr(FORM_WORDS.get(each.code, each.code))) for each in policy.forms)
    levels = tuple(Choice(level.code, level.code) for level in policy.levels)
    return (
        FieldSpec(TITLE, N_("What the example shows")),
        FieldSpec(FORM, N_("Form"), FieldKind.CHOICE, choices=forms),
        FieldSpec(PERIOD, N_("Period"), hint=N_("such as 2018-07; empty: any")),
        *(
            FieldSpec(
                f"{_POINTS}{group.code}",
                f"{group.code}. {group.label}",
                hint="" if group.maximum is None else f"0–{plain(group.maximum)}",
            )
            for group in form.groups
        ),
        *(fact_field(name, policy) for name in _asked(policy, form)),
        FieldSpec(TOTAL, N_("Total expected"), hint=N_("empty: what comes out now")),
        FieldSpec(
            LEVEL,
            N_("Level expected"),
            FieldKind.CHOICE,
            choices=(Choice("", tr("what comes out now")), *levels),
        ),
    )


def _asked(policy: Policy, form: Form) -> tuple[str, ...]:
    asked = [name for rule in rules_of(policy.document) for name in asked_facts(policy, rule.path)]
    asked += [row.fact for row in form.leaves if row.fact in FACTS]
    return tuple(name for name in dict.fromkeys(asked) if FACTS[name].source != COMPUTED)


def typed_example(values: Mapping[str, str]) -> NewExample:
    """An example as it was filled in."""
    points = {
        key.removeprefix(_POINTS): plain(parse_points(text))
        for key, text in values.items()
        if key.startswith(_POINTS) and text.strip()
    }
    facts = {name: fact_typed(name, text) for name, text in values.items() if name in FACTS and text.strip()}
    case: dict[str, Any] = {"id": "n1", "form": values[FORM], "points": points}
    case |= {"facts": facts} if facts else {}
    expected = {LEVEL: values[LEVEL]} if values[LEVEL] else {}
    expected |= {TOTAL: plain(parse_points(values[TOTAL]))} if values[TOTAL].strip() else {}
    period = values[PERIOD].strip()
    return NewExample(values[TITLE].strip(), str(Period.parse(period)) if period else "", case, expected)


def typed_outcome(policy: Policy, values: Mapping[str, str]) -> str:
    """What comes out of what is filled in so far, or why nothing does."""
    try:
        new = typed_example(values)
        return tr("Outcome: {values}", values=values_in_words(outcome_of(policy, new.case, new.period)))
    except UserError as error:
        return f"✕ {tr_error(error)}"


class PeopleChoices(Struct, frozen=True):
    """The closed months, and whom the one chosen has."""

    months: tuple[tuple[UnitId, str, Period], ...] = ()
    chosen: int = 0  # the position among the months
    people: tuple[tuple[str, str], ...] = ()  # code and name

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields in which somebody's month is chosen."""
        months = tuple(
            Choice(str(number), f"{period.label}: {name}")
            for number, (_, name, period) in enumerate(self.months)
        )
        people = tuple(Choice(code, f"{name} ({code})") for code, name in self.people)
        return (
            FieldSpec(MONTH, N_("Closed month"), FieldKind.CHOICE, choices=months),
            FieldSpec(PERSON, N_("Person"), FieldKind.CHOICE, choices=people),
        )

    @property
    def values(self) -> Mapping[str, str]:
        """What is chosen to begin with."""
        return {MONTH: str(self.chosen), PERSON: self.people[0][0] if self.people else ""}


def read_people(work: Work, *, chosen: int) -> PeopleChoices:
    """The closed months, and the people of one of them."""
    months = closed_months(work)
    if not months:
        return PeopleChoices()
    unit, _, period = months[min(chosen, len(months) - 1)]
    people = tuple((who.code, who.name) for who in closed_people(work, unit=unit, period=period))
    return PeopleChoices(months, chosen, people)


def _outcome_words(case: ExampleCase) -> str:
    return case.refused or values_in_words(case.outcome)


EXAMPLES: tuple[Column[ExampleCase], ...] = (
    Column("number", N_("No."), lambda case: case.number, width=44, numeric=True, yields=1),
    Column("title", N_("Example"), lambda case: case.title, tip=lambda case: case.title, wraps=True),
    Column("form", N_("Form"), lambda case: tr(FORM_WORDS.get(case.form, case.form)), width=90,
           tone=lambda _: Tone.MUTED, yields=3),
    Column("expected", N_("Expected"), lambda case: values_in_words(case.expected), width=150,
           tip=lambda case: values_in_words(case.expected), wraps=True, yields=2),
    Column("outcome", N_("Outcome now"), _outcome_words, width=160, tip=detail_words, wraps=True),
    Column("standing", N_("Standing"), lambda case: standing_of(case)[0], width=110, chip=True,
           tone=lambda case: standing_of(case)[1]),
)  # fmt: skip
