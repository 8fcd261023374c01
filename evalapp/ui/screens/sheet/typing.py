"""Where in a form somebody is, with what is typed there and not saved: a killed program gives it back."""

from collections.abc import Iterator

from evalapp.domain.rounds import SheetId
from evalapp.domain.sheet_words import WORD_LABELS
from evalapp.ui.kit.table import Table
from evalapp.ui.screens.sheet.columns import COLUMNS
from evalapp.ui.screens.sheet.state import SheetLine, SheetState
from evalapp.ui.screens.sheet.words import FilledBeside
from evalapp.usecases.last_places import Held, Spot

_KEYS = tuple(each.key for each in COLUMNS)
_WORDS = "words"  # the stage of texts that belong to no row


def spot_of(table: Table[SheetLine], words: FilledBeside, state: SheetState) -> Spot | None:
    """The row of the cursor, and the texts that are being typed; None while no row is shown."""
    line = table.current()
    if line is None or state.person is None:
        return None
    sheet = state.person.sheet.participant.sheet
    return Spot(sheet, field=line.criterion.code, held=tuple(_held(table, words, sheet)))


def _held(table: Table[SheetLine], words: FilledBeside, sheet: SheetId) -> Iterator[Held]:
    for place, text in words.typing.items():
        yield Held(sheet, _WORDS, place, text, unfinished=True)
    line, text = table.current(), table.typing
    if line is not None and text is not None:
        column = _KEYS[table.typed_in]
        yield Held(sheet, column, line.criterion.code, text, unfinished=True)


def type_again(table: Table[SheetLine], words: FilledBeside, state: SheetState, spot: Spot) -> None:
    """Put back what was being typed in the form of this person, where it may still be typed."""
    sheet = state.person.sheet.participant.sheet if state.person else None
    held = [each for each in spot.held if each.sheet == sheet]
    written = {each.field: each.text for each in held if each.stage == _WORDS and each.field in WORD_LABELS}
    if written:
        words.type_again(state, written)
    for each in held:
        line = next((line for line in state.lines if line.criterion.code == each.field), None)
        if line is not None and each.stage in _KEYS:
            table.select(line, _KEYS.index(each.stage))
            table.type_again(each.text)
