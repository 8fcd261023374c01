"""A pasted block that brings names or headings along: each text goes to whom and what it was under."""

from collections.abc import Collection, Mapping, Sequence

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.ui.kit.grid_blocks import Block, LeftOut, Span, Target, fitting, read_block, spread

_SEVERAL = -1  # more than one is called so
#: What a row or a column is called: a column by its key and its title, with or without its maximum.
Called = Collection[str]


def laid_out(
    text: str, over: Span, names: Sequence[Called], columns: Sequence[Called]
) -> tuple[list[Target], LeftOut]:
    """Where what was copied goes in a grid of these rows and columns, and what is left out.

    Raises `UserError` where it is too much, or has no place at all.
    """
    block = read_block(fitting(text, len(names) - over.top))
    named = beside_names(block, names, over.left, columns)
    return spread(block, over, len(names), len(columns)) if named is None else named


def beside_names(
    block: Block, names: Sequence[Called], left: int, columns: Sequence[Called]
) -> tuple[list[Target], LeftOut] | None:
    """Where the cells behind the names go, and what is left out.

    They go under the headings that came along where any of these is a column's here, else side by side from
    the column `left` on. None where the block names no row. Raises `UserError` where nothing has a place.
    """
    known = _known(names)
    at = next((n for n in range(len(block[0]) - 1) if any(fold(line[n]) in known for line in block)), None)
    if at is None:
        return None
    lines = [line for line in block if any(line)]
    places: Sequence[int] = range(left, left + len(block[0]))
    if fold(lines[0][at]) not in known and not any(map(_is_figure, lines[0][at + 1 :])):
        places = _under(lines.pop(0)[at + 1 :], columns) or places
    targets = [
        Target(known.get(fold(line[at]), _SEVERAL), place, text)
        for line in lines
        for place, text in zip(places, line[at + 1 :], strict=False)
    ]
    inside = [each for each in targets if each.row >= 0 and 0 <= each.column < len(columns)]
    if not inside:
        raise UserError(N_("None of what was copied belongs to a column here. Nothing was pasted."))
    left_out = sum(bool(each.text) for each in targets) - sum(bool(each.text) for each in inside)
    unknown = tuple(line[at] for line in lines if known.get(fold(line[at]), _SEVERAL) < 0)
    return inside, LeftOut(left_out, unknown)


def _under(headings: Sequence[str], columns: Sequence[Called]) -> list[int]:
    """The columns that the headings name, `_SEVERAL` for what names none; nothing where none does."""
    known = _known(columns)
    places = [known.get(fold(heading), _SEVERAL) for heading in headings]
    return places if any(place >= 0 for place in places) else []


def _known(called: Sequence[Called]) -> Mapping[str, int]:
    known: dict[str, int] = {}
    for number, names in enumerate(called):
        for name in set(map(fold, names)):
            known[name] = _SEVERAL if name in known else number
    known.pop("", None)
    return known


def _is_figure(text: str) -> bool:
    return text.strip().replace(",", "").replace(".", "").isdigit()
