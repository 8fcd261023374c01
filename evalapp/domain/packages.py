"""Packages: files by which one data file tells another what it holds, carried by anybody.

A package says who made it, the how manieth it is, which one went before, and the hash of everything in it.
What is in it are things with the versions that they have gone through, so that a receiver can tell what
changed on one side from what changed on both; the latter is shown and decided by a person, never merged.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self, cast

import msgspec
from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.plain_records import plain_values, record_from
from evalapp.domain.policy.canonical import canonical_json, sha256_of

#: Grows when an older program could no longer read what is written.
FORMAT = 1
#: How names of packages end.
ENDING = ".evpkg"
Digest = Annotated[str, msgspec.Meta(min_length=64, max_length=64)]


class PackageKind(StrEnum):
    """What a package is for; each kind is counted by itself."""

    INSPECTION = "inspection"
    KIT = "kit"
    MONTH = "month"


PACKAGE_KIND_LABELS: Mapping[PackageKind, str] = {
    PackageKind.INSPECTION: N_("Inspections"),
    PackageKind.KIT: N_("Lists for laptops"),
    PackageKind.MONTH: N_("Closed month"),
}


class Thing(StrEnum):
    """What may be in a package."""

    UNIT = "unit"
    PERSON = "person"
    CONDUCT = "conduct"
    FILLING = "filling"
    CHECKLIST = "checklist"
    DECISION = "decision"
    PLANNED = "planned"
    VISIT = "visit"
    MONTH = "month"
    RESULT = "result"
    NAMED = "named"  # a unit or person that others name: it says whom a code means, and is never taken


THING_LABELS: Mapping[Thing, str] = {
    Thing.UNIT: N_("Unit"),
    Thing.PERSON: N_("Person"),
    Thing.CONDUCT: N_("Code of conduct"),
    Thing.FILLING: N_("Article filled in"),
    Thing.CHECKLIST: N_("Checklist"),
    Thing.DECISION: N_("Decision on a team"),
    Thing.PLANNED: N_("Planned visit"),
    Thing.VISIT: N_("Visit"),
    Thing.MONTH: N_("Month"),
    Thing.RESULT: N_("Result"),
    Thing.NAMED: N_("Whom a code means"),
}


class Sender(Struct, frozen=True):
    """The data file that made a package: its identity, and what its office is called."""

    id: str
    name: str


class ChainHead(Struct, frozen=True):
    """The end of the sender's history when the package was made."""

    rows: int
    hash: str


class Member(Struct, frozen=True):
    """One file inside a package."""

    name: str
    size: int
    sha256: str


class Manifest(Struct, frozen=True, dict=True):
    """What a package says of itself. `sequence` counts the packages of one sender and kind, from one."""

    format: int
    kind: PackageKind
    sender: Sender
    sequence: int
    previous: str  # the hash of the package before, empty for the first
    made: datetime
    program: str
    history: ChainHead
    members: tuple[Member, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The manifest as plain JSON values."""
        return plain_values(self)

    @cached_property
    def text(self) -> str:
        """The manifest as it is kept."""
        return canonical_json(self.document)

    @cached_property
    def hash(self) -> str:
        """By what a package is known; a signature would be over this too."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """Read back what `document` wrote; anything else raises ValueError or TypeError."""
        return record_from(cls, document)


class Relation(StrEnum):
    """How what came stands to what is here."""

    NEW = "new"
    SAME = "same"
    OLDER = "older"  # ours goes on from it: nothing is to be done
    NEWER = "newer"  # it goes on from ours
    BOTH = "both"  # both sides changed it


class Choice(StrEnum):
    """What a person decides on a conflict."""

    OURS = "ours"
    THEIRS = "theirs"
    LEAVE = "leave"


CHOICE_LABELS: Mapping[Choice, str] = {
    Choice.OURS: N_("Keep ours"),
    Choice.THEIRS: N_("Take theirs"),
    Choice.LEAVE: N_("Leave for later"),
}


class Versions(Struct, frozen=True):
    """The states that a thing has been in, wherever that was: those it is in now, and those before.

    Two data files can come to the same content on their own, so more than one version may be current.
    """

    content: str = ""  # the hash of what the current versions say
    current: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every version."""
        return self.current | self.past

    def saying(self, content: str) -> Self:
        """The versions once the thing says this: one more where that is not what it said."""
        if content == self.content:
            return self
        after = sha256_of({"content": content, "after": sorted(self.current)})
        return type(self)(content, frozenset({after}), self.all - {after})

    def taking(self, theirs: "Versions") -> Self:
        """The versions once theirs was taken: of two that say the same the later stands."""
        current = theirs.current
        if self.content == theirs.content and not self.current & theirs.past:
            current = self.current if theirs.current & self.past else self.current | theirs.current
        return type(self)(theirs.content, current, (self.all | theirs.all) - current)

    def over(self, theirs: "Versions") -> Self:
        """The versions once ours was kept against theirs: a new one that goes on from both."""
        both = sorted(self.current | theirs.current)
        kept = sha256_of({"content": self.content, "after": both})
        return type(self)(self.content, frozenset({kept}), (self.all | theirs.all) - {kept})

    def relation(self, theirs: "Versions") -> Relation:
        """How theirs stands to ours."""
        if not self.current:
            return Relation.NEW
        if self.content == theirs.content:
            return Relation.SAME
        older, newer = theirs.current & self.past, self.current & theirs.past
        if bool(older) == bool(newer):
            return Relation.BOTH
        return Relation.OLDER if older else Relation.NEWER


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """An item as it stands in a package, what it says not looked at yet."""

    what: Thing
    id: str
    document: msgspec.Raw
    current: frozenset[Digest] = frozenset()
    past: frozenset[Digest] = frozenset()


_LINES = msgspec.json.Decoder(_Line)


class Item(Struct, frozen=True, dict=True):
    """One thing in a package: what it is, its identity, what it says and the versions it went through."""

    what: Thing
    id: str
    said: Mapping[str, Any] | bytes  # as JSON where it came: a month of thirty people is long
    versions: Versions = Versions()

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """What it says."""
        said = json.loads(self.said) if isinstance(self.said, bytes) else self.said
        if not isinstance(said, Mapping):
            raise TypeError("an item has a document")
        return cast("Mapping[str, Any]", said)

    @property
    def line(self) -> dict[str, Any]:
        """The item as a package writes it."""
        return {
            "what": self.what.value,
            "id": self.id,
            "document": self.document,
            **({"current": sorted(self.versions.current)} if self.versions.current else {}),
            **({"past": sorted(self.versions.past)} if self.versions.past else {}),
        }

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Read back what `line` wrote; anything else raises ValueError or TypeError."""
        read = _LINES.decode(line)
        said = bytes(read.document)
        if read.what is Thing.MONTH:  # sealed: it stands for ever as it was written, and is long
            content = hashlib.sha256(said).hexdigest()
            return cls(read.what, read.id, said, Versions(content, read.current, read.past))
        document = cls(read.what, read.id, said).document
        content = sha256_of(document) if read.current else ""
        return cls(read.what, read.id, document, Versions(content, read.current, read.past))


class Gap(Struct, frozen=True):
    """Packages of a sender that did not come: from one number to another, both included."""

    sender: Sender
    kind: PackageKind
    first: int
    last: int


def gaps(sender: Sender, kind: PackageKind, received: Sequence[int]) -> list[Gap]:
    """Which packages of a sender are missing before the newest one that came."""
    found: list[Gap] = []
    expected = 1
    for number in sorted(set(received)):
        if number > expected:
            found.append(Gap(sender, kind, expected, number - 1))
        expected = number + 1
    return found


def doubts_of(manifest: Manifest, received: Iterable[Manifest]) -> list[UserError]:
    """What does not fit between a package and those that came from the same sender before.

    Each is remembered with the end of the sender's history, which only ever grows.
    """
    return [
        UserError(
            message,
            sender=manifest.sender.name,
            number=manifest.sequence,
            other=other.sequence,
        )
        for other in received
        if other.hash != manifest.hash and (message := _doubt(manifest, other))
    ]


def _doubt(manifest: Manifest, other: Manifest) -> str:
    if other.sequence == manifest.sequence:
        return N_(
            "Another package {number} of {sender} came before: their data file was restored or copied. Ask "
            "which of the two stands."
        )
    first, second = sorted((manifest, other), key=lambda each: each.sequence)
    if second.sequence == first.sequence + 1 and second.previous != first.hash:
        return N_(
            "Package {number} of {sender} does not follow from package {other}: their data file was restored "
            "or copied. Ask the sender."
        )
    if second.history.rows < first.history.rows:
        return N_(
            "The history of {sender} is shorter in package {number} than in package {other}: their data file "
            "was restored. Ask the sender."
        )
    return ""
