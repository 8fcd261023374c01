"""The columns of the exchange: months of units, packages, things of a package, both sides of a conflict."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.domain.package_differences import Difference
from evalapp.ui.screens.exchange.state import MonthLine, PackageLine
from evalapp.ui.screens.exchange.taking import ThingLine


def _muted(_line: object) -> Tone:
    return Tone.MUTED


MONTHS: tuple[Column[MonthLine], ...] = (
    Column("code", N_("Code"), lambda line: line.code, width=90),
    Column("name", N_("Unit"), lambda line: line.name),
    Column("standing", N_("Month"), lambda line: line.standing, width=130, chip=True, tone=lambda x: x.tone),
    Column("policy", N_("Regulation"), lambda line: line.policy, width=120, tone=_muted, dispensable=True),
    Column("revision", N_("Revision"), lambda line: line.revision, width=80, numeric=True),
    Column("sender", N_("Sender"), lambda line: line.sender, width=180, tip=lambda line: line.sender),
    Column("received_at", N_("Received"), lambda line: line.received_at, width=140, empty=""),
    Column("seal", N_("Seal"), lambda line: line.seal, width=120, tone=_muted, dispensable=True),
)

PACKAGES: tuple[Column[PackageLine], ...] = (
    Column("at", N_("When"), lambda line: line.at, width=140),
    Column("kind", N_("Kind"), lambda line: line.kind, width=170),
    Column("number", N_("Package"), lambda line: line.number, width=70, numeric=True),
    Column("sender", N_("Sender"), lambda line: line.sender, width=180, tip=lambda line: line.sender),
    Column("content", N_("What is in it"), lambda line: line.content, tip=lambda line: line.content),
    Column("file", N_("File"), lambda line: line.file, width=200, tone=_muted, tip=lambda line: line.file),
    Column("by", N_("By"), lambda line: line.by, width=110, tone=_muted, dispensable=True),
)

THINGS: tuple[Column[ThingLine], ...] = (
    Column(
        "standing",
        N_("Result"),
        lambda line: line.standing,
        width=130,
        chip=True,
        tone=lambda line: line.tone,
    ),
    Column("what", N_("Item"), lambda line: line.what, width=150, tone=_muted),
    Column("called", N_("Name"), lambda line: line.called, width=190, tip=lambda line: line.called),
    Column(
        "reason", N_("Reason"), lambda line: line.reason, tip=lambda line: line.reason, empty="", wraps=True
    ),
    Column("file", N_("File"), lambda line: line.file, width=170, tone=_muted, dispensable=True),
)

SIDES: tuple[Column[Difference], ...] = (
    Column("place", N_("Where they differ"), lambda part: part.place, width=260, tip=lambda part: part.place),
    Column("ours", N_("Here"), lambda part: part.our_words, tip=lambda part: part.our_words, wraps=True),
    Column(
        "theirs", N_("In the package"), lambda part: part.their_words, tip=lambda x: x.their_words, wraps=True
    ),
)
