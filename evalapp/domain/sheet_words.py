"""What is written of a person's month in words, as forms ask: strengths, weaknesses, the authority's opinion.

They are kept as marks without points, under codes that no form uses: history, seal and reopening hold
them as they hold every other note.
"""

from collections.abc import Mapping

from evalapp.base.messages import N_
from evalapp.domain.rounds import SCORING, Sheet, Stage

STRENGTHS, WEAKNESSES, OPINION = "UU_DIEM", "HAN_CHE", "NHAN_XET"
#: What is kept where a stage empties a text of an earlier one, whose own text stays in the history.
EMPTIED = "–"
WORD_LABELS: Mapping[str, str] = {
    STRENGTHS: N_("Strengths"),
    WEAKNESSES: N_("Weaknesses, shortcomings"),
    OPINION: N_("Opinion of the authority"),
}


def words_of(sheet: Sheet) -> dict[str, str]:
    """What stands at each place of the form: what the latest stage wrote; empty where nobody did."""
    return {
        code: _shown(next((note for each in reversed(SCORING) if (note := sheet.mark(each, code).note)), ""))
        for code in WORD_LABELS
    }


def note_of(sheet: Sheet, stage: Stage, code: str, text: str) -> str:
    """What a stage keeps for a place: the text, or that it emptied what an earlier stage wrote."""
    earlier = SCORING[: SCORING.index(stage)]
    if text or not any(_shown(sheet.mark(each, code).note) for each in earlier):
        return text
    return EMPTIED


def _shown(note: str) -> str:
    return "" if note == EMPTIED else note
