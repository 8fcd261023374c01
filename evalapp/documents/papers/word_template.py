"""Word templates that offices edit: places in double braces, rows that repeat, and nothing that could run.

A template knows names only. It is no program: there is nothing in it to evaluate, and what is put in is
never read again, so that a person named `{{ x }}` is printed as typed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn
from xml.dom import minidom
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.papers.plain_text import lines
from evalapp.documents.reading.archives import RefusedFile, refuse_bombs, refuse_many_entries

#: What a paper says: a text by its name, or a row of texts for each thing of a list.
Values = Mapping[str, str | Sequence[Mapping[str, str]]]

LARGEST = 5 * 1024 * 1024
_MOST_UNPACKED = 20 * 1024 * 1024
_DOCUMENT = "word/document.xml"
_FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_PLACE = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)?)\s*\}\}")
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\}\}|\{%|%\}")
_PLAIN_TYPE = b"wordprocessingml.document.main+xml"
_RUNS = re.compile(r"vbaproject|activex|embeddings/|oleobject|word/attachedtoolbars", re.IGNORECASE)
_REACHING = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|LINK|IMPORT|DATABASE)\b", re.IGNORECASE
)
#: What may be a document's number, such as 3814-QĐ/TU or 12/QĐ-UBND.
_NUMBERED = re.compile(r"\b\d\w{0,10}(?:[-/]\w{1,12}){2,4}(?!\w)")
_MARK = "evalapp-rows"
_MARKED = re.compile(rf"<\?{_MARK} (\d+)\?>")


class WordTemplate:
    """A template that was looked at: only what it names, and only if all of it can be filled."""

    def __init__(self, name: str, data: bytes, known: Sequence[str]) -> None:
        self._name = name
        self._known = frozenset(known)
        self._parts = self._read(data)
        self._filled = {
            part: _Part(self, xml) for part, xml in self._parts.items() if _FILLED.fullmatch(part)
        }

    @property
    def places(self) -> frozenset[str]:
        """Everything that the template asks for."""
        return frozenset(place for part in self._filled.values() for place in part.places)

    def filled(self, values: Values) -> bytes:
        """The paper as a Word document."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in self._parts.items():
                part = self._filled.get(name)
                filled = part.filled(values).encode() if part else content
                archive.writestr(zipfile.ZipInfo(name), filled, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def refuse_unknown(self, text: str) -> None:
        """Refuse what stands in braces and is no name of this paper."""
        for found in _BRACES.findall(text):
            place = _PLACE.fullmatch(found)
            if place is None or place[1] not in self._known:
                raise UserError(
                    N_(
                        "“{file}” asks for {place}, which this paper does not have. Write only names from "
                        "the list of places, each in double braces such as {example}."
                    ),
                    file=self._name,
                    place=found,
                    example="{{ " + min(self._known) + " }}",
                )

    def refuse_mixed(self, lists: frozenset[str]) -> None:
        """Refuse a row that would have to repeat for two lists at once."""
        if len(lists) > 1:
            raise UserError(
                N_("“{file}” has a row that names both {one} and {other}: a row repeats for one of them."),
                file=self._name,
                one=min(lists),
                other=max(lists),
            )

    def _read(self, data: bytes) -> dict[str, bytes]:
        try:
            refuse_many_entries(io.BytesIO(data))
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                refuse_bombs(archive.infolist(), _MOST_UNPACKED)
                parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        except RefusedFile as error:
            self._refuse_bomb(error)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            zlib.error,
        ) as error:
            raise self._no_document() from error
        if _DOCUMENT not in parts or _PLAIN_TYPE not in parts.get("[Content_Types].xml", b""):
            raise self._no_document()
        self._refuse_running(parts)
        return parts

    def _refuse_bomb(self, error: RefusedFile) -> NoReturn:
        raise UserError(
            N_("“{file}” unpacks to more than a template can hold, or is locked. Save it anew in Word."),
            file=self._name,
        ) from error

    def _no_document(self) -> UserError:
        return UserError(
            N_("“{file}” is no Word document that can be filled in. Save it in Word as a document (.docx)."),
            file=self._name,
        )

    def _refuse_running(self, parts: Mapping[str, bytes]) -> None:
        """Refuse macros, controls, objects inside, and what is fetched from elsewhere."""
        for name, content in parts.items():
            if _RUNS.search(name) or b"macroEnabled" in content:
                raise UserError(
                    N_("“{file}” holds macros or objects, which are programs. Save it without them."),
                    file=self._name,
                )
            if name.endswith(".rels") and _fetches(content):
                raise UserError(
                    N_(
                        "“{file}” fetches something from another file or from a network. Put it into the "
                        "document itself."
                    ),
                    file=self._name,
                )

    def parsed(self, xml: bytes) -> minidom.Document:
        """A part as a tree; declarations, by which XML can be made to explode, are refused before."""
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
            raise self._no_document()
        try:
            return minidom.parseString(xml)
        except ExpatError as error:
            raise self._no_document() from error

    def refuse_fields(self, instructions: str) -> None:
        """Refuse a field that starts a program or reads another file when the paper is opened."""
        if _REACHING.search(instructions):
            raise UserError(
                N_("“{file}” holds a field that reads other files ({field}). Take it out."),
                file=self._name,
                field=instructions.strip()[:60],
            )


class _Part:
    """One part of a template with text: its XML, in which every repeated row is cut out."""

    def __init__(self, of: WordTemplate, xml: bytes) -> None:
        self._of = of
        tree = of.parsed(xml)
        self._prefix = (tree.documentElement.prefix or "w") if tree.documentElement else "w"
        of.refuse_fields(" ".join(_text(each) for each in self._all(tree, "instrText")))
        for paragraph in self._all(tree, "p"):
            self._join(paragraph)
        self.places = frozenset(_PLACE.findall(" ".join(_text(each) for each in self._all(tree, "t"))))
        self._rows = list(self._cut_rows(tree))
        self._xml = tree.toxml(encoding=None)

    def filled(self, values: Values) -> str:
        """The part with what is put in."""
        pieces = _MARKED.split(self._xml)
        return "".join(
            self._rows_of(int(piece), values) if number % 2 else self._put(piece, values)
            for number, piece in enumerate(pieces)
        )

    def _rows_of(self, number: int, values: Values) -> str:
        name, xml = self._rows[number]
        listed = values[name]
        if isinstance(listed, str):
            return self._put(xml, values) if listed else ""
        return "".join(
            self._put(xml, {**values, **{f"{name}.{key}": text for key, text in each.items()}})
            for each in listed
        )

    def _put(self, xml: str, values: Values) -> str:
        """The texts in their places, in one pass: what is put in is not looked at again."""
        return _PLACE.sub(lambda place: self._text_of(values[place[1]]), xml)

    def _text_of(self, value: str | Sequence[Mapping[str, str]]) -> str:
        return self._parted("br").join(map(self._line_of, lines(str(value))))

    def _line_of(self, line: str) -> str:
        """A line in which the number of a document stays on one line: Word breaks at any other hyphen."""
        hyphen = self._parted("noBreakHyphen")
        return _NUMBERED.sub(
            lambda found: found[0].replace("-", hyphen) if _is_number(found[0]) else found[0], escape(line)
        )

    def _parted(self, by: str) -> str:
        w = self._prefix
        return f'</{w}:t><{w}:{by}/><{w}:t xml:space="preserve">'

    def _all(self, tree: minidom.Document | minidom.Element, name: str) -> list[minidom.Element]:
        return list(tree.getElementsByTagName(f"{self._prefix}:{name}"))

    def _join(self, paragraph: minidom.Element) -> None:
        """Bring each place into one run; Word tears it apart wherever somebody typed or checked a word."""
        texts = [each for each in self._all(paragraph, "t") if self._above(each, "p") is paragraph]
        whole = "".join(map(_text, texts))
        self._of.refuse_unknown(whole)
        torn = [match.span() for match in _PLACE.finditer(whole)]
        at = 0
        for text in texts:
            length = len(_text(text))
            kept = "".join(_kept_letter(whole, torn, place, at, length) for place in range(at, at + length))
            _set_text(text, kept)
            at += length

    def _cut_rows(self, tree: minidom.Document) -> Iterator[tuple[str, str]]:
        """Take each row or paragraph that repeats out of the tree, and leave a mark where it was.

        So a line of its own goes that would stand empty: a unit without a superior has no line for one.
        """
        number = 0
        for element in (*self._all(tree, "tr"), *self._all(tree, "p")):
            said = " ".join(_text(each) for each in self._all(element, "t"))
            lists = frozenset(place.partition(".")[0] for place in _PLACE.findall(said) if "." in place)
            self._of.refuse_mixed(lists)
            cut, parent = min(lists, default="") or self._own_line(element, said), element.parentNode
            if not cut or parent is None or not _stands_in(element, tree):
                continue
            parent.replaceChild(tree.createProcessingInstruction(_MARK, str(number)), element)
            yield cut, element.toxml()
            number += 1

    def _own_line(self, element: minidom.Element, said: str) -> str:
        """The one name that a paragraph consists of, where another follows it: a cell ends with one."""
        name, after = _PLACE.fullmatch(said.strip()), element.nextSibling
        is_followed = element.nodeName == f"{self._prefix}:p" == (after.nodeName if after else "")
        return name[1] if name and is_followed else ""

    def _above(self, element: minidom.Element, name: str) -> minidom.Node | None:
        above = element.parentNode
        while above is not None and above.nodeName != f"{self._prefix}:{name}":
            above = above.parentNode
        return above


def _is_number(text: str) -> bool:
    """Whether it is parted both ways and has letters: no days, no numbers from and to."""
    return "-" in text and "/" in text and any(map(str.isalpha, text))


def _kept_letter(whole: str, torn: Sequence[tuple[int, int]], place: int, at: int, length: int) -> str:
    """What stands at a place: a whole name where one begins, nothing where one goes on."""
    for begin, end in torn:
        if place == begin:
            return whole[begin:end]
        if begin < place < end:
            return ""
    return whole[place]


def _text(element: minidom.Element) -> str:
    return "".join(child.data for child in element.childNodes if isinstance(child, minidom.Text))


def _set_text(element: minidom.Element, text: str) -> None:
    for child in list(element.childNodes):
        element.removeChild(child)
    document = element.ownerDocument
    if document is not None:
        element.appendChild(document.createTextNode(text))
    element.setAttribute("xml:space", "preserve")


def _stands_in(element: minidom.Element, tree: minidom.Document) -> bool:
    """Whether it is in the tree still, and not in a row that was taken out."""
    above: minidom.Node | None = element
    while above is not None and above is not tree:
        above = above.parentNode
    return above is tree


def _fetches(relations: bytes) -> bool:
    """Whether something outside is loaded; a link that a reader may click loads nothing by itself."""
    outside = re.findall(rb"<Relationship\b[^>]*TargetMode=[\"']External[\"'][^>]*>", relations)
    return any(b"/hyperlink" not in each for each in outside)
