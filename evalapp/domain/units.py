"""Units and the tree they form; names and superiors change by date, old months keep the old ones."""

from datetime import date
from typing import NewType

from msgspec import Struct

UnitId = NewType("UnitId", int)

#: Kinds that the reports know by name; any other text is kept as the office spells it.
KNOWN_KINDS = ("UBND cấp tỉnh", "UBND cấp huyện", "UBND cấp xã", "Cơ quan hành chính", "Đơn vị sự nghiệp")


class UnitVersion(Struct, frozen=True):
    """What a unit is called and whom it reports to, from one day to another (both included; None: always)."""

    name: str
    kind: str = ""
    parent: UnitId | None = None
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the unit is as this version says on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "UnitVersion") -> bool:
        """Whether there is a day on which both hold."""
        starts_in_time = self.since is None or other.until is None or self.since <= other.until
        ends_late_enough = other.since is None or self.until is None or other.since <= self.until
        return starts_in_time and ends_late_enough


class Unit(Struct, frozen=True):
    """A unit, known by its code; `versions` in order of time, never overlapping, never empty."""

    id: UnitId
    uid: str
    code: str
    versions: tuple[UnitVersion, ...]
    today: date = date.max  # when it was looked at: what is recorded ahead does not count before its day

    def on(self, day: date) -> UnitVersion | None:
        """The unit as it is on that day, or None when it does not exist then."""
        return next((version for version in self.versions if version.holds_on(day)), None)

    @property
    def latest(self) -> UnitVersion:
        """The unit as last known, also where that is recorded ahead."""
        return self.versions[-1]

    @property
    def now(self) -> UnitVersion:
        """The unit as it is today, or as it last was; one that is still to begin, as it will be."""
        begun = [each for each in self.versions if each.since is None or each.since <= self.today]
        return begun[-1] if begun else self.versions[0]

    @property
    def ended(self) -> date | None:
        """The last day of a unit that is no more; None while there is one."""
        last = self.latest.until
        return last if last is not None and last < self.today else None

    @property
    def name(self) -> str:
        """The name that it goes by today."""
        return self.now.name
