"""Where a fact is entered, so that who is asked for one knows where to go."""

from collections.abc import Mapping

from evalapp.base.messages import N_, tr
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.indicators import SHIPPED
from evalapp.domain.policy.facts import COMPUTED, FACTS

#: Facts that neither a figure nor a kind of register entry gives by itself.
_FROM: Mapping[str, str] = {
    COMPUTED: N_("follows from the rating"),
    "leave": N_("registers: leave"),
    "collective": N_("rating of the collective"),
    "results": N_("results that are closed"),
    "inspections": N_("inspections"),
}


def entered_at(name: str) -> str:
    """The figure, registers or screen that a fact comes from."""
    figure = next((each.code for each in SHIPPED if each.fact == name), "")
    if figure:
        return tr("figure {code}", code=figure)
    kinds = [kind.code for kind in KINDS.values() if kind.fact == name]
    if kinds and FACTS[name].source == "inspections":
        return tr("inspections, registers: {kinds}", kinds=", ".join(kinds))
    if kinds:
        return tr("registers: {kinds}", kinds=", ".join(kinds))
    return tr(_FROM[FACTS[name].source])
