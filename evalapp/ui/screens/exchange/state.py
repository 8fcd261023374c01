"""What the exchange shows and allows: months that units owe, packages that went and came."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.packages import PACKAGE_KIND_LABELS, Gap, Thing
from evalapp.domain.seals import short
from evalapp.domain.user_names import called
from evalapp.store.packages import KeptPackage
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.exchange.taking import Taking
from evalapp.ui.shell.routes import Place
from evalapp.usecases.exchange import NO_TRAFFIC, Traffic
from evalapp.usecases.month_packages import Expected

#: So many of what is in a package.
_COUNTED: Mapping[str, str] = {
    Thing.UNIT: N_("{count} {count:unit|units}"),
    Thing.PERSON: N_("{count} {count:person|people}"),
    Thing.CONDUCT: N_("{count} {count:code|codes} of conduct"),
    Thing.FILLING: N_("{count} {count:article|articles} filled in"),
    Thing.CHECKLIST: N_("{count} {count:checklist|checklists}"),
    Thing.DECISION: N_("{count} {count:decision|decisions} on a team"),
    Thing.PLANNED: N_("{count} planned {count:visit|visits}"),
    Thing.VISIT: N_("{count} {count:visit|visits}"),
    Thing.MONTH: N_("{count} {count:month|months}"),
    Thing.RESULT: N_("{count} {count:result|results}"),
    Thing.NAMED: N_("{count} {count:code|codes} explained"),
}


class Page(StrEnum):
    """What is listed."""

    MONTHS = "months"
    RECEIVED = "received"
    SENT = "sent"


class MonthLine(Struct, frozen=True):
    """One unit whose month is expected, and what came of it."""

    code: str
    name: str
    standing: str
    tone: Tone
    sender: str = ""
    revision: str = ""
    received_at: datetime | None = None
    seal: str = ""
    policy: str = ""


class PackageLine(Struct, frozen=True):
    """One package that went or came."""

    hash: str
    number: int
    kind: str
    sender: str
    content: str
    file: str
    by: str
    at: datetime


def page_choices() -> tuple[Choice, ...]:
    """What can be listed."""
    return (
        Choice(Page.MONTHS, tr("Months of units")),
        Choice(Page.RECEIVED, tr("Packages received")),
        Choice(Page.SENT, tr("Packages made")),
    )


class ExchangeState(Shown, frozen=True):
    """Everything the screen needs to draw itself."""

    place: Place
    page: Page = Page.MONTHS
    unit_name: str = ""
    expected: tuple[Expected, ...] = ()
    traffic: Traffic = NO_TRAFFIC
    taking: Taking | None = None
    can_send_month: bool = False
    no_months: str = ""  # why the user does not see who owes a month
    no_taking: str = ""  # why they may take no package in
    loaded: bool = False

    @property
    def is_free(self) -> bool:
        """Whether something may be begun."""
        return self.loaded and not self.busy and self.taking is None

    @property
    def has_place(self) -> bool:
        """Whether something can be made of the unit."""
        return self.is_free and self.place.unit is not None

    @property
    def sends_month(self) -> bool:
        """Whether the month of the unit is closed here and can be sent."""
        return self.has_place and self.can_send_month

    @cached_property
    def months(self) -> tuple[MonthLine, ...]:
        """Who owes a month, those who have not sent it first."""
        lines = [line for each in self.expected for line in _months(each)]
        return tuple(sorted(lines, key=lambda line: (line.tone is not Tone.WARN, line.code)))

    @cached_property
    def packages(self) -> tuple[PackageLine, ...]:
        """What went or came, the newest first."""
        kept = self.traffic.received if self.page is Page.RECEIVED else self.traffic.sent
        return tuple(map(_package, kept))

    @property
    def summary(self) -> str:
        """What stands out, in one line."""
        if self.page is Page.RECEIVED:
            return " ".join(map(_gap, self.traffic.gaps))
        if self.page is Page.SENT:
            return tr("What is unchanged makes the same package again, which is not counted twice.")
        if self.no_months:
            return ""
        missing = sum(each.is_missing for each in self.expected)
        came = sum(bool(each.received) for each in self.expected)
        return tr(
            "{month}: received from {came} {came:unit|units}, not yet from {missing}.",
            month=self.place.period.named,
            came=came,
            missing=missing,
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to list."""
        return not (self.months if self.page is Page.MONTHS else self.packages)

    @property
    def nothing(self) -> tuple[str, str]:
        """What is said where there is nothing to list."""
        if self.page is Page.MONTHS:
            if self.no_months:
                return tr("Your role does not see the months of units here"), self.no_months
            first = tr("Import the unit list first.")
            nobody = tr("Nobody is evaluated that month in {unit} or below it.", unit=self.unit_name)
            return tr("No unit is expected to send this month"), nobody if self.unit_name else first
        if self.page is Page.RECEIVED:
            return tr("No package came yet"), tr("Drop a package or a folder of them here, or press Ctrl+O.")
        return tr("No package was made yet"), tr("Send the month, or pack visits or lists for laptops.")


def _months(each: Expected) -> Iterator[MonthLine]:
    if each.is_missing:
        yield MonthLine(each.unit.code, each.name, tr("Not sent"), Tone.WARN)
    if each.is_here:
        yield MonthLine(each.unit.code, each.name, tr("Closed here"), Tone.PLAIN)
    for month in each.received:
        yield MonthLine(
            each.unit.code,
            each.name,
            tr("Sent"),
            Tone.OK,
            called(month.sender),
            str(month.revision),
            month.received_at,
            short(month.seal),
            month.policy_code,
        )


def _package(kept: KeptPackage) -> PackageLine:
    manifest = kept.manifest
    return PackageLine(
        manifest.hash,
        manifest.sequence,
        tr(PACKAGE_KIND_LABELS[manifest.kind]),
        called(manifest.sender.name),
        _content(kept.summary),
        kept.file,
        called(kept.by),
        kept.at,
    )


def _content(summary: Mapping[str, int]) -> str:
    """What was in it: how many of what, or what became of it here."""
    words = {
        "new": tr("new"),
        "changed": tr("changed"),
        "same": tr("the same"),
    }
    return ", ".join(
        tr(_COUNTED[name], count=count) if name in _COUNTED else f"{count} {words.get(name, name)}"
        for name, count in summary.items()
        if count
    )


def _gap(gap: Gap) -> str:
    if gap.first == gap.last:
        return tr(
            "Package {number} of {sender} did not come.", number=gap.first, sender=called(gap.sender.name)
        )
    return tr(
        "Packages {first} to {last} of {sender} did not come.",
        first=gap.first,
        last=gap.last,
        sender=called(gap.sender.name),
    )
