"""The manual: Markdown that comes with the program, read into chapters for the window, browsers and printers.

A heading may name its anchor as `{#month}`; the anchors of screens are their keys. A paragraph `[[keys]]` or
`[[asked month]]` is filled in by whoever knows the screens, so that nothing is written down twice. A picture
is named after the scene that it shows, and is left out where nobody has taken it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from evalapp.base import paths
from evalapp.base.names import fold

#: The folder of the pictures, beside the sources and beside what is written out.
PICTURES = "pictures"
Part = Callable[[str], str]
_PART = re.compile(r"^\[\[(keys|asked \w+)\]\]$", re.MULTILINE)
_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}$")
_SOURCE_LINK = re.compile(r"\.md(?=#|$)")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LETTERS = re.compile(r"[a-z0-9]+")
#: How much more a word of the title counts, and all words together; what is kept beside the best answer.
_TITLE, _ALL, _LEAST = 4, 2, 0.1


class Section(Struct, frozen=True):
    """What stands below one heading; `words` is folded, with a blank before each, for finding."""

    page: str
    anchor: str
    level: int
    title: str
    words: str

    @property
    def place(self) -> str:
        """Where a link leads that leads here."""
        return f"{self.page}.html#{self.anchor}"


class Page(Struct, frozen=True, dict=True):
    """One chapter; `tokens` is what the Markdown says, piece by piece, `scenes` what it wants pictures of."""

    name: str
    tokens: tuple[Token, ...]
    sections: tuple[Section, ...]
    scenes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title of the chapter."""
        return self.sections[0].title

    @cached_property
    def html(self) -> str:
        """The chapter as HTML, without what stands around it."""
        markdown = _markdown()
        return markdown.renderer.render(self.tokens, markdown.options, {})


class Manual(Struct, frozen=True):
    """The whole manual in one language."""

    language: str
    pages: tuple[Page, ...]

    @property
    def sections(self) -> Iterator[Section]:
        """Every section in reading order."""
        return (section for page in self.pages for section in page.sections)

    def section(self, anchor: str) -> Section:
        """The section of a screen; the beginning for one without."""
        first = self.pages[0].sections[0]
        return next((section for section in self.sections if section.anchor == anchor), first)

    def found(self, typed: str) -> Sequence[Section]:
        """The sections that answer a few words or a question, with or without accents, the best one first.

        Rare words count more, those of a title most; all of them together count again.
        """
        words = {f" {word}" for word in _LETTERS.findall(fold(typed))}
        sections = tuple(self.sections)
        spread = {word: sum(word in each.words for each in sections) for word in words}
        rare = {word: 1 / count for word, count in spread.items() if count}

        def weight(each: Section) -> float:
            title = _spaced(each.title)
            held = [word for word in rare if word in each.words]
            told = sum(rare[word] * (1 + _TITLE * (word in title)) for word in held)
            return told * (_ALL if len(held) == len(words) else 1)

        weighed = sorted(((weight(each), each) for each in sections), key=lambda one: -one[0])
        least = weighed[0][0] * _LEAST
        return [each for how_much, each in weighed if how_much and how_much >= least]


def folder() -> Path:
    """Where the sources are, a folder for each language, and the pictures once they are taken."""
    return paths.resources() / "manual"


def pictures(language: str) -> Path:
    """Where the pictures of a language are, once they are taken."""
    return folder() / PICTURES / language


def _picture_file(language: str, scene: str) -> Path:
    return pictures(language) / f"{scene}-light.png"


def read_manual(language: str, part: Part) -> Manual:
    """Read every chapter of a language in the order of the files."""
    sources = sorted((folder() / language).glob("*.md"))
    return Manual(language, tuple(_page(source, part, language) for source in sources))


def quoted(manual: Manual) -> Iterator[str]:
    """Every word of the window that the manual quotes."""
    for page in manual.pages:
        for token in page.tokens:
            children = token.children or []
            for number, child in enumerate(children):
                if child.type == "strong_open":
                    yield children[number + 1].content


def links(manual: Manual) -> Iterator[str]:
    """Where every link of the manual leads."""
    for page in manual.pages:
        for token in _inside(page.tokens):
            if token.type == "link_open":
                yield str(token.attrs["href"])


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _page(source: Path, part: Part, language: str) -> Page:
    text = _PART.sub(lambda named: part(named[1]), source.read_text(encoding="utf-8"))
    read = _markdown().parse(text)
    scenes = tuple(str(child.attrs["src"]) for child in _inside(read) if child.type == "image")
    tokens = tuple(_without_untaken(read, language))
    for child in _inside(tokens):
        if child.type == "image":
            file = _picture_file(language, str(child.attrs["src"]))
            child.attrs["src"] = f"{PICTURES}/{language}/{file.name}"
        elif child.type == "link_open":
            child.attrs["href"] = _SOURCE_LINK.sub(".html", str(child.attrs["href"]))
    return Page(source.stem, tokens, tuple(_sections(source.stem, tokens)), scenes)


def _without_untaken(tokens: Sequence[Token], language: str) -> Iterator[Token]:
    """All but the pictures that nobody has taken, each of which is a paragraph of its own."""
    untaken = {number for number, token in enumerate(tokens) if _is_untaken(token, language)}
    for number, token in enumerate(tokens):
        if not untaken & {number - 1, number, number + 1}:
            yield token


def _is_untaken(token: Token, language: str) -> bool:
    shown = [child for child in token.children or () if child.type == "image"]
    return any(not _picture_file(language, str(picture.attrs["src"])).is_file() for picture in shown)


def _inside(tokens: Iterable[Token]) -> Iterator[Token]:
    """What stands inside the lines: words, links, pictures."""
    return (child for token in tokens for child in token.children or ())


def _sections(page: str, tokens: Sequence[Token]) -> Iterator[Section]:
    """Give each heading its anchor, and say what stands below it."""
    starts = [number for number, token in enumerate(tokens) if token.type == "heading_open"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        heading, title = tokens[start], tokens[start + 1]
        named = _ANCHOR.search(title.content)
        title.content = _ANCHOR.sub("", title.content)
        if named and title.children:
            title.children[-1].content = _ANCHOR.sub("", title.children[-1].content)
        anchor = named[1] if named else _NO_LETTER.sub("-", fold(title.content)).strip("-")
        heading.attrs["id"] = anchor
        words = _spaced(" ".join(token.content for token in tokens[start:end]))
        yield Section(page, anchor, int(heading.tag[1:]), title.content, words)


def _spaced(text: str) -> str:
    return "".join(f" {word}" for word in _LETTERS.findall(fold(text)))
