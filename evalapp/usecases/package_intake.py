"""Taking packages in: all of them or nothing, and what both sides changed decided by a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.domain.imports import Doubt, Fate, ImportChoice, ImportReport, Refusal
from evalapp.domain.package_differences import differences
from evalapp.domain.packages import (
    THING_LABELS,
    Choice,
    Gap,
    Item,
    Manifest,
    PackageKind,
    Relation,
    Thing,
    Versions,
    doubts_of,
    gaps,
)
from evalapp.domain.policy.canonical import sha256_of
from evalapp.store.packages import KeptPackage
from evalapp.store.work import Work
from evalapp.usecases.packages import (
    Clash,
    Conflict,
    Decisions,
    Document,
    Side,
    Taken,
    TakenPackage,
    TakenThing,
)

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage

#: So many files wait to be written in one go: more would only take memory.
_WRITTEN_TOGETHER = 50


def take_packages(
    work: Work,
    *,
    files: Sequence[Path],
    sides: Callable[[OpenPackage], Sequence[Side]],
    choice: ImportChoice,
    decisions: Decisions | None = None,
) -> Taken:
    """Take packages in, all of them or nothing; a conflict that nobody decided on counts as refused.

    Of several files one that cannot be read at all counts as refused too, by its name.
    """
    intake = _Intake(work, decisions or Decisions(), names_files=len(files) > 1)
    with work.attempt() as take_back, work.pending.together():
        for number, path in enumerate(files):
            if len(files) > 1:
                work.progress(number, len(files))
            if number % _WRITTEN_TOGETHER == 0:
                work.pending.write()
            intake.take_file(path, sides)
        report = intake.report()
        allowed = choice.allows(report)
        if not allowed:
            take_back()
    return intake.outcome(report.as_applied() if allowed else report)


class _Intake:
    """Packages on their way in: what becomes of each thing in them, in the order in which they stand."""

    def __init__(self, work: Work, decisions: Decisions, *, names_files: bool) -> None:
        self._work = work
        self._decisions = decisions
        self._names_files = names_files
        self._known: dict[Thing, dict[str, Versions]] = {}
        self._kept: dict[Thing, dict[str, Versions]] = {}  # by the package that is looked at
        self._came: dict[PackageKind, dict[str, list[str]]] = {}
        self._file = ""
        self._packages: list[TakenPackage] = []
        self._gaps: dict[tuple[str, PackageKind], list[Gap]] = {}
        self._fates: list[Fate] = []
        self._refused: list[Refusal] = []
        self._doubts: list[Doubt] = []
        self._things: list[TakenThing] = []

    def take_file(self, path: Path, sides: Callable[[OpenPackage], Sequence[Side]]) -> None:
        """Take one file; beside others, one that is refused as a whole leaves them alone."""
        from evalapp.documents.packages import open_package

        self._file = path.name
        self._kept = {}
        refused: UserError | None = None
        counted = len(self._fates), len(self._refused), len(self._things)
        with self._work.attempt() as take_back:
            try:
                with open_package(path) as package:
                    self._take_package(package, {side.thing: side for side in sides(package)})
            except UserError as refusal:
                if not self._names_files:
                    raise
                take_back()
                refused = refusal
        if refused is not None:
            del self._fates[counted[0] :], self._refused[counted[1] :], self._things[counted[2] :]
            self._refused.append(Refusal(None, "", path.name, (refused,), path.name))

    def report(self) -> ImportReport:
        """The counts so far."""
        return ImportReport.of(self._fates, self._refused, self._doubts)

    def outcome(self, report: ImportReport) -> Taken:
        """What became of the packages."""
        found = tuple(gap for missing in self._gaps.values() for gap in missing)
        return Taken(tuple(self._packages), report, tuple(self._things), found)

    def _take_package(self, package: OpenPackage, sides: Mapping[Thing, Side]) -> None:
        manifest, work = package.manifest, self._work
        received = self._received(manifest)
        came_before = any(each.hash == manifest.hash for each in received)
        before = len(self._fates)
        items = [item for item in package.items() if item.what is not Thing.NAMED]
        for number, item in enumerate(items, start=1):
            if not self._names_files:
                work.progress(number - 1, len(items))
            side = sides.get(item.what)
            if side is None:
                raise UserError(
                    N_("“{file}” holds {thing}, which is not taken in here. Choose where it belongs."),
                    file=package.file,
                    thing=Term(THING_LABELS[item.what]),
                )
            self._take(side, item, package)
        told = doubts_of(manifest, received)
        self._doubts += [Doubt(None, doubt, self._where) for doubt in told]
        if manifest.kind is not PackageKind.KIT:  # every kit is whole by itself
            numbers = [*(each.sequence for each in received), manifest.sequence]
            missing = gaps(manifest.sender, manifest.kind, numbers)
            self._gaps[manifest.sender.id, manifest.kind] = missing
        for thing, kept in self._kept.items():
            known = self._known[thing]
            work.packages.keep_versions(thing, kept, known=known)
            known.update(kept)
        _remember(work, package, self._fates[before:], came_before=came_before)
        if not came_before:
            self._came[manifest.kind].setdefault(manifest.sender.id, []).append(manifest.text)
        self._packages.append(TakenPackage(package.file, manifest, came_before))

    def _received(self, manifest: Manifest) -> list[Manifest]:
        """What came before from the same sender, of the same kind."""
        kind = manifest.kind
        if kind not in self._came:
            self._came[kind] = self._work.packages.manifests(kind)
        return [Manifest.of(json.loads(text)) for text in self._came[kind].get(manifest.sender.id, ())]

    @property
    def _where(self) -> str | None:
        return self._file if self._names_files else None

    def _take(self, side: Side, item: Item, package: OpenPackage) -> None:
        called = side.called(item)
        ours = side.ours(self._work, item.id)
        before = self._versions(item)
        if ours is not None:
            before = before.saying(sha256_of(ours))
        relation = before.relation(item.versions)
        if relation in (Relation.SAME, Relation.OLDER):
            self._keep(item, before.taking(item.versions) if relation is Relation.SAME else before)
            self._count(item, called, Fate.SAME)
            return
        refusal = side.refusal(self._work, item, package)
        if refusal is not None:
            self._refuse(item, called, refusal)
            return
        clash = side.clash(self._work, item, ours)
        if clash is not None:
            self._decide(side, item, package, Clash(clash.ours, clash.reason), before)
        elif relation is Relation.BOTH and ours is not None:
            reason = UserError(N_("Both sides changed it since they last agreed."))
            self._decide(side, item, package, Clash(ours, reason), before)
        else:
            self._write(side, item, package, ours, before)

    def _decide(self, side: Side, item: Item, package: OpenPackage, clash: Clash, before: Versions) -> None:
        called = side.called(item)
        choice = self._decisions.on(called, item.id)
        parts = tuple(differences(side.told(clash.ours), side.told(item.document)))
        conflict = Conflict(item.what, item.id, called, clash.reason, parts, choice)
        match choice:
            case Choice.OURS:
                self._keep(item, before.over(item.versions))
                self._count(item, called, Fate.SAME, conflict)
            case Choice.THEIRS:
                ours = side.ours(self._work, item.id)
                self._write(side, item, package, ours, before, conflict)
            case Choice.LEAVE:
                self._refuse(item, called, clash.reason, conflict)

    def _write(
        self,
        side: Side,
        item: Item,
        package: OpenPackage,
        ours: Document | None,
        before: Versions,
        conflict: Conflict | None = None,
    ) -> None:
        refused: UserError | None = None
        with self._work.attempt() as take_back:
            try:
                side.take(self._work, item, package, ours)
            except UserError as refusal:
                take_back()
                refused = refusal
        if refused is not None:
            self._refuse(item, side.called(item), refused, conflict)
            return
        self._keep(item, before.taking(item.versions))
        fate = Fate.NEW if ours is None else Fate.CHANGED
        self._count(item, side.called(item), fate, conflict)

    def _keep(self, item: Item, versions: Versions) -> None:
        if self._versions(item) != versions:
            self._kept.setdefault(item.what, {})[item.id] = versions

    def _count(self, item: Item, called: str, fate: Fate, conflict: Conflict | None = None) -> None:
        self._fates.append(fate)
        self._things.append(TakenThing(self._file, item.what, called, fate, conflict=conflict))

    def _refuse(self, item: Item, called: str, reason: UserError, conflict: Conflict | None = None) -> None:
        self._things.append(TakenThing(self._file, item.what, called, None, reason, conflict))
        self._refused.append(Refusal(None, THING_LABELS[item.what], called, (reason,), self._where))

    def _versions(self, item: Item) -> Versions:
        """Those that a thing went through here."""
        if item.what not in self._known:
            self._known[item.what] = self._work.packages.versions(item.what)
        known = self._known[item.what].get(item.id, Versions())
        return self._kept.get(item.what, {}).get(item.id, known)


def _remember(work: Work, package: OpenPackage, fates: Sequence[Fate], *, came_before: bool) -> None:
    manifest = package.manifest
    counts = {fate.value: fates.count(fate) for fate in Fate}
    if not came_before:
        contents = sha256_of([[member.name, member.sha256] for member in manifest.members])
        kept = KeptPackage(manifest, False, contents, counts, package.file, work.user.name, work.now)
        work.packages.add(kept)
    if not came_before or counts[Fate.NEW] or counts[Fate.CHANGED]:
        work.audit.record(
            "package.taken",
            f"{manifest.sender.name} {manifest.sequence}",
            package=manifest.kind.value,
            new=counts[Fate.NEW],
            changed=counts[Fate.CHANGED],
            file=package.file,
            hash=manifest.hash,
        )
