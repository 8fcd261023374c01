"""The collection of policy drafts: whole documents that change until they are published."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.policy.drafts import Draft, DraftId
from evalapp.store import tables
from evalapp.store.topics import Topic

_draft = tables.policy_draft


class Drafts:
    """Drafts as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic], user: str, now: datetime) -> None:
        self._connection = connection
        self._touched = touched
        self._user = user
        self._now = now

    def all(self) -> list[Draft]:
        """Every draft, in the order in which they were begun."""
        return [_to_domain(row) for row in self._connection.execute(select(_draft).order_by(_draft.c.id))]

    def get(self, draft: DraftId) -> Draft:
        """One draft."""
        row = self._connection.execute(select(_draft).where(_draft.c.id == draft)).one_or_none()
        if row is None:
            raise UserError(N_("There is no such draft any more: it was published or thrown away."))
        return _to_domain(row)

    def add(self, draft: Draft) -> Draft:
        """Add a draft; the key of the given object is ignored and the stored one returned."""
        row = insert(_draft).values(**self._row(draft), revision=1).returning(_draft.c.id)
        key = DraftId(self._connection.execute(row).scalar_one())
        self._touched.add(Topic.DRAFTS)
        return self.get(key)

    def save(self, draft: Draft) -> Draft:
        """Write a draft back, unless somebody else changed it meanwhile."""
        change = (
            update(_draft)
            .where(_draft.c.id == draft.id, _draft.c.revision == draft.revision)
            .values(**self._row(draft), revision=draft.revision + 1)
        )
        if self._connection.execute(change).rowcount != 1:
            raise UserError(N_("The draft was changed elsewhere meanwhile. Open it again, look, then go on."))
        self._touched.add(Topic.DRAFTS)
        return self.get(draft.id)

    def drop(self, draft: DraftId) -> None:
        """Take a draft out: it was published, or thrown away."""
        self._connection.execute(delete(_draft).where(_draft.c.id == draft))
        self._touched.add(Topic.DRAFTS)

    def _row(self, draft: Draft) -> dict[str, Any]:
        return {
            "document": canonical_json(draft.document),
            "examples": canonical_json(draft.examples),
            "origin": draft.origin,
            "changed_by": self._user,
            "changed_at": self._now,
        }


def _to_domain(row: Any) -> Draft:
    return Draft(
        DraftId(row.id),
        json.loads(row.document),
        row.origin,
        json.loads(row.examples),
        int(row.revision),
        row.changed_by,
        row.changed_at,
    )
