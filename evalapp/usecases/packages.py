"""Packages: making one of what is here, and taking one in, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from evalapp import __version__
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.imports import Doubt, Fate, ImportChoice, ImportReport, Refusal
from evalapp.domain.package_differences import Difference, differences
from evalapp.domain.packages import (
    FORMAT,
    THING_LABELS,
    ChainHead,
    Choice,
    Gap,
    Item,
    Manifest,
    PackageKind,
    Relation,
    Sender,
    Thing,
    Versions,
    gaps,
)
from evalapp.domain.policy.canonical import sha256_of
from evalapp.store.keys import code_key
from evalapp.store.packages import KeptPackage
from evalapp.store.work import Work

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage

_IDENTITY = "exchange_id"
#: What this data file is called in its packages.
SENDER_NAME = "exchange_name"
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """Something of ours that stands where theirs would: known by another identity."""

    ours: Document
    reason: UserError


class Side(Protocol):
    """How things of one kind are read here, judged, and written when they come."""

    thing: Thing

    def ours(self, work: Work, identity: str) -> Document | None:
        """What ours says; None where it is not here."""
        ...

    def called(self, document: Document) -> str:
        """What people call the thing."""
        ...

    def clash(self, work: Work, item: Item, ours: Document | None) -> Clash | None:
        """What stands in its place and is something else."""
        ...

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """Why it cannot come in, whatever somebody decides."""
        ...

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Make ours say what theirs says; refuse what would undo something decided or signed here."""
        ...


@dataclass(frozen=True)
class Conflict:
    """What both sides say differently, and what a person decided, if anything."""

    thing: Thing
    id: str
    called: str
    reason: UserError
    parts: tuple[Difference, ...]
    choice: Choice = Choice.LEAVE


@dataclass(frozen=True)
class Taken:
    """What became of a package, or would: counts as every import gives them, and what has to be decided."""

    manifest: Manifest
    report: ImportReport
    conflicts: tuple[Conflict, ...] = ()
    gaps: tuple[Gap, ...] = ()
    came_before: bool = False


@dataclass(frozen=True)
class Made:
    """A package that was written, and whether it is one that was made before."""

    manifest: Manifest
    file: str
    counts: Mapping[str, int]
    is_again: bool = False


@dataclass(frozen=True)
class Decisions:
    """What a person decided on conflicts, by what the thing is called or by its identity."""

    named: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))

    def on(self, called: str, identity: str) -> Choice:
        """The decision on one thing; what nobody decided is left."""
        keys = {code_key(name): choice for name, choice in self.named.items()}
        return keys.get(code_key(called)) or keys.get(code_key(identity)) or Choice.LEAVE


def sender(work: Work) -> Sender:
    """What this data file is in packages: an identity of its own, and the name that was chosen for it."""
    identity = work.settings.get(_IDENTITY)
    if not identity:
        identity = str(uuid4())
        work.settings.put(_IDENTITY, identity)
    return Sender(identity, work.settings.get(SENDER_NAME) or work.user.name)


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
    work: Work, *, kind: PackageKind, items: Sequence[Item], media: Iterable[str], out: Path
) -> Made:
    """Write a package; what is the same as in an earlier one is that package again, byte for byte."""
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
        sender(work),
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


def take_package(
    work: Work,
    *,
    package: OpenPackage,
    sides: Sequence[Side],
    choice: ImportChoice,
    decisions: Decisions | None = None,
) -> Taken:
    """Take a package in, all of it or nothing; a conflict that nobody decided on counts as refused."""
    taking = _Taking(work, package, {side.thing: side for side in sides}, decisions or Decisions())
    with work.attempt() as take_back:
        taking.take_all()
        report = ImportReport.of(taking.fates, taking.refused, taking.doubts())
        allowed = choice.allows(report)
        if allowed:
            _remember(work, package, report)
        else:
            take_back()
    return taking.outcome(report.as_applied() if allowed else report)


def _remember(work: Work, package: OpenPackage, report: ImportReport) -> None:
    manifest = package.manifest
    if work.packages.holds(manifest):
        if report.new or report.changed:
            _record(work, package, report)
        return
    counts = {"new": report.new, "changed": report.changed, "same": report.same}
    contents = sha256_of([[member.name, member.sha256] for member in manifest.members])
    work.packages.add(KeptPackage(manifest, False, contents, counts, package.file, work.user.name, work.now))
    _record(work, package, report)


def _record(work: Work, package: OpenPackage, report: ImportReport) -> None:
    manifest = package.manifest
    work.audit.record(
        "package.taken",
        f"{manifest.sender.name} {manifest.sequence}",
        package=manifest.kind.value,
        new=report.new,
        changed=report.changed,
        file=package.file,
        hash=manifest.hash,
    )


class _Taking:
    """One package on its way in: what becomes of each thing, in the order in which they stand."""

    def __init__(
        self, work: Work, package: OpenPackage, sides: Mapping[Thing, Side], decisions: Decisions
    ) -> None:
        self._work = work
        self._package = package
        self._sides = sides
        self._decisions = decisions
        self._known: dict[Thing, dict[str, Versions]] = {}
        self.fates: list[Fate] = []
        self.refused: list[Refusal] = []
        self.conflicts: list[Conflict] = []

    def take_all(self) -> None:
        """Take what can be taken; count everything."""
        items = [item for item in self._package.items() if item.what is not Thing.NAMED]
        for number, item in enumerate(items, start=1):
            self._work.progress(number - 1, len(items))
            side = self._sides.get(item.what)
            if side is None:
                raise UserError(
                    N_("“{file}” holds {thing}, which is not taken in here. Choose where it belongs."),
                    file=self._package.file,
                    thing=Term(THING_LABELS[item.what]),
                )
            self._take(number, side, item)

    def doubts(self) -> list[Doubt]:
        """What somebody should look at: packages that are missing, a history that became shorter."""
        return []

    def outcome(self, report: ImportReport) -> Taken:
        """What became of the package."""
        work, manifest = self._work, self._package.manifest
        received = work.packages.received(manifest.sender.id, manifest.kind)
        numbers = [each.manifest.sequence for each in received]
        return Taken(
            manifest,
            report,
            tuple(self.conflicts),
            tuple(gaps(manifest.sender, manifest.kind, [*numbers, manifest.sequence])),
            any(each.manifest.hash == manifest.hash for each in received),
        )

    def _take(self, row: int, side: Side, item: Item) -> None:
        called = side.called(item.document)
        ours = side.ours(self._work, item.id)
        known = self._versions(item.what)
        before = known.get(item.id, Versions())
        if ours is not None:
            before = before.saying(sha256_of(ours))
        relation = before.relation(item.versions)
        if relation in (Relation.SAME, Relation.OLDER):
            self._keep(item, before.taking(item.versions) if relation is Relation.SAME else before)
            self.fates.append(Fate.SAME)
            return
        refusal = side.refusal(self._work, item, self._package)
        if refusal is not None:
            self._refuse(row, item, called, refusal)
            return
        clash = side.clash(self._work, item, ours)
        if clash is not None:
            self._decide(row, side, item, clash.ours, clash.reason, before)
        elif relation is Relation.BOTH and ours is not None:
            reason = UserError(N_("Both sides changed it since they last agreed."))
            self._decide(row, side, item, ours, reason, before)
        else:
            self._write(row, side, item, ours, before)

    def _decide(
        self, row: int, side: Side, item: Item, ours: Document, reason: UserError, before: Versions
    ) -> None:
        called = side.called(item.document)
        choice = self._decisions.on(called, item.id)
        parts = tuple(differences(ours, item.document))
        self.conflicts.append(Conflict(item.what, item.id, called, reason, parts, choice))
        match choice:
            case Choice.OURS:
                self._keep(item, before.over(item.versions))
                self.fates.append(Fate.SAME)
            case Choice.THEIRS:
                self._write(row, side, item, side.ours(self._work, item.id), before)
            case Choice.LEAVE:
                self._refuse(row, item, called, reason)

    def _write(self, row: int, side: Side, item: Item, ours: Document | None, before: Versions) -> None:
        refused: UserError | None = None
        with self._work.attempt() as take_back:
            try:
                side.take(self._work, item, self._package, ours)
            except UserError as refusal:
                take_back()
                refused = refusal
        if refused is not None:
            self._refuse(row, item, side.called(item.document), refused)
            return
        self._keep(item, before.taking(item.versions))
        self.fates.append(Fate.NEW if ours is None else Fate.CHANGED)

    def _keep(self, item: Item, versions: Versions) -> None:
        known = self._versions(item.what)
        if known.get(item.id) != versions:
            known[item.id] = versions
            self._work.packages.keep_versions(item.what, {item.id: versions})

    def _refuse(self, row: int, item: Item, called: str, reason: UserError) -> None:
        self.refused.append(Refusal(row, THING_LABELS[item.what], called, (reason,)))

    def _versions(self, thing: Thing) -> dict[str, Versions]:
        if thing not in self._known:
            self._known[thing] = self._work.packages.versions(thing)
        return self._known[thing]


def _counts(items: Sequence[Item]) -> dict[str, int]:
    counted = [item.what.value for item in items if item.what is not Thing.NAMED]
    return {thing: counted.count(thing) for thing in dict.fromkeys(counted)}
