"""Where a data file may be worked with."""

from pathlib import Path

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, Term
from evalapp.store.places import PLACE_REASONS, place_of


def refuse_place(path: Path) -> None:
    """Refuse to work with a file where it would be damaged sooner or later; it is not touched."""
    found = place_of(path)
    if found is not None:
        kind, service = found
        raise UserError(
            N_(
                "{file} is not opened here: {place}. Copy it to a folder of this computer and open it "
                "there; for "
                "others, send packages or backups."
            ),
            file=path.name,
            place=Term(PLACE_REASONS[kind], {"service": service}),
        )
