"""Checklists: those that ship, and the one that a visit was made with."""

from functools import cache

from evalapp.base import paths
from evalapp.domain.checklists import Checklist, read_checklist
from evalapp.domain.inspections import ChecklistId, Visit
from evalapp.store.work import Work

_DEFAULT = "kiem-tra-cong-vu"


@cache
def shipped_checklists() -> dict[str, tuple[Checklist, str]]:
    """The checklists that come with the program with their documents, by code."""
    files = sorted((paths.resources() / "checklists").glob("*.toml"))
    texts = [(file.name, file.read_text("utf-8")) for file in files]
    read = [(read_checklist(text, file=name), text) for name, text in texts]
    return {checklist.code: (checklist, text) for checklist, text in read}


def keep_default_checklist(work: Work) -> ChecklistId:
    """Keep the checklist for a new visit as it is now, so that the visit can always be read."""
    checklist, text = shipped_checklists()[_DEFAULT]
    return work.visit_parts.keep_checklist(checklist.code, checklist.version, text)


def checklist_of(work: Work, visit: Visit) -> Checklist | None:
    """The checklist that a visit was made with; none for a visit of a log."""
    if visit.checklist is None:
        return None
    return read_kept(work.visit_parts.checklist(visit.checklist))


@cache
def read_kept(text: str) -> Checklist:
    """A checklist as it was kept with a visit."""
    return read_checklist(text, file=f"{_DEFAULT}.toml")
