"""The collection of packages: those that were made, those that came, and the versions of what is in them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.engine import Connection

from evalapp.domain.packages import Manifest, PackageKind, Thing, Versions
from evalapp.domain.policy.canonical import canonical_json
from evalapp.store.package_tables import package, package_version
from evalapp.store.pending import Pending
from evalapp.store.topics import Topic

_ADD_PACKAGE = insert(package)
_ADD_VERSIONS = insert(package_version)


class KeptPackage(Struct, frozen=True):
    """A package that was made here or that came, with what was in it in a few words of JSON."""

    manifest: Manifest
    is_sent: bool
    contents: str
    summary: Mapping[str, Any]
    file: str
    by: str
    at: datetime


class Packages:
    """Packages as one use case sees them."""

    def __init__(self, pending: Pending, touched: set[Topic]) -> None:
        self._pending = pending
        self._touched = touched

    @property
    def _connection(self) -> Connection:
        return self._pending.connection

    def sent(self, kind: PackageKind | None = None) -> list[KeptPackage]:
        """What was made here, the oldest first."""
        return self._packages(package.c.sent == 1, *([] if kind is None else [package.c.kind == kind.value]))

    def received(self, sender: str | None = None, kind: PackageKind | None = None) -> list[KeptPackage]:
        """What came, in the order it did."""
        asked = [] if sender is None else [package.c.sender == sender]
        asked += [] if kind is None else [package.c.kind == kind.value]
        return self._packages(package.c.sent == 0, *asked)

    def manifests(self, kind: PackageKind) -> dict[str, list[str]]:
        """The manifests of what came, as they are kept, by sender: read once for hundreds of packages."""
        query = select(package.c.sender, package.c.manifest).where(
            package.c.sent == 0, package.c.kind == kind.value
        )
        found = defaultdict[str, list[str]](list)
        for sender, manifest in self._connection.execute(query.order_by(package.c.id)):
            found[sender].append(manifest)
        return found

    def add(self, kept: KeptPackage) -> None:
        """Remember a package; its file is not kept."""
        manifest = kept.manifest
        row = {
            "hash": manifest.hash,
            "sent": int(kept.is_sent),
            "kind": manifest.kind.value,
            "sender": manifest.sender.id,
            "sequence": manifest.sequence,
            "contents": kept.contents,
            "manifest": manifest.text,
            "summary": canonical_json(kept.summary),
            "file": kept.file,
            "recorded_by": kept.by,
            "recorded_at": kept.at,
        }
        self._pending.add(_ADD_PACKAGE, [row])
        self._touched.add(Topic.PACKAGES)

    def versions(self, thing: Thing) -> dict[str, Versions]:
        """The versions of every thing of a kind that was ever in a package, by its identity."""
        query = (
            select(package_version)
            .where(package_version.c.thing == thing.value)
            .order_by(*package_version.primary_key)
        )
        content: dict[str, str] = {}
        current, past = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for row in self._connection.execute(query):
            (current if row.current else past)[row.item].add(row.version)
            if row.current:
                content[row.item] = row.content
        return {
            item: Versions(said, frozenset(current[item]), frozenset(past[item]))
            for item, said in content.items()
        }

    def keep_versions(
        self, thing: Thing, kept: Mapping[str, Versions], *, known: Collection[str] | None = None
    ) -> None:
        """Write the versions of some things anew; those not among the `known` were never written."""
        table = package_version
        for item in kept if known is None else [each for each in kept if each in known]:
            self._connection.execute(delete(table).where(table.c.thing == thing.value, table.c.item == item))
        rows = [row for item, versions in kept.items() for row in _version_rows(thing, item, versions)]
        if rows:
            self._pending.add(_ADD_VERSIONS, rows)

    def _packages(self, *asked: ColumnElement[bool]) -> list[KeptPackage]:
        rows = self._connection.execute(select(package).where(*asked).order_by(package.c.id))
        return [
            KeptPackage(
                Manifest.of(json.loads(row.manifest)),
                bool(row.sent),
                row.contents,
                json.loads(row.summary),
                row.file,
                row.recorded_by,
                row.recorded_at,
            )
            for row in rows
        ]


def _version_rows(thing: Thing, item: str, versions: Versions) -> Iterable[dict[str, Any]]:
    for version in sorted(versions.all):
        yield {
            "thing": thing.value,
            "item": item,
            "version": version,
            "content": versions.content if version in versions.current else "",
            "current": int(version in versions.current),
        }
