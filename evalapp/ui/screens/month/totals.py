"""How somebody's total of a month comes about, in one line, and why the level is not that of the points."""

from decimal import Decimal

from evalapp.base.columns import figure
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.explain import reason_text
from evalapp.domain.policy.model import Rating
from evalapp.domain.policy.reckoning import MISSING_FACT
from evalapp.ui.screens.month.lines import GridRow
from evalapp.ui.shell.without_level import facts_short


def explained(row: GridRow, rating: Rating) -> str:
    """The sum of a row's points as it stands, whether anything of it is only offered, and the level."""
    word = ""
    if rating.total is None and row.offered:
        told = (
            N_("{count} {count:row|rows} of it only offered")
            if row.is_begun
            else N_("offered, not scored yet")
        )
        rating, word = row.offered, " · " + tr(told, count=len(row.offers))
    if row.has_no_work:
        said = tr("No total yet: no work is listed.")
        return said + " " + tr("Ctrl+J opens the list of products and tasks.")
    if (reason := row.line.sheet.participant.unrated) is not None:
        return tr("Not rated this {kind}: {reason}.", reason=reason, kind=row.line.round.period.sort)
    if not row.line.form.has_points:
        return _by_conditions(rating)
    if rating.total is None:
        return tr("No total yet: {result}.", result=row.result[0] or tr("Not scored"))
    parts, word = _parts(rating), word + _lowered(rating)
    return f"{figure(rating.total, 1)} = {' '.join(parts)}{word}" if len(parts) > 1 else parts[0] + word


def _by_conditions(rating: Rating) -> str:
    """What a form without points comes to: the level that its conditions give, or what is awaited."""
    if rating.level:
        return tr("Level {level} by the policy's conditions, not by points.", level=rating.level)
    return facts_short(rating.missing if rating.reason == MISSING_FACT else ()) or reason_text(rating)


def _parts(rating: Rating) -> list[str]:
    """The addends of a total: groups by their codes, then bonus and deduction."""
    parts = [f"{figure(points, 1)} ({code})" for code, points in rating.groups.items()]
    said = (
        [parts[0], *("+ " + part for part in parts[1:])] if parts else [figure(rating.total or Decimal(0), 1)]
    )
    if rating.bonus:
        said.append("+ " + tr("{points} (bonus)", points=figure(rating.bonus, 1)))
    if rating.deduction:
        said.append("− " + tr("{points} (deducted)", points=figure(abs(rating.deduction), 1)))
    return said


def _lowered(rating: Rating) -> str:
    """Why the level is not the one that the points give: by a rule of the policy, or by its quota."""
    if rating.level in (None, rating.level_by_points):
        return ""
    gates = [each.values.get("label", "") for each in rating.trace if each.step == "gate" and each.level]
    rule = gates[-1] if gates else reason_text(rating)
    if not rule:
        return ""
    told = N_("level {level}, by its points {by_points}: {rule}")
    by_points = rating.level_by_points or "–"
    return " · " + tr(told, level=rating.level, by_points=by_points, rule=rule)
