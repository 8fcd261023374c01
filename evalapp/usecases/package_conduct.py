"""Codes of conduct, articles filled in and checklists in packages: what was published stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.conduct import ConductCode, Filling
from evalapp.domain.packages import Item, Thing
from evalapp.domain.plain_records import plain_values
from evalapp.domain.visit_records import ChecklistRecord
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.checklists import read_kept, shipped_checklists
from evalapp.usecases.package_lists import understood, unsound
from evalapp.usecases.packages import Document, PlainSide

if TYPE_CHECKING:
    from evalapp.documents.packages import OpenPackage


class ConductSide(PlainSide):
    """How editions of units' own codes are read and written here."""

    thing = Thing.CONDUCT

    def ours(self, work: Work, identity: str) -> Document | None:
        """That edition of that code."""
        return edition_documents(work).get(identity)

    def called(self, item: Item) -> str:
        """The code and its edition."""
        return f"{item.document.get('code', '')} {item.document.get('edition', '')}"

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """Nothing keeps an edition out that can be read."""
        if edition_identity(_code(item, package)) != item.id:
            raise unsound(package)
        return None

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Publish the edition here too."""
        if ours is not None:
            raise UserError(N_("This edition was published here with other words, and stays as it is."))
        work.conduct.add(_code(item, package), by=work.user.name, at=work.now)


class FillingSide(PlainSide):
    """How articles that were filled in are read and written here."""

    thing = Thing.FILLING

    def ours(self, work: Work, identity: str) -> Document | None:
        """What was filled in last about that topic."""
        found = work.conduct.fillings().get(identity.casefold())
        return None if found is None else plain_values(found)

    def called(self, item: Item) -> str:
        """The topic."""
        return str(item.document.get("topic", ""))

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """Nothing keeps it out that can be read."""
        if understood(Filling, item, package).topic != item.id:
            raise unsound(package)
        return None

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Fill it in; what was there before stays on record."""
        work.conduct.fill(understood(Filling, item, package))


class ChecklistSide(PlainSide):
    """How checklists are kept here."""

    thing = Thing.CHECKLIST

    def ours(self, work: Work, identity: str) -> Document | None:
        """That version of that list."""
        return checklist_documents(work).get(identity)

    def called(self, item: Item) -> str:
        """The list and its version."""
        return f"{item.document.get('code', '')} {item.document.get('version', '')}"

    def refusal(self, work: Work, item: Item, package: OpenPackage) -> UserError | None:
        """Nothing keeps a version out that can be read."""
        record = understood(ChecklistRecord, item, package)
        try:
            read_kept(record.document)
        except UserError as error:
            raise unsound(package) from error
        return None

    def take(self, work: Work, item: Item, package: OpenPackage, ours: Document | None) -> None:
        """Keep the version."""
        if ours is not None:
            raise UserError(N_("This version of the checklist is kept here with other words, and stays."))
        record = understood(ChecklistRecord, item, package)
        work.visit_parts.keep_checklist(record.code, record.version, record.document)


def edition_documents(work: Work) -> dict[str, dict[str, Any]]:
    """Every edition of every code of a unit's own."""
    return {
        edition_identity(each): {
            "code": each.code,
            "edition": each.edition,
            "since": each.since.isoformat(),
            "document": each.document,
        }
        for each in work.conduct.editions()
    }


def edition_identity(code: ConductCode) -> str:
    """By what an edition is known."""
    return f"{code_key(code.code)} {code.edition}"


def checklist_documents(work: Work) -> dict[str, dict[str, Any]]:
    """The checklists that visits were made with, and those that ship."""
    shipped = [ChecklistRecord(each.code, each.version, text) for each, text in shipped_checklists().values()]
    kept = [ChecklistRecord(*each) for each in work.visit_parts.checklists()]
    return {f"{each.code} {each.version}": plain_values(each) for each in (*shipped, *kept)}


def _code(item: Item, package: OpenPackage) -> ConductCode:
    said: Any = item.document
    try:
        return ConductCode.of(
            said["document"], edition=int(said["edition"]), since=date.fromisoformat(said["since"])
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise unsound(package) from error
