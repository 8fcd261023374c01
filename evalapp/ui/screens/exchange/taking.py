"""Packages on their way in, as the panel shows them: what becomes of each thing, what has to be decided."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.imports import Fate
from evalapp.domain.package_differences import Difference
from evalapp.domain.packages import CHOICE_LABELS, THING_LABELS, Choice
from evalapp.ui.kit.pickers import Choice as Offered
from evalapp.usecases.packages import Conflict, Taken, TakenThing

_FATES = {
    Fate.NEW: (N_("New"), Tone.OK),
    Fate.CHANGED: (N_("Changed"), Tone.ACCENT),
    Fate.SAME: (N_("The same"), Tone.MUTED),
}


class ThingLine(Struct, frozen=True):
    """One thing of the packages, or one file that was refused as a whole."""

    number: int
    standing: str
    tone: Tone
    what: str
    called: str
    reason: str
    file: str
    conflict: Conflict | None = None


class Taking(Struct, frozen=True, dict=True):
    """Files that were chosen, what became of them, and what was decided so far."""

    files: tuple[Path, ...]
    taken: Taken | None = None
    decided: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))
    busy: bool = True

    @property
    def title(self) -> str:
        """What is looked at."""
        if len(self.files) == 1:
            return self.files[0].name
        return tr("{count} {count:package|packages}", count=len(self.files))

    @property
    def is_done(self) -> bool:
        """Whether it was taken in."""
        return self.taken is not None and self.taken.report.applied

    @property
    def summary(self) -> str:
        """The counts in a sentence, and who sent it."""
        if self.taken is None:
            return tr("Reading the packages…")
        report = self.taken.report
        waiting = sum(each.choice is Choice.LEAVE for each in self.taken.conflicts)
        counts = tr(
            "{new} new, {changed} changed, {same} the same as here, {refused} refused, {waiting} to decide.",
            new=report.new,
            changed=report.changed,
            same=report.same,
            refused=len(report.refused) - waiting,
            waiting=waiting,
        )
        after = tr("They are imported.") if self.is_done else tr("Nothing has been changed yet.")
        return f"{self._senders} {counts} {after}".strip()

    @property
    def _senders(self) -> str:
        packages = self.taken.packages if self.taken else ()
        if len(packages) != 1:
            return ""
        manifest = packages[0].manifest
        told = tr(
            "Package {number} of {sender}, made {at}.",
            number=manifest.sequence,
            sender=manifest.sender.name,
            at=manifest.made,
        )
        return " ".join([told, tr("It came before.")]) if packages[0].came_before else told

    @property
    def doubts(self) -> str:
        """What somebody should look at."""
        if self.taken is None:
            return ""
        return " ".join(tr_error(doubt.reason) for doubt in self.taken.report.warnings)

    @property
    def can_apply(self) -> bool:
        """Whether there is anything to take in."""
        if self.busy or self.taken is None or self.is_done:
            return False
        report = self.taken.report
        return report.new + report.changed > 0 or any(
            choice is Choice.OURS for choice in self.decided.values()
        )

    @property
    def apply_words(self) -> str:
        """What the button says it does."""
        if self.taken is None:
            return tr("Take in")
        report = self.taken.report
        count = report.new + report.changed
        if report.refused:
            return tr("Accept {count}, leave the rest", count=count)
        return tr("Accept {count}", count=count)

    @cached_property
    def lines(self) -> tuple[ThingLine, ...]:
        """Everything, what needs somebody first, what is the same last."""
        if self.taken is None:
            return ()
        lines = [_line(each) for each in self.taken.things]
        whole = [each for each in self.taken.report.refused if not each.column]
        lines += [
            ThingLine(
                0,
                tr("Refused"),
                Tone.BAD,
                tr("Package"),
                each.value,
                "; ".join(map(tr_error, each.reasons)),
                each.value,
            )
            for each in whole
        ]
        order = (Tone.WARN, Tone.BAD, Tone.OK, Tone.ACCENT, Tone.MUTED)
        lines.sort(key=lambda line: order.index(line.tone))
        return tuple(replace(line, number=number) for number, line in enumerate(lines))

    @property
    def choices(self) -> tuple[Offered, ...]:
        """What can be decided on a conflict."""
        return tuple(Offered(choice, tr(text)) for choice, text in CHOICE_LABELS.items())

    def deciding(self, conflict: Conflict, choice: Choice) -> "Taking":
        """The same, with one more decision."""
        return replace(self, decided={**self.decided, conflict.id: choice}, busy=True)


def parts_of(line: ThingLine | None) -> tuple[Difference, ...]:
    """Both sides of the line that the cursor is on."""
    return line.conflict.parts if line is not None and line.conflict is not None else ()


def _line(each: TakenThing) -> ThingLine:
    standing, tone = _standing(each)
    reason = tr_error(each.reason) if each.reason else ""
    if each.conflict is not None and each.fate is not None:
        reason = tr(CHOICE_LABELS[each.conflict.choice])
    return ThingLine(
        0, standing, tone, tr(THING_LABELS[each.thing]), each.called, reason, each.file, each.conflict
    )


def _standing(each: TakenThing) -> tuple[str, Tone]:
    if each.fate is not None:
        text, tone = _FATES[each.fate]
        return tr(text), tone
    if each.conflict is not None and each.conflict.choice is Choice.LEAVE:
        return tr("To decide"), Tone.WARN
    return tr("Refused"), Tone.BAD
