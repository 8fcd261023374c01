"""Facts in the language in use: inside a sentence, and as titles of fields, columns and lists."""

from collections.abc import Mapping

from evalapp.base.messages import N_, tr
from evalapp.domain.policy.facts import FACTS

#: Yes and no as a sentence says them.
_SAID: Mapping[str, tuple[str, str]] = {
    "disciplined": (N_("disciplined in the period"), N_("not disciplined in the period")),
    "subordinate_failed": (N_("a subordinate failed their tasks"), N_("no subordinate failed their tasks")),
    "backlog": (N_("work was left lying for long"), N_("no work was left lying for long")),
    "internal_conflict": (
        N_("there is lasting internal conflict"),
        N_("there is no lasting internal conflict"),
    ),
    "degradation_concluded": (N_("degradation was concluded"), N_("no degradation was concluded")),
    "unit_corruption": (
        N_("corruption or waste in the unit was dealt with"),
        N_("there was no corruption or waste in the unit"),
    ),
    "prosecuted": (N_("prosecuted or detained"), N_("neither prosecuted nor detained")),
    "personnel_misconduct": (
        N_("misconduct in personnel work was concluded"),
        N_("no misconduct in personnel work was concluded"),
    ),
}
_NAMED: Mapping[str, str] = {
    "worked_months": N_("months worked in the year"),
    "absent_months": N_("months absent in the year"),
    "excused_months": N_("months of sick or maternity leave"),
    "satisfaction": N_("satisfaction of citizens and businesses"),
    "unit_level": N_("the collective's level"),
    "open_remedies": N_("shortcomings not yet mended"),
    "unauthorised_days": N_("days of absence without permission"),
    "findings_light": N_("confirmed light breaches"),
    "findings_medium": N_("confirmed medium breaches"),
    "findings_serious": N_("confirmed serious breaches"),
    "previous_levels": N_("the levels before"),
    "tasks_done": N_("share of tasks done"),
    "tasks_on_time": N_("share of tasks on time"),
    "tasks_exceeded": N_("share of tasks exceeded"),
    "on_time": N_("share of files on time"),
    "complaints_upheld": N_("complaints found to be right"),
    "subunits_completed": N_("share of units led that completed their tasks"),
    "subunits_good": N_("share of units led that completed well"),
    "total": N_("the total"),
    "failed_criteria": N_("criteria not met"),
    "served_months": N_("months served, sick and maternity leave included"),
    "unexcused_months": N_("months absent, sick and maternity leave aside"),
    "month_levels": N_("the levels of the months of the period"),
    "months_at_top": N_("months of the period at the highest level"),
    "months_good": N_("months of the period at the second level or better"),
    "months_at_bottom": N_("months of the period at the lowest level"),
    "level": N_("the level of this period"),
}
_UNITS: Mapping[str, str] = {
    "lần": N_("times"), "tháng": N_("months"), "việc": N_("matters"), "đơn": N_("letters"),
    "điểm": N_("points"), "tiêu chí": N_("criteria"), "ngày": N_("days of work"), "%": "%",
}  # fmt: skip


def fact_said(name: str, *, yes: bool = True) -> str:
    """A yes-or-no fact as a sentence says that it is, or is not, so."""
    if name not in _SAID:
        return fact_named(name) if yes else tr("not: {fact}", fact=fact_named(name))
    return tr(_SAID[name][0 if yes else 1])


def fact_named(name: str) -> str:
    """A fact inside a sentence; one that does not exist by what was written."""
    if name in _SAID:
        return tr(_SAID[name][0])
    if name in _NAMED:
        return tr(_NAMED[name])
    return FACTS[name].label if name in FACTS else name


def fact_title(name: str) -> str:
    """A fact where it stands by itself: beside a field, in a list."""
    words = fact_named(name)
    return words[:1].upper() + words[1:] if name in FACTS else words


def with_facts_named(text: str) -> str:
    """A refusal that names facts by their codes, with what offices call them."""
    for name in FACTS:
        text = text.replace(f"“{name}”", f"“{fact_named(name)}”")
    return text


def unit_said(name: str) -> str:
    """The unit of measure of a fact."""
    unit = FACTS[name].unit if name in FACTS else ""
    return tr(_UNITS[unit]) if unit in _UNITS else unit
