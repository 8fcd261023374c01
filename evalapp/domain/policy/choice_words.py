"""The words of what may be chosen for totals and longer periods."""

from collections.abc import Mapping

from evalapp.base.messages import N_
from evalapp.domain.policy.parts import AggregationRule, MissingMonths, Rounding

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
