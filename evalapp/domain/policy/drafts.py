"""Drafts: a policy's whole document while it is edited, as plain data exactly as TOML reads it.

How a part is edited. A place in the document is a path of keys and positions from 0, such as
`("gate", 2, "when")` or `("forms", 0, "criterion", 3, "max")`: the same paths that faults carry. Four pure
functions return a changed copy and never touch what they are given:

    put(document, ("gate", 2, "when"), {"fact": "disciplined", "test": "is", "value": True})
    put(document, ("gate", 2, "level"), None)         # None takes a key out
    insert(document, ("gate", 0), {"code": "NEW"})    # makes the list where there is none
    remove(document, ("gate", 2))
    move(document, ("gate", 2), -1)                   # one place up

Values are texts, whole numbers, yes or no, lists and tables; points and percents are texts such as "0.5" and
days texts such as "2018-07-01", because that is how the canonical document keeps them. `number_value` and
`day_value` make them of what was typed. Rows of forms have verbs of their own in `draft_rows`.

Nothing here checks: `faults_of(draft, frame)` reads the document with the one reader and gives each fault
with its path, which says the part (and row) it belongs to. An edited document is kept with the use case
`drafts.save_draft`; undo is keeping the document that was there before.
"""

from collections.abc import Mapping
from copy import copy, deepcopy
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NewType, cast

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, plain
from evalapp.base.names import clean
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import Path, PolicyError, Problem
from evalapp.domain.policy.reader import read_document

DraftId = NewType("DraftId", int)
Document = Mapping[str, Any]

#: The parts of a document that are about the policy as such.
IDENTITY_KEYS = ("code", "version", "title", "unit", "effective_from", "effective_to")
_NO_EXAMPLES: Document = MappingProxyType({})


class Draft(Struct, frozen=True):
    """A policy being written: its whole document, worked examples, and the version it was begun from."""

    id: DraftId
    document: Document
    origin: str  # the hash of the version that it was begun from; empty for one read from a folder
    examples: Document = field(default_factory=lambda: _NO_EXAMPLES)
    revision: int = 1  # counts the edits, so that two people never overwrite each other unseen
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def code(self) -> str:
        """The code of the policy it will be."""
        return str(self.document.get("code", ""))

    @property
    def title(self) -> str:
        """The title of the policy it will be."""
        return str(self.document.get("title", ""))

    @property
    def unit(self) -> str | None:
        """The code of the unit whose own version it is; None for one made for everybody."""
        unit = self.document.get("unit")
        return str(unit) if unit else None

    @property
    def frame(self) -> str | None:
        """The hash of the policy inside which it has to stay."""
        extends = self.document.get("extends")
        if not isinstance(extends, Mapping):
            return None
        return str(cast("Mapping[str, object]", extends).get("hash"))


class Reading(Struct, frozen=True):
    """What the reader made of a draft: a policy, or every fault with its path."""

    policy: Policy | None
    faults: tuple[Problem, ...] = ()


def begun_from(policy: Policy, *, code: str, unit: str | None, since: date | None = None) -> dict[str, Any]:
    """The document of a draft begun from a version: for a unit inside that frame, or as the next version."""
    document = deepcopy(dict(policy.document))
    document["code"] = code
    if code.casefold() != policy.code.casefold():
        document["version"] = 1
        document.pop("unit", None)
        document.pop("extends", None)
        if unit is not None:
            document["unit"] = unit
            document["extends"] = _frame_of(policy)
    if since is not None:
        document["effective_from"] = since.isoformat()
    return document


def _frame_of(policy: Policy) -> dict[str, Any]:
    """The frame of a unit's version begun from a policy: the frame of that one where it has one itself."""
    extends = policy.document.get("extends")
    if isinstance(extends, Mapping):
        return deepcopy(dict(cast("Mapping[str, Any]", extends)))
    return {"code": policy.code, "version": policy.version, "hash": policy.hash}


def reading_of(draft: Draft, frame: Policy | None) -> Reading:
    """Read a draft as a published policy is read, inside the frame where it has one."""
    try:
        return Reading(read_document(draft.document, draft.examples, frame))
    except PolicyError as error:
        return Reading(None, error.problems)


def faults_of(draft: Draft, frame: Policy | None) -> tuple[Problem, ...]:
    """Everything that keeps a draft from being published."""
    return reading_of(draft, frame).faults


def tidied(value: Any) -> Any:
    """What was typed as everything that is typed is kept: in one normal form, without what nobody sees."""
    if isinstance(value, Mapping):
        return {key: tidied(part) for key, part in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, list):
        return [tidied(part) for part in cast("list[Any]", value)]
    return clean(value) if isinstance(value, str) else value


def with_document(draft: Draft, document: Document) -> Draft:
    """The draft after an edit."""
    return replace(draft, document=document)


def at(document: Document, path: Path, default: Any = None) -> Any:
    """What stands at a place, or the default where nothing does."""
    value: Any = document
    for part in path:
        if isinstance(value, Mapping) and isinstance(part, str):
            value = cast("Mapping[str, Any]", value).get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(cast("list[Any]", value)):
            value = cast("list[Any]", value)[part]
        else:
            return default
    return default if value is None else value


def parts_of(document: Document, path: Path) -> list[Document]:
    """The tables of a list, by their positions; whatever is no table counts as an empty one."""
    parts = at(document, path, [])
    if not isinstance(parts, list):
        return []
    return [part if isinstance(part, Mapping) else {} for part in cast("list[Any]", parts)]


def put(document: Document, path: Path, value: Any) -> dict[str, Any]:
    """Set what stands at a place; None takes it out."""
    changed, holder = _opened(document, path[:-1])
    key = path[-1]
    if not _holds(holder, key):
        raise _nowhere(path)
    if value is None and isinstance(key, str):
        holder.pop(key, None)
    else:
        holder[key] = value
    return changed


def insert(document: Document, path: Path, part: Any) -> dict[str, Any]:
    """Put a part into a list, before the one that stands at that position."""
    changed, parts, position = _list_at(document, path, make=True)
    parts.insert(position, part)
    return changed


def remove(document: Document, path: Path) -> dict[str, Any]:
    """Take a part out of its list; a list left empty goes too."""
    changed, parts, position = _list_at(document, path)
    del parts[position]
    return changed if parts else put(changed, path[:-1], None)


def move(document: Document, path: Path, by: int) -> dict[str, Any]:
    """Move a part of a list up or down; at either end it stays."""
    changed, parts, position = _list_at(document, path)
    part = parts.pop(position)
    parts.insert(max(0, position + by), part)
    return changed


def number_value(text: str) -> int | str | None:
    """A number as the document keeps it: whole ones bare, others as exact text; nothing typed is nothing."""
    words = text.strip().replace(",", ".").replace(" ", "")
    if not words:
        return None
    digits = words.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        raise UserError(N_("“{text}” is no number. Write for instance 2 or 0,5."), text=text)
    exact = Decimal(words)
    return int(exact) if exact == exact.to_integral_value() else plain(exact)


def day_value(text: str) -> str | None:
    """A day as the document keeps it, from 01/07/2018 or 2018-07-01; nothing typed is nothing."""
    words = text.strip()
    if not words:
        return None
    parts = words.replace("-", "/").replace(".", "/").split("/")
    try:
        numbers = [int(part) for part in parts]
        year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise UserError(N_("“{text}” is no day. Write for instance 01/07/2018."), text=text) from error


def _opened(document: Document, path: Path) -> tuple[dict[str, Any], Any]:
    """A copy of the document, and in it the table or list at a place; tables on the way there are made.

    Only what lies on the way is copied: the rest stands in both.
    """
    changed = dict(document)
    holder: Any = changed
    for number, part in enumerate(path):
        if not _holds(holder, part):
            raise _nowhere(path[: number + 1])
        holder = _own(holder, part)
    return changed, holder


def _own(holder: Any, key: str | int) -> Any:
    """What stands under a key, as a copy of the holder's own; a table where there is nothing yet."""
    inside = holder.get(key, {}) if isinstance(key, str) else holder[key]
    if isinstance(inside, (dict, list)):
        inside = copy(cast("Any", inside))
    holder[key] = inside
    return inside


def _list_at(document: Document, path: Path, *, make: bool = False) -> tuple[dict[str, Any], list[Any], int]:
    """A copy of the document, the list that a path leads into, and the position there."""
    *above, position = path
    changed, holder = _opened(document, tuple(above[:-1]))
    if not _holds(holder, above[-1]):
        raise _nowhere(path)
    if make and isinstance(above[-1], str):
        holder.setdefault(above[-1], [])
    parts = _own(holder, above[-1])
    if not isinstance(parts, list) or not isinstance(position, int) or (not make and position >= len(parts)):  # pyright: ignore[reportUnknownArgumentType] - data of any kind
        raise _nowhere(path)
    return changed, cast("list[Any]", parts), position


def _holds(holder: Any, key: str | int) -> bool:
    """Whether something can stand under that key there: a table has names, a list positions."""
    if isinstance(holder, list):
        return isinstance(key, int) and 0 <= key < len(cast("list[Any]", holder))
    return isinstance(holder, dict) and isinstance(key, str)


def _nowhere(path: Path) -> UserError:
    return UserError(N_("Nothing can stand at “{place}” of the draft."), place="/".join(map(str, path)))
