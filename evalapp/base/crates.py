"""What libraries tell of the Rust libraries compiled into them, by the lists in their own packages."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from msgspec import Struct

#: Licences that such a library may be under and whose text comes along; others must offer one of these.
TEXTS = ("Apache-2.0", "MIT", "BSD-3-Clause", "Zlib", "Unicode-3.0")
_LIST = re.compile(r"(^|/)sboms/[^/]+\.json$")
_ALTERNATIVE = re.compile(r"\s+OR\s+")
_TOGETHER = re.compile(r"\s+AND\s+")
#: Replaced by the other one, by those who gave out both.
_SUCCEEDED = {"Unicode-DFS-2016": "Unicode-3.0"}


class Crate(Struct, frozen=True):
    """One Rust library; `inside` is the library that carries it, `listed_in` the file that says so."""

    name: str
    version: str
    licence: str
    author: str
    purl: str
    sha256: str
    inside: str
    listed_in: str

    @property
    def line(self) -> str:
        """What stands of it on the page of licences."""
        return " – ".join(filter(None, (f"{self.name} {self.version}", self.licence, self.author)))


def crates(library: Distribution) -> Iterator[Crate]:
    """Those compiled into an installed library; what only built it, and parts of its own, are none."""
    for file in library.files or ():
        if _LIST.search(file.as_posix()):
            listed: Any = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
            for each in listed.get("components", ()):
                purl = each.get("purl", "")
                if purl.startswith("pkg:cargo/") and "=file:" not in purl and each.get("scope") != "excluded":
                    yield _crate(each, library.metadata["Name"], "/".join(file.parts[-3:]))


def texts_needed(licence: str) -> set[str]:
    """The licences by whose texts this one is kept; a `KeyError` where none of them is offered."""
    needed: set[str] = set()
    for alternatives in _TOGETHER.split(licence.replace("(", "").replace(")", "")):
        offered = {_SUCCEEDED.get(each, each) for each in _ALTERNATIVE.split(alternatives)}
        chosen = next((each for each in TEXTS if each in offered), None)
        if chosen is None and "Apache-2.0 WITH LLVM-exception" in offered:
            chosen = "Apache-2.0"  # the exception only takes duties away
        if chosen is None:
            raise KeyError(licence)
        needed.add(chosen)
    return needed


def _crate(said: Any, inside: str, listed_in: str) -> Crate:
    terms = said.get("licenses", ())
    hashes = {each["alg"]: each["content"] for each in said.get("hashes", ())}
    return Crate(
        said["name"],
        said["version"],
        " AND ".join(each["expression"] for each in terms),
        said.get("author", ""),
        said["purl"],
        hashes.get("SHA-256", ""),
        inside,
        listed_in,
    )
