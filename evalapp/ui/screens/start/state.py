"""The ways to begin that the first page offers, and what it says where the file used last is gone."""

from pathlib import Path

from msgspec import Struct

from evalapp.base.messages import N_, tr


class Way(Struct, frozen=True):
    """One way to begin: what it is called, what it does, and the words of its button."""

    key: str
    title: str
    text: str
    action: str


class Missing(Struct, frozen=True):
    """The data file used last, not where it was or damaged, and how many copies of it lie there."""

    file: Path
    has_folder: bool
    copies: int
    is_damaged: bool = False

    @property
    def title(self) -> str:
        """What was not found, or cannot be read."""
        if self.is_damaged:
            return tr("The data file cannot be read: {file}", file=self.file.name)
        return tr("The data file used last is not there: {file}", file=self.file.name)

    @property
    def text(self) -> str:
        """Where it was, and what may have become of it."""
        if self.is_damaged:
            return self._damage
        was = tr("It was in {folder}.", folder=str(self.file.parent))
        if not self.has_folder:
            told = tr("That folder is not there either: connect the disk, stick or network drive it is on.")
        elif self.copies:
            told = tr(
                "Somebody moved, renamed or deleted it. Beside it lie {count} {count:copy|copies} of it, "
                "backups and what was rescued: one can be put back in its place.",
                count=self.copies,
            )
        else:
            told = tr("Somebody moved, renamed or deleted it.")
        return f"{was} {told}"

    @property
    def _damage(self) -> str:
        """Where it lies, and that its copies lie there, or where else one may be."""
        lies = tr("It is in {folder}, as it was found.", folder=str(self.file.parent))
        if self.copies:
            told = tr(
                "Beside it lie {count} {count:copy|copies} of it, backups and what was rescued: one can be "
                "put in its place; the file that cannot be read is kept under another name.",
                count=self.copies,
            )
        else:
            told = tr(
                "No copy of it lies there. Look for a backup where second copies go, such as a stick, and "
                "open that."
            )
        return f"{lies} {told}"

    @property
    def ways(self) -> tuple[tuple[str, str], ...]:
        """What can be done about it: the key and the words of each button."""
        put_back = (("put_back", tr("Put a copy back…")),) if self.copies else ()
        if self.is_damaged:
            return (*put_back, ("open", tr("Look for a copy…")), ("again", tr("Try to open it again")))
        return (("open", tr("Look for the file…")), *put_back, ("again", tr("Look there again")))


WAYS = (
    Way(
        "sample",
        N_("Try it with sample data"),
        N_("A whole unit with its months, on a copy that is thrown away. Nothing of yours is touched."),
        N_("Try the sample"),
    ),
    Way(
        "new",
        N_("Begin with my unit"),
        N_(
            "Makes a data file on this computer. "
            "Next come units and people, typed or taken in from lists, and the month is opened."
        ),
        N_("Begin"),
    ),
    Way(
        "open",
        N_("Open a data file"),
        N_("A file of this program that exists already, for example from another computer or a backup."),
        N_("Open a file…"),
    ),
)
