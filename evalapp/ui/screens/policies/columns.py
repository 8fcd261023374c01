"""The columns of the list of policies, of a form's rows, and of what differs."""

from collections.abc import Callable

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.value_words import STANDING_WORDS
from evalapp.ui.screens.policies.changes_state import ChangeLine
from evalapp.ui.screens.policies.forms_state import RowLine
from evalapp.ui.screens.policies.state import PolicyLine

_INDENT = "    "


def _muted(_line: object) -> Tone:
    return Tone.MUTED


POLICIES: tuple[Column[PolicyLine], ...] = (
    Column("code", N_("Code"), lambda line: line.code, width=140),
    Column("title", N_("Title"), lambda line: line.title, tip=lambda line: line.title, width=168, wraps=True),
    Column("version", N_("Version"), lambda line: line.version, width=64, tone=_muted, dispensable=True),
    Column(
        "standing",
        N_("State"),
        lambda line: line.standing[0],
        width=110,
        chip=True,
        tone=lambda line: line.standing[1],
        yields=1,
    ),
    Column("unit", N_("Unit"), lambda line: line.unit_name or None, width=112, wraps=True, yields=3),
    Column("since", N_("From"), lambda line: line.since, width=90, yields=2),
    Column("until", N_("To"), lambda line: line.until, width=90, dispensable=True),
)


def _row_tone(line: RowLine) -> Tone:
    return Tone.STRONG if line.has_rows else Tone.PLAIN


def _typed(key: str) -> Callable[[RowLine, str], RowLine]:
    return lambda line, text: line.typing(key, text)


def _can_type(line: RowLine) -> bool:
    return line.editable


ROWS: tuple[Column[RowLine], ...] = (
    Column(
        "code",
        N_("No."),
        lambda line: line.code,
        width=66,
        tone=_row_tone,
        edit=_typed("code"),
        editable=_can_type,
    ),
    Column(
        "label",
        N_("What is evaluated"),
        lambda line: _INDENT * line.depth + line.label,
        width=300,
        tone=_row_tone,
        tip=lambda line: line.label,
        wraps=True,
        typed=lambda line: line.label,
        edit=_typed("label"),
        editable=_can_type,
    ),
    Column(
        "max",
        N_("Max."),
        lambda line: line.maximum,
        width=60,
        numeric=True,
        tone=_row_tone,
        edit=_typed("max"),
        editable=_can_type,
    ),
    Column(
        "standing",
        N_("Standing"),
        lambda line: tr(STANDING_WORDS[line.standing]),
        width=84,
        chip=True,
        tone=lambda line: Tone.WARN if line.standing is Standing.DEFAULT else Tone.PLAIN,
        tip=lambda line: line.origin,
        yields=2,
    ),
    Column(
        "sum",
        N_("Sum of its rows"),
        lambda line: line.sum_words or None,
        width=100,
        tone=lambda line: Tone.MUTED if line.adds_up else Tone.BAD,
        empty="",
        yields=3,
    ),
    Column(
        "step",
        N_("Step"),
        lambda line: line.step,
        width=52,
        numeric=True,
        tone=_muted,
        edit=_typed("step"),
        editable=lambda line: line.editable and not line.has_rows,
        yields=1,
        empty="",
    ),
    Column(
        "kind",
        N_("How it is scored"),
        lambda line: line.kind_words,
        width=130,
        tone=_muted,
        wraps=True,
        yields=5,
    ),
    Column("scorers", N_("Who scores"), lambda line: line.scorers, width=80, tone=_muted, yields=4),
    Column(
        "origin",
        N_("Document and article"),
        lambda line: line.origin or None,
        width=120,
        tone=_muted,
        wraps=True,
        yields=6,
    ),
    Column(
        "remark",
        N_("Remark"),
        lambda line: line.remark[0] or None,
        tone=lambda line: line.remark[1],
        tip=lambda line: "\n".join(fault.reason for fault in line.faults),
        empty="",
        wraps=True,
    ),
)

CHANGES: tuple[Column[ChangeLine], ...] = (
    Column(
        "where",
        N_("Where"),
        lambda line: line.where,
        width=300,
        tone=lambda line: Tone.STRONG if line.is_heading else Tone.PLAIN,
        tip=lambda line: line.where,
        wraps=True,
    ),
    Column(
        "what",
        N_("Change"),
        lambda line: line.what or None,
        width=90,
        chip=True,
        tone=lambda line: line.tone,
        empty="",
    ),
    Column(
        "before",
        N_("Before"),
        lambda line: line.before,
        width=220,
        tone=_muted,
        tip=lambda line: line.before,
        empty="",
        wraps=True,
    ),
    Column("after", N_("After"), lambda line: line.after, tip=lambda line: line.after, empty="", wraps=True),
)
