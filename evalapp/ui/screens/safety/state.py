"""What the screen of data safety shows and allows."""

from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from evalapp.base.clock import VIET_NAM
from evalapp.base.columns import Tone, figure
from evalapp.base.messages import shown, tr, tr_map
from evalapp.domain.actions import ACTION_WORDS
from evalapp.store.kept_copies import Backup
from evalapp.usecases.backups import BackupState, RestorePreview
from evalapp.usecases.checking import WorkspaceCheck, broken_words

_KIB = 1024
_NAMED = 8  # so many kinds of lost work are named; the others are counted together


class BackupLine(Struct, frozen=True):
    """One backup, in words."""

    backup: Backup
    has_second: bool

    @property
    def at(self) -> str:
        """When it was made, as clocks in Viet Nam show it."""
        return self.backup.name.at.astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M")

    @property
    def reason(self) -> str:
        """Why it was made."""
        return self.backup.name.why

    @property
    def size(self) -> str:
        """How large it is."""
        megabytes, rest = divmod(self.backup.size * 10 // (_KIB * _KIB), 10)
        return tr(
            "{size} MB", size=figure(Decimal(f"{megabytes}.{rest}"), 1) if megabytes < 10 else megabytes
        )

    @property
    def second(self) -> str:
        """Whether the second place has it too."""
        return tr("yes") if self.has_second else ""


class SafetyState(Struct, frozen=True):
    """Everything the screen needs to draw itself; `check` is None until the whole file was checked."""

    backups: BackupState | None = None
    check: WorkspaceCheck | None = None
    may_keep: bool = False
    is_encrypted: bool = False
    years: int | None = None  # that results are kept for
    is_chosen: bool = False  # whether the office said so
    hold_erased: tuple[Path, ...] = ()  # copies from before an erasure
    doors: str = ""  # who may be acted for by anybody, in words
    server: str = ""  # the database server that it is on, which has no file and no backups here
    busy: bool = False

    @property
    def lines(self) -> tuple[BackupLine, ...]:
        """The backups, newest first."""
        if self.backups is None:
            return ()
        seconds = {(each.name.at, each.name.reason) for each in self.backups.second_backups}
        return tuple(
            BackupLine(each, (each.name.at, each.name.reason) in seconds) for each in self.backups.backups
        )

    @property
    def can_change(self) -> bool:
        """Whether backups may be made and put back now."""
        return self.may_decide and not self.server

    @property
    def is_file(self) -> bool:
        """Whether it is a file, with backups beside it."""
        return not self.server

    @property
    def may_decide(self) -> bool:
        """Whether what concerns all data may be decided now."""
        return self.may_keep and not self.busy

    @property
    def verdict(self) -> tuple[str, Tone]:
        """Whether everything fits, once all of it was looked at."""
        if self.check is None:
            return "", Tone.PLAIN
        return (tr("All is well"), Tone.OK) if self.check.ok else (tr("Something is wrong"), Tone.BAD)

    @property
    def found(self) -> str:
        """What the check found, and what to do where something is wrong."""
        check = self.check
        if check is None:
            return tr(
                "“Check everything” looks at the database, the history, all seals and all attached files."
            )
        if check.ok:
            return tr(
                "{rows} {rows:entry|entries} of history follow on each other; {seals} {seals:seal|seals} of "
                "results, {minutes} signed {minutes:version|versions} of minutes and {files} attached "
                "{files:file|files} fit. "
                "End of the history: {head}.",
                rows=check.audit_rows,
                seals=check.seals_checked,
                minutes=check.minutes_checked,
                files=check.files_checked,
                head=check.audit_head[:12],
            )
        return "\n".join((*broken_words(check), what_to_do()))

    @property
    def second(self) -> str:
        """Where the second copies go, and whether one is due."""
        state = self.backups
        if self.server:
            return tr("Where copies of the database are kept is decided on the server.")
        if state is None:
            return ""
        if not state.second:
            return tr(
                "All backups are on this disk. Choose a second place, such as a stick or a disk of its own: "
                "a broken disk takes everything on it."
            )
        if not state.second_there:
            return tr(
                "The second place {folder} is not there now. Plug it in; the next backup goes there too.",
                folder=state.second,
            )
        if state.needs_second:
            return tr(
                "The newest copy in {folder} is older than a week. “Back up now” makes one.",
                folder=state.second,
            )
        return tr("Each backup is also put into {folder}.", folder=state.second)

    @property
    def encryption(self) -> tuple[str, Tone]:
        """Whether a lost computer gives the data away, in a word."""
        if self.backups is None:
            return "", Tone.PLAIN
        return (tr("encrypted"), Tone.OK) if self.is_encrypted else (tr("not encrypted"), Tone.MUTED)

    @property
    def protection(self) -> str:
        """What that means."""
        if self.server:
            return tr("Who may read the database, and whether its disk is encrypted, is set on the server.")
        if self.is_encrypted:
            return tr(
                "The data file and its backups open with the password, or with the code on the recovery "
                "sheet. Keep the sheet away from the computer."
            )
        return tr(
            "Who has the computer or a backup can read it. On a laptop that leaves the office, encrypt the "
            "data file."
        )

    @property
    def retention(self) -> str:
        """For how long results are kept with names, and which copies hold more than that."""
        if self.years is None:
            return ""
        told = [tr("Results are kept for {years} years.", years=self.years)]
        if not self.is_chosen:
            told.append(
                tr("Nobody chose that: no rule for it was found. Set what the rules of your archives say.")
            )
        if self.hold_erased:
            told.append(
                tr("Copies that still hold what was erased of people: {count}.", count=len(self.hold_erased))
            )
        return " ".join(told)

    @property
    def due(self) -> tuple[str, Tone]:
        """Whether somebody has to do something about the second place."""
        is_due = self.backups is not None and self.backups.needs_second
        return (tr("a copy is due"), Tone.WARN) if is_due else ("", Tone.PLAIN)


def server_words(server: str) -> str:
    """Who backs a server's database up, and how."""
    return tr(
        "{server} is backed up by its administrator (pg_dump), and is put back there too. “Save as a data "
        "file…” writes everything into a file of this computer, which opens without the server.",
        server=server,
    )


def what_to_do() -> str:
    """The way out, in the order in which it is gone."""
    return tr(
        "What to do: enter nothing more. Choose the newest backup from before, look at what it would "
        "take back, "
        "and put it back; the present file is kept for whoever studies it. Was the disk at fault, use "
        "another one."
    )


def restore_words(preview: RestorePreview) -> str:
    """What putting a backup back would take back, in a few sentences."""
    holds = tr(
        "The backup holds {people} {people:person|people}, {closed} closed {closed:period|periods} and "
        "{rows} {rows:entry|entries} of history, the last of {last}.",
        people=preview.backup.people,
        closed=preview.backup.closed,
        rows=preview.backup.rows,
        last=preview.backup.last or "–",
    )
    kept = tr("The present file is kept beside it, so this can be undone.")
    if not preview.lost:
        return "\n\n".join((holds, tr("Nothing that was done would be taken back."), kept))
    kinds = list(preview.lost.items())
    lines = [f"• {tr_map(ACTION_WORDS, action)}: {count}" for action, count in kinds[:_NAMED]]
    if len(kinds) > _NAMED:
        lines.append("• " + tr("other: {count}", count=sum(count for _, count in kinds[_NAMED:])))
    lost = tr(
        "It takes back {count} {count:entry|entries} of work since {since}:",
        count=preview.lost_count,
        since=shown(preview.lost_since),
    )
    return "\n\n".join((holds, "\n".join((lost, *lines)), kept))


def replaced_name(kept: Path | None) -> str:
    """What is said once a backup is in place."""
    if kept is None:
        return tr("The backup is restored.")
    return tr("The backup is in place. What was there before is kept as {file}.", file=kept.name)
