"""What stands in a Word paper: its page, paragraphs and tables, with what its styles say of them."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self
from xml.etree import ElementTree

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.documents.papers import fonts
from evalapp.documents.papers.page import Style

_TWIP = 20  # to the point
_HALF = 2  # half points to the point
_AUTO = 240  # the height of one line, where the distance of lines is given in lines
_A4 = (11906.0, 1701.0, 850.0, 1134.0, 1134.0)
#: What the paper says in place of a picture, which is not drawn.
PICTURE = "[Hình]"
_TAB = "    "
_OFF = frozenset({"0", "false", "off", "none"})
# What lies around paragraphs and runs without being one: followed into.
_AROUND = frozenset({"sdt", "sdtContent", "hyperlink", "ins", "smartTag", "customXml", "moveTo", "fldSimple"})
#: Points that Word leaves free beside the words of a cell where nothing else is said.
_BESIDE = 5.4


class Piece(Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    style: Style


class Paragraph(Struct, frozen=True):
    """A paragraph: its lines as pieces, and how it stands; all distances in points."""

    lines: tuple[tuple[Piece, ...], ...]
    style: Style
    align: str = "left"
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    first: float = 0
    line: float = 1  # times the height of a line, or the height itself where it is exact
    is_exact: bool = False
    ruled: bool = False  # a rule above it
    dotted: bool = False  # its tabs are led by dots: a line to write on
    with_next: bool = False


class WordCell(Struct, frozen=True):
    """A cell over so many columns."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    middle: bool = False


class WordTable(Struct, frozen=True):
    """A table: the widths of its columns, its rows, and which rows head every page."""

    widths: tuple[float, ...]
    rows: tuple[tuple[WordCell, ...], ...]
    headings: int = 0
    ruled: bool = False
    side: float = _BESIDE  # what is free beside the words of a cell

    @property
    def with_next(self) -> bool:
        """Whether it stays on the page of what follows: all that its last row says does."""
        said = [each for cell in (self.rows[-1] if self.rows else ()) for each in cell.paragraphs]
        return bool(said) and all(each.with_next for each in said)


class WordPage(Struct, frozen=True):
    """A whole paper on its page; margins in points."""

    blocks: tuple[Paragraph | WordTable, ...]
    wide: bool
    left: float
    right: float
    top: float
    bottom: float


def read_word(data: bytes) -> WordPage:
    """Read a Word paper of ours; it was made from a template that was looked at, so it declares nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = _first(ElementTree.fromstring(archive.read("word/document.xml")), "body")
        has_styles = "word/styles.xml" in archive.namelist()
        styles = _Styles(ElementTree.fromstring(archive.read("word/styles.xml")) if has_styles else None)
    reading = _Reading(styles)
    blocks = tuple(reading.blocks(body)) if body is not None else ()
    section = _first(body, "sectPr")
    size, margin = _values(_first(section, "pgSz")), _values(_first(section, "pgMar"))
    width, left, right, top, bottom = _A4
    return WordPage(
        blocks,
        wide=_number(size, "w", width) > _number(size, "h", width + 1),
        left=_number(margin, "left", left) / _TWIP,
        right=_number(margin, "right", right) / _TWIP,
        top=abs(_number(margin, "top", top)) / _TWIP,
        bottom=abs(_number(margin, "bottom", bottom)) / _TWIP,
    )


class _Look(Struct, frozen=True):
    """What a style, a paragraph and a run say together; later ones win."""

    run: dict[str, str] = field(default_factory=dict[str, str])
    paragraph: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def over(self, element: ElementTree.Element | None) -> Self:
        """The same look with what an element's own properties say on top."""
        run = {**self.run, **_run_look(_first(element, "rPr"))}
        paragraph = dict(self.paragraph)
        properties = _first(element, "pPr")
        for each in properties if properties is not None else ():
            paragraph[_name(each)] = {**paragraph.get(_name(each), {}), **_values(each)}
            if _name(each) == "tabs" and any("leader" in _values(tab) for tab in each):
                paragraph["dotted"] = {}
            if _name(each) == "pBdr" and _first(each, "top") is not None:
                paragraph["ruled"] = {}
        return replace(self, run=run, paragraph=paragraph)

    @property
    def style(self) -> Style:
        """The face and size."""
        faces = {
            (False, False): fonts.REGULAR,
            (True, False): fonts.BOLD,
            (False, True): fonts.ITALIC,
            (True, True): fonts.BOLD_ITALIC,
        }
        return Style(
            faces[
                "b" in self.run and self.run["b"] not in _OFF, "i" in self.run and self.run["i"] not in _OFF
            ],
            float(self.run.get("sz", 20)) / _HALF,
        )


class _Styles:
    """The styles of a paper, each with what it is based on."""

    def __init__(self, root: ElementTree.Element | None) -> None:
        found = [each for each in root if _name(each) == "style"] if root is not None else []
        self._styles = {_values(each).get("styleId", ""): each for each in found}
        self._default = next(
            (key for key, each in self._styles.items() if _values(each).get("default") == "1"), ""
        )
        defaults = _first(root, "docDefaults")
        self._plain = _Look().over(_first(defaults, "rPrDefault")).over(_first(defaults, "pPrDefault"))

    def look(self, code: str) -> _Look:
        """What a style of paragraphs says, from its oldest base on."""
        chain: list[ElementTree.Element] = []
        while (style := self._styles.get(code or self._default)) is not None and style not in chain:
            chain.append(style)
            code = _values(_first(style, "basedOn")).get("val", "")
            if not code:
                break
        look = self._plain
        for style in reversed(chain):
            look = look.over(style)
        return look


class _Reading:
    def __init__(self, styles: _Styles) -> None:
        self._styles = styles

    def blocks(self, element: ElementTree.Element) -> Iterator[Paragraph | WordTable]:
        """The paragraphs and tables below an element, in their order."""
        for child in element:
            name = _name(child)
            if name == "p":
                yield self._paragraph(child)
            elif name == "tbl":
                yield self._table(child)
            elif name in _AROUND:
                yield from self.blocks(child)

    def _paragraph(self, element: ElementTree.Element) -> Paragraph:
        code = _values(_first(_first(element, "pPr"), "pStyle")).get("val", "")
        # The properties of the paragraph's own mark are no properties of its words.
        look = self._styles.look(code).over(element)
        pieces = list(self._pieces(element, look))
        of = look.paragraph
        spacing, indent = of.get("spacing", {}), of.get("ind", {})
        exact = spacing.get("lineRule") == "exact"
        return Paragraph(
            tuple(_on_lines(pieces)),
            look.style,
            of.get("jc", {}).get("val", "left"),
            before=_number(spacing, "before") / _TWIP,
            after=_number(spacing, "after") / _TWIP,
            left=_number(indent, "left", _number(indent, "start")) / _TWIP,
            right=_number(indent, "right", _number(indent, "end")) / _TWIP,
            first=(_number(indent, "firstLine") - _number(indent, "hanging")) / _TWIP,
            line=_number(spacing, "line", _AUTO) / (_TWIP if exact else _AUTO),
            is_exact=exact,
            ruled="ruled" in of,
            dotted="dotted" in of,
            with_next="keepNext" in of and of["keepNext"].get("val") not in _OFF,
        )

    def _pieces(self, element: ElementTree.Element, look: _Look) -> Iterator[Piece]:
        for child in element:
            if _name(child) == "r":
                style = look.over(child).style
                text = "".join(_SIGNS[_name(each)](each) for each in child if _name(each) in _SIGNS)
                if text:
                    yield Piece(text, style)
            elif _name(child) in _AROUND:
                yield from self._pieces(child, look)

    def _table(self, element: ElementTree.Element) -> WordTable:
        grid = _first(element, "tblGrid")
        widths = [_number(_values(each), "w") / _TWIP for each in grid] if grid is not None else []
        rows = list(_rows(element))
        cells = tuple(tuple(self._cells(row)) for row in rows)
        columns = max((sum(cell.span for cell in row) for row in cells), default=0)
        properties = _first(element, "tblPr")
        borders = _first(properties, "tblBorders")
        side = _first(_first(properties, "tblCellMar"), "left")
        headings = 0
        while headings < len(rows) and _first(_first(rows[headings], "trPr"), "tblHeader") is not None:
            headings += 1
        return WordTable(
            tuple(widths[:columns]) if len(widths) >= columns else (1.0,) * columns,
            cells,
            headings if headings < len(rows) else 0,
            ruled=_first(properties, "tblStyle") is not None
            or any(_values(each).get("val", "none") not in _OFF | {"nil"} for each in borders or ()),
            side=_number(_values(side), "w", _BESIDE * _TWIP) / _TWIP,
        )

    def _cells(self, row: ElementTree.Element) -> Iterator[WordCell]:
        for cell in row:
            if _name(cell) == "tc":
                properties = _first(cell, "tcPr")
                yield WordCell(
                    tuple(_flat(self.blocks(cell))),
                    int(_number(_values(_first(properties, "gridSpan")), "val", 1)),
                    _values(_first(properties, "vAlign")).get("val") == "center",
                )


def _flat(blocks: Iterator[Paragraph | WordTable]) -> Iterator[Paragraph]:
    """The paragraphs of a cell; those of a table inside it stand below each other."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (each for row in block.rows for cell in row for each in cell.paragraphs)


def _rows(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The rows of a table, not those of a table inside one of its cells."""
    for child in element:
        if _name(child) == "tr":
            yield child
        elif _name(child) in _AROUND:
            yield from _rows(child)


def _on_lines(pieces: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces as lines that the writer broke."""
    line: list[Piece] = []
    for piece in pieces:
        first, *more = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for text in more:
            yield tuple(line)
            line = [replace(piece, text=text)]
    yield tuple(line)


def _run_look(properties: ElementTree.Element | None) -> dict[str, str]:
    return {
        _name(each): _values(each).get("val", "1")
        for each in (properties if properties is not None else ())
        if _name(each) in {"b", "i", "sz"}
    }


def _name(element: ElementTree.Element) -> str:
    """The name of an element, whatever its prefix."""
    return element.tag.rpartition("}")[2]


def _first(element: ElementTree.Element | None, name: str) -> ElementTree.Element | None:
    return next((each for each in (element if element is not None else ()) if _name(each) == name), None)


def _values(element: ElementTree.Element | None) -> dict[str, str]:
    return {key.rpartition("}")[2]: value for key, value in element.items()} if element is not None else {}


def _number(values: Mapping[str, str], name: str, otherwise: float = 0) -> float:
    text = values.get(name, "")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else otherwise


def _text(element: ElementTree.Element) -> str:
    return element.text or ""


def _said(text: str) -> Callable[[Any], str]:
    return lambda _element: text


_SIGNS: Mapping[str, Callable[[ElementTree.Element], str]] = {
    "t": _text,
    "br": _said("\n"),
    "cr": _said("\n"),
    "tab": _said(_TAB),
    "noBreakHyphen": _said("-"),
    "drawing": _said(PICTURE),
    "pict": _said(PICTURE),
}
