"""Keeps the Vietnamese catalogue in step with the code; `N_` and `tr` mark what is to be translated."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from evalapp.base import paths

KEYWORDS = {"N_": None, "tr": None}
CATALOGUE = Path("locale", "vi", "LC_MESSAGES", "evalapp.po")

# No dates and no tool names: a catalogue changes only when a text does.
_HEADER = b"""\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: vi\\n"

"""


def main(arguments: Sequence[str]) -> int:
    """Rewrite the catalogue; fail while a text has no Vietnamese."""
    if arguments:
        print("python -m evalapp.devtools words")
        return 2
    catalogue = paths.resources() / CATALOGUE
    known = read_catalogue(catalogue)
    wanted = extracted(paths.checkout() / "evalapp")
    write_catalogue(catalogue, {text: known.get(text, "") for text in wanted})
    missing = sorted(text for text in wanted if not known.get(text))
    for text in missing:
        print(f"untranslated: {text!r}")
    dropped = len(known.keys() - wanted)
    print(f"{len(wanted)} texts, {len(missing)} untranslated, {dropped} no longer used and dropped")
    return 1 if missing else 0


def extracted(package: Path) -> set[str]:
    """Every text that the modules of a package mark for translation."""
    return {text for module in sorted(package.rglob("*.py")) for text in _texts_of(module)}


def read_catalogue(path: Path) -> dict[str, str]:
    """What a catalogue says: source text to translation, an empty one where there is none yet."""
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return {str(message.id): str(message.string or "") for message in read_po(stream) if message.id}


def write_catalogue(path: Path, texts: Mapping[str, str]) -> None:
    """Write a catalogue in one order, without places in the code, so that its differences stay small."""
    catalogue = Catalog()
    for text, translation in texts.items():
        message = catalogue.add(text, translation)
        message.flags.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(_HEADER)
        write_po(stream, catalogue, width=110, no_location=True, omit_header=True, sort_output=True)


def _texts_of(module: Path) -> Iterable[str]:
    with module.open("rb") as stream:
        for _, text, _, _ in extract("python", stream, keywords=KEYWORDS, options={"encoding": "utf-8"}):
            yield text if isinstance(text, str) else text[0]
