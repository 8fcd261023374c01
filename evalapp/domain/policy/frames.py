"""What a unit's own version may change under the policy it is made from, and what the frame keeps.

What stands in law or in the city's frame is kept as it is; what is the unit's own or a default may be
changed, split, taken out or added to. No quota becomes wider, and the dates stay inside the frame's.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from evalapp.base.messages import N_
from evalapp.domain.policy.model import Criterion, Form, Level, Policy, Quota, QuotaBase
from evalapp.domain.policy.parts import NO_SOURCE, Event, GateAction, Source, Standing
from evalapp.domain.policy.problems import Findings, Path

#: Standings that a unit cannot change.
FIRM = frozenset({Standing.LAW, Standing.CITY})
_READINGS_OF_GOOD = {QuotaBase.GOOD, QuotaBase.GOOD_WITHOUT_TOP}
#: What a row of the frame keeps, by the key it is written under.
_ROW_KEYS: tuple[tuple[str, str], ...] = (
    ("label", "label"), ("parent", "parent"), ("max", "maximum"), ("min", "minimum"), ("kind", "kind"),
    ("band", "bands"), ("fact", "fact"), ("target", "target"), ("formula", "formula"), ("parts", "parts"),
    ("percents", "percents"),
)  # fmt: skip
_WHOLE_POLICY = ("jurisdiction", "period", "score_only", "direct", "excused")
_KEPT = N_("the frame keeps {before} here ({source})")
_GONE = N_("the frame's “{label}” is missing ({source})")


def check_frame(policy: Policy, base: Policy | None, findings: Findings) -> None:
    """Tell of everything with which a unit's version, made from `base`, breaks the frame."""
    if policy.extends is None:
        return
    if base is None or base.hash != policy.extends:
        findings.add(("extends",), N_("the policy that this one was made from is not at hand"))
        return
    _check_identity(policy, base, findings)
    for form in base.forms:
        _check_form(policy, form, findings)
    for number, form in enumerate(policy.forms):
        if base.form(form.code) is None:
            findings.add(("forms", number), N_("the frame has no form “{form}”"), form=form.code)
    _check_levels(policy, base, findings)
    _check_quotas(policy, base, findings)
    _check_parts(policy, base, findings)


def is_firm(source: Source) -> bool:
    """Whether what has this source is kept by every unit."""
    return source.standing in FIRM


def _origin(source: Source) -> str:
    return str(source) or source.standing.value


def _check_identity(policy: Policy, base: Policy, findings: Findings) -> None:
    if policy.code.casefold() == base.code.casefold():
        findings.add(("code",), N_("a unit's version needs a code of its own"))
    if policy.unit is None:
        findings.add(("unit",), N_("a version made from another policy names the unit it is for"))
    outside = N_("this lies outside the days of the policy that it extends")
    if not base.covers(policy.effective_from):
        findings.add(("effective_from",), outside)
    last = policy.effective_to
    if base.effective_to is not None and (last is None or last > base.effective_to):
        findings.add(("effective_to",), outside)
    for key in _WHOLE_POLICY:
        if getattr(policy, key) != getattr(base, key):
            findings.add((key,), _KEPT, before=_shown(getattr(base, key)), source=_origin(base.source))


def _check_form(policy: Policy, framed: Form, findings: Findings) -> None:
    number = next((n for n, form in enumerate(policy.forms) if form.code == framed.code), None)
    if number is None:
        findings.add(("forms",), _GONE, label=framed.title, source=_origin(framed.source))
        return
    form, path = policy.forms[number], ("forms", number)
    for key in ("roles", "categories", "period"):
        if getattr(form, key) != getattr(framed, key):
            kept = _shown(getattr(framed, key))
            findings.add((*path, key), _KEPT, before=kept, source=_origin(framed.source))
    limit = framed.difference
    if (
        limit
        and is_firm(limit.source)
        and (form.difference is None or _bare(form.difference) != _bare(limit))
    ):
        findings.add((*path, "difference"), _KEPT, before=_words(limit), source=_origin(limit.source))
    _check_framed_rows(path, form, framed, findings)
    _check_claims(path, form, framed, findings)


def _check_framed_rows(path: Path, form: Form, framed: Form, findings: Findings) -> None:
    """Rows that are firm stand as the frame has them."""
    places = {row.code.casefold(): n for n, row in enumerate(form.criteria)}
    for row in framed.criteria:
        if not is_firm(row.source):
            continue
        if row.code.casefold() in places:
            place = places[row.code.casefold()]
            _check_row((*path, "criterion", place), form.criteria[place], row, findings)
        else:
            findings.add((*path, "criterion"), _GONE, label=_named(row), source=_origin(row.source))


def _check_claims(path: Path, form: Form, framed: Form, findings: Findings) -> None:
    """No row of the unit's own says that it stands in law or in the city's frame."""
    for place, row in enumerate(form.criteria):
        known = framed.row(row.code)
        if is_firm(row.source) and (known is None or known.source != row.source):
            findings.add(
                (*path, "criterion", place, "source"),
                N_("a row of the unit's own cannot say that it stands in {source}"),
                source=_origin(row.source),
            )


def _check_row(path: Path, row: Criterion, framed: Criterion, findings: Findings) -> None:
    for key, name in _ROW_KEYS:
        if getattr(row, name) != getattr(framed, name):
            kept = _shown(getattr(framed, name))
            findings.add((*path, key), _KEPT, before=kept, source=_origin(framed.source))


def _named(row: Criterion) -> str:
    return f"{row.code}. {row.label}"


def _check_levels(policy: Policy, base: Policy, findings: Findings) -> None:
    if [level.code for level in policy.levels] != [level.code for level in base.levels]:
        kept = _shown([level.code for level in base.levels])
        findings.add(("level",), _KEPT, before=kept, source=_origin(base.source))
        return
    for number, (level, framed) in enumerate(zip(policy.levels, base.levels, strict=True)):
        if is_firm(framed.source) and _bare(level) != _bare(framed):
            key = "min" if level.minimum != framed.minimum else "label"
            findings.add(
                ("level", number, key), _KEPT, before=_level_words(framed), source=_origin(framed.source)
            )


def _level_words(level: Level) -> str:
    words = f"{level.code} {level.label}"
    return words if level.minimum is None else f"{words} ≥ {level.minimum}"


def _check_quotas(policy: Policy, base: Policy, findings: Findings) -> None:
    held = {(quota.level, quota.scope): number for number, quota in enumerate(policy.quotas)}
    for framed in base.quotas:
        number = held.get((framed.level, framed.scope))
        if number is None:
            findings.add(("quota",), _GONE, label=framed.level, source=_origin(framed.source))
        else:
            _check_quota(("quota", number), policy.quotas[number], framed, findings)


def _check_quota(path: Path, quota: Quota, framed: Quota, findings: Findings) -> None:
    for key, now, limit in (
        ("percent", quota.percent, framed.percent),
        ("exceptional_percent", quota.exceptional_percent, framed.exceptional_percent),
    ):
        is_wider = now is None or (limit is not None and now > limit)
        if limit is not None and (now is not None or key == "percent") and is_wider:
            findings.add((*path, key), N_("the frame allows at most {limit} percent"), limit=limit)
    if framed.exceptional_percent is None and quota.exceptional_percent is not None:
        findings.add((*path, "exceptional_percent"), N_("the frame knows no exception here"))
    for key, then, before in (
        ("base", quota.base, framed.base),
        ("exceptional_base", quota.exceptional_base, framed.exceptional_base),
    ):
        if then is not before and {then, before} - _READINGS_OF_GOOD:
            findings.add((*path, key), N_("only the two readings of “good” may be exchanged"))
    if framed.blocks and not quota.blocks:
        findings.add((*path, "blocks"), _KEPT, before=framed.level, source=_origin(framed.source))


def _check_parts(policy: Policy, base: Policy, findings: Findings) -> None:
    """Gates, deductions, steps and the rest: what is firm stays; a new gate never lifts anybody."""
    for key, now, before, name in _listed(policy, base):
        _check_list(key, now, before, name, findings)
    for key, part, framed in (
        ("total", policy.total_rule, base.total_rule),
        ("head_cap", policy.head_cap, base.head_cap),
        ("petition", policy.petition, base.petition),
        ("difference", policy.difference, base.difference),
        ("findings", policy.findings, base.findings),
    ):
        if framed is not None and is_firm(framed.source) and (part is None or _bare(part) != _bare(framed)):
            findings.add((key,), _KEPT, before=_words(framed), source=_origin(framed.source))
    known = {gate.code.casefold(): gate for gate in base.gates}
    lowest = policy.levels[-1].code if policy.levels else ""
    for number, gate in enumerate(policy.gates):
        if (
            gate.action is GateAction.FORCE
            and gate.level != lowest
            and _bare(known.get(gate.code.casefold())) != _bare(gate)
        ):
            findings.add(
                ("gate", number, "level"),
                N_("a unit's own gate may cap a level or force the lowest, never another"),
            )


def _listed(
    policy: Policy, base: Policy
) -> Iterable[tuple[str, Iterable[Any], Iterable[Any], Callable[[Any], str]]]:
    def code(part: Any) -> str:
        return str(part.code).casefold()

    yield "gate", policy.gates, base.gates, code
    yield "event", map(_uncosted, policy.events), map(_uncosted, base.events), code
    yield "bonus_ground", policy.bonus_grounds, base.bonus_grounds, code
    yield "consequence", policy.consequences, base.consequences, code
    yield "deduction", policy.deduction_rules, base.deduction_rules, lambda part: str(part.group)
    yield "aggregation", policy.aggregations, base.aggregations, lambda part: str(part.period)
    yield "step", policy.steps, base.steps, lambda part: str(part.stage)


def _uncosted(event: Event) -> Event:
    """An event without what it costs, which every unit sets for itself."""
    return replace(event, points=NO_POINTS, cap=None)


NO_POINTS = Event("-", "-", "-").points


def _check_list(
    key: str,
    parts: Iterable[Any],
    framed: Iterable[Any],
    name: Callable[[Any], str],
    findings: Findings,
) -> None:
    held = {name(part): (number, part) for number, part in enumerate(parts)}
    for kept in framed:
        if not is_firm(kept.source):
            continue
        if name(kept) not in held:
            findings.add((key,), _GONE, label=_words(kept), source=_origin(kept.source))
            continue
        number, part = held[name(kept)]
        if _bare(part) != _bare(kept):
            findings.add((key, number), _KEPT, before=_words(kept), source=_origin(kept.source))


def _bare(part: Any) -> Any:
    """A part without where it comes from."""
    return None if part is None else replace(part, source=NO_SOURCE)


def _words(part: Any) -> str:
    for name in ("label", "group", "period", "maximum", "answer_working_days", "points", "percent"):
        value = getattr(part, name, None)
        if value is not None:
            return str(value)
    return _shown(getattr(part, "forms", ""))


def _shown(value: Any) -> str:
    """A value of the frame as its fault names it."""
    if isinstance(value, (tuple, list)):
        return ", ".join(_shown(part) for part in value) or "–"  # pyright: ignore[reportUnknownVariableType] - parts of any kind
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {part}" for key, part in value.items()) or "–"  # pyright: ignore[reportUnknownVariableType] - parts of any kind
    if hasattr(value, "percent_from"):
        return f"{value.percent_from} % → {value.points_from}–{value.points_to}"
    return "–" if value in (None, "") else str(value)
