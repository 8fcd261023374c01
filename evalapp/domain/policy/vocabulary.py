"""What a policy's files may say: every part with its keys, what each takes and an example.

The keys and what they take are asked of the reader itself, so that this can never say otherwise than it does.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.documents import unread
from evalapp.domain.policy.drafts import Document, at, put
from evalapp.domain.policy.place_words import key_text
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.rule_kinds import FURTHER, RULE_KINDS, RuleKind
from evalapp.domain.policy.tables import (
    DAY_EXPECTED,
    FLAG_EXPECTED,
    LIST_EXPECTED,
    NEAR_KEY,
    TABLE_EXPECTED,
    TEXT_EXPECTED,
    TEXTS_EXPECTED,
    UNKNOWN_KEY,
    WHOLE_EXPECTED,
)
from evalapp.domain.policy.value_words import choice_words

#: A key that nothing is called by, so that the reader tells what is.
_NOBODYS = "q-q-q"
_WRONG = -1
#: The least that is a policy; parts are put into it to be asked about.
_LEAST: Document = {
    "code": "x", "version": 1, "title": "x", "jurisdiction": "x", "period": "month",
    "effective_from": "2026-01-01",
    "forms": [
        {
            "code": "staff", "title": "x", "roles": ["staff"],
            "criterion": [
                {"code": "I", "label": "x", "max": "30"}, {"code": "II", "label": "x", "max": "70"},
            ],
        }
    ],
    "level": [{"code": "A", "label": "x", "min": "90"}, {"code": "D", "label": "x"}],
}  # fmt: skip


#: Keys that only some need: the maximum of a row scored in points, the conditions of a level without any.
_SOME_NEED = frozenset({"max", "requires"})
#: What the reader expected, for one value and for a list.
_SHORT: Mapping[str, tuple[str, str]] = {
    TEXT_EXPECTED: (N_("a text"), N_("a list of texts")),
    TEXTS_EXPECTED: (N_("a text"), N_("a list of texts")),
    TABLE_EXPECTED: (N_("a table"), N_("tables, one for each")),
}
#: What it expected where it takes no lists.
_SINGLE: Mapping[str, str] = {
    DAY_EXPECTED: N_("a date such as 2018-07-01"),
    FLAG_EXPECTED: N_("true or false"),
    WHOLE_EXPECTED: N_("a whole number from {lowest} to {highest}"),
}


class Part(Struct, frozen=True):
    """One part of a policy: its name, its heading in TOML, where it stands, what it is for, an example."""

    name: str
    heading: str
    path: Path
    purpose: str
    example: str = ""


class Key(Struct, frozen=True):
    """One key of a part: what it takes, what it means, and whether it has to be there."""

    name: str
    takes: str
    meaning: str
    needed: bool
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # each with its words


PARTS: tuple[Part, ...] = (
    Part("policy", "policy.toml", (), N_("the policy as a whole")),
    Part(
        "basis", "[[basis]]", ("basis", 0), N_("a legal text that it rests on"),
        '{ number = "12/QĐ-UBND", title = "Quy chế đánh giá", issuer = "UBND phường", signed = 2026-01-05 }',
    ),
    Part(
        "total", "[total]", ("total",), N_("how the total is made"),
        '{ maximum = 100, decimals = 2, rounding = "half_up", results_group = "II" }',
    ),
    Part(
        "level", "[[level]]", ("level", 0), N_("a level, best first; the last has no minimum"),
        '{ code = "A", label = "Hoàn thành xuất sắc nhiệm vụ", min = 85 }',
    ),
    Part(
        "further", "[[level.further]]", ("level", 0, "further", 0),
        N_("what the level above it asks of some"),
        '{ forms = ["head"], when = { fact = "satisfaction", test = "at_least", value = 90 } }',
    ),
    Part(
        "gate", "[[gate]]", ("gate", 0), N_("forces a level, caps it, or stops the rating; in order"),
        '{ code = "KY-LUAT", label = "Bị kỷ luật", do = "force", level = "D", once_only = true, '
        'when = { fact = "disciplined", value = true } }',
    ),
    Part(
        "head_cap", "[head_cap]", ("head_cap",), N_("whose level is not above that of the collective"),
        '{ forms = ["head"] }',
    ),
    Part(
        "quota", "[[quota]]", ("quota", 0), N_("how many may hold a level"),
        '{ level = "A", percent = 20, base = "rated" }',
    ),
    Part(
        "event", "[[event]]", ("event", 0), N_("something that happens and costs points"),
        '{ code = "DI-MUON", label = "Đi muộn", criterion = "I", points = 1, repeat = 2, cap = 5, '
        'entries = ["late"] }',
    ),
    Part(
        "bonus_ground", "[[bonus_ground]]", ("bonus_ground", 0), N_("a ground for bonus points"),
        '{ code = "SANG-KIEN", label = "Sáng kiến được công nhận", points = 3, entries = ["initiative"] }',
    ),
    Part(
        "deduction", "[[deduction]]", ("deduction", 0), N_("how much deductions take from a group"),
        '{ group = "I", cap = 20, overflow = "drop" }',
    ),
    Part(
        "aggregation", "[[aggregation]]", ("aggregation", 0),
        N_("how a longer period follows from its months"),
        '{ period = "quarter", rule = "mean_of_rated", missing = "skip" }',
    ),
    Part(
        "consequence", "[[consequence]]", ("consequence", 0), N_("what a result lets somebody propose"),
        '{ code = "HAI-D", label = "Hai tháng liền ở mức D: xem xét", kind = "review", '
        'when = { all = [{ fact = "level", value = "D" }, '
        '{ fact = "previous_levels", test = "begins_with", value = ["D"] }] } }',
    ),
    Part(
        "step", "[[step]]", ("step", 0), N_("a step of the month and its due day"),
        '{ stage = "self", label = "Cá nhân tự chấm", due_day = 27 }',
    ),
    Part(
        "difference", "[difference]", ("difference",),
        N_("from which difference between stages a reason is due"),
        "{ points = 2 }",
    ),
    Part(
        "petition", "[petition]", ("petition",), N_("days for contesting a result and for the answer"),
        "{ days = 5, answer_working_days = 10 }",
    ),
    Part(
        "findings", "[findings]", ("findings",), N_("how findings of inspections are heard and counted"),
        '{ explain_working_days = 5, must_hear = true, late = "next_month" }',
    ),
    Part(
        "paper", "[[paper]]", ("paper", 0), N_("how a form or list is printed"),
        '{ code = "form", title = "PHIẾU ĐÁNH GIÁ", signatures = ["Người tự đánh giá", "Thủ trưởng"] }',
    ),
    Part("form", "staff.toml", ("forms", 0), N_("a form: one file for each of those that “forms” names")),
    Part(
        "criterion", "[[criterion]]", ("forms", 0, "criterion", 0),
        N_("a row of a form; what is scored has no rows under it"),
        '{ code = "III", label = "Tư cách đạo đức", kind = "pass_fail" }',
    ),
    Part(
        "band", "[[criterion.band]]", ("forms", 0, "criterion", 0, "band", 0),
        N_("points that a percent done allows"),
        "{ percent_from = 0, points_from = 0, points_to = 30 }",
    ),
    Part(
        "source", "source", ("source",), N_("where a value stands; in any part"),
        '{ document = "12/QĐ-UBND", article = "Điều 5", standing = "unit" }',
    ),
)  # fmt: skip
#: Conditions, wherever a part has `when` or `requires`.
CONDITIONS = (
    '{ fact = "disciplined", value = true }',
    '{ all = [{ fact = "total", test = "at_least", value = 90 }, '
    '{ not = { fact = "backlog", value = true } }] }',
    '{ any = [{ fact = "failed_criteria", test = "above", value = 0 }, '
    '{ fact = "level", test = "below", value = "B" }] }',
)


def part_at(place: str) -> Part | None:
    """The part that a place such as `gate` or `forms/staff/criterion` leads to."""
    by_key = {next(key for key in reversed(part.path) if isinstance(key, str)): part for part in PARTS[1:]}
    return next((by_key[word] for word in reversed(place.split("/")) if word in by_key), None)


def keys_of(part: Part) -> tuple[Key, ...]:
    """The keys of a part as the reader knows them, those that have to be there first."""
    known = _known(part)
    needed = _needed(part)
    keys = [
        Key(name, _takes(part, name), _meaning(part, name), name in needed, _choices(part, name))
        for name in known
    ]
    return tuple(sorted(keys, key=lambda key: (not key.needed, key.name)))


def _known(part: Part) -> list[str]:
    place = (*part.path, _NOBODYS)
    for path, fault in unread(_with(part, {_NOBODYS: 1})):
        if path == place and fault.message in (UNKNOWN_KEY, NEAR_KEY):
            return str(fault.values["known"]).split(", ")
    raise ValueError(f"the reader does not read {part.name}")


def _needed(part: Part) -> set[str]:
    """The keys that the reader misses in an empty part."""
    depth = len(part.path)
    missed = {str(path[depth]) for path, _ in _faults(part, {}) if len(path) == depth + 1}
    return missed - _SOME_NEED


def _takes(part: Part, name: str) -> str:
    """What a key takes, by what the reader says of something else."""
    if (part.name, name) == ("policy", "forms"):
        return tr("a list of the names of the files of forms, such as [“head”, “staff”]")
    said = _refusal(part, name, _WRONG)
    is_list = said is not None and said.message == LIST_EXPECTED
    if is_list:
        said = _refusal(part, name, [_WRONG])
    if said is not None and said.message in (TEXT_EXPECTED, TEXTS_EXPECTED):
        said = _refusal(part, name, [_NOBODYS] if is_list else _NOBODYS, closed=True) or said
    return _in_words(said, is_list=is_list)


def _refusal(part: Part, name: str, value: Any, *, closed: bool = False) -> UserError | None:
    """What the reader says of a value; with `closed` only where it names everything that it would take."""
    place = (*part.path, name)
    told = (fault for path, fault in _faults(part, {name: value}) if path[: len(place)] == place)
    return next((fault for fault in told if not closed or "known" in fault.values), None)


def _in_words(said: UserError | None, *, is_list: bool) -> str:
    if said is None:
        return tr("a number")
    if said.message in _SHORT:
        return tr(_SHORT[said.message][is_list])
    if said.message in _SINGLE:
        return tr(_SINGLE[said.message], **said.values)
    if "known" in said.values:
        words = N_("a list of these: {known}") if is_list else N_("one of: {known}")
        return tr(words, known=said.values["known"])
    return tr("a list of parts, best first") if is_list else tr_error(said)


def _faults(part: Part, values: Mapping[str, Any]) -> Iterator[tuple[Path, UserError]]:
    document = _with(part, values)
    depth = len(part.path)
    yield from (
        (path, fault) for path, fault in unread(document) if path[:depth] == part.path and len(path) > depth
    )


def _with(part: Part, values: Mapping[str, Any]) -> dict[str, Any]:
    """The least policy with this part in place of the one that it has."""
    document: dict[str, Any] = dict(_LEAST)
    if not part.path:
        return {**document, **values} if values else {}
    path = part.path
    for length in range(1, len(path) + 1):
        if isinstance(path[length - 1], int) and at(document, path[: length - 1]) is None:
            document = put(document, path[: length - 1], [{}])
    return put(document, path, dict(values))


def _meaning(part: Part, name: str) -> str:
    kind = _kind_of(part)
    said = next((each for each in kind.fields if each.key == name), None) if kind else None
    return tr(said.title) if said else key_text(name)


def _choices(part: Part, name: str) -> Mapping[str, str]:
    place = (*(key if isinstance(key, str) else "#1" for key in part.path), name)
    return {} if name == "entries" else choice_words(place)


def _kind_of(part: Part) -> RuleKind | None:
    if part.name == FURTHER.key:
        return FURTHER
    return next((kind for kind in RULE_KINDS if kind.key == part.name), None)
