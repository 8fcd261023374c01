"""What the program is made of: every library it runs on, with version, licence and notices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

#: What `pyproject.toml` asks for, beside what those ask for in turn; a test keeps the two alike.
ASKED_FOR = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "argon2-cffi",
    "cryptography",
    "fontpkg-be-vietnam-pro",
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


@dataclass(frozen=True)
class Component:
    """One library as its own package describes it; `notices` are the texts that have to be passed on."""

    name: str
    version: str
    licence: str
    home: str
    notices: tuple[str, ...]


def components() -> tuple[Component, ...]:
    """Every library that this program runs on and that is installed here, in the order of their names."""
    found: dict[str, Distribution] = {}
    waiting: list[str] = [*ASKED_FOR]
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key not in found and (library := _installed(name)):
            found[key] = library
            waiting.extend(_asks_for(library))
    return tuple(_component(found[key]) for key in sorted(found))


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
    licence = stated or _says(library, "License").partition("\n")[0]
    return Component(
        _says(library, "Name"), library.version, licence, _home(library), tuple(_notices(library))
    )


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
