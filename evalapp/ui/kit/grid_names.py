"""A pasted block that brings the names of its rows along: each line goes to whom it names."""

from collections.abc import Mapping, Sequence

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.ui.kit.grid_blocks import Block, Target

_SEVERAL = -1  # more than one row is called so
_SHOWN = 3  # names that are said of those that nobody has


def beside_names(
    block: Block, names: Sequence[str], left: int, columns: int
) -> tuple[list[Target], int] | None:
    """Where the cells behind the names go, from a column on, and how many texts fall outside.

    None where the block names no row. Raises `UserError` where a name is not that of exactly one row:
    nothing is guessed.
    """
    known = _known(names)
    at = next((n for n in range(len(block[0]) - 1) if any(fold(line[n]) in known for line in block)), None)
    if at is None:
        return None
    lines = [line for line in block if any(line)]
    if fold(lines[0][at]) not in known and not any(map(_is_figure, lines[0][at + 1 :])):
        lines = lines[1:]  # the headings came along
    places = [known.get(fold(line[at])) for line in lines]
    _refuse([line[at] for line, place in zip(lines, places, strict=True) if place is None or place < 0])
    targets = [
        Target(place, left + number, text)
        for line, place in zip(lines, places, strict=True)
        for number, text in enumerate(line[at + 1 :])
        if place is not None
    ]
    inside = [target for target in targets if target.column < columns]
    return inside, sum(bool(target.text) for target in targets if target.column >= columns)


def _known(names: Sequence[str]) -> Mapping[str, int]:
    known: dict[str, int] = {}
    for number, name in enumerate(names):
        known[fold(name)] = _SEVERAL if fold(name) in known else number
    known.pop("", None)
    return known


def _refuse(unknown: Sequence[str]) -> None:
    if unknown:
        raise UserError(
            N_(
                "Names were copied along, and {count} {count:of them is|of them are} not that of exactly one "
                "row here: {names}. Nothing was pasted. Mend the names, or copy the figures alone."
            ),
            count=len(unknown),
            names=", ".join(f"“{name}”" for name in unknown[:_SHOWN]),
        )


def _is_figure(text: str) -> bool:
    return text.strip().replace(",", "").replace(".", "").isdigit()
