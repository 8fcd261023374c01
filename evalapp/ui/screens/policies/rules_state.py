"""The rules of an open policy as the page shows and edits them. No Qt."""

from collections.abc import Mapping
from typing import Any, cast

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.condition_trees import Tree, document_of
from evalapp.domain.policy.drafts import Document, at, day_value, insert, move, number_value, put, remove
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.rule_kinds import (
    DEDUCTION,
    EVENT,
    FURTHER,
    GATE,
    QUOTA,
    RULE_KINDS,
    STANDING_WORDS,
    FieldKind,
    Rule,
    RuleField,
    RuleKind,
    level_codes,
    row_labels,
    rule_at,
    rules_of,
)
from evalapp.domain.policy.rule_sentences import editing_pieces, pieces_of, sentence_of
from evalapp.ui.kit.forms import YES, FieldSpec
from evalapp.ui.kit.forms import FieldKind as Filled
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.policies.opened import Fault, OpenState

_SOURCE_KEYS = ("document", "article", "standing")
_HINTS: Mapping[FieldKind, str] = {
    FieldKind.DAY: N_("dd/mm/yyyy, or empty"), FieldKind.LIST: N_("HN522.TIME, HN522.DRESS"),
}  # fmt: skip
_LISTED = (FieldKind.SEVERAL, FieldKind.LIST)
_FIGURES = (FieldKind.POINTS, FieldKind.PERCENT, FieldKind.NUMBER)


class RuleLine(Struct, frozen=True):
    """One rule in the list, or the heading of a kind."""

    path: Path
    kind: RuleKind
    text: str
    rule: Rule | None = None
    standing: Standing | None = None
    faults: tuple[Fault, ...] = ()
    brief: str = ""  # what the rule says; `text` also says what it stands on

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of a kind."""
        return self.rule is None

    @property
    def code(self) -> str:
        """The rule's code, where its kind has one."""
        if self.rule is None:
            return ""
        values = self.rule.values
        return str(values.get("code") or values.get("level") or values.get("group") or "")

    @property
    def whole(self) -> str:
        """All that there is to say of it, with the code by which papers and commands know it."""
        return f"{self.code}: {self.text}" if self.code else self.text

    @property
    def remark(self) -> tuple[str, Tone]:
        """What has to be mended, else how firm the rule is."""
        if self.faults:
            return tr("To fix: {count}", count=len(self.faults)), Tone.BAD
        if self.standing is None:
            return "", Tone.PLAIN
        tone = Tone.WARN if self.standing is Standing.DEFAULT else Tone.PLAIN
        return tr(_SHORT[self.standing]), tone


_SHORT: Mapping[Standing, str] = {
    Standing.LAW: N_("law"), Standing.CITY: N_("city"),
    Standing.UNIT: N_("unit"), Standing.DEFAULT: N_("default"),
}  # fmt: skip


def lines_of(state: OpenState) -> tuple[RuleLine, ...]:
    """Every rule as its sentence, under the heading of its kind."""
    rules = rules_of(state.document)
    lines: list[RuleLine] = []
    for kind in RULE_KINDS:
        own = [rule for rule in rules if rule.kind is kind]
        if own:
            lines.append(RuleLine((kind.key,), kind, tr(kind.title)))
        lines += [_line(state, rule) for rule in own]
    return tuple(lines)


def _line(state: OpenState, rule: Rule) -> RuleLine:
    faults = tuple(
        fault for fault in state.faults_at(rule.path) if rule_at(state.document, fault.path) == rule
    )
    return RuleLine(
        rule.path,
        rule.kind,
        sentence_of(rule, state.document),
        rule,
        standing_of(rule, state.document),
        faults,
        _brief(rule, state.document),
    )


def _brief(rule: Rule, document: Document) -> str:
    """What a rule says, without what it stands on."""
    text = "".join(piece.text for piece in pieces_of(rule, document))
    return f"{text[:1].upper()}{text[1:]}"


def standing_of(rule: Rule, document: Document) -> Standing | None:
    """How firm a rule is; None where what is written is no such word."""
    if not rule.kind.has_source:
        return None
    written = (rule.source or at(document, ("source",), {})).get("standing", Standing.DEFAULT.value)
    return Standing(written) if written in list(Standing) else None


def fields_of(rule: Rule, document: Document, *, fixed: bool) -> tuple[FieldSpec, ...]:
    """The fields beside the sentence: what the sentence has no blank for, then the source."""
    in_sentence = {piece.field for piece in editing_pieces(rule, document)}
    specs: list[FieldSpec] = []
    checks: list[FieldSpec] = []
    for field in rule.kind.fields:
        if field.key not in in_sentence and not _is_moot(rule, field):
            is_many = field.kind is FieldKind.SEVERAL and field.key != "entries"
            (checks if is_many else specs).extend(_specs(rule, field, document, fixed=fixed))
    standings = tuple(Choice(standing, tr(words)) for standing, words in STANDING_WORDS.items())
    if not rule.kind.has_source:
        return (*specs, *checks)
    return (
        *specs,
        FieldSpec("source.document", N_("Document it stands in"), fixed=fixed),
        FieldSpec(
            "source.article",
            N_("Article, only where it was looked up"),
            hint=N_("no article yet"),
            fixed=fixed,
        ),
        FieldSpec("source.standing", N_("Standing"), Filled.CHOICE, choices=standings, fixed=fixed),
        *checks,
    )


def _is_moot(rule: Rule, field: RuleField) -> bool:
    """Whether the rule cannot say anything in a field: one that does not rate names no level."""
    return rule.kind is GATE and field.key == "level"


def _specs(rule: Rule, field: RuleField, document: Document, *, fixed: bool) -> list[FieldSpec]:
    if field.kind is FieldKind.FLAG:
        return [FieldSpec(field.key, field.title, Filled.CHECK, fixed=fixed)]
    if field.kind is FieldKind.SEVERAL and field.key != "entries":
        return [
            FieldSpec(
                f"{field.key}:{key}", f"{tr(field.title)}: {tr(words).lower()}", Filled.CHECK, fixed=fixed
            )
            for key, words in field.choices.items()
        ]
    if field.kind is FieldKind.BY_CATEGORY:
        return [
            FieldSpec(f"{field.key}:{key}", f"{tr(field.title)}: {tr(words).lower()}", fixed=fixed)
            for key, words in field.choices.items()
        ]
    choices = choices_of(rule, field, document)
    if choices:
        return [FieldSpec(field.key, field.title, Filled.CHOICE, choices=choices, fixed=fixed)]
    hint = _HINTS.get(field.kind, "")
    return [FieldSpec(field.key, field.title, hint=hint, fixed=fixed)]


def choices_of(rule: Rule, field: RuleField, document: Document) -> tuple[Choice, ...]:
    """What may be chosen in a field; nothing where it is typed."""
    match field.kind:
        case FieldKind.CHOICE:
            return tuple(Choice(key, tr(words)) for key, words in field.choices.items())
        case FieldKind.LEVEL:
            return tuple(Choice(code, code) for code in level_codes(document))
        case FieldKind.ROW | FieldKind.GROUP:
            rows = row_labels(document, groups=field.kind is FieldKind.GROUP)
            return tuple(Choice(code, f"{code} {label}") for code, label in rows.items())
        case FieldKind.SEVERAL:
            return _entries(rule, field)
        case _:
            return ()


def _entries(rule: Rule, field: RuleField) -> tuple[Choice, ...]:
    """Kinds of entries, one at a time; several that a file named are offered as they are."""
    known = [Choice(key, tr(words)) for key, words in field.choices.items()]
    given = field_value(rule, field)
    several = [] if given in field.choices or not given else [Choice(given, given)]
    return (Choice("", tr("none")), *several, *known)


def field_value(rule: Rule, field: RuleField) -> str:
    """What a field holds, as it is typed and chosen."""
    value = rule.value(field.key)
    if field.kind is FieldKind.FLAG:
        return YES if value is True else ""
    if isinstance(value, list):
        return ", ".join(str(part) for part in cast("list[object]", value))
    if field.kind is FieldKind.BY_CATEGORY:
        return ""
    text = "" if value is None else str(value)
    if field.kind is FieldKind.DAY and text.count("-") == 2:
        return "/".join(reversed(text.split("-")))
    return text.replace(".", ",") if field.kind in _FIGURES else text


def values_of(rule: Rule, document: Document) -> dict[str, str]:
    """What the fields beside the sentence hold."""
    values: dict[str, str] = {}
    for field in rule.kind.fields:
        values[field.key] = field_value(rule, field)
        given = rule.value(field.key)
        if field.kind is FieldKind.SEVERAL and isinstance(given, list):
            values |= {f"{field.key}:{key}": YES for key in cast("list[object]", given)}
        elif field.kind is FieldKind.BY_CATEGORY:
            named: Mapping[str, Any] = cast("Mapping[str, Any]", given) if isinstance(given, Mapping) else {}
            values |= {f"{field.key}:{key}": str(named.get(key) or "") for key in field.choices}
    standing = standing_of(rule, document)
    source = {"standing": standing.value if standing else "", **rule.source}
    return values | {f"source.{key}": str(source.get(key, "")) for key in _SOURCE_KEYS}


def with_values(document: Document, rule: Rule, values: Mapping[str, str]) -> dict[str, Any]:
    """The document with what was filled in beside the sentence; a refusal says at which field."""
    changed = dict(rule.values)
    before = values_of(rule, document)
    for field in rule.kind.fields:
        if field.kind is FieldKind.SEVERAL and field.key != "entries":
            keys = [key for key in field.choices if f"{field.key}:{key}" in values]
            if keys:
                _say(changed, field, [key for key in keys if values[f"{field.key}:{key}"] == YES])
        elif field.kind is FieldKind.BY_CATEGORY:
            named = {
                key: values.get(f"{field.key}:{key}", before[f"{field.key}:{key}"]) for key in field.choices
            }
            _say(changed, field, {key: text.strip() for key, text in named.items() if text.strip()})
        elif field.key in values and values[field.key] != before[field.key]:
            _say(changed, field, _read(field, values[field.key]))
    source = {key: values[f"source.{key}"].strip() for key in _SOURCE_KEYS if f"source.{key}" in values}
    if any(value != before[f"source.{key}"] for key, value in source.items()):
        changed["source"] = {key: value for key, value in source.items() if value}
    return put(document, rule.path, changed)


def with_field(document: Document, rule: Rule, key: str, typed: str) -> dict[str, Any]:
    """The document with one field of the sentence changed."""
    field = rule.kind.field(key)
    if typed == field_value(rule, field):
        return dict(document)
    changed = dict(rule.values)
    _say(changed, field, _read(field, typed))
    if key == "do" and typed == "do_not_rate":
        changed.pop("level", None)
    elif key == "do" and "level" not in changed:
        changed["level"] = level_codes(document)[-1]
    return put(document, rule.path, changed)


def _read(field: RuleField, typed: str) -> Any:
    """A typed field as the document keeps it."""
    words = typed.strip()
    try:
        if field.kind in _FIGURES:
            return number_value(words)
        if field.kind is FieldKind.DAY:
            return day_value(words)
    except UserError as error:
        raise FieldError(field.key, error) from error
    if field.kind is FieldKind.FLAG:
        return words == YES
    if field.kind in _LISTED:
        return [word.strip() for word in words.split(",") if word.strip()]
    return words


def _say(values: dict[str, Any], field: RuleField, value: Any) -> None:
    """Put a value in; what says no more than silence is left out, unless it was written before."""
    is_silence = value in (None, "", [], {}) or (value == field.unless and field.key not in values)
    if is_silence:
        values.pop(field.key, None)
    else:
        values[field.key] = value


def with_condition(document: Document, rule: Rule, tree: Tree) -> dict[str, Any]:
    """The document with another condition of the rule."""
    return put(document, (*rule.path, rule.kind.condition), document_of(tree))


def without_condition(document: Document, rule: Rule) -> dict[str, Any]:
    """The document with the condition taken off a rule that may lack one."""
    return put(document, (*rule.path, rule.kind.condition), None)


def added(document: Document, kind: RuleKind, beside: Rule | None) -> tuple[dict[str, Any], Path]:
    """A new rule of a kind, at the end of its list, or at the level that the cursor is on."""
    new = _new(document, kind)
    if not kind.is_list:
        return put(document, (kind.key,), new), (kind.key,)
    level = beside.path[1] if beside is not None and beside.path[0] == "level" else 0
    place: Path = ("level", level, "further") if kind is FURTHER else (kind.key,)
    path = (*place, len(at(document, place, [])))
    return insert(document, path, new), path


def _new(document: Document, kind: RuleKind) -> dict[str, Any]:
    new: dict[str, Any] = {**kind.new}
    if any(field.key == "code" for field in kind.fields):
        new |= {"code": _free_code(document, kind), "label": ""}
    levels, groups = level_codes(document), [*row_labels(document, groups=True)]
    if kind is GATE and levels:
        new["level"] = levels[-1]
    if kind is QUOTA and levels:
        new["level"] = levels[0]
    if kind is EVENT and groups:
        new["criterion"] = groups[0]
    if kind is DEDUCTION and groups:
        taken = {part.get("group") for part in at(document, (kind.key,), [])}
        new["group"] = next((code for code in groups if code not in taken), groups[0])
    return new


def _free_code(document: Document, kind: RuleKind) -> str:
    taken = {str(part.get("code", "")).casefold() for part in at(document, (kind.key,), [])}
    numbers = range(1, len(taken) + 2)
    return next(f"R{number}" for number in numbers if f"r{number}" not in taken)


def removed(document: Document, rule: Rule) -> dict[str, Any]:
    """The document without the rule."""
    return remove(document, rule.path) if rule.kind.is_list else put(document, rule.path, None)


def moved(document: Document, rule: Rule, by: int) -> tuple[dict[str, Any], Path]:
    """The rule one place up or down: gates and levels apply in order."""
    if not rule.kind.is_list:
        return dict(document), rule.path
    *above, place = rule.path
    count = len(at(document, tuple(above), []))
    there = min(max(cast("int", place) + by, 0), count - 1)
    return move(document, rule.path, there - cast("int", place)), (*above, there)


def can_add(document: Document, kind: RuleKind) -> bool:
    """Whether another rule of the kind can stand in the document."""
    return kind.is_list or at(document, (kind.key,)) is None
