"""What is written of a person's month in words, as forms ask: strengths, weaknesses, the authority's opinion.

They are kept as marks without points, under codes that no form uses: history, seal and reopening hold
them as they hold every other note.
"""

from collections.abc import Mapping

from evalapp.base.messages import N_
from evalapp.domain.rounds import SCORING, Sheet

STRENGTHS, WEAKNESSES, OPINION = "UU_DIEM", "HAN_CHE", "NHAN_XET"
WORD_LABELS: Mapping[str, str] = {
    STRENGTHS: N_("Strengths"),
    WEAKNESSES: N_("Weaknesses, shortcomings"),
    OPINION: N_("Opinion of the authority"),
}


def words_of(sheet: Sheet) -> dict[str, str]:
    """What stands at each place of the form: what the latest stage wrote; empty where nobody did."""
    return {
        code: next((note for stage in reversed(SCORING) if (note := sheet.mark(stage, code).note)), "")
        for code in WORD_LABELS
    }
