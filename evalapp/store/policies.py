"""The collection of installed policies: whole documents, never changed once in."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.policy.citing import cited
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.rounds import PolicyRef
from evalapp.store import tables
from evalapp.store.topics import Topic

#: What documents say, by their hash: a policy never changes, so reading each once is enough.
_parsed: dict[str, Policy] = {}
_titles: dict[str, tuple[str, str]] = {}  # and how papers cite them
#: A policy without its document, which is long and seldom wanted.
_NAMED = select(tables.policy.c.code, tables.policy.c.version, tables.policy.c.hash).where(
    tables.policy.c.id == bindparam("wanted")
)
_DOCUMENT = select(tables.policy.c.document).where(tables.policy.c.id == bindparam("wanted"))


class InstalledPolicy(Struct, frozen=True):
    """A policy as it stands in the workspace."""

    id: int
    policy: Policy
    installed_at: datetime


class Policies:
    """Installed policies as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic], now: datetime) -> None:
        self._connection = connection
        self._touched = touched
        self._now = now
        self._named: dict[int, Any] = {}

    def all(self) -> list[InstalledPolicy]:
        """Every version of every policy, in the order installed."""
        return [
            _to_domain(row)
            for row in self._connection.execute(select(tables.policy).order_by(tables.policy.c.id))
        ]

    def get(self, policy_id: int) -> Policy:
        """The policy that a round froze."""
        named = self._name(policy_id)
        if named.hash not in _parsed:
            _parsed[named.hash] = policy_from_document(self._document(policy_id))
        return _parsed[named.hash]

    def by_hash(self, fingerprint: str) -> Policy | None:
        """The version with that hash, if it is installed."""
        row = self._connection.execute(
            select(tables.policy).where(tables.policy.c.hash == fingerprint)
        ).one_or_none()
        return None if row is None else _to_domain(row).policy

    def next_version(self, code: str) -> int:
        """The number that the next version of a policy gets."""
        versions = select(tables.policy.c.version).where(func.lower(tables.policy.c.code) == code.casefold())
        return 1 + max(self._connection.execute(versions).scalars(), default=0)

    def examples(self, fingerprint: str) -> dict[str, Any]:
        """The worked examples that a version was published with; empty where it has none of its own."""
        kept = (
            select(tables.policy_examples.c.document)
            .join(tables.policy, tables.policy.c.id == tables.policy_examples.c.policy_id)
            .where(tables.policy.c.hash == fingerprint)
        )
        document = self._connection.execute(kept).scalar_one_or_none()
        return {} if document is None else json.loads(document)

    def add_examples(self, policy_id: int, examples: Mapping[str, Any]) -> None:
        """Keep the worked examples of a version that has just been added."""
        self._connection.execute(
            insert(tables.policy_examples).values(policy_id=policy_id, document=canonical_json(examples))
        )

    def ref(self, policy_id: int) -> PolicyRef:
        """How a round names the policy it froze; what it says need not be understood for that."""
        named = self._name(policy_id)
        if named.hash not in _titles:
            document = self._document(policy_id)
            basis = [(each["number"], str(each.get("signed") or "")) for each in document.get("basis", ())]
            title = document["title"]
            _titles[named.hash] = title, title if document.get("unit") else cited(title, basis)
        return PolicyRef(policy_id, named.code, named.version, named.hash, *_titles[named.hash])

    def _name(self, policy_id: int) -> Any:
        if policy_id not in self._named:
            named = self._connection.execute(_NAMED, {"wanted": policy_id}).one_or_none()
            if named is None:
                raise UserError(N_("The policy of this month is missing from the workspace."))
            self._named[policy_id] = named
        return self._named[policy_id]

    def _document(self, policy_id: int) -> dict[str, Any]:
        return json.loads(self._connection.execute(_DOCUMENT, {"wanted": policy_id}).scalar_one())

    def add(self, policy: Policy) -> int:
        """Add a version and return its key; the same content twice is one version."""
        table = tables.policy
        known = self._connection.execute(
            select(table.c.id).where(table.c.hash == policy.hash)
        ).scalar_one_or_none()
        if known is not None:
            return int(known)
        clash = select(table.c.id).where(table.c.code == policy.code, table.c.version == policy.version)
        if self._connection.execute(clash).first():
            raise UserError(
                N_(
                    "{policy} version {version} is installed with other content. A published version "
                    "never changes: give the new one the next version number."
                ),
                policy=policy.code,
                version=policy.version,
            )
        row = (
            insert(table)
            .values(
                code=policy.code,
                version=policy.version,
                hash=policy.hash,
                unit_code=policy.unit,
                document=canonical_json(policy.document),
                installed_at=self._now,
            )
            .returning(table.c.id)
        )
        self._touched.add(Topic.POLICIES)
        return int(self._connection.execute(row).scalar_one())


def _to_domain(row: Any) -> InstalledPolicy:
    if row.hash not in _parsed:
        _parsed[row.hash] = policy_from_document(json.loads(row.document))
    return InstalledPolicy(int(row.id), _parsed[row.hash], row.installed_at)
