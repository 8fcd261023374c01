"""One person's longer period on a sheet of its own: its months, the periods inside it, what it ended in."""

from msgspec import Struct

from evalapp.domain.month_results import PartResult
from evalapp.domain.periods import Period
from evalapp.domain.policy.parts import Paper
from evalapp.domain.revisions import Replaced
from evalapp.domain.years import Origin, YearRow


class PersonPeriod(Struct, frozen=True):
    """Somebody's quarter, half-year or year as it is reported and printed."""

    superior_name: str
    period: Period
    row: YearRow
    paper: Paper | None  # the form prescribed for it, where there is one
    levels: tuple[tuple[str, str], ...]  # codes with their words, the best first; none: it has no level
    parts: tuple[PartResult, ...]
    proposals: tuple[str, ...]  # what follows from the result, for the authority to decide
    hash: str
    policy_title: str = ""
    revision: int = 0  # of the round; 0: there is none
    replaces: Replaced | None = None

    @property
    def unit_name(self) -> str:
        """The unit that the person's result is of."""
        return self.row.unit_name

    @property
    def is_final(self) -> bool:
        """Whether the result stands."""
        return self.row.origin in (Origin.SEALED, Origin.EXTERNAL)
