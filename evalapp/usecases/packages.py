"""Packages: making one of what is here, and taking one in, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from msgspec import Struct, field

from evalapp import __version__
from evalapp.base.errors import UserError
from evalapp.domain.imports import Fate, ImportReport
from evalapp.domain.package_differences import Difference
from evalapp.domain.packages import (
    FORMAT,
    ChainHead,
    Choice,
    Gap,
    Item,
    Manifest,
    PackageKind,
    Sender,
    Thing,
    Versions,
)
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.rights import Right
from evalapp.store.keys import code_key
from evalapp.store.packages import KeptPackage
from evalapp.store.work import Work
from evalapp.usecases.registers import checked

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage

_IDENTITY = "exchange_id"
_LONGEST_NAME = 120
#: What this data file is called in its packages.
SENDER_NAME = "exchange_name"
Document = Mapping[str, Any]


class Clash(Struct, frozen=True):
    """Something of ours that stands where theirs would: known by another identity."""

    ours: Document
    reason: UserError


class Side(Protocol):
    """How things of one kind are read here, judged, and written when they come."""

    thing: Thing

    def ours(self, work: Work, identity: str) -> Document | None:
        """What ours says; None where it is not here."""
        ...

    def called(self, item: Item) -> str:
        """What people call the thing."""
        ...

    def clash(self, work: Work, item: Item, ours: Document | None) -> Clash | None:
        """What stands in its place and is something else."""
        ...

    def told(self, document: Document) -> Document:
        """What of it people compare."""
        ...

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """Why it cannot come in, whatever somebody decides."""
        ...

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Make ours say what theirs says; refuse what would undo something decided or signed here."""
        ...


class PlainSide:
    """What most things have in common."""

    def clash(self, work: Work, item: Item, ours: Document | None) -> Clash | None:
        """Nothing else can stand in its place."""
        return None

    def told(self, document: Document) -> Document:
        """All of it."""
        return document


class Conflict(Struct, frozen=True):
    """What both sides say differently, and what a person decided, if anything."""

    thing: Thing
    id: str
    called: str
    reason: UserError
    parts: tuple[Difference, ...]
    choice: Choice = Choice.LEAVE


class TakenPackage(Struct, frozen=True):
    """One package that was looked at, and whether exactly this one came before."""

    file: str
    manifest: Manifest
    came_before: bool = False


class TakenThing(Struct, frozen=True):
    """What became of one thing, or would; without a fate it was refused, or waits for a decision."""

    file: str
    thing: Thing
    called: str
    fate: Fate | None
    reason: UserError | None = None
    conflict: Conflict | None = None


class Taken(Struct, frozen=True):
    """What became of packages, or would: counts as every import gives them, and what has to be decided."""

    packages: tuple[TakenPackage, ...]
    report: ImportReport
    things: tuple[TakenThing, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both sides say differently, decided or not."""
        return tuple(each.conflict for each in self.things if each.conflict is not None)


class Made(Struct, frozen=True):
    """A package that was written, and whether it is one that was made before."""

    manifest: Manifest
    file: str
    counts: Mapping[str, int]
    is_again: bool = False


class Decisions(Struct, frozen=True):
    """What a person decided on conflicts, by what the thing is called or by its identity."""

    named: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))

    def on(self, called: str, identity: str) -> Choice:
        """The decision on one thing; what nobody decided is left."""
        keys = {code_key(name): choice for name, choice in self.named.items()}
        return keys.get(code_key(called)) or keys.get(code_key(identity)) or Choice.LEAVE


def sender(work: Work, name: str = "") -> Sender:
    """What this data file is in packages: an identity of its own, and the name that was chosen for it."""
    identity = work.settings.get(_IDENTITY)
    if not identity:
        identity = str(uuid4())
        work.settings.put(_IDENTITY, identity)
    return Sender(identity, name or work.settings.get(SENDER_NAME) or work.user.name)


def name_sender(work: Work, *, name: str) -> None:
    """Choose what this data file is called in the packages that it makes."""
    work.require(Right.READ_PEOPLE)
    before, after = work.settings.get(SENDER_NAME), checked(name, _LONGEST_NAME)
    if after != before:
        work.settings.put(SENDER_NAME, after)
        work.audit.record("package.named", after or work.user.name, before=before, after=after)


def versioned(work: Work, thing: Thing, said: Mapping[str, Document]) -> list[Item]:
    """Things as they go into a package, with the versions that they went through here."""
    known = work.packages.versions(thing)
    now = {
        identity: known.get(identity, Versions()).saying(sha256_of(document))
        for identity, document in said.items()
    }
    work.packages.keep_versions(thing, {key: each for key, each in now.items() if known.get(key) != each})
    return [Item(thing, identity, document, now[identity]) for identity, document in said.items()]


def make_package(
    work: Work,
    *,
    kind: PackageKind,
    items: Sequence[Item],
    out: Path,
    media: Iterable[str] = (),
    name: str = "",
) -> Made:
    """Write a package; what is the same as in an earlier one is that package again, byte for byte.

    `name` is what the sender is called where it is not the name of the data file.
    """
    from evalapp.documents.packages import item_lines, members_of, write_package

    lines = item_lines(items)
    members = members_of(lines, work.attachments.sizes(media))
    contents = sha256_of([[member.name, member.sha256] for member in members])
    sent = work.packages.sent(kind)
    again = next((each for each in sent if each.contents == contents), None)
    counts = _counts(items)
    if again is not None:
        write_package(out, again.manifest, lines, work.attachments.data)
        return Made(again.manifest, str(out), counts, is_again=True)
    manifest = Manifest(
        FORMAT,
        kind,
        sender(work, name),
        sequence=len(sent) + 1,
        previous=sent[-1].manifest.hash if sent else "",
        made=work.now.replace(microsecond=0),
        program=__version__,
        history=ChainHead(work.audit.count(), work.audit.head()),
        members=members,
    )
    write_package(out, manifest, lines, work.attachments.data)
    work.packages.add(KeptPackage(manifest, True, contents, counts, out.name, work.user.name, work.now))
    work.audit.record(
        "package.made", out.name, package=kind.value, number=str(manifest.sequence), hash=manifest.hash
    )
    return Made(manifest, str(out), counts)


def _counts(items: Sequence[Item]) -> dict[str, int]:
    counted = [item.what.value for item in items if item.what is not Thing.NAMED]
    return {thing: counted.count(thing) for thing in dict.fromkeys(counted)}
