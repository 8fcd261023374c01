"""What the help says about the exchange."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

EXCHANGE = ScreenHelp(
    N_(
        "Packages carry things between data files: a unit's closed month to the personnel office, visits "
        "from a laptop to the office, lists and plans the other way. They are files, taken along on a stick."
    ),
    (
        (
            N_("Can I take the same package in twice?"),
            N_("Yes. What is here already stays as it is, and packages may come in any order."),
        ),
        (
            N_("What does “To decide” mean?"),
            N_(
                "Both sides changed the same thing. Stand on the line, compare both sides, choose what is to "
                "stand. What nobody decides stays as it is and is asked about again."
            ),
        ),
        (
            N_("Is a received result computed again?"),
            N_("Never. It is kept as it was sealed, and every seal is computed again to see that it fits."),
        ),
        (
            N_("A package was refused. What now?"),
            N_(
                "It was cut off or changed on its way, or names a unit or somebody not known here. Nothing "
                "was changed. The reason says what to do."
            ),
        ),
    ),
    (
        ("Ctrl+O", N_("Receive packages")),
        ("Ctrl+Shift+O", N_("Take all packages of a folder in")),
        ("Ctrl+Enter", N_("Take in what is shown")),
        ("Ctrl+Shift+E", N_("Write everybody of all units into one table")),
        ("Tab", N_("Go to the next part of the screen")),
    ),
)
