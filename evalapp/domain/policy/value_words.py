"""What stands at a place of a policy's document, in words: a choice by its words, a rule as its sentence."""

from collections.abc import Mapping
from typing import Any, cast

from evalapp.base.messages import N_, shown, tr
from evalapp.domain.people import CATEGORY_LABELS, ROLE_LABELS
from evalapp.domain.periods import KIND_WORDS as PERIOD_WORDS
from evalapp.domain.policy.choice_words import AGGREGATION_WORDS, MISSING_WORDS, ROUNDING_WORDS
from evalapp.domain.policy.drafts import Document, parts_of
from evalapp.domain.policy.model import Kind, Proof
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.place_words import Place, key_text
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.rule_kinds import FURTHER, RULE_KINDS, Rule, RuleKind
from evalapp.domain.policy.rule_sentences import condition_text, figure, pieces_of

KIND_WORDS: Mapping[Kind, str] = {
    Kind.POINTS: N_("points given"),
    Kind.DEDUCT_FROM_FULL: N_("from the full points"),
    Kind.PASS_FAIL: N_("met or not met"),
    Kind.COMPLETION_BAND: N_("by percent done"),
    Kind.INDICATOR: N_("indicator"),
    Kind.FORMULA: N_("formula"),
    Kind.BONUS: N_("bonus points"),
    Kind.DEDUCTION: N_("points deducted"),
}
PROOF_WORDS: Mapping[Proof, str] = {
    Proof.NONE: N_("nothing"), Proof.TEXT: N_("words of evidence"), Proof.FILE: N_("an attached file"),
}  # fmt: skip
STANDING_WORDS: Mapping[Standing, str] = {
    Standing.LAW: N_("law"), Standing.CITY: N_("city"),
    Standing.UNIT: N_("unit"), Standing.DEFAULT: N_("default"),
}  # fmt: skip
SCORER_WORDS: Mapping[str, str] = {
    "self": N_("the person"), "deputy": N_("deputy"), "head": N_("head"),
}  # fmt: skip
ORIENTATION_WORDS: Mapping[str, str] = {"portrait": N_("portrait"), "landscape": N_("landscape")}
JURISDICTION_WORDS: Mapping[str, str] = {
    "hanoi": N_("Hanoi"), "hcm": N_("Ho Chi Minh City"), "national": N_("the whole country"),
}  # fmt: skip


def _texts(words: Mapping[Any, str]) -> Mapping[str, str]:
    return {str(getattr(key, "value", key)): text for key, text in words.items()}


#: The words of what may be chosen under a key that means the same wherever it stands.
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "standing": _texts(STANDING_WORDS), "categories": _texts(CATEGORY_LABELS), "roles": _texts(ROLE_LABELS),
    "periods": _texts(PERIOD_WORDS), "period": _texts(PERIOD_WORDS), "score_only": _texts(PERIOD_WORDS),
    "direct": _texts(PERIOD_WORDS), "rounding": _texts(ROUNDING_WORDS), "scored_by": SCORER_WORDS,
    "evidence": _texts(PROOF_WORDS), "orientation": ORIENTATION_WORDS, "jurisdiction": JURISDICTION_WORDS,
}  # fmt: skip
#: The same inside one part of the document only.
_PART_CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("forms", "kind"): _texts(KIND_WORDS),
    ("aggregation", "rule"): _texts(AGGREGATION_WORDS),
    ("aggregation", "missing"): _texts(MISSING_WORDS),
}
_CONDITION = frozenset({"all", "any", "not", "fact"})


def said(place: Place, value: Any, document: Document) -> str:
    """What a place of the document says, in the language in use."""
    if isinstance(value, Mapping):
        return _table_said(place, cast("Mapping[str, Any]", value), document)
    if isinstance(value, list):
        return ", ".join(said(place, part, document) for part in cast("list[Any]", value)) or "–"
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if value is None:
        return "–"
    choices = choice_words(place)
    if str(value) in choices:
        return tr(choices[str(value)])
    return figure(value) if _is_figure(place) else str(shown(value))


def _table_said(place: Place, table: Mapping[str, Any], document: Document) -> str:
    if _CONDITION & set(table):
        return condition_text(table)
    if set(table) == {"code", "version", "hash"}:
        return f"{table['code']}, {table['version']}"
    if "standing" in table:
        return source_said(table)
    kind = _rule_kind(place)
    if kind is not None:
        return _rule_said(kind, place, table, document)
    if table.get("label") or table.get("title"):
        return _named(table)
    return ", ".join(
        f"{_key_said(key)} {said((*place, key), part, document)}"
        for key, part in table.items()
        if key != "source"
    )


def source_said(source: Mapping[str, Any]) -> str:
    """Document, article and standing of a source."""
    standing = said(("standing",), source.get("standing"), {})
    return ", ".join([*(str(source[key]) for key in ("document", "article") if source.get(key)), standing])


def _key_said(key: str) -> str:
    named = _texts(CATEGORY_LABELS).get(key)
    return tr(named) if named else key_text(key)


def choice_words(place: Place) -> Mapping[str, str]:
    """What may be chosen at a place, each with its words; nothing where it is typed."""
    key = next((part for part in reversed(place) if not part.startswith("#")), "")
    kind = _kind_of(place)
    if kind is not None:
        field = next((each for each in kind.fields if each.key == key), None)
        if field is not None and field.choices:
            return field.choices
    own = _PART_CHOICES.get((place[0] if place else "", key))
    return own if own is not None else _CHOICES.get(key, {})


def _is_figure(place: Place) -> bool:
    """Whether a number or a day stands there; codes and words are never taken for one."""
    key = next((part for part in reversed(place) if not part.startswith("#")), "")
    return key in {
        "max", "min", "step", "points", "cap", "percent", "below", "repeat", "maximum", "target",
        "exceptional_percent", "effective_from", "effective_to", "since", "until", "signed",
        "percent_from", "percent_below", "points_from", "points_to",
    }  # fmt: skip


def _kind_of(place: Place) -> RuleKind | None:
    """The kind of rule that a place lies in."""
    if not place:
        return None
    if place[0] == "level" and "further" in place:
        return FURTHER
    return next((kind for kind in RULE_KINDS if kind.key == place[0] and kind is not FURTHER), None)


def _rule_kind(place: Place) -> RuleKind | None:
    """The kind of the rule that stands at a place as a whole."""
    kind = _kind_of(place)
    if kind is not None and not kind.is_list:
        return kind if place == (kind.key,) else None
    length = 4 if kind is FURTHER else 2
    return kind if kind and len(place) == length and place[-1].startswith("#") else None


def _rule_said(kind: RuleKind, place: Place, values: Mapping[str, Any], document: Document) -> str:
    """A rule as its sentence, without where it comes from."""
    path: Path = (kind.key, 0)
    if kind is FURTHER:
        codes = [str(level.get("code")) for level in parts_of(document, ("level",))]
        code = place[1].removeprefix("#")
        path = ("level", codes.index(code) if code in codes else 0, "further", 0)
    text = "".join(piece.text for piece in pieces_of(Rule(kind, path, values), document))
    return f"{text[:1].upper()}{text[1:]}"


def _named(table: Mapping[str, Any]) -> str:
    """A part by its label, and how many points it is worth where it says so."""
    name = str(table.get("label") or table.get("title"))
    return (
        name
        if table.get("max") is None
        else tr("{name} (at most {max} points)", name=name, max=figure(table["max"]))
    )
