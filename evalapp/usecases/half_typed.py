"""What somebody typed into a form and did not save, kept in the data file until it is saved or given up."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self, cast

from msgspec import Struct

from evalapp.store.work import Work

_KEY = "half_typed.{user}.{form}"


class HalfTyped(Struct, frozen=True):
    """The texts of a form by the keys of its fields, when they were typed, and about whom."""

    values: Mapping[str, str]
    at: datetime
    about: str = ""

    def as_text(self) -> str:
        """As it is kept."""
        kept = {"at": self.at.isoformat(), "about": self.about, "values": dict(self.values)}
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """What was kept; nothing where it cannot be read."""
        try:
            kept = cast("dict[str, Any]", json.loads(text))
            values = {str(key): str(value) for key, value in kept["values"].items()}
            return cls(values, datetime.fromisoformat(kept["at"]), str(kept["about"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            return None


def keep_half_typed(work: Work, *, form: str, values: Mapping[str, str], about: str = "") -> None:
    """Keep what stands in a form now, in the name of whoever types it; nobody else is offered it."""
    put_aside(work, form=form, typed=HalfTyped(values, work.now, about) if values else None)


def put_aside(work: Work, *, form: str, typed: HalfTyped | None) -> None:
    """Keep this of a form; None: it was saved or given up."""
    work.settings.put(_KEY.format(user=work.user.id, form=form), typed.as_text() if typed else "")


def half_typed(work: Work, *, form: str) -> HalfTyped | None:
    """What was typed into a form and neither saved nor given up."""
    return HalfTyped.from_text(work.settings.get(_KEY.format(user=work.user.id, form=form)))
