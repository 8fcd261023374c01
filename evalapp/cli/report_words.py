"""A month's summary as people read it in a terminal."""

from collections.abc import Iterator
from decimal import Decimal

from evalapp.base.messages import N_, points_shown, tr
from evalapp.cli.answers import table_lines
from evalapp.cli.reasons import reason_told
from evalapp.documents.papers import summary_lines as paper
from evalapp.documents.papers import wording
from evalapp.domain.rounds import STAGE_LABELS
from evalapp.domain.summaries import Summary, SummaryRow

_COUNTS = {"not_rated": N_("not rated"), "not_scored": N_("not scored yet")}


def summary_lines(summary: Summary) -> Iterator[str]:
    """Everybody's points and level, then how many have which level."""
    yield f"{summary.unit_code} {summary.unit_name}, {summary.period.label}, {summary.policy_code}"
    yield tr("Stage: {stage}", stage=tr(STAGE_LABELS[summary.stage]))
    if not summary.rows:
        yield tr("Nobody is in this period. People come in with “people import”, then it is opened anew.")
        return
    yield from table_lines(
        (N_("Code"), N_("Name"), N_("Self"), N_("Deputy"), N_("Head"), N_("Bonus"), N_("Deduction"),
         N_("Total"), N_("Level"), N_("Remark")),
        [_row(row) for row in summary.rows],
    )  # fmt: skip
    yield ", ".join(_count(code, count, summary.shares.get(code)) for code, count in summary.counts.items())
    yield from paper.closing_lines(summary)


def _count(code: str, count: int, share: Decimal | None) -> str:
    named = tr(_COUNTS[code]) if code in _COUNTS else code
    return f"{named}: {count}" if share is None else f"{named}: {count} ({wording.share(share)})"


def _row(row: SummaryRow) -> tuple[str, ...]:
    figures = (row.self_points, row.deputy_points, row.head_points, row.bonus, row.deduction, row.total)
    why = row.reason_label or (reason_told(row.reason) if row.reason else "")
    return (row.code, row.name, *map(_figure, figures), row.level or "–", why)


def _figure(points: Decimal | None) -> str:
    return "–" if points is None else points_shown(points)
