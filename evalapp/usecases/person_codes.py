"""Codes for people whose list gives none."""

import re
from collections import Counter
from collections.abc import Iterable

from evalapp.store.keys import code_key

#: Letters and digits. Bare numbers are given by an office elsewhere, and are not continued.
_NUMBERED = re.compile(r"(\D*[^\W\d_]\D*)(\d{1,9})")
_OURS = ("CB", 4)  # how a code is written where nobody has one yet


class NewCodes:
    """Gives the next ones as most are written: after CB11 comes CB12. None that is taken is given."""

    def __init__(self, taken: Iterable[str]) -> None:
        codes = list(taken)
        self._taken = {code_key(code) for code in codes}
        found = [match for code in codes if (match := _NUMBERED.fullmatch(code))]
        ways = Counter((match[1], len(match[2])) for match in found)
        (self._letters, self._digits), _ = (ways.most_common(1) or [(_OURS, 0)])[0]
        self._last = max((int(match[2]) for match in found if match[1] == self._letters), default=0)

    def give(self) -> str:
        """One that nobody has, nor was given before."""
        while True:
            self._last += 1
            code = f"{self._letters}{self._last:0{self._digits}d}"
            if code_key(code) not in self._taken:
                return code
