"""Reading a document strictly: every key has one type; a missing or unknown one is a fault with its place."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar, cast

from evalapp.base.messages import N_
from evalapp.domain.policy.problems import Findings, Path

Choice = TypeVar("Choice", bound=StrEnum)

_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DAY_EXPECTED = N_("a date such as 2018-07-01 was expected")
NO_SUCH_DAY = N_("there is no day {day}")
FLAG_EXPECTED = N_("true or false was expected")
LIST_EXPECTED = N_("a list was expected")
MISSING = N_("this is missing")
TABLE_EXPECTED = N_("a table was expected here")
TEXT_EXPECTED = N_("a text in quotes was expected")
TEXTS_EXPECTED = N_("a list of texts in quotes was expected")
WHOLE_EXPECTED = N_("a whole number from {lowest} to {highest} was expected")
MISSING_CHOICE = N_("this is missing; it must be one of: {known}")
#: Said of a key that nothing asks for.
UNKNOWN_KEY = N_("nothing is called so here; known words: {known}")
NEAR_KEY = N_("nothing is called so here; nearest: {near}; known words: {known}")
_LONGEST_KEY = 40


class Table:
    """One table of a document; `done()` tells what nobody asked for."""

    def __init__(self, value: object, path: Path, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self._values: Mapping[str, object] = {}
        self._asked: set[str] = set()
        if isinstance(value, Mapping):
            self._values = cast("Mapping[str, object]", value)
        else:
            self._fault("", TABLE_EXPECTED)

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)  # what is only looked at where it is there is known as well
        return self._values.get(key) is not None

    def _take(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key)

    def _fault(self, key: str, message: str, **values: object) -> None:
        path = (*self.path, key) if key else self.path
        if message != MISSING or not self.findings.told_under(path):  # what is wrong is not missing too
            self.findings.add(path, message, **values)

    def fault(self, key: str, message: str, **values: object) -> None:
        """Note a fault at one of the table's keys, or at the table itself."""
        self._fault(key, message, **values)

    def raw(self, key: str) -> object:
        """The value as it stands, for a caller that reads it itself."""
        return self._take(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; one without a default must be there and not empty."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if value is None:
            self._fault(key, MISSING)
        elif not isinstance(value, str):
            self._fault(key, TEXT_EXPECTED)
        elif not value.strip() and default is None:
            self._fault(key, N_("this is empty"))
        else:
            return value
        return ""

    def code(self, key: str, default: str | None = None) -> str:
        """A code: Latin letters, digits, dots and hyphens, at most 40."""
        value = self.text(key, default)
        if value and not _CODE.fullmatch(value):
            self._fault(
                key,
                N_("“{code}” is no code: use Latin letters, digits, dots and hyphens, at most 40"),
                code=value,
            )
        return value

    def number(self, key: str) -> Decimal | None:
        """An exact number of ordinary size, or None where there is none."""
        value = self._take(key)
        if value is None:
            return None
        text = str(value) if isinstance(value, (str, Decimal)) else ""
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
            text = str(value)
        if not _NUMBER.fullmatch(text):
            self._fault(key, N_("a number with at most 9 digits and 6 decimals was expected"))
            return None
        return Decimal(text)

    def points(self, key: str) -> Decimal | None:
        """A number of points: not negative, at most two decimals, at most 10,000."""
        value = self.number(key)
        if value is not None and not (0 <= value <= 10_000 and value == round(value, 2)):
            self._fault(key, N_("points go from 0 to 10,000 with at most two decimals"))
            return None
        return value

    def percent(self, key: str) -> Decimal | None:
        """A percent from 0 to 100."""
        value = self.number(key)
        if value is not None and not 0 <= value <= 100:
            self._fault(key, N_("a percent goes from 0 to 100"))
            return None
        return value

    def whole(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number within limits, or None where there is none."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            self._fault(key, WHOLE_EXPECTED, lowest=lowest, highest=highest)
            return None
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self._fault(key, FLAG_EXPECTED)
            return default
        return value

    def day(self, key: str) -> date | None:
        """A date, or None where there is none."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self._fault(key, DAY_EXPECTED)
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self._fault(key, NO_SUCH_DAY, day=value)
            return None

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice | None:
        """One of a closed list of words."""
        value = self._take(key)
        if value is None:
            if default is None:
                known = ", ".join(choice.value for choice in choices)
                self._fault(key, MISSING_CHOICE, known=known)
            return default
        return self._chosen(key, value, choices) or default

    def choices(self, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """Several of a closed list of words."""
        chosen = (self._chosen(key, value, choices) for value in self.items(key))
        return tuple(word for word in chosen if word is not None)

    def _chosen(self, key: str, value: object, choices: type[Choice]) -> Choice | None:
        if isinstance(value, str) and value in [choice.value for choice in choices]:
            return choices(value)
        known = ", ".join(choice.value for choice in choices)
        self._fault(key, N_("this must be one of: {known}"), known=known)
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        found: list[str] = []
        for value in self.items(key):
            if isinstance(value, str) and value.strip():
                found.append(value)
            else:
                self._fault(key, TEXTS_EXPECTED)
        return tuple(found)

    def items(self, key: str) -> Sequence[object]:
        """A list of anything; nothing is an empty list."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._fault(key, LIST_EXPECTED)
            return ()
        return cast("list[object]", value)

    def table(self, key: str) -> "Table | None":
        """A table inside this one, or None where there is none."""
        value = self._take(key)
        return None if value is None else Table(value, (*self.path, key), self.findings)

    def tables(self, key: str) -> "list[Table]":
        """The tables of a list inside this one."""
        return [Table(value, (*self.path, key, n), self.findings) for n, value in enumerate(self.items(key))]

    def done(self) -> None:
        """Tell of every key that nothing asked for: a misspelt word must never be passed over in silence."""
        for key in self._values:
            if key not in self._asked:
                self._tell_unknown(key)

    def _tell_unknown(self, key: str) -> None:
        from difflib import get_close_matches  # a policy that is in use misspells nothing

        near = () if self.findings.are_enough else get_close_matches(key[:_LONGEST_KEY], self._asked)
        self._fault(
            key,
            NEAR_KEY if near else UNKNOWN_KEY,
            near=", ".join(near),
            known=", ".join(sorted(self._asked)),
        )
