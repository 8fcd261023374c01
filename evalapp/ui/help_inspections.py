"""The help beside the screen of inspections."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

INSPECTIONS = ScreenHelp(
    N_(
        "Visits to units: who was there, what was checked, what was found. A finding is alleged until it is "
        "confirmed after the person was heard; it never costs points by itself."
    ),
    (
        (
            N_("Nothing was found. Is that worth a visit in the list?"),
            N_("Yes. A visit without findings is a result like any other, and is counted as one."),
        ),
    ),
    (
        ("↑ ↓", N_("Another line")),
        ("Enter", N_("Open the line")),
    ),
)
