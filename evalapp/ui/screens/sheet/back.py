"""Where a form leads back to, in words."""

from evalapp.base.messages import tr
from evalapp.domain.periods import Period
from evalapp.ui.shell.words import list_of

MONTH, SETTLEMENT = "month", "settlement"  # the screens where everybody of a period stands


def led_back(to: str, period: Period) -> str:
    """Where a form leads back to, by the name of the screen where it is one of the usual two."""
    if to in ("", MONTH):
        return list_of(period)
    return tr("Settlement") if to == SETTLEMENT else tr("Back")


def back_words(to: str, period: Period) -> str:
    """The same for whoever only hears it."""
    if to in ("", MONTH):
        return tr("Back: {list}", list=list_of(period))
    return tr("Back to where the form was opened")
