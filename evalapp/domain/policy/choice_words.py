"""The words of what may be chosen for totals, longer periods and findings."""

from collections.abc import Mapping

from evalapp.base.messages import N_
from evalapp.domain.policy.parts import AggregationRule, LateFindings, MissingMonths, OpenFindings, Rounding

AGGREGATION_WORDS: Mapping[str, str] = {
    AggregationRule.MEAN_OF_RATED: N_("the mean of the months that are rated"),
    AggregationRule.SUM_DIV_12: N_("the sum of the months, divided by 12"),
}
MISSING_WORDS: Mapping[str, str] = {
    MissingMonths.UNRATED: N_("leaves the period unrated"), MissingMonths.SKIP: N_("is passed over"),
    MissingMonths.ZERO: N_("counts as 0"),
}  # fmt: skip
ROUNDING_WORDS: Mapping[str, str] = {
    Rounding.HALF_UP: N_("half up"), Rounding.HALF_EVEN: N_("half to even"), Rounding.DOWN: N_("down"),
}  # fmt: skip
OPEN_WORDS: Mapping[str, str] = {
    OpenFindings.NOTHING: N_("none of its steps"), OpenFindings.SETTLING: N_("settlement"),
    OpenFindings.CLOSING: N_("closing"),
}  # fmt: skip
LATE_WORDS: Mapping[str, str] = {
    LateFindings.NEXT_MONTH: N_("the next month that is open"),
    LateFindings.REOPEN: N_("its own month, which is reopened"),
}  # fmt: skip
