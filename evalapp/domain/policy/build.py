"""Building a policy from its whole document, and checking that its parts fit together."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from evalapp.base.messages import N_
from evalapp.domain.periods import PeriodKind
from evalapp.domain.policy import sections
from evalapp.domain.policy.model import COMPUTED_KINDS, Form, Kind, Policy, QuotaScope
from evalapp.domain.policy.parts import NO_SOURCE, Source
from evalapp.domain.policy.problems import Findings
from evalapp.domain.policy.rows import SUMMED, read_difference, read_form, read_source
from evalapp.domain.policy.scale import read_levels, read_quota
from evalapp.domain.policy.tables import Table

Part = TypeVar("Part")

_NEVER = date(1, 1, 1)


def build_policy(document: Mapping[str, Any], findings: Findings, fingerprint: str) -> Policy:
    """Read the whole document; where `findings` has a fault, the policy must not be used."""
    policy = build_parts(document, findings, fingerprint)
    table = Table(document, (), findings)
    _check_identity(table, policy)
    _check_forms(table, policy)
    _check_references(table, policy)
    return policy


def build_parts(document: Mapping[str, Any], findings: Findings, fingerprint: str = "") -> Policy:
    """Read every part of the document by itself, whether or not the parts fit together."""
    table = Table(document, (), findings)
    source = read_source(table, NO_SOURCE)
    levels = read_levels(table, source)
    codes = tuple(level.code for level in levels)

    def each(key: str, read: Callable[[Table, Source], Part]) -> tuple[Part, ...]:
        return tuple(read(inner, source) for inner in table.tables(key))

    def judged(key: str, read: Callable[[Table, tuple[str, ...], Source], Part]) -> tuple[Part, ...]:
        return tuple(read(inner, codes, source) for inner in table.tables(key))

    policy = Policy(
        code=table.code("code"),
        version=_version(table),
        title=table.text("title"),
        jurisdiction=table.text("jurisdiction"),
        period=table.choice("period", PeriodKind) or PeriodKind.MONTH,
        effective_from=_first_day(table),
        effective_to=table.day("effective_to"),
        forms=each("forms", read_form),
        levels=levels,
        quotas=judged("quota", read_quota),
        steps=each("step", sections.read_step),
        document=document,
        hash=fingerprint,
        unit=table.text("unit", "") or None,
        extends=sections.read_origin(table.table("extends")),
        basis=tuple(sections.read_basis(inner) for inner in table.tables("basis")),
        score_only=table.choices("score_only", PeriodKind),
        direct=table.choices("direct", PeriodKind),
        excused=table.texts("excused"),
        total_rule=sections.read_total(table.table("total"), source),
        deduction_rules=each("deduction", sections.read_deduction),
        gates=judged("gate", sections.read_gate),
        head_cap=sections.read_head_cap(table.table("head_cap"), source),
        difference=read_difference(table.table("difference"), source),
        events=each("event", sections.read_event),
        bonus_grounds=each("bonus_ground", sections.read_ground),
        petition=sections.read_petition(table.table("petition"), source),
        findings=sections.read_findings(table.table("findings"), source),
        aggregations=each("aggregation", sections.read_aggregation),
        consequences=judged("consequence", sections.read_consequence),
        papers=each("paper", sections.read_paper),
        source=source,
    )
    table.done()
    return policy


def _version(table: Table) -> int:
    version = table.whole("version", 1, 10_000)
    if version is None and "version" not in table:
        table.fault("version", N_("this is missing"))
    return version or 1


def _first_day(table: Table) -> date:
    day = table.day("effective_from")
    if day is None and "effective_from" not in table:
        table.fault("effective_from", N_("this is missing"))
    return day or _NEVER


def _check_identity(table: Table, policy: Policy) -> None:
    if policy.effective_to is not None and policy.effective_to < policy.effective_from:
        table.fault("effective_to", N_("the last day lies before the first"))
    if not policy.forms and not any(path[-1:] == ("forms",) for path, _ in table.findings.found):
        table.fault("forms", N_("a policy needs at least one form"))
    for key, parts in (
        ("gate", policy.gates),
        ("event", policy.events),
        ("bonus_ground", policy.bonus_grounds),
        ("consequence", policy.consequences),
        ("paper", policy.papers),
    ):
        _refuse_twice(table, key, (part.code for part in parts))
    _refuse_twice(table, "forms", (form.code for form in policy.forms))
    _refuse_twice(table, "deduction", (rule.group for rule in policy.deduction_rules))
    _refuse_second_quota(table, policy)
    _refuse_twice(table, "aggregation", (str(rule.period) for rule in policy.aggregations))


def _refuse_twice(table: Table, key: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code.casefold() in seen:
            table.fault(key, N_("the code “{code}” is used twice"), code=code)
        seen.add(code.casefold())


def _refuse_second_quota(table: Table, policy: Policy) -> None:
    seen: set[tuple[str, QuotaScope]] = set()
    for quota in policy.quotas:
        if (quota.level, quota.scope) in seen:
            table.fault(
                "quota", N_("level {level} has a share among the same people already"), level=quota.level
            )
        seen.add((quota.level, quota.scope))


def _check_forms(table: Table, policy: Policy) -> None:
    """Each form's groups add up to what the policy says, and hold the group that breaks equal totals."""
    rule = policy.total_rule
    for number, form in enumerate(policy.forms):
        counted = [row for row in form.groups if row.maximum and row.kind is not Kind.DEDUCTION]
        total = sum(row.maximum or 0 for row in counted)
        is_summed = not table.findings.told_at(("forms", number), SUMMED)
        if is_summed and rule.maximum is not None and total != rule.maximum:
            inner = Table({}, ("forms", number), table.findings)
            inner.fault(
                "",
                N_(
                    "the groups add up to {total} ({groups}), not to {maximum}, the maximum of the total; "
                    "bonus points count in it, deductions do not"
                ),
                total=total,
                groups=" + ".join(f"{row.code} {row.most}" for row in counted),
                maximum=rule.maximum,
            )
        if rule.results_group and rule.results_group not in _groups(form):
            table.fault(
                "total", N_("form “{form}” has no group “{group}”"), form=form.code, group=rule.results_group
            )


def _scored_codes(form: Form) -> set[str]:
    """The rows that people score, and those above them."""
    scored = [row.code for row in form.leaves if row.kind not in COMPUTED_KINDS]
    return {code for row in scored for code in (row, *form.ancestors(row))}


def _groups(form: Form) -> set[str]:
    return {row.code for row in form.groups}


def _check_references(table: Table, policy: Policy) -> None:
    """Events and deduction rules name rows that exist in some form."""
    if table.findings.told_at(("forms",), SUMMED):
        return
    rows = {row.code for form in policy.forms for row in form.criteria}
    groups = {code for form in policy.forms for code in _groups(form)}
    computed = {
        code for form in policy.forms for code in {row.code for row in form.criteria} - _scored_codes(form)
    }
    reduced = {
        form.group_of(row.code) for form in policy.forms for row in form.leaves if row.kind is Kind.DEDUCTION
    }
    for number, event in enumerate(policy.events):
        if event.criterion not in rows:
            Table({}, ("event", number), table.findings).fault(
                "criterion", N_("no form has a row “{code}”"), code=event.criterion
            )
        elif event.criterion in computed:
            Table({}, ("event", number), table.findings).fault(
                "criterion",
                N_("row “{code}” is computed, so nothing is taken from it; name a row that people score"),
                code=event.criterion,
            )
    for number, rule in enumerate(policy.deduction_rules):
        if rule.group not in groups:
            Table({}, ("deduction", number), table.findings).fault(
                "group", N_("no form has a group “{code}”"), code=rule.group
            )
        elif rule.group not in reduced:
            Table({}, ("deduction", number), table.findings).fault(
                "group",
                N_(
                    "group “{code}” has no row of kind deduction that this counts; add one for events to name"
                ),
                code=rule.group,
            )
