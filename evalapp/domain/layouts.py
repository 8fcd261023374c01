"""How a unit's papers are laid out: the names above, the place, who signs, who receives; dated like names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean

_LONGEST = 200
_MOST_RECIPIENTS = 12
#: What a printed list may do without; whom it is about and what came out always stands there.
DISPENSABLE = (
    "Mã CB",
    "Chức vụ",
    "Chức vụ, đơn vị",
    "Điểm tự chấm",
    "Điểm cấp phó",
    "Điểm cấp trưởng",
    "Cộng",
    "Trừ",
    "Mức hưởng",
    "Ghi chú",
)


class Layout(Struct, frozen=True):
    """What an office has printed on its papers from a day on; what is empty stays as the program has it."""

    since: date | None = None
    superior: str = ""
    name: str = ""
    place: str = ""
    signer_title: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    logo: str = ""  # the SHA-256 of a picture kept with the data file
    title: str = ""  # of the month's summary, instead of the program's
    hidden: tuple[str, ...] = ()  # columns of printed lists left out, by their headings
    picture: bytes = b""  # that picture, where a paper is about to be drawn
    history: str = ""  # the end of the history then, as papers tell it


PLAIN_LAYOUT = Layout()


def checked_layout(layout: Layout) -> Layout:
    """The layout as it may be kept; what would not fit on a paper is refused."""
    cleaned = replace(
        layout,
        superior=clean(layout.superior),
        name=clean(layout.name),
        place=clean(layout.place),
        signer_title=clean(layout.signer_title),
        signer=clean(layout.signer),
        title=clean(layout.title),
        recipients=tuple(text for each in layout.recipients if (text := clean(each))),
        hidden=tuple(_dispensable(text) for each in layout.hidden if (text := clean(each))),
    )
    texts = (
        cleaned.superior, cleaned.name, cleaned.place, cleaned.signer_title, cleaned.signer, cleaned.title,
    )  # fmt: skip
    if any(len(text) > _LONGEST for text in (*texts, *cleaned.recipients)):
        raise UserError(N_("A line of a paper has at most {limit} letters. Shorten it."), limit=_LONGEST)
    if len(cleaned.recipients) > _MOST_RECIPIENTS:
        raise UserError(N_("A paper names at most {limit} recipients."), limit=_MOST_RECIPIENTS)
    return cleaned


def _dispensable(title: str) -> str:
    """The heading as lists spell it; a column that no list may do without is refused."""
    found = next((each for each in DISPENSABLE if each.casefold() == title.casefold()), None)
    if found is None:
        raise UserError(
            N_("Lists cannot leave out “{title}”. They can do without: {known}."),
            title=title,
            known=", ".join(DISPENSABLE),
        )
    return found


def layout_on(versions: Sequence[Layout], day: date) -> Layout | None:
    """The layout that holds on a day: the newest that has begun."""
    begun = [each for each in versions if each.since is None or each.since <= day]
    return max(begun, key=lambda each: each.since or date.min, default=None)


def with_layout(versions: Sequence[Layout], layout: Layout) -> tuple[Layout, ...]:
    """The versions with one more; one of the same day is replaced."""
    others = [each for each in versions if each.since != layout.since]
    return tuple(sorted((*others, layout), key=lambda each: each.since or date.min))


def layout_document(layout: Layout) -> dict[str, Any]:
    """A layout as it is kept, and as JSON carries it."""
    return {
        "since": layout.since.isoformat() if layout.since else None,
        "superior": layout.superior,
        "name": layout.name,
        "place": layout.place,
        "signer_title": layout.signer_title,
        "signer": layout.signer,
        "recipients": list(layout.recipients),
        "logo": layout.logo,
        "title": layout.title,
        "hidden": list(layout.hidden),
    }


def layout_from(document: Mapping[str, Any]) -> Layout:
    """Read back what `layout_document` wrote."""
    return Layout(
        date.fromisoformat(document["since"]) if document["since"] else None,
        document["superior"],
        document["name"],
        document["place"],
        document["signer_title"],
        document["signer"],
        tuple(document["recipients"]),
        document.get("logo", ""),  # layouts kept before logos had none
        document.get("title", ""),
        tuple(document.get("hidden", ())),
    )
