"""The sample that a window left behind when it was ended by force: gone on with, or begun anew."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evalapp.base.clock import VIET_NAM
from evalapp.base.messages import tr

if TYPE_CHECKING:
    from evalapp.ui.kit.dialogs import Dialogs

#: How the folder begins in which a window keeps what is thrown away at its end; tools have others.
SCRATCH = "evalapp-window-"
_GO_ON, _ANEW = "go_on", "anew"


def settle_left_sample(dialogs: Dialogs, file: Path) -> bool:
    """Ask what becomes of a sample that was left behind, where one was; False: neither way was chosen.

    The sample that is gone on with lies in the place of ours then.
    """
    left = [] if file.exists() else _left(file)
    if not left:
        return True
    way = _asked(dialogs, left[0])
    if way == _GO_ON:
        _take_over(left[0].parent, file.parent)
    if way is not None:
        for each in left:
            shutil.rmtree(each.parent, ignore_errors=True)
    return way is not None


def _left(file: Path) -> list[Path]:
    """The samples beside the place of ours that no window has open, the one worked in last first."""
    from evalapp.store.owners import is_taken

    beside = file.parent.parent.glob(f"{SCRATCH}*/{file.name}")
    free = [each for each in beside if _is_ours(each) and not is_taken(each)]
    return sorted(free, key=_written, reverse=True)


def _written(sample: Path) -> float:
    """When something was last written: what the file itself does not hold yet lies beside it."""
    return max(each.stat().st_mtime for each in sample.parent.glob(f"{sample.name}*"))


def _is_ours(sample: Path) -> bool:
    """Whether it is the same user's: on some systems all of them share one place for such folders."""
    whose = getattr(os, "getuid", None)
    return not sample.parent.is_symlink() and (whose is None or sample.parent.stat().st_uid == whose())


def _asked(dialogs: Dialogs, left: Path) -> str | None:
    from evalapp.ui.kit.pickers import Choice

    worked_in = datetime.fromtimestamp(_written(left), tz=VIET_NAM)
    answer = dialogs.choose(
        tr("Go on with the sample data?"),
        tr(
            "The window with them was not closed; what was done in them until {at} is there.",
            at=worked_in.strftime("%H:%M, %d/%m/%Y"),
        ),
        tr("Go on"),
        [
            Choice(_GO_ON, tr("Go on with them as they were left")),
            Choice(_ANEW, tr("Begin anew: what was done in them is thrown away")),
        ],
        asks_reason=False,
    )
    return str(answer[0]) if answer else None


def _take_over(left: Path, scratch: Path) -> None:
    """Bring what was left, with its log and what lies beside it, into the place of ours."""
    for each in tuple(left.iterdir()):
        each.replace(scratch / each.name)
