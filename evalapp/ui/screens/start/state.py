"""The ways to begin that the first page offers."""

from msgspec import Struct

from evalapp.base.messages import N_


class Way(Struct, frozen=True):
    """One way to begin: what it is called, what it does, and the words of its button."""

    key: str
    title: str
    text: str
    action: str


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
