"""The columns of the registers."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.ui.screens.registers.state import EntryLine


def _muted(_line: EntryLine) -> Tone:
    return Tone.MUTED


def _tone(line: EntryLine) -> Tone:
    return Tone.MUTED if line.entry.withdrawn is not None else Tone.PLAIN


COLUMNS: tuple[Column[EntryLine], ...] = (
    Column("since", N_("From"), lambda line: line.entry.since, width=100, tone=_tone),
    Column("until", N_("To"), lambda line: line.entry.until, width=100, tone=_muted, yields=4),
    Column("kind", N_("Event"), lambda line: line.kind, width=112, tone=_tone, wraps=True),
    Column("about", N_("Person or unit"), lambda line: line.about, width=112, tone=_tone, wraps=True),
    Column("code", N_("Code"), lambda line: line.code, width=64, tone=_muted, yields=2),
    Column("document", N_("Document"), lambda line: line.entry.document or None, width=80, yields=1),
    Column(
        "standing",
        N_("State"),
        lambda line: line.standing[0],
        width=84,
        chip=True,
        tone=lambda line: line.standing[1],
    ),
    Column("remark", N_("Note"), lambda line: line.remark, tone=_muted, empty="", wraps=True, yields=3),
)
