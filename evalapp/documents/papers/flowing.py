"""A PDF that goes to the disk page by page: five thousand forms in one file take the memory of a few.

The library keeps every page until the file is written. Here a finished page is written at once, and only
what the end of the file needs of it is kept: its number and where it stands.
"""

from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas

# The library's type stubs leave what its objects hold unknown.
_LIBRARY: Any = pdfdoc
_DOCUMENT: Any = pdfdoc.PDFDocument
_CANVAS: Any = canvas.Canvas


class _Document(_DOCUMENT):
    """The library's document, written as it comes."""

    def __init__(self, out: BinaryIO, **more: Any) -> None:
        library: Any = super()
        library.__init__(**more)
        self._file = _LIBRARY.PDFFile(self._pdfVersion)
        for text in self._file.strings:
            out.write(text)
        self._file.write = out.write

    def addPage(self, page: Any) -> None:  # noqa: N802 (the library calls it)
        """Write a finished page and what is drawn on it."""
        library: Any = super()
        library.addPage(page)
        name = page.__InternalName__
        self._put(name)
        self._put(page.Contents.__InternalName__)
        page.__dict__ = {"__InternalName__": name}

    def _put(self, name: str) -> None:
        """Write one object, and let it go."""
        content = _LIBRARY.PDFIndirectObject(name, self.idToObject[name])
        self.idToOffset[name] = self._file.add(content.format(self))
        self.idToObject[name] = None

    def format(self) -> bytes:
        """Write what is left, and the table of what stands where; formatting may name further objects."""
        self.encrypt.prepare(self)
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 1
        while number in self.numberToId:
            if self.numberToId[number] not in self.idToOffset:
                self._put(self.numberToId[number])
            number += 1
        table = _LIBRARY.PDFCrossReferenceTable()
        table.addsection(0, [self.numberToId[each] for each in range(1, number)])
        start = self._file.add(table.format(self))
        trailer = _LIBRARY.PDFTrailer(startxref=start, Size=number, Root=root, Info=info, ID=self.ID())
        self._file.add(trailer.format(self))
        return b""


class FlowingCanvas(_CANVAS):
    """A canvas whose pages are in the file as soon as they are finished."""

    def __init__(self, out: BinaryIO, *, pagesize: tuple[float, float], lang: str) -> None:
        library: Any = super()
        library.__init__(out, pagesize=pagesize, invariant=1, lang=lang)
        self._doc = _Document(out, compression=self._pageCompression, invariant=1, lang=lang)
        self.init_graphics_state()
        self._make_preamble()
