"""What the program is made of: every library it runs on, with version, licence and notices."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from msgspec import Struct

from evalapp import __version__
from evalapp.base import paths
from evalapp.base.crates import Crate, crates, texts_needed

#: What `pyproject.toml` asks for, beside what those ask for in turn; a test keeps the two alike.
ASKED_FOR = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "argon2-cffi",
    "cryptography",
    "fontpkg-be-vietnam-pro",
    "markdown-it-py",
    "msgspec",
    "openpyxl",
    "pillow",
    "platformdirs",
    "pydantic",
    "pypdfium2",
    "python-calamine",
    "qtawesome",
    "reportlab",
    "sqlcipher3",
    "tzdata",
)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_NOTICE = re.compile(r"(^|/)(licen[cs]es?|copying|notices?|copyright)([-_.a-z0-9]*|/.+)$", re.IGNORECASE)
_CODE = (".py", ".pyc", ".pyi", ".so", ".pyd", ".html")


class Component(Struct, frozen=True):
    """One library as its own package describes it; `notices` are the texts that have to be passed on.

    What others carry compiled in names them in `inside` and knows no version of its own.
    """

    name: str
    version: str
    licence: str
    home: str
    notices: tuple[str, ...]
    inside: str = ""

    @property
    def title(self) -> str:
        """Its name, with the version where it has one."""
        return f"{self.name} {self.version}".strip()

    @property
    def text(self) -> str:
        """What it is and every notice, as one text."""
        about = [self.title, self.licence, self.home, self.inside and f"({self.inside})"]
        return "\n\n".join(["\n".join(filter(None, about)), *self.notices])


def components() -> tuple[Component, ...]:
    """Every library that this program runs on and that is installed here, in the order of their names."""
    return tuple(map(_component, _libraries()))


def every_crate() -> tuple[Crate, ...]:
    """Every Rust library compiled into one of the libraries."""
    return tuple(each for library in _libraries() for each in crates(library))


def _libraries() -> list[Distribution]:
    found: dict[str, Distribution] = {}
    waiting: list[str] = [*ASKED_FOR]
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key not in found and (library := _installed(name)):
            found[key] = library
            waiting.extend(_asks_for(library))
    return [found[key] for key in sorted(found)]


def parts() -> tuple[Component, ...]:
    """What the libraries carry compiled in, as the list beside the texts says."""
    notices = {each.name: each.notices for each in components()}
    return tuple(
        Component(
            each["name"],
            "",
            each["licence"],
            each["home"],
            tuple(notices.get(each.get("text_of", ""), ())) or tuple(map(_text, each["texts"])),
            each["inside"],
        )
        for each in _said()["part"]
    )


def every_notice() -> tuple[Component, ...]:
    """The program itself, its libraries, and what they carry: the whole page of licences."""
    itself = Component("evalapp", __version__, "Apache-2.0", "", (_text("Apache-2.0.txt"),))
    return (itself, *components(), *parts(), *_rust_parts())


def _rust_parts() -> Iterator[Component]:
    """One page for each library that carries Rust libraries: their names, and the texts of their terms."""
    carried: dict[str, list[Crate]] = {}
    for each in every_crate():
        carried.setdefault(each.inside, []).append(each)
    for inside, of_it in carried.items():
        needed = sorted({name for each in of_it for name in texts_needed(each.licence)})
        lines = "\n".join(each.line for each in of_it)
        texts = [_text(f"{name}.txt") for name in needed]
        name = f"Rust libraries in {inside}"
        yield Component(name, "", ", ".join(needed), "https://crates.io", (lines, *texts), inside)


def _text(name: str) -> str:
    return (paths.resources() / "licences" / name).read_text(encoding="utf-8")


@cache
def _said() -> Mapping[str, Any]:
    return tomllib.loads(_text("parts.toml"))


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # only needed on another system
        return None


def _asks_for(library: Distribution) -> Iterator[str]:
    for requirement in library.requires or ():
        named = _NAME.match(requirement)
        if named and "extra ==" not in requirement:
            yield named[0]


def _component(library: Distribution) -> Component:
    stated = _says(library, "License-Expression") or _of_classifiers(library)
    name = _says(library, "Name")
    ours = _said()["library"].get(name, {})
    licence = stated or _says(library, "License").partition("\n")[0] or ours.get("licence", "")
    notices = [*dict.fromkeys(_notices(library)), *map(_text, ours.get("texts", ()))]
    return Component(name, library.version, licence, _home(library), tuple(notices))


def _says(library: Distribution, key: str) -> str:
    """What its package says under a key; the first of several, nothing where it is silent."""
    return next(iter(library.metadata.get_all(key) or ()), "")


def _of_classifiers(library: Distribution) -> str:
    said = library.metadata.get_all("Classifier") or ()
    return ", ".join(each.rpartition(" :: ")[2] for each in said if each.startswith("License :: OSI"))


def _home(library: Distribution) -> str:
    return _says(library, "Home-page") or _says(library, "Project-URL").partition(", ")[2]


def _notices(library: Distribution) -> Iterator[str]:
    for file in library.files or ():
        if _NOTICE.search(str(file)) and not str(file).endswith(_CODE):
            place = Path(str(file.locate()))
            text = _decoded(place.read_bytes()) if place.is_file() else ""
            if text.strip():
                yield text


def _decoded(data: bytes) -> str:
    """A notice as its author wrote it; some old ones are not UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _key(name: str) -> str:
    """The one spelling of a name of many."""
    return re.sub(r"[-_.]+", "-", name).lower()
