"""What the manual takes from the screens: their keys, and the questions that their help answers."""

import re
from collections.abc import Iterable, Iterator, Mapping

from evalapp.base.messages import tr
from evalapp.ui.shell.help import keys_of, window_keys
from evalapp.ui.shell.screen_specs import ScreenSpec

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def part_of(specs: Mapping[str, ScreenSpec], name: str) -> str:
    """The Markdown that stands for `[[keys]]` or `[[asked SCREEN]]`."""
    kind, _, screen = name.partition(" ")
    lines = _asked(specs[screen]) if kind == "asked" else _all_keys(specs.values())
    return "\n".join(lines)


def _asked(spec: ScreenSpec) -> Iterator[str]:
    for question, answer in spec.load().help.questions:
        yield f"**{plain(tr(question))}**\n\n{plain(tr(answer))}\n"


def _all_keys(specs: Iterable[ScreenSpec]) -> Iterator[str]:
    yield from _table("window", tr("Keys of every screen"), window_keys())
    for spec in specs:
        parts = spec.load()
        if said := keys_of(parts.actions, parts.help):
            yield from _table(spec.key, tr(spec.title), said)


def _table(key: str, title: str, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"## {plain(title)} {{#keys-{key}}}\n"
    head, what = tr("Keys"), tr("What it is")
    yield f"| {head} | {what} |\n|---|---|"
    yield from (f"| {plain(pressed)} | {plain(text)} |" for pressed, text in keys)
    yield ""


def plain(text: str) -> str:
    """A text of the program as Markdown that reads as it stands."""
    return _MARKS.sub(r"\\\1", text)
