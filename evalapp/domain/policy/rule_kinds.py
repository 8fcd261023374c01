"""The kinds of rules that a policy has and what each of them says: one table for sentences and the screen.

A rule is known by its path in the plain document, the same that faults carry.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct, field

from evalapp.base.messages import N_
from evalapp.domain.entry_kinds import KINDS as ENTRIES
from evalapp.domain.people import CATEGORY_LABELS
from evalapp.domain.periods import KIND_WORDS, PeriodKind
from evalapp.domain.policy.choice_words import (
    AGGREGATION_WORDS,
    LATE_WORDS,
    MISSING_WORDS,
    OPEN_WORDS,
    ROUNDING_WORDS,
)
from evalapp.domain.policy.condition_trees import FIRST, document_of
from evalapp.domain.policy.drafts import Document, at
from evalapp.domain.policy.model import QuotaBase, QuotaScope
from evalapp.domain.policy.parts import (
    AggregationRule,
    Decider,
    Gaps,
    GateAction,
    LateFindings,
    MissingMonths,
    OpenFindings,
    Overflow,
    ProposalKind,
    Rounding,
    Standing,
)
from evalapp.domain.policy.problems import Path


class FieldKind(StrEnum):
    """What is said in a field, and so with what it is filled in."""

    CODE = "code"
    TEXT = "text"
    POINTS = "points"
    PERCENT = "percent"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    CHOICE = "choice"
    SEVERAL = "several"
    LEVEL = "level"
    ROW = "row"
    GROUP = "group"
    LIST = "list"
    BY_CATEGORY = "by_category"


_NO_CHOICES: Mapping[str, str] = MappingProxyType({})


class RuleField(Struct, frozen=True):
    """One thing that a rule says besides its condition and its source."""

    key: str
    title: str
    kind: FieldKind
    choices: Mapping[str, str] = field(default_factory=lambda: _NO_CHOICES)
    unless: bool | str | None = None  # what silence means


class RuleKind(Struct, frozen=True):
    """A kind of rule: where it stands in the document, what it says, and how a new one begins."""

    key: str
    title: str
    condition: str  # the key of its condition; empty where it has none
    fields: tuple[RuleField, ...]
    new: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType[str, Any]({}))
    is_list: bool = True
    has_source: bool = True
    may_lack_condition: bool = False

    def field(self, key: str) -> RuleField:
        """The field that is written under a key."""
        return next(each for each in self.fields if each.key == key)


class Rule(Struct, frozen=True):
    """One rule as the document holds it."""

    kind: RuleKind
    path: Path
    values: Mapping[str, Any]

    @property
    def condition(self) -> Any:
        """Its condition as the document holds it."""
        return self.values.get(self.kind.condition) if self.kind.condition else None

    @property
    def source(self) -> Mapping[str, Any]:
        """Its own source; empty where the policy's holds."""
        source = self.values.get("source")
        return cast("Mapping[str, Any]", source) if isinstance(source, Mapping) else {}

    def value(self, key: str) -> Any:
        """What it says under a key, or what silence means."""
        given = self.values.get(key)
        return self.kind.field(key).unless if given is None else given


FORM_WORDS: Mapping[str, str] = {
    "head": N_("heads"), "deputy": N_("deputies"), "staff": N_("staff"),
    "contract": N_("contract workers"), "collective": N_("the collective"),
}  # fmt: skip
STANDING_WORDS: Mapping[str, str] = {
    Standing.LAW: N_("by law"), Standing.CITY: N_("by the city"), Standing.UNIT: N_("by the unit"),
    Standing.DEFAULT: N_("default, nobody confirmed it"),
}  # fmt: skip
ACTION_WORDS: Mapping[str, str] = {
    GateAction.FORCE: N_("the level is"), GateAction.CAP: N_("the level is at most"),
    GateAction.DO_NOT_RATE: N_("there is no rating"),
}  # fmt: skip
PROPOSAL_WORDS: Mapping[str, str] = {
    ProposalKind.COMMENDATION: N_("commendation"), ProposalKind.PAY: N_("pay"),
    ProposalKind.TRAINING: N_("training"), ProposalKind.TRANSFER: N_("transfer"),
    ProposalKind.REVIEW: N_("review"), ProposalKind.OTHER: N_("a decision"),
}  # fmt: skip
BASE_WORDS: Mapping[str, str] = {
    QuotaBase.RATED: N_("of the rated"), QuotaBase.GOOD: N_("of those good or better"),
    QuotaBase.GOOD_WITHOUT_TOP: N_("of those good, without the best"), QuotaBase.STAFF: N_("of the staff"),
}  # fmt: skip
SCOPE_WORDS: Mapping[str, str] = {
    QuotaScope.UNIT: N_("in the whole unit"), QuotaScope.SIMILAR: N_("in each group of similar tasks"),
}  # fmt: skip
OVERFLOW_WORDS: Mapping[str, str] = {
    Overflow.DROP: N_("the rest is dropped"), Overflow.CARRY: N_("the rest is taken from the total"),
}  # fmt: skip
GAP_WORDS: Mapping[str, str] = {
    Gaps.BREAK: N_("ends a row of levels"), Gaps.SKIP: N_("is passed over"),
}  # fmt: skip
DECIDER_WORDS: Mapping[str, str] = {
    Decider.HEAD: N_("the head"), Decider.MEETING: N_("the meeting"), Decider.AUTHORITY: N_("the authority"),
}  # fmt: skip

_CODE = RuleField("code", N_("Code"), FieldKind.CODE)
_LABEL = RuleField("label", N_("Name"), FieldKind.TEXT)
_FORMS = RuleField("forms", N_("Only for forms"), FieldKind.SEVERAL, FORM_WORDS)
_CATEGORIES = RuleField(
    "categories",
    N_("Only for categories"),
    FieldKind.SEVERAL,
    {category.value: words for category, words in CATEGORY_LABELS.items()},
)
_PERIODS = RuleField(
    "periods",
    N_("Only in periods"),
    FieldKind.SEVERAL,
    {kind.value: words for kind, words in KIND_WORDS.items()},
)
_ENTRIES = RuleField(
    "entries", N_("Register entries"), FieldKind.SEVERAL, {code: kind.label for code, kind in ENTRIES.items()}
)
_LINKS = RuleField("links", N_("Topics of codes of conduct"), FieldKind.LIST)
_CAP = RuleField("cap", N_("At most points in a period"), FieldKind.POINTS)
_DAYS = (
    RuleField("since", N_("In force from"), FieldKind.DAY),
    RuleField("until", N_("In force until"), FieldKind.DAY),
)
_OWN: Mapping[str, Any] = MappingProxyType({"source": {"standing": Standing.UNIT.value}})
_ASK = document_of(FIRST)

GATE = RuleKind(
    "gate", N_("Gates: force or cap a level, or do not rate"), "when",
    (
        _CODE, _LABEL,
        RuleField("do", N_("Then"), FieldKind.CHOICE, ACTION_WORDS),
        RuleField("level", N_("Level"), FieldKind.LEVEL),
        _FORMS, _CATEGORIES, _PERIODS,
        RuleField("once_only", N_("The same breach counts once only"), FieldKind.FLAG, unless=False),
        *_DAYS,
    ),
    {"do": GateAction.CAP.value, "when": _ASK, **_OWN},
)  # fmt: skip
EVENT = RuleKind(
    "event", N_("Deductions for what happened"), "",
    (
        _CODE, _LABEL,
        RuleField("criterion", N_("Criterion"), FieldKind.ROW),
        RuleField("points", N_("Points each time"), FieldKind.POINTS),
        RuleField("percent", N_("Or percent of the criterion"), FieldKind.PERCENT),
        RuleField("repeat", N_("Times as much when repeated"), FieldKind.NUMBER),
        _CAP,
        RuleField("needs_finding", N_("Only what is confirmed"), FieldKind.FLAG, unless=True),
        RuleField("needs_document", N_("Needs a document"), FieldKind.FLAG, unless=False),
        _ENTRIES, _LINKS, *_DAYS,
    ),
    _OWN,
)  # fmt: skip
GROUND = RuleKind(
    "bonus_ground", N_("Grounds for bonus points"), "",
    (
        _CODE, _LABEL,
        RuleField("points", N_("Points each time"), FieldKind.POINTS),
        _CAP,
        RuleField("needs_note", N_("Needs words of evidence"), FieldKind.FLAG, unless=True),
        RuleField("decided_by", N_("Decided by"), FieldKind.CHOICE, DECIDER_WORDS, unless=Decider.HEAD.value),
        _ENTRIES, _LINKS, *_DAYS,
    ),
    _OWN,
)  # fmt: skip
DEDUCTION = RuleKind(
    "deduction", N_("What deductions may take from a group"), "",
    (
        RuleField("group", N_("Group"), FieldKind.GROUP),
        RuleField("cap", N_("At most points"), FieldKind.POINTS),
        RuleField("overflow", N_("Past that"), FieldKind.CHOICE, OVERFLOW_WORDS),
        *_DAYS,
    ),
    {"overflow": Overflow.DROP.value, **_OWN},
)  # fmt: skip
CONSEQUENCE = RuleKind(
    "consequence", N_("Proposals that follow from a result"), "when",
    (
        _CODE, _LABEL,
        RuleField(
            "kind", N_("What is proposed"), FieldKind.CHOICE, PROPOSAL_WORDS, unless=ProposalKind.OTHER.value
        ),
        RuleField("percent", N_("Percent of pay"), FieldKind.PERCENT),
        RuleField(
            "gaps", N_("A period without a level"), FieldKind.CHOICE, GAP_WORDS, unless=Gaps.BREAK.value
        ),
        _FORMS, _PERIODS, *_DAYS,
    ),
    {"kind": ProposalKind.REVIEW.value, "when": _ASK, **_OWN},
)  # fmt: skip
QUOTA = RuleKind(
    "quota", N_("Quotas"), "",
    (
        RuleField("level", N_("Level"), FieldKind.LEVEL),
        RuleField("percent", N_("Percent"), FieldKind.PERCENT),
        RuleField("base", N_("Taken of"), FieldKind.CHOICE, BASE_WORDS),
        RuleField("exceptional_percent", N_("Percent with a decision"), FieldKind.PERCENT),
        RuleField(
            "exceptional_base", N_("With a decision taken of"), FieldKind.CHOICE, BASE_WORDS,
            unless=QuotaBase.STAFF.value,
        ),
        RuleField("scope", N_("Among whom"), FieldKind.CHOICE, SCOPE_WORDS, unless=QuotaScope.UNIT.value),
        RuleField("blocks", N_("Over it nobody keeps the level"), FieldKind.FLAG, unless=True),
        *_DAYS,
    ),
    {"base": QuotaBase.RATED.value, **_OWN},
)  # fmt: skip
HEAD_CAP = RuleKind(
    "head_cap", N_("Bond of the head to the collective"), "", (_FORMS, *_DAYS),
    {"forms": ["head"], **_OWN}, is_list=False,
)  # fmt: skip
LEVEL = RuleKind(
    "level", N_("Levels, best first"), "requires",
    (
        _CODE, _LABEL,
        RuleField("min", N_("From how many points"), FieldKind.POINTS),
        RuleField("min_included", N_("That many points included"), FieldKind.FLAG, unless=True),
        RuleField("below", N_("Upper end, for checking"), FieldKind.POINTS),
        RuleField("labels", N_("Named otherwise"), FieldKind.BY_CATEGORY,
                  {category.value: words for category, words in CATEGORY_LABELS.items()}),
    ),
    {"min": 0, **_OWN}, may_lack_condition=True,
)  # fmt: skip
FURTHER = RuleKind(
    "further", N_("What a level asks of some"), "when", (_FORMS, _CATEGORIES, *_DAYS),
    {"when": _ASK, **_OWN},
)  # fmt: skip
TOTAL = RuleKind(
    "total", N_("How the total is made"), "",
    (
        RuleField("rounding", N_("Rounded"), FieldKind.CHOICE, ROUNDING_WORDS, unless=Rounding.HALF_UP.value),
        RuleField("decimals", N_("To so many decimals"), FieldKind.NUMBER, unless="2"),
        RuleField("nearest", N_("To a multiple of so many points"), FieldKind.POINTS),
        RuleField("maximum", N_("The groups of every form add up to"), FieldKind.POINTS),
        RuleField("cap", N_("A total is at most"), FieldKind.POINTS),
        RuleField("results_group", N_("Group that breaks equal totals"), FieldKind.GROUP),
    ),
    {"decimals": 2, **_OWN}, is_list=False,
)  # fmt: skip
AGGREGATION = RuleKind(
    "aggregation", N_("Longer periods from their months"), "",
    (
        RuleField("period", N_("Period"), FieldKind.CHOICE,
                  {kind.value: words for kind, words in KIND_WORDS.items() if kind is not PeriodKind.MONTH}),
        RuleField("rule", N_("How it is made"), FieldKind.CHOICE, AGGREGATION_WORDS),
        RuleField("missing", N_("A month without a result"), FieldKind.CHOICE, MISSING_WORDS,
                  unless=MissingMonths.UNRATED.value),
    ),
    {"period": PeriodKind.YEAR.value, "rule": AggregationRule.MEAN_OF_RATED.value, **_OWN},
)  # fmt: skip
PETITION = RuleKind(
    "petition", N_("Petitions against a result"), "",
    (
        RuleField("days", N_("Days for contesting a result"), FieldKind.NUMBER),
        RuleField("answer_working_days", N_("Working days for the answer"), FieldKind.NUMBER),
    ),
    {"answer_working_days": 10, **_OWN}, is_list=False,
)  # fmt: skip
FINDINGS = RuleKind(
    "findings", N_("Findings of inspections"), "",
    (
        RuleField("explain_working_days", N_("Working days to explain"), FieldKind.NUMBER),
        RuleField("must_hear", N_("Nothing is confirmed unheard"), FieldKind.FLAG, unless=False),
        RuleField("open_findings", N_("Undecided ones keep a month from"), FieldKind.CHOICE, OPEN_WORDS,
                  unless=OpenFindings.NOTHING.value),
        RuleField("late", N_("Confirmed after the month, they count in"), FieldKind.CHOICE, LATE_WORDS,
                  unless=LateFindings.NEXT_MONTH.value),
    ),
    {"explain_working_days": 5, **_OWN}, is_list=False,
)  # fmt: skip
BASIS = RuleKind(
    "basis", N_("Legal basis"), "",
    (
        RuleField("number", N_("Number of the document"), FieldKind.TEXT),
        RuleField("title", N_("What the document is about"), FieldKind.TEXT),
        RuleField("issuer", N_("Issued by"), FieldKind.TEXT),
        RuleField("signed", N_("Signed on"), FieldKind.DAY),
        RuleField("amends", N_("Amends"), FieldKind.TEXT),
    ),
    {"number": "", "title": ""}, has_source=False,
)  # fmt: skip
#: In the order in which the screen groups them.
RULE_KINDS: tuple[RuleKind, ...] = (
    LEVEL, FURTHER, GATE, EVENT, DEDUCTION, GROUND, QUOTA, HEAD_CAP, CONSEQUENCE, TOTAL, AGGREGATION,
    PETITION, FINDINGS, BASIS,
)  # fmt: skip
#: The first keys of the paths at which rules stand.
RULE_PARTS = frozenset(kind.key for kind in RULE_KINDS if kind is not FURTHER)


def rules_of(document: Document) -> tuple[Rule, ...]:
    """Every rule of a document, grouped by kind, in the order written."""
    return tuple(rule for kind in RULE_KINDS for rule in _rules(document, kind))


def rule_at(document: Document, path: Path) -> Rule | None:
    """The rule that a place in the document belongs to."""
    found = (rule for rule in rules_of(document) if path[: len(rule.path)] == rule.path)
    return max(found, key=lambda rule: len(rule.path), default=None)


def _rules(document: Document, kind: RuleKind) -> Iterator[Rule]:
    if not kind.is_list:
        values = at(document, (kind.key,))
        if isinstance(values, Mapping):
            yield Rule(kind, (kind.key,), cast("Mapping[str, Any]", values))
    elif kind is FURTHER:
        for number, _ in _tables(document, ("level",)):
            yield from (
                Rule(kind, ("level", number, "further", n), values)
                for n, values in _tables(document, ("level", number, "further"))
            )
    else:
        yield from (Rule(kind, (kind.key, n), values) for n, values in _tables(document, (kind.key,)))


def _tables(document: Document, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    parts = at(document, path)
    if isinstance(parts, list):
        for number, part in enumerate(cast("list[Any]", parts)):
            if isinstance(part, Mapping):
                yield number, cast("Mapping[str, Any]", part)


def level_codes(document: Document) -> tuple[str, ...]:
    """The codes of a document's levels, best first."""
    return tuple(str(level.get("code", "")) for _, level in _tables(document, ("level",)))


def row_labels(document: Document, *, groups: bool = False) -> dict[str, str]:
    """The rows of all forms by their codes; only the groups where those are asked for."""
    found: dict[str, str] = {}
    for form, _ in _tables(document, ("forms",)):
        for _, row in _tables(document, ("forms", form, "criterion")):
            if not (groups and row.get("parent")):
                found.setdefault(str(row.get("code", "")), str(row.get("label", "")))
    return found
