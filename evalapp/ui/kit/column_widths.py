"""How wide the columns of a table are: what their texts need as far as there is room, the rest to one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any

from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from evalapp.base.columns import Column
from evalapp.base.messages import tr
from evalapp.ui.kit.colours import LARGE, SMALL
from evalapp.ui.kit.sizes import px

LEAST = 24  # no column is narrower
NARROWEST = 96  # a column that takes what is left never gets less
WIDEST = 360  # a text is given no more room than this while others need some
SHORT = 112  # what needs no more than this is a day, a code or a few words: it is never cut
READABLE = 560  # a text is given no more than this of what nobody needs
READ = 132  # a note whose column says nothing of its width is read in lines of several words
WRAPPED = 168  # a text that goes on in further lines can do with this
SQUEEZED = 72  # and with this where a window is as small as it gets
_STEP = 8  # by which the fullest of those that wrap is widened, time and again
_MEASURED = 200  # rows; a longer list is judged by its first
_MARGIN = 2 * SMALL + 2
_ORDER_SIGN = 10
_CHIP_MARGIN = 20 + LARGE


class Texts:
    """What the first rows of a list say, written once however often its columns are measured."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = list(islice(rows, _MEASURED))
        self._written: dict[tuple[str, int], list[str]] = {}
        self._advances: dict[tuple[str, int, str, int], list[int]] = {}

    def of(self, column: Column[Any], decimals: int = 0) -> list[str]:
        """The texts of one column."""
        place = column.key, decimals
        if place not in self._written:
            self._written[place] = [column.text(row, decimals) for row in self._rows]
        return self._written[place]

    def advances(self, column: Column[Any], family: str, size: int, decimals: int = 0) -> list[int]:
        """How long the texts of one column are."""
        place = column.key, decimals, family, size
        if place not in self._advances:
            self._advances[place] = [_advance(text, family, size) for text in self.of(column, decimals)]
        return self._advances[place]


def least_widths(columns: Sequence[Column[Any]], font: QFont, *, has_order: bool) -> list[int]:
    """What each column has at least: as declared, and its heading in full, with the sign of the order."""
    family, size, margin = (
        font.family(),
        QFontInfo(font).pixelSize(),
        px(_MARGIN + (_ORDER_SIGN if has_order else 0)),
    )
    return [
        max(px(column.width or NARROWEST), _heading(tr(column.title), family, size) + margin)
        for column in columns
    ]


def tight_widths(
    columns: Sequence[Column[Any]],
    texts: Texts,
    least: Sequence[int],
    font: QFont,
    *,
    ordered_by: int | None = None,
) -> list[int]:
    """What each column can do with where room is short: no more than its texts; one typed into keeps all.

    What goes on in further lines needs no more than a few words of room, typed into or not; no word is cut.
    A chip is never cut short, nor what is short anyway: half a level, day or code says nothing. The text that
    a row is about is left readable. A heading of several words goes on in a second line.
    """
    family, size = font.family(), QFontInfo(font).pixelSize()
    headings = [
        _heading(broken(tr(column.title), font), family, size)
        + px(_MARGIN + (_ORDER_SIGN if number == ordered_by else 0))
        for number, column in enumerate(columns)
    ]
    return [
        _wrapping(column, texts, heading, family, size)
        if column.wraps
        else max(px(column.width or NARROWEST), heading)
        if column.edit
        else _tight(
            column,
            at_least,
            max(px(LEAST), heading, _longest(column, texts, family, size)),
        )
        for column, at_least, heading in zip(columns, least, headings, strict=True)
    ]


def broken(title: str, font: QFont) -> str:
    """A heading in two lines of about one length; one word, or what has its lines already, stays as it is."""
    words = title.split(" ")
    if "\n" in title or len(words) == 1:
        return title
    family, size = font.family(), QFontInfo(font).pixelSize()
    ways = [" ".join(words[:number]) + "\n" + " ".join(words[number:]) for number in range(1, len(words))]
    return min(ways, key=lambda way: _heading(way, family, size))


def headings(columns: Sequence[Column[Any]], widths: Sequence[int], font: QFont) -> dict[int, str]:
    """What stands in two lines in columns of these widths."""
    family, size = font.family(), QFontInfo(font).pixelSize()
    return {
        number: broken(tr(column.title), font)
        for number, (column, width) in enumerate(zip(columns, widths, strict=True))
        if 0 < width < _heading(tr(column.title), family, size) + px(_MARGIN)
    }


def _wrapping(column: Column[Any], texts: Texts, heading: int, family: str, size: int) -> int:
    """What a text can do with that goes on in further lines: no word of it is cut."""
    words = max(heading, min(px(WRAPPED), _longest_word(column, texts, family, size)))
    whole = max(heading, _longest(column, texts, family, size))
    least = column.width or (READ if column.yields else NARROWEST)  # what may go is read where it stays
    return max(words, min(max(px(least), heading), px(WRAPPED), whole))


def _tight(column: Column[Any], at_least: int, needed: int) -> int:
    if column.chip:
        return min(px(WIDEST), needed)
    if needed <= px(SHORT):
        return needed
    return min(needed, max(at_least, px(SHORT if column.width else WRAPPED)))


def wanted_widths(
    columns: Sequence[Column[Any]], texts: Texts, least: Sequence[int], font: QFont
) -> list[int]:
    """What each column needs to show its heading in one line and its texts in full, to a limit."""
    family, size = font.family(), QFontInfo(font).pixelSize()
    return [
        max(needed, _heading(tr(column.title), family, size) + px(_MARGIN))
        for column, needed in zip(columns, needed_widths(columns, texts, least, font), strict=True)
    ]


def needed_widths(
    columns: Sequence[Column[Any]], texts: Texts, least: Sequence[int], font: QFont
) -> list[int]:
    """What each column needs to show its texts in full, to a limit, whatever its heading."""
    family, size = font.family(), QFontInfo(font).pixelSize()
    return [
        max(at_least, min(px(WIDEST), _longest(column, texts, family, size)))
        for column, at_least in zip(columns, least, strict=True)
    ]


def spared(
    columns: Sequence[Column[Any]], wanted: Sequence[int], shown: Sequence[int], room: int
) -> list[int]:
    """The dispensable ones of the columns shown that have to go, the last first, lest others be cut."""
    excess, gone = sum(wanted[number] for number in shown) - room, list[int]()
    for number in reversed(shown):
        if excess > 0 and columns[number].dispensable:
            gone.append(number)
            excess -= wanted[number]
    return gone


def yielding(
    columns: Sequence[Column[Any]], tight: Sequence[int], shown: Sequence[int], room: int
) -> list[int]:
    """Those of the columns shown that give way, the least needed first, lest a table go on sideways.

    Those of one rank go together: half of what belongs together says less than nothing. What went before
    something wide comes back where there is room for it again.
    """
    ranks: dict[int, list[int]] = {}
    for number in shown:
        ranks.setdefault(columns[number].yields, []).append(number)
    spare = room - sum(tight[number] for number in shown)
    gone = set[int]()
    for rank in sorted(ranks.keys() - {0}, reverse=True):
        if spare < 0:
            spare += sum(tight[number] for number in ranks[rank])
            gone.add(rank)
    for rank in sorted(gone):
        if (needed := sum(tight[number] for number in ranks[rank])) <= spare:
            spare -= needed
            gone.remove(rank)
    return [number for number in shown if columns[number].yields in gone]


def squeezed(
    columns: Sequence[Column[Any]], tight: Sequence[int], shown: Sequence[int], room: int, font: QFont
) -> list[int]:
    """The widths where even what is left has too little room: texts go on in more lines, the widest first."""
    family, size = font.family(), QFontInfo(font).pixelSize()
    widths, excess = list(tight), sum(tight[number] for number in shown) - room
    for number in sorted(shown, key=lambda each: -tight[each]):
        if columns[number].wraps and excess > 0:
            heading = _heading(broken(tr(columns[number].title), font), family, size) + px(_MARGIN)
            less = min(excess, max(0, widths[number] - max(px(SQUEEZED), heading)))
            widths[number] -= less
            excess -= less
    return widths


def lengths(
    columns: Sequence[Column[Any]], texts: Texts, font: QFont, among: Sequence[int]
) -> dict[int, list[int]]:
    """How long each text of a column is, of those among these that wrap."""
    family, size = font.family(), QFontInfo(font).pixelSize()
    return {
        number: texts.advances(columns[number], family, size) for number in among if columns[number].wraps
    }


def rest_column(columns: Sequence[Column[Any]], wanted: Sequence[int], open_to: Sequence[int]) -> int | None:
    """The column that is given what nobody needs: the last without a width, else the longest text."""
    free = [number for number in open_to if not columns[number].width]
    if free:
        return free[-1]
    wraps = [number for number in open_to if columns[number].wraps]
    texts = [number for number in open_to if not (columns[number].numeric or columns[number].chip)]
    return max(wraps or texts, key=lambda number: wanted[number], default=None)


def share_room(
    least: Sequence[int],
    wanted: Sequence[int],
    room: int,
    rest: int | None,
    wraps: Mapping[int, Sequence[int]] = MappingProxyType({}),
    last: int | None = None,
    needed: Sequence[int] | None = None,
) -> list[int]:
    """The widths: the smallest wish is met first, and what nobody needs goes to one column.

    Texts that go on in further lines (`wraps`: how long each of a column's is) come after those that would be
    cut; they share what is left so that the rows stay low. A heading in one line comes after all texts: what
    these need is `needed`, where it is less than what is wanted.
    On a very wide screen only the last column, if it takes that, is given more than a text needs to be read:
    figures stay near what they belong to.
    """
    widths, spare = list(least), max(0, room - sum(least))
    cut = [number for number in range(len(widths)) if number not in wraps]
    spare = _meet(widths, cut, needed or wanted, spare)
    spare = _lower(widths, {n: texts for n, texts in wraps.items() if widths[n] < wanted[n]}, wanted, spare)
    spare = _meet(widths, range(len(widths)), wanted, spare)
    if rest is not None:
        more = spare if rest == last else min(spare, max(0, px(READABLE) - widths[rest]))
        widths[rest] += more
        spare -= more
    if last is not None:
        widths[last] += spare
    return widths


def _meet(widths: list[int], among: Sequence[int], wishes: Sequence[int], spare: int) -> int:
    """Widen these columns, the smallest wish first; what is then still to spare."""
    for number in sorted(among, key=lambda column: wishes[column] - widths[column]):
        more = max(0, min(spare, wishes[number] - widths[number]))
        widths[number] += more
        spare -= more
    return spare


def _lower(widths: list[int], wraps: Mapping[int, Sequence[int]], wanted: Sequence[int], spare: int) -> int:
    """Widen the columns whose texts take most further lines, step by step; what is then still to spare."""
    further = {number: _further(texts, widths[number]) for number, texts in wraps.items()}
    while spare and any(further.values()):
        fullest = max(further, key=lambda number: further[number])
        more = min(spare, _STEP, wanted[fullest] - widths[fullest])
        widths[fullest] += more
        spare -= more
        is_met = widths[fullest] >= wanted[fullest]
        further[fullest] = 0 if is_met else _further(wraps[fullest], widths[fullest])
    return spare


def _further(texts: Sequence[int], width: int) -> int:
    """About how many lines these texts take beyond the first of each; some of every line is left empty."""
    inside = max(1, width - px(_MARGIN))
    filled = max(1, inside * 9 // 10)
    return sum(-(-text // filled) - 1 for text in texts if text > inside)


def _heading(title: str, family: str, size: int) -> int:
    """How wide a heading is; one of two lines is as wide as the longer of them."""
    return max(_advance(line, family, size) for line in title.split("\n"))


def _longest(column: Column[Any], texts: Texts, family: str, size: int) -> int:
    margin = px(_CHIP_MARGIN if column.chip else _MARGIN)
    decimals = 1 if column.numeric else 0
    return max(texts.advances(column, family, size, decimals), default=0) + margin


def _longest_word(column: Column[Any], texts: Texts, family: str, size: int) -> int:
    words = {word for text in texts.of(column) for word in text.split()}
    return max((_advance(word, family, size) for word in words), default=0) + px(_MARGIN)


@lru_cache(maxsize=8192)
def _advance(text: str, family: str, size: int) -> int:
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold)  # what stands out is written in it, and nothing is wider
    return QFontMetrics(font).horizontalAdvance(text)
