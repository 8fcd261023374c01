"""Reading the smaller parts of a policy: workflow, gates, deductions, events, aggregation, papers."""

from decimal import Decimal

from evalapp.base.messages import N_
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.people import Category
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy.conditions import Condition
from evalapp.domain.policy.conditions_reading import read_condition
from evalapp.domain.policy.model import Step
from evalapp.domain.policy.parts import (
    PLAIN_FINDINGS,
    PLAIN_TOTAL,
    Aggregation,
    AggregationRule,
    Basis,
    BonusGround,
    Consequence,
    Decider,
    DeductionRule,
    Event,
    FindingRule,
    Further,
    Gaps,
    Gate,
    GateAction,
    HeadCap,
    LateFindings,
    MissingMonths,
    OpenFindings,
    Overflow,
    Paper,
    Petition,
    ProposalKind,
    Rounding,
    Source,
    TotalRule,
)
from evalapp.domain.policy.rows import FORM_CODES, read_days, read_source
from evalapp.domain.policy.tables import Table

_STAGES = ("self", "deputy", "head", "settling", "settled", "closed")
_FINEST = 2
_ORIENTATIONS = ("portrait", "landscape")


def _one_of(table: Table, key: str, words: tuple[str, ...], default: str | None = None) -> str:
    value = table.text(key, default)
    if value not in words and key in table:
        table.fault(key, N_("this must be one of: {known}"), known=", ".join(words))
    return value


def _forms(table: Table) -> tuple[str, ...]:
    forms = table.texts("forms")
    for form in forms:
        if form not in FORM_CODES:
            table.fault("forms", N_("this must be one of: {known}"), known=", ".join(FORM_CODES))
    return forms


def _condition(table: Table, levels: tuple[str, ...]) -> Condition:
    return read_condition(table.raw("when"), (*table.path, "when"), levels, table.findings)


def _multiplier(table: Table) -> Decimal | None:
    value = table.number("repeat")
    if value is not None and not 1 <= value <= 100:
        table.fault("repeat", N_("how many times as much a repeated one costs goes from 1 to 100"))
        return None
    return value


def _entries(table: Table) -> tuple[str, ...]:
    """Kinds of register entries by their codes."""
    entries = table.texts("entries")
    for entry in entries:
        if entry not in KINDS:
            table.fault("entries", N_("this must be one of: {known}"), known=", ".join(KINDS))
    return entries


def read_origin(table: Table | None) -> str | None:
    """The hash of the policy that a unit's own version was made from."""
    if table is None:
        return None
    table.code("code")
    table.whole("version", 1, 10_000)
    fingerprint = table.text("hash")
    table.done()
    return fingerprint


def read_basis(table: Table) -> Basis:
    """A legal text that the policy rests on."""
    basis = Basis(
        number=table.text("number"),
        title=table.text("title"),
        issuer=table.text("issuer", ""),
        signed=str(table.day("signed") or ""),
        amends=table.text("amends", ""),
    )
    table.done()
    return basis


def read_step(table: Table, source: Source) -> Step:
    """One step of the workflow, with its due day."""
    step = Step(
        stage=_one_of(table, "stage", _STAGES),
        label=table.text("label"),
        due_day=table.whole("due_day", 1, 31),
        due_months_later=table.whole("due_months_later", 0, 12) or 0,
        due_hour=table.whole("due_hour", 0, 23),
        due_last_working_day=table.flag("due_last_working_day", default=False),
        source=read_source(table, source),
    )
    table.done()
    return step


def read_total(table: Table | None, source: Source) -> TotalRule:
    """How groups become the total."""
    if table is None:
        return PLAIN_TOTAL
    decimals = table.whole("decimals", 0, _FINEST)  # as fine as points are kept
    rule = TotalRule(
        maximum=table.points("maximum"),
        cap=table.points("cap"),
        decimals=2 if decimals is None else decimals,
        nearest=_nearest(table),
        rounding=table.choice("rounding", Rounding, Rounding.HALF_UP) or Rounding.HALF_UP,
        results_group=table.text("results_group", ""),
        source=read_source(table, source),
    )
    table.done()
    return rule


def _nearest(table: Table) -> Decimal | None:
    """Of how many points a total is a multiple, where that is said in place of decimals."""
    nearest = table.points("nearest")
    if nearest is None:
        return None
    if "decimals" in table:
        table.fault("nearest", N_("a total is rounded to decimals or to a multiple, not to both"))
    if nearest == 0:
        table.fault("nearest", N_("a step is more than 0"))
        return None
    return nearest


def read_deduction(table: Table, source: Source) -> DeductionRule:
    """How much the deductions of a group may take from it."""
    rule = DeductionRule(
        group=table.text("group"),
        cap=table.points("cap"),
        overflow=table.choice("overflow", Overflow) or Overflow.DROP,
        source=read_source(table, source),
        days=read_days(table),
    )
    table.done()
    return rule


def read_gate(table: Table, levels: tuple[str, ...], source: Source) -> Gate:
    """A gate; one that forces or caps needs its level."""
    action = table.choice("do", GateAction) or GateAction.DO_NOT_RATE
    level = table.text("level", "") or None
    if (level in levels) is (action is GateAction.DO_NOT_RATE):
        table.fault(
            "level",
            N_("a gate that forces or caps names one of the levels {known}; another names none"),
            known=", ".join(levels),
        )
    gate = Gate(
        code=table.code("code"),
        label=table.text("label"),
        action=action,
        when=_condition(table, levels),
        level=level,
        forms=_forms(table),
        categories=table.choices("categories", Category),
        periods=table.choices("periods", PeriodKind),
        once_only=table.flag("once_only", default=False),
        source=read_source(table, source),
        days=read_days(table),
    )
    table.done()
    return gate


def read_further(table: Table, levels: tuple[str, ...], source: Source) -> Further:
    """What a level asks besides of certain forms or categories."""
    further = Further(
        when=_condition(table, levels),
        forms=_forms(table),
        categories=table.choices("categories", Category),
        source=read_source(table, source),
        days=read_days(table),
    )
    table.done()
    return further


def read_head_cap(table: Table | None, source: Source) -> HeadCap | None:
    """Whose level is bound to that of the collective."""
    if table is None:
        return None
    cap = HeadCap(forms=_forms(table), source=read_source(table, source), days=read_days(table))
    if not cap.forms:
        table.fault("forms", N_("this is missing"))
    table.done()
    return cap


def read_event(table: Table, source: Source) -> Event:
    """Something that may happen in a month, and what it costs."""
    event = Event(
        code=table.code("code"),
        label=table.text("label"),
        criterion=table.text("criterion"),
        points=table.points("points") or Decimal(0),
        cap=table.points("cap"),
        needs_finding=table.flag("needs_finding", default=True),
        links=table.texts("links"),
        source=read_source(table, source),
        days=read_days(table),
        percent=table.percent("percent"),
        repeat=_multiplier(table),
        needs_document=table.flag("needs_document", default=False),
        entries=_entries(table),
    )
    if event.percent is not None and event.points:
        table.fault("percent", N_("an event costs points or a percent, not both"))
    table.done()
    return event


def read_ground(table: Table, source: Source) -> BonusGround:
    """A ground for bonus points."""
    ground = BonusGround(
        code=table.code("code"),
        label=table.text("label"),
        needs_note=table.flag("needs_note", default=True),
        source=read_source(table, source),
        days=read_days(table),
        points=table.points("points") or Decimal(0),
        cap=table.points("cap"),
        decided_by=table.choice("decided_by", Decider, Decider.HEAD) or Decider.HEAD,
        entries=_entries(table),
        links=table.texts("links"),
    )
    table.done()
    return ground


def read_petition(table: Table | None, source: Source) -> Petition | None:
    """The days for contesting a result and for answering."""
    if table is None:
        return None
    days, answer = table.whole("days", 1, 365), table.whole("answer_working_days", 1, 365)
    if "answer_working_days" not in table:
        table.fault("answer_working_days", N_("this is missing"))
    petition = Petition(days, answer or 1, read_source(table, source))
    table.done()
    return petition


def read_findings(table: Table | None, source: Source) -> FindingRule:
    """How findings of inspections are heard, what they block, and where late ones count."""
    if table is None:
        return PLAIN_FINDINGS
    rule = FindingRule(
        explain_working_days=table.whole("explain_working_days", 1, 90),
        must_hear=table.flag("must_hear", default=False),
        open_findings=table.choice("open_findings", OpenFindings, OpenFindings.NOTHING)
        or OpenFindings.NOTHING,
        late=table.choice("late", LateFindings, LateFindings.NEXT_MONTH) or LateFindings.NEXT_MONTH,
        source=read_source(table, source),
    )
    table.done()
    return rule


def read_aggregation(table: Table, source: Source) -> Aggregation:
    """How one kind of longer period follows from months."""
    rule = Aggregation(
        period=table.choice("period", PeriodKind) or PeriodKind.YEAR,
        rule=table.choice("rule", AggregationRule) if "rule" in table else None,
        missing=table.choice("missing", MissingMonths, MissingMonths.UNRATED) or MissingMonths.UNRATED,
        source=read_source(table, source),
    )
    if rule.period is PeriodKind.MONTH:
        table.fault("period", N_("a month follows from no other period"))
    table.done()
    return rule


def read_consequence(table: Table, levels: tuple[str, ...], source: Source) -> Consequence:
    """What a result lets somebody propose."""
    consequence = Consequence(
        code=table.code("code"),
        label=table.text("label"),
        when=_condition(table, levels),
        kind=table.choice("kind", ProposalKind, ProposalKind.OTHER) or ProposalKind.OTHER,
        percent=table.percent("percent"),
        forms=_forms(table),
        periods=table.choices("periods", PeriodKind),
        gaps=table.choice("gaps", Gaps, Gaps.BREAK) or Gaps.BREAK,
        source=read_source(table, source),
        days=read_days(table),
    )
    table.done()
    return consequence


def read_paper(table: Table, source: Source) -> Paper:
    """How a form or list is printed."""
    paper = Paper(
        code=table.code("code"),
        title=table.text("title"),
        orientation=_one_of(table, "orientation", _ORIENTATIONS, "portrait"),
        signatures=table.texts("signatures"),
        source=read_source(table, source),
    )
    table.done()
    return paper
