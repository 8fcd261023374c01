"""The columns of one person's form."""

from decimal import Decimal
from functools import partial

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr, tr_error
from evalapp.domain.policy.model import Proof
from evalapp.domain.policy.points import takes_words
from evalapp.domain.proofs import PROOF_LABELS
from evalapp.domain.reasons import asked
from evalapp.domain.rounds import Stage
from evalapp.ui.screens.sheet.grounds import anew_words
from evalapp.ui.screens.sheet.state import SheetLine


def _heading_tone(line: SheetLine) -> Tone:
    return Tone.STRONG if line.is_heading else Tone.PLAIN


def _tip(stage: Stage, line: SheetLine) -> str:
    offered = tr("Full marks are offered; they count once they are accepted.")
    parts = (takes_words(line.criterion), offered if line.offered(stage) is not None else "")
    return "\n".join(part for part in parts if part)


def _stage_column(stage: Stage, title: str) -> Column[SheetLine]:
    def value(line: SheetLine) -> Decimal | str | None:
        return line.written(stage)

    def tone(line: SheetLine) -> Tone:
        if line.offered(stage) is not None:
            return Tone.OFFER
        if line.is_heading:
            return Tone.STRONG
        return Tone.PLAIN if line.editing is stage or stage is Stage.HEAD else Tone.MUTED

    return Column(
        stage.value,
        title,
        value,
        width=64,
        numeric=True,
        tone=tone,
        tip=partial(_tip, stage),
        edit=SheetLine.with_points,
        editable=lambda line: line.editing is stage and line.takes_points,
    )


def _lack(line: SheetLine) -> str:
    if line.gap is not None:
        return tr_error(asked(line.gap))
    if line.lacks is not Proof.NONE:
        return tr(PROOF_LABELS[line.lacks])
    return anew_words() if line.is_anew else ""


def _warns(line: SheetLine) -> bool:
    return line.asks_reason or line.lacks is not Proof.NONE or line.is_anew


COLUMNS: tuple[Column[SheetLine], ...] = (
    Column("code", N_("No."), lambda line: line.criterion.code, width=56, tone=_heading_tone),
    Column(
        "label",
        N_("What is evaluated"),
        lambda line: line.criterion.label,
        width=142,
        tone=_heading_tone,
        tip=lambda line: line.criterion.label,
        wraps=True,
    ),
    Column(
        "maximum",
        N_("Most\npoints"),
        lambda line: line.criterion.maximum,
        width=60,
        numeric=True,
        tone=lambda line: Tone.STRONG if line.is_heading else Tone.PLAIN,
        yields=1,
    ),
    _stage_column(Stage.SELF, N_("Self-\nscored")),
    _stage_column(Stage.DEPUTY, N_("By the\ndeputy")),
    _stage_column(Stage.HEAD, N_("By the\nhead")),
    Column(
        "evidence",
        N_("Evidence"),
        lambda line: line.evidence,
        width=84,
        tone=lambda line: Tone.WARN if _warns(line) else Tone.MUTED,
        tip=_lack,
        empty="",
        yields=3,
    ),
    Column(
        "note",
        N_("Note"),
        lambda line: line.note,
        width=136,
        empty="",
        wraps=True,
        yields=2,
        tip=lambda line: line.note,
        edit=SheetLine.with_note,
        editable=lambda line: line.takes_points,
    ),
)
