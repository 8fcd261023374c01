"""Where the facts that a level waits for are entered: said in words, and led to."""

from collections.abc import Sequence

from evalapp.base.messages import N_, tr
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.indicators import SHIPPED
from evalapp.domain.policy.facts import FACTS
from evalapp.ui.shell.routes import Place, Route

INDICATORS, REGISTERS, INSPECTIONS, SETTLEMENT = "indicators", "registers", "inspections", "settlement"
#: The screen of each source that neither a figure nor a register stands for; others follow from results.
_SOURCES = {"leave": REGISTERS, "inspections": INSPECTIONS, "collective": SETTLEMENT}


def screen_of(fact: str) -> str:
    """The screen on which a fact is entered; empty where it follows from results alone."""
    if any(each.fact == fact for each in SHIPPED):
        return INDICATORS
    source = FACTS[fact].source if fact in FACTS else ""
    if source not in _SOURCES and any(kind.fact == fact for kind in KINDS.values()):
        return REGISTERS
    return _SOURCES.get(source, "")


def entered_in(facts: Sequence[str]) -> str:
    """Where these facts are entered, a sentence for each screen."""
    screens = list(dict.fromkeys(map(screen_of, facts)))
    lines = [f"{each.name} ({each.code})" for each in SHIPPED if each.fact in facts]
    said = {
        INDICATORS: N_("Entered under “Service figures”, the person chosen there: {lines}."),
        REGISTERS: N_("Entered under “Registers”."),
        INSPECTIONS: N_("They come from “Inspections”."),
        SETTLEMENT: N_("Entered in “Settlement”: the rating of the unit."),
        "": N_("The rest follows from results of other people or units that are still to be closed."),
    }
    return " ".join(tr(said[each], lines=lines) for each in screens)


def route_to(facts: Sequence[str], *, person: str, place: Place) -> Route | None:
    """The screen of the first fact that is entered anywhere, at the person, and at its line."""
    fact = next((each for each in facts if screen_of(each)), None)
    if fact is None:
        return None
    line = next((each.code for each in SHIPPED if each.fact == fact), "")
    return Route(screen_of(fact), place=place, person=person, field=line)
