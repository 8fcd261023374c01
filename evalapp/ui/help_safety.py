"""What the help says about data safety."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

SAFETY = ScreenHelp(
    N_(
        "Whether the data is whole, which backups there are, and putting one back. Backups are made by "
        "themselves; a second place keeps them where this disk cannot take them with it."
    ),
    (
        (
            N_("When are backups made?"),
            N_(
                "Every half hour of work, at the end of work, before and after a month is closed, "
                "before a list is "
                "taken in, before a newer version changes the file, and before a backup is put back."
            ),
        ),
        (
            N_("Which ones are kept?"),
            N_(
                "All of the two newest days, then one for each of twelve days, ten weeks and nine "
                "months, and one "
                "for each closed month for ever."
            ),
        ),
        (
            N_("What if I put the wrong one back?"),
            N_(
                "Nothing is thrown away: the file that was there is kept beside it. “Put back from a "
                "file…” takes "
                "it, too."
            ),
        ),
    ),
    (("Enter", N_("Look at what the backup under the cursor would take back")),),
)
