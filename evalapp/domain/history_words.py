"""The history in words: what an entry was about and what it tells, as people read it.

What is recorded stays as it is, in codes, for scripts and for the chain; these are its readings.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, cast

from msgspec import Struct

from evalapp.base.columns import EMPTY, figure
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr, tr_map
from evalapp.domain.actions import ACTION_WORDS, LONGER_WORDS
from evalapp.domain.checklists import CHECKED_LABELS
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.groups import KIND_LABELS, PART_LABELS
from evalapp.domain.holidays import HOLIDAY_LABELS
from evalapp.domain.inspections import SEVERITY_LABELS, VISIT_KIND_LABELS
from evalapp.domain.packages import PACKAGE_KIND_LABELS
from evalapp.domain.people import ROLE_LABELS
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.petitions import OUTCOME_LABELS
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.place_words import place_text
from evalapp.domain.rewards import STATE_LABELS
from evalapp.domain.rights import USER_ROLE_LABELS
from evalapp.domain.rounds import STAGE_LABELS, Answer
from evalapp.domain.templates import PAPER_LABELS

#: What each part of an entry's detail is called. `before` and `after` are drawn as an arrow.
DETAIL_WORDS: Mapping[str, str] = {
    "added": N_("new proposals"),
    "article": N_("article"),
    "by": N_("by"),
    "authority": N_("decided by"),
    "day": N_("day"),
    "kept": N_("kept"),
    "level": N_("level"),
    "number": N_("number"),
    "numerator": N_("how many"),
    "superior": N_("body above"),
    "signer": N_("who signs"),
    "signer_title": N_("signs as"),
    "recipients": N_("recipients"),
    "logo": N_("logo"),
    "denominator": N_("of how many"),
    "value": N_("value"),
    "percent": N_("percent of pay"),
    "revision": N_("revision"),
    "rule": N_("rule"),
    "changed": N_("changed"),
    "changes": N_("changes"),
    "count": N_("how many"),
    "decision": N_("decision"),
    "digest": N_("hash of the list"),
    "document": N_("document"),
    "evidence": N_("evidence"),
    "example": N_("worked example"),
    "answered": N_("answered"),
    "due": N_("answer due"),
    "name": N_("name"),
    "outcome": N_("outcome"),
    "petition": N_("petition no."),
    "received": N_("received"),
    "exception": N_("exception decision"),
    "facts": N_("facts"),
    "file": N_("file"),
    "files": N_("files"),
    "first": N_("who goes first"),
    "hash": N_("hash"),
    "hidden": N_("columns left out"),
    "kind": N_("event"),
    "levels": N_("levels"),
    "marks": N_("scores"),
    "new": N_("new"),
    "note": N_("note"),
    "origin": N_("made from"),
    "other": N_("the other finding"),
    "package": N_("kind of package"),
    "part": N_("part in the group"),
    "people": N_("people"),
    "period": N_("month"),
    "person": N_("person"),
    "place": N_("place"),
    "points": N_("points"),
    "policy": N_("regulation"),
    "reason": N_("reason"),
    "replaces": N_("replaces the result"),
    "role": N_("role"),
    "row": N_("row"),
    "scores": N_("scores"),
    "seal": N_("seal"),
    "severity": N_("severity"),
    "sheets": N_("seals of what is left"),
    "sha256": N_("hash of the file"),
    "since": N_("from"),
    "size": N_("size in bytes"),
    "skipped": N_("stages skipped"),
    "source": N_("from stage"),
    "stage": N_("stage"),
    "target": N_("to stage"),
    "title": N_("position"),
    "uid": N_("identifier"),
    "unit": N_("unit"),
    "until": N_("until"),
    "version": N_("version"),
    "absent": N_("absent"),
    "arrived": N_("arrival"),
    "beyond": N_("reason outside the decision"),
    "code": N_("code"),
    "days": N_("working days late"),
    "done": N_("done on"),
    "due_on": N_("due on"),
    "excused": N_("absent with a reason"),
    "inspection": N_("kind of inspection"),
    "is_clean": N_("nothing found"),
    "left": N_("leaving"),
    "paper": N_("paper seen"),
    "praise": N_("praise"),
    "present": N_("present"),
    "question": N_("question"),
    "representative": N_("for the unit"),
    "team": N_("decision"),
    "template": N_("template of"),
    "time": N_("time"),
    "topic": N_("topic"),
    "total": N_("headcount"),
    "unexcused": N_("absent without a reason"),
}

_ANSWER_LABELS: Mapping[StrEnum, str] = {Answer.ACCEPTED: N_("Accepted"), Answer.REJECTED: N_("Rejected")}
_ABSENT_LABELS: Mapping[str, str] = {
    "excused": N_("with a reason"),
    "unexcused": N_("without a reason"),
    "yes": N_("yes"),
    "no": N_("no"),
}
_LABELS = (
    STATE_LABELS, ROLE_LABELS, USER_ROLE_LABELS, _ANSWER_LABELS, STAGE_LABELS, KIND_LABELS, PART_LABELS,
    OUTCOME_LABELS, HOLIDAY_LABELS, VISIT_KIND_LABELS, SEVERITY_LABELS, CHECKED_LABELS,
    PACKAGE_KIND_LABELS, PAPER_LABELS,
)  # fmt: skip
#: Codes that are words of ours wherever they stand alone.
_CODES: Mapping[str, str] = {
    code.value: label for labels in _LABELS for code, label in cast("Mapping[StrEnum, str]", labels).items()
} | dict(_ABSENT_LABELS)
_KIND_WORDS = {kind.code: kind.label for kind in KINDS.values()}
_ROUND = re.compile(
    r"(?P<unit>.+?) (?P<period>\d{4}(?:-\w+)?)(?: (?P<policy>\S+))? r(?P<revision>\d+)(?P<rest>.*)"
)
_PROPOSAL = re.compile(
    r"(?P<number>\d+) (?P<unit>.+?) (?P<period>\d{4}(?:-\w+)?) (?P<policy>\S+) (?P<about>\S+)"
)
_HASH = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_SHORT = 12


def action_words(action: str, subject: str) -> str:
    """What was done; a quarter or a year is called so."""
    period = _period_of(subject) if action in LONGER_WORDS else None
    if period is None or period.kind is PeriodKind.MONTH:
        return tr_map(ACTION_WORDS, action)
    said = tr(LONGER_WORDS[action], kind=period.sort)
    return said[:1].upper() + said[1:]


def _period_of(subject: str) -> Period | None:
    found = _ROUND.fullmatch(subject)
    try:
        return Period.parse(found["period"]) if found else None
    except UserError:
        return None


def subject_words(subject: str) -> str:
    """What an entry was about: a round or a proposal by its unit and month, with what of it was touched."""
    found = _ROUND.fullmatch(subject) or _PROPOSAL.fullmatch(subject)
    if found is None:
        return subject
    try:
        period = Period.parse(found["period"]).label
    except UserError:
        return subject
    return " · ".join(filter(None, (found["unit"], period, *_touched(found.groupdict()), found["policy"])))


def _touched(found: Mapping[str, str]) -> Iterator[str]:
    """What of a round an entry was about, or which proposal, and whom."""
    if "number" in found:
        yield tr("proposal {number}", number=found["number"])
        yield found["about"]
        return
    if found["revision"] != "1":
        yield tr("revision {number}", number=found["revision"])
    yield from (tr_map(_CODES, word) for word in found["rest"].split())


def detail_words(detail: Mapping[str, Any] | None) -> str:
    """What an entry tells besides: from what to what, then each part by its name."""
    if detail is None:
        return tr("(erased under the law)")
    told = dict(detail)
    parts: list[str] = []
    if "before" in told or "after" in told:
        parts.append(_change(told.pop("before", None), told.pop("after", None)))
    parts += [_part(key, value) for key, value in told.items() if value not in (None, "", [])]
    return "; ".join(parts)


class Told(Struct, frozen=True):
    """One part of what an entry tells: its name, what it was (empty where nothing changed), what it is."""

    name: str
    before: str
    after: str


def told_parts(detail: Mapping[str, Any] | None) -> Iterator[Told]:
    """Everything an entry tells, nothing shortened: each part on its own, changes from what to what."""
    if detail is None:
        yield Told(tr("(erased under the law)"), "", "")
        return
    told = dict(detail)
    if "before" in told or "after" in told:
        yield from _told_change("", told.pop("before", None), told.pop("after", None))
    for key, value in told.items():
        yield from _told_part(key, value)


def _told_part(key: str, value: Any) -> Iterator[Told]:
    if key == "marks" and isinstance(value, list):
        for mark in cast("list[Mapping[str, Any]]", value):
            yield from _told_change(f"{mark['person']} {mark['row']}", mark.get("before"), mark.get("after"))
    elif key == "changes" and isinstance(value, list):
        yield from _told_edits(cast("list[Mapping[str, Any]]", value))
    elif key == "scores":
        yield from _told_scores(cast("Mapping[str, Mapping[str, list[str | None]]]", value))
    elif key == "files" and isinstance(value, Mapping):
        for name, file in cast("Mapping[str, Any]", value).items():
            yield Told(tr_map(DETAIL_WORDS, "file"), "", f"{name}: {value_words(file)}")
    elif value not in (None, "", []):
        yield Told(tr_map(DETAIL_WORDS, key), "", value_words(value, key))


def _told_edits(edits: list[Mapping[str, Any]]) -> Iterator[Told]:
    """What was edited in a policy, each at its place."""
    for edit in edits:
        place = place_text(tuple(map(str, edit.get("place", ())))) or tr("change")
        yield Told(place, value_words(edit.get("before")), value_words(edit.get("after")))


def _told_scores(people: Mapping[str, Mapping[str, list[str | None]]]) -> Iterator[Told]:
    for person, rows in people.items():
        for row, marks in rows.items():
            yield Told(f"{person} {row}", *_sides(_came(marks[:2]), _came(marks[2:])))


def _told_change(name: str, before: Any, after: Any) -> list[Told]:
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_mark(before):
        old, new = cast("Mapping[str, Any]", before), cast("Mapping[str, Any]", after)
        keys = [key for key in new if old.get(key) != new[key]]
        return [Told(tr_map(DETAIL_WORDS, key), *_sides(old.get(key), new[key], key)) for key in keys]
    return [Told(name or tr("change"), *_sides(before, after))]


def _came(mark: list[str | None]) -> Mapping[str, Any]:
    """A score of a list that came in: its points and its note."""
    return {"points": mark[0], "note": mark[1] or ""}


def _change(before: Any, after: Any) -> str:
    """From what to what; of two records of the same parts, only the parts that differ."""
    if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_mark(before):
        old, new = cast("Mapping[str, Any]", before), cast("Mapping[str, Any]", after)
        changed = [key for key in new if old.get(key) != new[key]]
        return ", ".join(
            f"{tr_map(DETAIL_WORDS, key)}: {' → '.join(_sides(old.get(key), new[key], key))}"
            for key in changed
        )
    return " → ".join(_sides(before, after))


def _sides(before: Any, after: Any, key: str = "") -> tuple[str, str]:
    """What something was and what it is; where it was or is nothing, that is said in a word."""
    nothing = N_("not scored") if _is_mark(before) or _is_mark(after) else N_("none")
    return _side(before, key, tr(nothing)), _side(after, key, tr(nothing))


def _side(value: Any, key: str, nothing: str) -> str:
    if _is_mark(value) and value["points"] is None:
        return f"{nothing} ({value['note']})" if value["note"] else nothing
    said = value_words(value, key)
    return nothing if said == EMPTY else said


def _part(key: str, value: Any) -> str:
    if key == "marks" and isinstance(value, list):
        return _marks(cast("list[Mapping[str, Any]]", value))
    if key == "scores":
        return _came_in(cast("Mapping[str, Mapping[str, Any]]", value))
    if key == "changes" and isinstance(value, list):
        return "; ".join(
            f"{each.name}: {each.before} → {each.after}"
            for each in _told_edits(cast("list[Mapping[str, Any]]", value))
        )
    if key == "files" and isinstance(value, Mapping):
        return f"{tr_map(DETAIL_WORDS, key)}: {len(cast('Mapping[str, str]', value))}"
    return f"{tr_map(DETAIL_WORDS, key)}: {value_words(value, key)}"


def _came_in(scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Scores that came in from a list or forms: how many; a form tells each of its own."""
    count = sum(map(len, scores.values()))
    return tr("{count} scores of {people} people changed", count=count, people=len(scores))


def _marks(marks: list[Mapping[str, Any]]) -> str:
    """Scores that were given at once: whose, which row, from what to what."""
    return "; ".join(
        f"{mark['person']} {mark['row']}: {_change(mark.get('before'), mark.get('after'))}" for mark in marks
    )


def value_words(value: Any, key: str = "") -> str:
    """A recorded value as people read it; what is empty is a dash."""
    if _is_mark(value):
        points = value_words(value["points"], "points")
        return f"{points} ({value['note']})" if value["note"] else points
    if isinstance(value, Mapping):
        told = cast("Mapping[str, Any]", value)
        return ", ".join(f"{_called(name)} {value_words(part, name)}" for name, part in told.items()) or EMPTY
    if isinstance(value, list):
        return ", ".join(value_words(each, key) for each in cast("list[Any]", value)) or EMPTY
    if value is None or value == "":
        return EMPTY
    return _text(str(value), key)


def _called(name: str) -> str:
    """What a part of a record is called; a fact by its own label."""
    return fact_title(name) if name in FACTS else tr_map(DETAIL_WORDS, name)


def _text(text: str, key: str) -> str:
    if key == "kind":
        return tr_map(_KIND_WORDS, text)
    if key == "period":
        return Period.parse(text).label
    if key == "points":
        return next(_read(lambda: figure(Decimal(text), 1)), text)
    return next(iter(_readings(text)), text)


def _readings(text: str) -> Iterator[str]:
    """A code, a hash, a day or points as people write them; nothing where a text is only a text."""
    if text in _CODES:
        yield tr(_CODES[text])
    if _HASH.fullmatch(text):
        yield text[:_SHORT]
    if _DAY.fullmatch(text):
        yield from _read(lambda: date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        yield from _read(lambda: datetime.fromisoformat(text))
    if "." in text:
        yield from _read(lambda: Decimal(text))


def _read(understood: Callable[[], Any]) -> Iterator[str]:
    try:
        yield str(shown(understood()))
    except (ValueError, InvalidOperation):
        return


def _is_mark(value: Any) -> bool:
    return isinstance(value, Mapping) and set(cast("Mapping[str, Any]", value)) == {"points", "note"}
