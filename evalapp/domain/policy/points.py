"""Points as people write them, and whether a row takes them: exact, in range, on the step."""

import re
from decimal import Decimal

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.base.names import fold
from evalapp.domain.policy.model import Criterion, Kind

_WRITTEN = re.compile(r"-?\d{1,6}(?:[.,]\d{1,2})?", re.ASCII)
_LONGEST_SHOWN = 40
MET, NOT_MET = "Đạt", "Không đạt"  # as forms and lists have it, in any language of the screen
MET_KEYS = N_("Đ/K")  # what one types for them at least
# What people type for the two; `dd`, `d9` are Đ in Telex and VNI, which cells of figures leave off.
_MET = (MET, "đ", "dd", "d9", "có", "x")
_NOT_MET = (NOT_MET, "không", "k", "kđ", "kdd", "ko")
_SAID = {fold(word): True for word in _MET} | {fold(word): False for word in _NOT_MET}


def read_points(row: Criterion, text: str) -> Decimal:
    """Points as typed for a row that takes them; a row that is met or not takes its words as well."""
    return check_points(row, points_of(row, text))


def points_of(row: Criterion, text: str) -> Decimal:
    """What was typed as points, in range or not."""
    met = met_or_not(row, text)
    return parse_points(text) if met is None else met


def met_or_not(row: Criterion, text: str) -> Decimal | None:
    """The points that a word stands for at a row that is met or not, which refuses all others.

    None where a number has to stand, or does.
    """
    if row.kind is not Kind.PASS_FAIL:
        return None
    said = _SAID.get(fold(text))
    if said is not None:
        return _most(row) if said else row.minimum
    if text.strip() and not _WRITTEN.fullmatch(text.strip()):
        raise _not_both(row)
    return None


def about_row(row: Criterion) -> str:
    """A row in full, and what it takes."""
    taken = takes_words(row)
    return f"{row.code}. {row.label}" + (f" ({taken})" if taken else "")


def takes_words(row: Criterion) -> str:
    """What a row takes, in a few words; empty where nothing is scored there."""
    if row.kind is Kind.PASS_FAIL:
        most, least = _most(row), row.minimum
        return tr("passed or not: type Đ or K, {most} or {least}", most=most, least=least)
    if row.maximum is None:
        return ""
    if row.kind is Kind.DEDUCTION:
        return tr("deducts up to {points}", points=row.maximum)
    return tr("{least} to {points}", least=row.minimum, points=row.maximum)


def _not_both(row: Criterion) -> UserError:
    return UserError(
        N_("{code} is passed or not: type Đ or {maximum}, K or {minimum}."),
        code=row.code,
        minimum=row.minimum,
        maximum=_most(row),
    )


def met_words(row: Criterion, points: Decimal) -> str | None:
    """How points are written at a row that is only met or not; None where they are points."""
    if row.kind is not Kind.PASS_FAIL or row.maximum is not None:
        return None
    return NOT_MET if points == row.minimum else MET


def _most(row: Criterion) -> Decimal | None:
    return Decimal(1) if row.kind is Kind.PASS_FAIL and row.maximum is None else row.maximum


def parse_points(text: str) -> Decimal:
    """Read points such as `19,5` or `19.5`; refuse everything that is not plainly a number of points."""
    written = text.strip()
    if not _WRITTEN.fullmatch(written):
        raise UserError(
            N_("“{text}” is no number of points. Write at most two decimals, such as 19,5 or 19.5."),
            text=written[:_LONGEST_SHOWN],
        )
    return Decimal(written.replace(",", "."))


def check_points(row: Criterion, points: Decimal) -> Decimal:
    """Return the points if the row takes them; refuse them naming the row, its range or its step."""
    maximum = _most(row)
    if maximum is None:
        raise UserError(N_("Row {code} ({label}) takes no points."), code=row.code, label=row.label)
    if row.kind is Kind.PASS_FAIL and points not in (row.minimum, maximum):
        raise _not_both(row)
    if not points.is_finite() or not row.minimum <= points <= maximum:
        raise UserError(
            N_("Row {code} ({label}) takes {minimum} to {maximum} points, not {points}."),
            code=row.code,
            label=row.label,
            minimum=row.minimum,
            maximum=maximum,
            points=points if points.is_finite() else str(points),
        )
    _check_step(row, points)
    return points


def _check_step(row: Criterion, points: Decimal) -> None:
    if row.kind is Kind.PASS_FAIL:
        return
    if points != round(points, 2) or (points - row.minimum) % row.step:
        raise UserError(
            N_("Row {code} ({label}) goes in steps of {step}; {points} lies between two of them."),
            code=row.code,
            label=row.label,
            step=row.step,
            points=points,
        )


def check_completion(row: Criterion, points: Decimal, percent: Decimal | None) -> None:
    """Refuse points outside the interval that a known percent done allows; an unknown one checks nothing."""
    band = next((band for band in row.bands if percent is not None and band.holds(percent)), None)
    if band is not None and percent is not None and not band.allows(points):
        raise UserError(
            N_("Row {code}: {percent}% done allows {low} to {high} points, not {points}."),
            code=row.code,
            percent=percent,
            low=band.points_from,
            high=band.points_to,
            points=points,
        )
