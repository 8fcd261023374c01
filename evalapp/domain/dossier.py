"""The dossier of a person and a year: everything on paper about it, each part with the hash of its file."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from evalapp.domain.layouts import PLAIN_LAYOUT, Layout
from evalapp.domain.person_years import PersonPeriod
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.reports import Report
from evalapp.domain.rounds import PersonSheet


class PartKind(StrEnum):
    """The kinds of documents that a dossier holds, in their order."""

    FORM = "form"
    MINUTES = "minutes"
    DECISIONS = "decisions"
    PETITIONS = "petitions"
    FINDINGS = "findings"
    ENTRIES = "entries"
    EVIDENCE = "evidence"


#: What the index calls them.
PART_WORDS: Mapping[PartKind, str] = {
    PartKind.FORM: "Phiếu đánh giá",
    PartKind.MINUTES: "Biên bản kiểm tra",
    PartKind.DECISIONS: "Quyết định",
    PartKind.PETITIONS: "Kiến nghị",
    PartKind.FINDINGS: "Vi phạm, tồn tại",
    PartKind.ENTRIES: "Sổ theo dõi",
    PartKind.EVIDENCE: "Minh chứng",
}


class Part(Struct, frozen=True):
    """One document of a dossier: its file, and what the whole is drawn from."""

    kind: PartKind
    title: str
    file: str  # its name in the folder
    data: bytes  # the file itself
    day: date | None = None
    sheet: PersonSheet | None = None
    report: Report | None = None
    longer: PersonPeriod | None = None  # of a period that is made of its months
    layout: Layout = PLAIN_LAYOUT  # of the unit that the sheet is from

    @property
    def digest(self) -> str:
        """The SHA-256 of its file."""
        return sha256(self.data).hexdigest()


class Dossier(Struct, frozen=True):
    """Everything on paper about one person and one year."""

    code: str
    name: str
    title: str  # the position
    unit_code: str
    unit_name: str
    superior_name: str
    year: int
    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()  # what is not in it, and why
    layout: Layout = PLAIN_LAYOUT

    @property
    def hash(self) -> str:
        """One hash over whose it is, of which year, and all of its parts."""
        parts = [[part.kind.value, part.file, part.digest] for part in self.parts]
        return sha256_of([self.code, self.year, parts])
