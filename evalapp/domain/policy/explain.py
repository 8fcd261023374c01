"""Every step of a trace as a sentence, in the language in use, with the article it rests on."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import figure
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.model import Rating, TraceEntry

#: Values of a trace entry that are numbers, so that a sentence writes them as its language does.
_NUMBERS = frozenset(
    {
        "points",
        "maximum",
        "minimum",
        "total",
        "base",
        "bonus",
        "deduction",
        "cap",
        "percent",
        "share",
        "seen",
        "target",
        "nearest",
    }
)

#: Of these, points that somebody got: they have a decimal, as every list of scores writes them.
_GOT = frozenset({"points", "total"})

REASONS: Mapping[str, str] = {
    "not_scored": N_("Not scored yet: {missing}"),
    "missing_fact": N_("Not known yet: {missing}"),
    "month_missing": N_("Months without a result: {missing}"),
    "no_month_counts": N_("No month of the period counts"),
    "nothing_assigned": N_("No work was assigned in the period"),
    "quota": N_("Over the quota"),
    "tie": N_("Equal at the line of the quota: a person decides who goes first"),
    "unit_level": N_("Not better than the collective that they lead"),
    "no_level": N_("No level applies: the authority decides"),
}

#: Those that say everything without naming what is missing.
PLAIN_REASONS: Mapping[str, str] = {key: text for key, text in REASONS.items() if "{" not in text}

_STEPS: Mapping[str, str] = {
    "criterion": N_("{code}. {label}: {points} of {maximum}"),
    "passed": N_("{code}. {label}: met"),
    "assumed": N_("{code}. {label}: counts as met, since nobody said otherwise"),
    "failed": N_("{code}. {label}: not met"),
    "event": N_("{label}, {times} times: {points} points at {row}"),
    "ground": N_("{label}, {times} times: {points} bonus points at {row}"),
    "happened": N_("{code}, {times} times"),
    "used": N_("{code}: counted already in {where}"),
    "same_breach": N_("{code}: the same breach ({where}) counts once"),
    "group": N_("{code}. {label}: {amount} of {maximum}"),
    "indicator": N_("{code}: {seen}% against a target of {target}%"),
    "deduction": N_("{code}. {label}: {amount}"),
    "dropped": N_("{code}: deductions past what may be taken are dropped: {amount}"),
    "carried": N_("{code}: {points} points of deductions are carried to the total"),
    "bonus": N_("{code}. {label}: {amount} of at most {maximum}"),
    "bonus_cap": N_("{code}: bonus points past {maximum} in all are dropped: {amount}"),
    "floor": N_("A total is never below 0: {amount}"),
    "cap": N_("A total is at most {cap}: {amount}"),
    "total": N_("Total {total} = {terms}"),
    "month": N_("Month {code}: {points}"),
    "month_zero": N_("Month {code} has no result and counts as 0"),
    "month_skipped": N_("Month {code} has no result and is passed over"),
    "excluded": N_("Month {code} does not count: {reason}"),
    "mean": N_("{code}: sum of {months} months divided by {divisor} = {amount}"),
    "requires": N_("Level {code}: its further conditions are not met"),
    "unknown_fact": N_("“{label}” cannot be judged; not known: {missing}"),
    "no_level": N_("No level applies: the authority decides"),
    "head_cap": N_("Not better than the collective that they lead: level {level}"),
    "score_only": N_("This period has a score and no level"),
}
_QUOTAS: Mapping[str, str] = {
    "quota": N_("Over the quota: {percent}% of {base} = {share} → {allowed}; level {level}"),
    "tie": N_(
        "Equal at the line: {percent}% of {base} = {share} → {allowed}; a person decides who goes first"
    ),
}
_QUOTAS_OF_GROUP: Mapping[str, str] = {
    "quota": N_(
        "Over the quota of the group “{similar}”: {percent}% of {base} = {share} → {allowed}; level {level}"
    ),
    "tie": N_(
        "Equal at the line of the group “{similar}”: {percent}% of {base} = {share} → {allowed}; a "
        "person decides who goes first"
    ),
}
_ROUNDED = N_("Rounded once to {decimals} decimals: {amount}")
_ROUNDED_TO = N_("Rounded once to a multiple of {nearest}: {amount}")
_LEVEL_FROM = N_("Level {code} ({label}): from {minimum}")
_LEVEL_ABOVE = N_("Level {code} ({label}): above {minimum}")
_LEVEL_OPEN = N_("Level {code} ({label}): its conditions are met")
_PART = N_("{row}, part {part} ({words}): {percent}%")
_PART_SHOWN = N_("{row}, part {part} ({words}): {percent}%; it rests on {evidence}")
#: What the parts of the formula over products stand for (Decree 335/2025, art. 16).
PART_WORDS: Mapping[str, str] = {
    "a": N_("quantity"),
    "b": N_("quality"),
    "c": N_("progress"),
    "d": N_("results of the field led"),
    "dd": N_("ability to organise the work"),
    "e": N_("ability to unite people"),
}
_GATES: Mapping[str, str] = {
    "force": N_("{label}: level {level}"),
    "cap": N_("{label}: at most the level that caps it; level {level}"),
    "do_not_rate": N_("{label}: not rated"),
}
_GATES_SHOWN: Mapping[str, str] = {
    "force": N_("{label}: level {level}; it rests on {evidence}"),
    "cap": N_("{label}: at most the level that caps it; level {level}; it rests on {evidence}"),
    "do_not_rate": N_("{label}: not rated; it rests on {evidence}"),
}
_RESULT = N_("Result: level {level}")
_RESULT_SO_FAR = N_("Result so far: level {level}")
_NO_RESULT = N_("Result: no level; {reason}")
_SCORE = N_("Result: a score without a level")
_UNRATED, _UNRATED_YET = N_("Not rated: {reason}"), N_("Not rated yet: {reason}")
#: What figures that are entered later, or a person, take away: nobody decided not to rate.
_WAITING = frozenset({"not_scored", "missing_fact", "month_missing", "no_level", "tie"})


class Sentence(Struct, frozen=True):
    """A sentence to be shown: its source text, its values, and what it rests on."""

    message: str
    values: Mapping[str, Any]
    cites: str = ""

    @property
    def text(self) -> str:
        """The sentence in the language in use."""
        return tr(self.message, **self.values)

    @property
    def cited(self) -> str:
        """The sentence with its article."""
        return f"{self.text} ({self.cites})" if self.cites else self.text


def sentence(entry: TraceEntry) -> Sentence:
    """The sentence of one step."""
    message = _STEPS.get(entry.step)
    if message is None:
        message = _CHOSEN[entry.step](entry)
    return Sentence(message, _values(entry), entry.cites)


def provisional(entry: TraceEntry) -> Sentence:
    """The sentence of one step before anything is settled: a level is only what the scores give so far."""
    said = sentence(entry)
    return replace(said, message=_RESULT_SO_FAR) if said.message == _RESULT else said


def reason_text(rating: Rating) -> str:
    """Why somebody is not rated or lost the level of their points; empty where there is nothing to say."""
    if rating.reason is None:
        return ""
    return reason_words(rating.reason, ", ".join(rating.missing))


def part_letter(code: str) -> str:
    """The letter of a part as the decree writes it: codes have no đ."""
    return "đ" if code == "dd" else code


def _values(entry: TraceEntry) -> Mapping[str, Any]:
    values: dict[str, Any] = {
        name: Decimal(value) if name in _NUMBERS and value else value for name, value in entry.values.items()
    }
    values |= {name: figure(values[name], 1) for name in _GOT if isinstance(values.get(name), Decimal)}
    if entry.step == "part":
        values |= {"part": part_letter(entry.code), "words": tr(PART_WORDS.get(entry.code, entry.code))}
    if "missing" in values:
        values["missing"] = _named(values["missing"])
    if "terms" in values:
        values["terms"] = _sum_shown(values["terms"])
    if entry.step in ("final", "unrated"):
        values["reason"] = reason_words(values["reason"], values.get("missing", ""))
    return MappingProxyType(
        {"code": entry.code, "level": entry.level or "–", "amount": _got(entry.amount), **values}
    )


def reason_words(reason: str, missing: str = "") -> str:
    """The words of a reason; a person's own reason, or a gate's code, stands as it is."""
    message = REASONS.get(reason)
    return reason if message is None else tr(message, missing=_named(missing))


def _named(missing: str) -> str:
    """Facts by what offices call them; codes of rows and months as they are."""
    names = missing.split(", ") if missing else []
    return ", ".join(fact_title(name) for name in names)


def _got(amount: Decimal | None) -> str | None:
    return None if amount is None else figure(amount, 1)


def _sum_shown(terms: str) -> str:
    """`18 70 -2` as a sum that people read."""
    shown = [figure(Decimal(term), 1) for term in terms.split()]
    return " + ".join(shown).replace("+ -", "− ") or "0"


def _level(entry: TraceEntry) -> str:
    if not entry.values["minimum"]:
        return _LEVEL_OPEN
    return _LEVEL_FROM if entry.values["included"] == "yes" else _LEVEL_ABOVE


def _gate(entry: TraceEntry) -> str:
    """A gate names the documents behind it where the registers hold them."""
    return (_GATES_SHOWN if entry.values.get("evidence") else _GATES)[entry.values["action"]]


def _quota(entry: TraceEntry) -> str:
    """A limit of a group of similar tasks names the group."""
    return (_QUOTAS_OF_GROUP if entry.values.get("similar") else _QUOTAS)[entry.step]


def _final(entry: TraceEntry) -> str:
    if entry.level is not None:
        return _RESULT
    return _NO_RESULT if entry.values["reason"] else _SCORE


_CHOSEN: Mapping[str, Callable[[TraceEntry], str]] = {
    "part": lambda entry: _PART_SHOWN if entry.values.get("evidence") else _PART,
    "level": _level,
    "gate": _gate,
    "rounding": lambda entry: _ROUNDED_TO if "nearest" in entry.values else _ROUNDED,
    "quota": _quota,
    "tie": _quota,
    "final": _final,
    "unrated": lambda entry: _UNRATED_YET if entry.values["reason"] in _WAITING else _UNRATED,
}
