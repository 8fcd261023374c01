"""`evalapp policy format`: what a policy's files may say, part by part, with examples."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, say, table_lines
from evalapp.cli.command import Verbs, add_verb, wants_json
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.fact_places import entered_at
from evalapp.domain.policy.conditions import TESTS
from evalapp.domain.policy.fact_words import fact_named
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.vocabulary import CONDITIONS, PARTS, Key, Part, keys_of
from evalapp.usecases.policy_exchange import begin_folder

_FACTS, _ENTRIES, _CASES = "facts", "entries", "cases"
_OTHERS = {
    _FACTS: N_("the facts that conditions may ask, how each is compared, and conditions"),
    _ENTRIES: N_("the kinds of register entries that events and bonuses may name"),
    _CASES: N_("cases for “policy try” and worked examples of a policy"),
}
_CASE = (
    '{"period": "2026-06", "group": {"exceptional_decision": null, "decided": []},',
    ' "cases": [',
    '  {"id": "an", "form": "staff", "category": "civil_servant", "points": {"I": "18", "II": "61.5"},',
    '   "facts": {"disciplined": false, "previous_levels": ["B", "D"]}, "similar": "Văn thư"},',
    '  {"id": "binh", "form": "staff", "points": {"I": "20", "II": "65"}, "events": [',
    '   {"code": "LATE", "times": 2}, {"code": "discipline", "breach": "12/QĐ", "used": "2026-05"},',
    '   {"code": "SANG-KIEN", "document": "5/QĐ", "points": "2", "row": "III"}]},',
    '  {"id": "chi", "form": "staff", "unrated": "Nghỉ thai sản"}]}',
    '{"period": "2026", "cases": [{"id": "an", "form": "staff", "months": [',
    '   {"period": "2026-01", "total": "88.5"}, {"period": "2026-02", "excluded": "maternity"},',
    '   {"period": "2026-Q2", "total": "90", "level": "A"}]}]}',
)
_EXAMPLE = (
    "[[example]]  # cases.toml",
    'title  = "85 là A"',
    'period = "2026-06"',
    "case   = [",
    '  { id = "an", form = "staff", points = { I = 25, II = 60 }, expect = { total = "85", level = "A" } },',
    "]",
)


def add_format_verb(verbs: Verbs) -> None:
    """Add `format` to the verbs of `policy`."""
    shown = add_verb(
        verbs, "format", _format, N_("what a policy's files may say, part by part, with examples")
    )
    shown.add_argument("part", metavar=tr("PART"), nargs="?", help=", ".join(_names()))
    text = N_("write a small policy with comments to a folder, to start from")
    begun = add_verb(verbs, "begin", _begin, text)
    begun.add_argument("folder", metavar=tr("FOLDER"))


def _names() -> list[str]:
    return [*(part.name for part in PARTS), *_OTHERS]


def _format(args: Namespace) -> int:
    name = args.part
    part = next((each for each in PARTS if each.name == name), None)
    if wants_json(args):
        put_json({"parts": [_document(each) for each in PARTS if part is None or each is part]})
    elif part is not None:
        say(*part_lines(part))
    elif name is None:
        say(*_overview())
    elif name in _OTHERS:
        say(*{_FACTS: _facts, _ENTRIES: _entries, _CASES: _cases}[name]())
    else:
        raise UserError(
            N_("A policy has no part “{part}”. Parts are: {known}."), part=name, known=", ".join(_names())
        )
    return DONE


def _begin(args: Namespace) -> int:
    folder = begin_folder(Path(args.folder))
    if wants_json(args):
        put_json({"folder": str(folder)})
    else:
        say(
            tr("The policy was written to {folder}.", folder=str(folder)),
            tr("Edit its files, then: policy check {folder}", folder=str(folder)),
            tr("What may be said in them: policy format"),
        )
    return DONE


def part_lines(part: Part) -> Iterator[str]:
    """What a part is for, its keys and an example."""
    yield f"{part.heading}: {tr(part.purpose)}"
    keys = keys_of(part)
    rows = [(_named(key), key.meaning, key.takes) for key in keys]
    yield from table_lines((N_("Key"), N_("Meaning"), N_("What it takes")), rows)
    for key in keys:
        if key.choices:
            yield f"{key.name}: " + "; ".join(f"{code} = {tr(words)}" for code, words in key.choices.items())
    yield tr("* has to be there")
    if part.example:
        yield tr("Example: {text}", text=part.example)


def _named(key: Key) -> str:
    return f"{key.name} *" if key.needed else key.name


def _document(part: Part) -> dict[str, Any]:
    return {
        "part": part.name,
        "heading": part.heading,
        "purpose": tr(part.purpose),
        "keys": [
            {"key": key.name, "needed": key.needed, "takes": key.takes, "meaning": key.meaning}
            for key in keys_of(part)
        ],
        "example": part.example or None,
    }


def _overview() -> Iterator[str]:
    yield tr(
        "A policy is a folder: policy.toml, one file for each form, and cases.toml with worked examples. "
        "“policy begin FOLDER” writes one to start from, “policy check FOLDER” says what is wrong."
    )
    rows = [(part.name, part.heading, tr(part.purpose)) for part in PARTS]
    rows += [(name, "", tr(text)) for name, text in _OTHERS.items()]
    yield from table_lines((N_("Part"), N_("Heading"), N_("What it is for")), rows)
    yield tr("More about one: policy format PART, such as: policy format gate")


def _facts() -> Iterator[str]:
    rows = [
        (
            fact.name,
            fact_named(fact.name),
            ", ".join(TESTS[fact.type]),
            fact.unit,
            entered_at(fact.name),
        )
        for fact in FACTS.values()
    ]
    titles = (N_("Fact"), N_("Meaning"), N_("Compared by"), N_("Unit of measure"), N_("Where from"))
    yield from table_lines(titles, rows)
    yield tr("Conditions stand in “when” and “requires”; without “test” it is “is”:")
    yield from CONDITIONS


def _entries() -> Iterator[str]:
    rows = [
        (kind.code, kind.written, kind.fact, ", ".join((*kind.events, *kind.grounds)))
        for kind in KINDS.values()
    ]
    titles = (N_("Entry"), N_("On paper"), N_("Fact"), N_("Suggests by itself"))
    yield from table_lines(titles, rows)


def _cases() -> Iterator[str]:
    yield tr(
        "Only “id” and “form” have to be there. Points are texts or whole numbers; a row that is met or not "
        "takes true or false as well."
    )
    yield from _CASE
    yield ""
    yield from _EXAMPLE
