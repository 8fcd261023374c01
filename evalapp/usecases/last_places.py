"""Where somebody was, kept in the data file, so that the program begins there again however it ended."""

import json
from collections.abc import Mapping
from typing import Any, Self, cast

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.rounds import SheetId
from evalapp.store.work import Work

_KEY = "last_place.{user}"


class Held(Struct, frozen=True):
    """A text that was typed into a cell and is not taken: refused, or not finished."""

    sheet: SheetId
    stage: str
    field: str
    text: str
    unfinished: bool = False  # the cell was still open


class Spot(Struct, frozen=True):
    """Where in a screen the cursor stands, and what is typed there and not taken."""

    sheet: SheetId | None = None
    stage: str = ""
    field: str = ""
    held: tuple[Held, ...] = ()
    folded: tuple[str, ...] = ()  # the groups of which only the sum is shown


NOWHERE = Spot()


class LastPlace(Struct, frozen=True):
    """A unit, a month, a screen with what it shows, and where in it."""

    unit: str | None
    period: Period
    screen: str
    sheet: SheetId | None = None
    shown: Mapping[str, str] | None = None  # what else the screen was asked to show, by the name of each
    spot: Spot = NOWHERE

    def as_text(self) -> str:
        """As it is kept."""
        spot = self.spot
        held = [[each.sheet, each.stage, each.field, each.text, each.unfinished] for each in spot.held]
        return json.dumps(
            {
                "unit": self.unit,
                "period": str(self.period),
                "screen": self.screen,
                "sheet": self.sheet,
                "shown": dict(self.shown or {}),
                "spot": [spot.sheet, spot.stage, spot.field, held, list(spot.folded)],
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """What was kept; nothing where it cannot be read, for it is only a convenience."""
        try:
            kept = json.loads(text)
            sheet, stage, field, held, *more = kept["spot"]
            folded = tuple(str(each) for part in more for each in part)
            spot = Spot(_sheet(sheet), str(stage), str(field), tuple(_held(each) for each in held), folded)
            shown = {str(key): str(value) for key, value in kept["shown"].items()}
            period, screen = Period.parse(kept["period"]), str(kept["screen"])
            return cls(kept["unit"], period, screen, _sheet(kept["sheet"]), shown, spot)
        except (AttributeError, KeyError, TypeError, ValueError, UserError):
            return None


def keep_last_place(work: Work, *, place: LastPlace) -> None:
    """Remember where the user is."""
    work.settings.put(_KEY.format(user=work.user.id), place.as_text())


def last_place(work: Work) -> LastPlace | None:
    """Where the user was the last time, as far as that is known."""
    return LastPlace.from_text(work.settings.get(_KEY.format(user=work.user.id)))


def _sheet(value: Any) -> SheetId | None:
    return None if value is None else SheetId(int(value))


def _held(values: Any) -> Held:
    sheet, stage, field, text, unfinished = cast("list[Any]", values)
    return Held(SheetId(int(sheet)), str(stage), str(field), str(text), bool(unfinished))
