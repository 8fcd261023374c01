"""What the help says about users, their roles and their passwords."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

USERS = ScreenHelp(
    N_(
        "Who works with this file: each with a name, a password of their own, and roles over units. What "
        "somebody does stands in the history under their name."
    ),
    (
        (
            N_("Who may what?"),
            N_(
                "A staff member sees people. A deputy scores, a head scores and decides, a personnel officer "
                "keeps lists and months, an inspector keeps visits, an auditor reads everything and changes "
                "nothing, an administrator keeps users and backups and sees no scores."
            ),
        ),
        (
            N_("Why is a role refused?"),
            N_(
                "An auditor has no other role beside it, nobody gives themselves a role, and the last "
                "administrator stays one. Nobody decides on their own result, whatever their role."
            ),
        ),
        (
            N_("Somebody stands in for the head for a month. How?"),
            N_("Give them the role with its first and last day; it ends by itself."),
        ),
        (
            N_("Somebody left. Do I delete them?"),
            N_("Let them no longer sign in. What they did keeps their name."),
        ),
        (
            N_("May I work without a password?"),
            N_(
                "Alone on your own computer, knowingly: then whoever has the computer can do everything. As "
                "soon as several use the file, everybody needs one."
            ),
        ),
    ),
    (
        ("Ctrl+N", N_("New user…")),
        ("F2", N_("Assign a role…")),
        ("Ctrl+Enter", N_("Save")),
        ("Esc", N_("Close")),
    ),
)
