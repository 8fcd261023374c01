"""Results that were made elsewhere: kept as they came, never computed again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, fold
from evalapp.domain.people import PersonId
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Level, Policy

#: The levels of every regime that a list from outside may name by their codes.
LEVELS = ("A", "B", "C", "D")
#: The two levels that count as good or better.
GOOD = LEVELS[:2]
#: What lists write where a policy's own words are longer.
_SHORT: Mapping[str, str] = {
    "xuất sắc": "A", "tốt": "B", "hoàn thành": "C", "không hoàn thành": "D",
    "hoàn thành xuất sắc": "A", "hoàn thành tốt": "B",
    "hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực": "C",
    "HTXSNV": "A", "HTXS": "A", "HTTNV": "B", "HTT": "B", "HTNV": "C", "KHTNV": "D",
    **{f"loại {code}": code for code in LEVELS},
}  # fmt: skip


class ExternalResult(Struct, frozen=True):
    """A person's level, and total where it is known, in a period that was rated elsewhere."""

    person: PersonId
    period: Period
    level: str
    total: Decimal | None
    source: str
    recorded_by: str
    recorded_at: datetime

    @property
    def said(self) -> tuple[str, Decimal | None, str]:
        """What the list says; who took it in and when is not part of it."""
        return self.level, self.total, self.source


def level_words(policies: Iterable[Policy]) -> Mapping[str, str]:
    """What may stand for a level, folded: its code, and the words that any policy has for it."""
    words = {fold(code): code for code in LEVELS} | {fold(text): code for text, code in _SHORT.items()}
    for policy in policies:
        for level in policy.levels:
            if level.code in LEVELS:
                words |= {fold(label): level.code for label in _labels(level)}
    return words


def highest_total(policies: Iterable[Policy]) -> Decimal | None:
    """The most points that any of the policies gives; None where none of them sums points up."""
    rules = [each.total_rule for each in policies]
    return max((top for each in rules if (top := each.cap or each.maximum) is not None), default=None)


def _labels(level: Level) -> tuple[str, ...]:
    return (level.label, *level.labels.values())


def level_from(text: str, words: Mapping[str, str]) -> str:
    """The level that a cell names, by code or by words."""
    level = words.get(fold(clean(text)))
    if level is None:
        raise UserError(
            N_("“{text}” is no level. Write A, B, C or D, or the words of the regulation."), text=text
        )
    return level
