"""Suggestions that were not followed, as papers tell them."""

from evalapp.domain.rounds import Answer, Sheet


def rejected_in(sheet: Sheet) -> list[str]:
    """What rejected suggestions rested on, and why each was not followed."""
    rejected = (each for each in sheet.decisions if each.answer is Answer.REJECTED)
    return [f"{each.evidence}; lý do: {each.reason.rstrip('.')}." for each in rejected]
