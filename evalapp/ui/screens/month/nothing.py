"""What is said of a search or a filter: why it leaves no row, who is found elsewhere, the way back."""

from collections import Counter

from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.screens.month.state import MonthState


def nothing_found(state: MonthState) -> str:
    """Why the grid is empty although the month has people, or who else has the name looked for."""
    if state.rows or not state.lines:
        return " ".join(
            _elsewhere(
                state, fold(state.words).split(), N_("Also under “{form}”: {count} {count:person|people}.")
            )
        )
    words, showing = state.words.strip(), dict(state.filters).get(state.showing, "") if state.showing else ""
    told: list[str] = []
    if words and showing:
        told.append(
            tr("Nobody here is called “{words}” and fits the filter “{filter}”.", words=words, filter=showing)
        )
    elif words:
        told.append(tr("Nobody here is called “{words}”.", words=words))
    elif showing:
        told.append(tr("Nobody here fits the filter “{filter}”.", filter=showing))
    told += _elsewhere(state, fold(words).split(), N_("Under “{form}”: {count}."))
    if words:
        told.append(tr("Esc in the search box shows everybody again."))
    if showing:
        told.append(tr("“{filter}” is lifted by choosing “{all}”.", filter=showing, all=tr("everybody")))
    return " ".join(told)


def first_found(state: MonthState) -> GridRow | None:
    """Whom a search means: the first with a word that begins so, else the first that is found."""
    words = fold(state.words).split()
    begun = (row for row in state.rows if all(f" {word}" in row.line.words for word in words))
    return next(begun, next(iter(state.rows), None)) if words else None


def _elsewhere(state: MonthState, words: list[str], said: str) -> list[str]:
    """Under which other forms there are people of that name."""
    if not words:
        return []
    named = Counter(
        person.form
        for person in (line.sheet.participant for line in state.lines.values())
        if person.form != state.form and all(word in fold(f"{person.name} {person.code}") for word in words)
    )
    return [tr(said, form=title, count=named[code]) for code, title, _ in state.form_counts if named[code]]
