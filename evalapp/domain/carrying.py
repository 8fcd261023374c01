"""Whose scores no step for everybody carries over: nobody rates themself or who leads them unawares."""

from collections.abc import Sequence

from evalapp.base.messages import N_, tr
from evalapp.domain.people import Role
from evalapp.domain.rounds import Participant, Stage


def is_rated_above(who: Participant, source: Stage, target: Stage) -> bool:
    """Whether carried self-scores would stand as those of somebody whom this person leads, or is."""
    if source is not Stage.SELF:
        return False
    return who.role is Role.HEAD or (who.role is Role.DEPUTY and target is Stage.DEPUTY)


def left_out_words(people: Sequence[str]) -> str:
    """Who was left out, and who rates them; empty where nobody was."""
    told = N_(
        "Left out: {people}. Nobody's self-score is carried over as that of who is rated or led by them: "
        "the head is rated by the competent authority, a deputy by the head."
    )
    return tr(told, people=list(people)) if people else ""


def carried_words(people: int, left: Sequence[str]) -> str:
    """How many people scores were carried over for, and who was left out."""
    said = tr("Scores were carried over for {count} people.", count=people)
    return f"{said} {left_out_words(left)}".rstrip()
