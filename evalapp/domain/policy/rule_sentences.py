"""A rule as one sentence in the language in use (`Nếu … thì …`), made of pieces.

A piece is plain words, or stands for a field of the rule or for a part of a comparison, so that a screen can
put a control in its place. The words between come from whole messages, whose order each language sets.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from msgspec import Struct

from evalapp.base.messages import N_, points_shown, shown, tr
from evalapp.domain.policy.condition_trees import Asked, Denied, Joined, Joint, Spot, Tree, Unread, tree_of
from evalapp.domain.policy.drafts import Document, at
from evalapp.domain.policy.fact_words import fact_named, fact_said, unit_said
from evalapp.domain.policy.facts import FACTS, NUMERIC, FactType
from evalapp.domain.policy.finding_sentences import findings_words
from evalapp.domain.policy.parts import Gaps, GateAction, Standing
from evalapp.domain.policy.rule_kinds import (
    STANDING_WORDS,
    FieldKind,
    Rule,
    RuleField,
    row_labels,
)

_BLANK = re.compile(r"\{(\w+)\}")
_LONGEST_NAME = 60


class Piece(Struct, frozen=True):
    """Words of a sentence; with a `field` they are what the rule says there, or what a comparison holds.

    `field` is a key of the rule, or `fact`, `test`, `value` of the comparison at `spot` in its condition.
    """

    text: str
    field: str = ""
    spot: Spot | None = None


COMPARISONS: Mapping[str, str] = {
    "is": N_("is exactly"), "below": N_("is below"), "at_most": N_("is at most"), "above": N_("is above"),
    "at_least": N_("is at least"), "begins_with": N_("were latest"), "includes": N_("have included"),
}  # fmt: skip
RANKED: Mapping[str, str] = {
    "is": N_("is exactly"), "below": N_("is worse than"), "at_least": N_("is as good as"),
}  # fmt: skip
_ASKED: Mapping[str, str] = {
    "is": N_("{fact} is {value}"), "below": N_("{fact} is below {value}"),
    "at_most": N_("{fact} is at most {value}"), "above": N_("{fact} is above {value}"),
    "at_least": N_("{fact} is {value} or more"),
    "begins_with": N_("{fact} were latest {value}"), "includes": N_("{fact} have included {value}"),
}  # fmt: skip
_ASKED_LEVEL: Mapping[str, str] = {
    "is": N_("{fact} is {value}"), "below": N_("{fact} is worse than {value}"),
    "at_least": N_("{fact} is {value} or better"),
}  # fmt: skip
_JOINTS: Mapping[Joint, str] = {Joint.ALL: N_(" and "), Joint.ANY: N_(" or ")}
_GATES: Mapping[str, str] = {
    GateAction.FORCE: N_("If {when} then the level is {level}"),
    GateAction.CAP: N_("If {when} then the level is at most {level}"),
    GateAction.DO_NOT_RATE: N_("If {when} then there is no rating"),
}
_LEVEL_LAST = N_("Otherwise the level is {code} ({label})")
_LEVEL_ASKED = N_("If {when} then the level is {code} ({label})")
_LEVEL_FROM = (
    N_("If the total is {min} points or more then the level is {code} ({label})"),
    N_("If the total is {min} points or more and {when} then the level is {code} ({label})"),
)
_LEVEL_ABOVE = (
    N_("If the total is above {min} points then the level is {code} ({label})"),
    N_("If the total is above {min} points and {when} then the level is {code} ({label})"),
)
_NO_GATE = N_("If {when} then {do} {level}")
_NO_LEVEL_GATE = N_("If {when} then {do}")
_EVENT_PERCENT = N_("If there is “{label}” then {percent}% of {criterion} is taken each time")
_EVENT_POINTS = N_("If there is “{label}” then {points} points are taken from {criterion} each time")
_GROUND_POINTS = N_(
    "If there is “{label}” then {points} bonus points may be given each time; {decided_by} decides"
)
_DEDUCTION_CAP = N_("If deductions of group {group} come to more than {cap} points then {overflow}")
_AGGREGATION = N_("A {period} is {rule}")
_PETITION = N_(
    "A result may be contested within {days} days; the answer takes {answer_working_days} working days"
)
_PETITION_ANY_DAY = N_(
    "A result may be contested, no term is set for that; the answer takes {answer_working_days} working days"
)
_UNKNOWN = (N_(" (not met where it is not known)"), N_(" (counts as met where it is not known)"))
_QUOTA = N_("If more than {percent}% {base} {scope} reach level {level} then those beyond get the next level")


def comparison_word(fact: str, test: str) -> str:
    """A comparison as it stands alone in a list of choices."""
    kind = FACTS[fact].type if fact in FACTS else FactType.COUNT
    words = RANKED if kind is FactType.LEVEL else COMPARISONS
    return tr(words[test]) if test in words else test


def sentence_of(rule: Rule, document: Document) -> str:
    """The whole rule in one sentence, with what it stands on."""
    text = "".join(piece.text for piece in pieces_of(rule, document))
    whole = f"{text[:1].upper()}{text[1:]}"
    return f"{whole} ({source_text(rule, document)})." if rule.kind.has_source else f"{whole}."


def source_text(rule: Rule, document: Document) -> str:
    """Where a rule stands; an article that nobody looked up is said to be missing, never made up."""
    source = rule.source or cast("Mapping[str, Any]", at(document, ("source",), {}))
    standing = str(source.get("standing") or Standing.DEFAULT.value)
    article = source.get("article") or tr("no article yet")
    words = (
        source.get("document"),
        article,
        tr(STANDING_WORDS[standing]) if standing in STANDING_WORDS else standing,
    )
    return ", ".join(str(word) for word in words if word)


def pieces_of(rule: Rule, document: Document) -> tuple[Piece, ...]:
    """The sentence of a rule in pieces, without its source."""
    said = {"when": condition_pieces(tree_of(rule.condition))} if rule.kind.condition else {}
    if rule.kind.key == "further":
        code = at(document, (*rule.path[:2], "code"), "")
        said["level_code"] = (Piece(str(code)),)
    found: list[Piece] = []
    for message in (*_main(rule), *_tails(rule)):
        found += _filled(message, rule, document, said)
    return tuple(found)


def editing_pieces(rule: Rule, document: Document) -> tuple[Piece, ...]:
    """The sentence as it is edited: its main fields, and for each comparison one piece of the field `ask`.

    Words that join parts are of the field `joint` at the place of what they join; the end of such a part is
    of the field `group`.
    """
    when = () if rule.condition is None else tuple(_editing_condition(tree_of(rule.condition), ()))
    if isinstance(tree_of(rule.condition), Joined):
        when = (*when, Piece("", "group", ()))
    code = str(at(document, (*rule.path[:2], "code"), ""))
    said = {"when": when, "level_code": (Piece(code),)}
    return tuple(_filled(_edited_message(rule), rule, document, said))


def _edited_message(rule: Rule) -> str:
    """The message whose blanks are the fields that a rule of its kind always has."""
    match rule.kind.key:
        case "gate":
            return _NO_GATE if rule.value("do") != GateAction.DO_NOT_RATE else _NO_LEVEL_GATE
        case "event":
            return _EVENT_PERCENT if rule.value("percent") is not None else _EVENT_POINTS
        case "bonus_ground":
            return _GROUND_POINTS
        case "deduction":
            return _DEDUCTION_CAP
        case "quota":
            return _QUOTA
        case "aggregation":
            return _AGGREGATION
        case "petition":
            return _PETITION
        case _:
            return next(iter(_main(rule)))


def _editing_condition(tree: Tree, spot: Spot) -> Iterator[Piece]:
    match tree:
        case Asked() | Unread():
            yield Piece("", "ask", spot)
        case Joined(joint, parts):
            for number, part in enumerate(parts):
                if number:
                    yield Piece(tr(_JOINTS[joint]), "joint", spot)
                inner = _editing_condition(part, (*spot, number))
                if isinstance(part, Joined):
                    yield from (Piece("("), *inner, Piece(")", "group", (*spot, number)))
                else:
                    yield from inner
        case Denied(part):
            yield Piece(tr("it is not so that") + " (")
            yield from _editing_condition(part, (*spot, 0))
            yield Piece(")", "group", spot)


def _filled(
    message: str, rule: Rule, document: Document, said: Mapping[str, Sequence[Piece]]
) -> Iterator[Piece]:
    """A message with its blanks filled by pieces."""
    for number, part in enumerate(_BLANK.split(tr(message))):
        if number % 2 == 0:
            if part:
                yield Piece(part)
        elif part in said:
            yield from said[part]
        else:
            yield Piece(field_text(rule, rule.kind.field(part), document), part)


def _main(rule: Rule) -> Iterable[str]:
    return {
        "gate": lambda: (_GATES.get(str(rule.value("do")), _NO_GATE),),
        "event": lambda: _event(rule),
        "bonus_ground": lambda: _ground(rule),
        "deduction": lambda: (_deduction(rule),),
        "consequence": lambda: _consequence(rule),
        "quota": lambda: _quota(rule),
        "head_cap": lambda: (
            N_("The level of {forms} is not better than that of the collective, which is rated first"),
        ),
        "level": lambda: _levels(rule),
        "total": lambda: _total(rule),
        "aggregation": lambda: _aggregation(rule),
        "petition": lambda: (_PETITION if rule.value("days") is not None else _PETITION_ANY_DAY,),
        "findings": lambda: findings_words(rule),
        "basis": lambda: _basis(rule),
        "further": lambda: (N_("Level {level_code} only if {when}"),),
    }[rule.kind.key]()


def _levels(rule: Rule) -> Iterable[str]:
    yield _level(rule)
    if rule.value("labels"):
        yield N_(", named otherwise for {labels}")


def _level(rule: Rule) -> str:
    included, asks = rule.value("min_included"), rule.condition is not None
    if rule.value("min") is None:
        return _LEVEL_ASKED if asks else _LEVEL_LAST
    return (_LEVEL_FROM if included else _LEVEL_ABOVE)[asks]


def _event(rule: Rule) -> Iterable[str]:
    if rule.value("percent") is not None:
        yield _EVENT_PERCENT
    elif _is_nothing(rule.value("points")):
        yield N_("If there is “{label}” then points are taken from {criterion}, as many as the head says")
    else:
        yield _EVENT_POINTS
    if rule.value("repeat") is not None:
        yield N_(", {repeat} times as much each further time in the same period")
    if rule.value("cap") is not None:
        yield N_(", at most {cap} points in a period")
    if rule.value("needs_document"):
        yield N_(", with a document")
    if rule.value("links"):
        yield N_(", found by an inspection under {links}")


def _ground(rule: Rule) -> Iterable[str]:
    if _is_nothing(rule.value("points")):
        yield N_("If there is “{label}” then bonus points may be given, as many as {decided_by} decides")
    else:
        yield N_(
            "If there is “{label}” then {points} bonus points may be given each time; {decided_by} decides"
        )
    if rule.value("cap") is not None:
        yield N_(", at most {cap} points in a period")
    if rule.value("needs_note"):
        yield N_(", with words of evidence")
    if rule.value("links"):
        yield N_(", praised by an inspection under {links}")


def _deduction(rule: Rule) -> str:
    if rule.value("cap") is None:
        return N_("If deductions of group {group} come to more than its points then {overflow}")
    return _DEDUCTION_CAP


def _consequence(rule: Rule) -> Iterable[str]:
    yield N_("If {when} then {kind} is proposed: {label}")
    if rule.value("percent") is not None:
        yield N_(" ({percent}% of pay)")
    if rule.value("gaps") == Gaps.SKIP.value:
        yield N_("; a period without a level {gaps}")


def _quota(rule: Rule) -> Iterable[str]:
    if rule.value("percent") is None:
        yield N_("How many may hold level {level} {scope} is not set yet")
        return
    if rule.value("blocks"):
        yield N_(
            "If more than {percent}% {base} {scope} reach level {level} then those beyond get the next level"
        )
    else:
        yield N_("If more than {percent}% {base} {scope} reach level {level} then there is a warning")
    if rule.value("exceptional_percent") is not None:
        yield N_("; with an exception decision {exceptional_percent}% {exceptional_base}")


def _total(rule: Rule) -> Iterable[str]:
    if rule.value("nearest") is None:
        yield N_("The total is rounded {rounding}, to {decimals} decimals")
    else:
        yield N_("The total is rounded {rounding}, to a multiple of {nearest} points")
    for key, message in (
        ("maximum", N_("; the groups of every form add up to {maximum} points")),
        ("cap", N_("; it is at most {cap} points")),
        ("results_group", N_("; of equal totals the one with more points of {results_group} goes first")),
    ):
        if rule.value(key) is not None:
            yield message


def _aggregation(rule: Rule) -> Iterable[str]:
    if rule.value("rule") is None:
        yield N_("How a {period} follows from its months is not set yet")
    else:
        yield _AGGREGATION
        yield N_("; a month without a result {missing}")


def _basis(rule: Rule) -> Iterable[str]:
    yield N_("The policy rests on {number}: {title}")
    for key, message in (
        ("issuer", N_(", issued by {issuer}")),
        ("signed", N_(", signed on {signed}")),
        ("amends", N_(", amending {amends}")),
    ):
        if rule.value(key):
            yield message


def _tails(rule: Rule) -> Iterable[str]:
    keys = {each.key for each in rule.kind.fields}
    for key, message in (
        ("forms", N_(", only for {forms}")),
        ("categories", N_(", only for {categories}")),
        ("periods", N_(", only in: {periods}")),
    ):
        if key in keys and rule.value(key) and rule.kind.key != "head_cap":
            yield message
    if "once_only" in keys and rule.value("once_only"):
        yield N_(", the same breach once only")
    if "since" in keys and rule.value("since"):
        yield N_(", from {since}")
    if "until" in keys and rule.value("until"):
        yield N_(", until {until}")


def _is_nothing(value: Any) -> bool:
    return value is None or value in (0, "0")


def field_text(rule: Rule, field: RuleField, document: Document) -> str:
    """What a rule says in a field, in words; a gap where it says nothing."""
    value = rule.value(field.key)
    if value in (None, "", []):
        return "…"
    if field.kind is FieldKind.CHOICE:
        known = isinstance(value, str) and value in field.choices  # a draft may hold anything
        return tr(field.choices[value]) if known else str(value)
    if field.kind is FieldKind.BY_CATEGORY:
        return _named_by_category(value, field)
    if field.kind in (FieldKind.SEVERAL, FieldKind.LIST):
        words = cast("list[Any]", value) if isinstance(value, list) else [value]
        return ", ".join(
            tr(field.choices[word]).lower() if word in field.choices else str(word) for word in words
        )
    if field.kind in (FieldKind.ROW, FieldKind.GROUP):
        return _row_text(str(value), document)
    return figure(value) if field.kind is not FieldKind.TEXT else str(value)


def _named_by_category(value: Any, field: RuleField) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    named = cast("Mapping[str, Any]", value).items()
    return ", ".join(
        f"{tr(field.choices[key]).lower() if key in field.choices else key}: “{text}”" for key, text in named
    )


def _row_text(code: str, document: Document) -> str:
    label = row_labels(document).get(code, "")
    if len(label) > _LONGEST_NAME:
        label = label[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
    return f"{code} ({label})" if label else code


def figure(value: Any) -> str:
    """A number or a day as the language writes it."""
    if isinstance(value, str) and value.count("-") == 2:
        return "/".join(reversed(value.split("-")))
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return points_shown(number) if number.is_finite() else str(value)


def condition_text(written: Any) -> str:
    """A condition in words."""
    return "".join(piece.text for piece in condition_pieces(tree_of(written)))


def condition_pieces(tree: Tree, spot: Spot = ()) -> tuple[Piece, ...]:
    """A condition in pieces; parts that are joined otherwise stand in brackets."""
    match tree:
        case Asked():
            return tuple(_asked(tree, spot))
        case Joined(joint, parts):
            found: list[Piece] = []
            for number, part in enumerate(parts):
                inner = condition_pieces(part, (*spot, number))
                nested = isinstance(part, Joined)
                found += [Piece(tr(_JOINTS[joint]))] if number else []
                found += [Piece("("), *inner, Piece(")")] if nested else inner
            return tuple(found) or (Piece("…"),)
        case Denied(part):
            return (Piece(tr("it is not so that") + " ("), *condition_pieces(part, (*spot, 0)), Piece(")"))
        case Unread():
            return (Piece("…", "fact", spot),)


def _asked(asked: Asked, spot: Spot) -> Iterator[Piece]:
    fact = FACTS.get(asked.fact)
    if fact is not None and fact.type is FactType.YES_NO and asked.compared_by == "is":
        yield Piece(fact_said(asked.fact, yes=asked.value is not False), "fact", spot)
    else:
        messages = _ASKED_LEVEL if fact is not None and fact.type is FactType.LEVEL else _ASKED
        message = messages.get(asked.compared_by, N_("{fact} {test} {value}"))
        for number, part in enumerate(_BLANK.split(tr(message))):
            if number % 2 == 0:
                yield Piece(part, "test", spot)
            else:
                yield Piece(_blank(part, asked), part, spot)
    if asked.absent is not None:
        yield Piece(tr(_UNKNOWN[asked.absent]))


def _blank(part: str, asked: Asked) -> str:
    if part == "fact":
        return fact_named(asked.fact)
    if part == "test":
        return asked.compared_by
    value = shown(asked.value)
    if asked.fact not in FACTS or FACTS[asked.fact].type not in NUMERIC:
        return "…" if value in (None, "") else str(value)
    written, unit = "…" if value in (None, "") else figure(asked.value), unit_said(asked.fact)
    return f"{written} {unit}" if unit else written
