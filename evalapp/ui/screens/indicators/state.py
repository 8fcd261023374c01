"""What the screen of service figures shows and allows."""

from typing import Self

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, amount_shown, points_shown, tr, tr_error
from evalapp.domain.balances import Imbalance
from evalapp.domain.indicators import MEASURE_LABELS, Figure, Indicator, Measure
from evalapp.domain.months_out import numbers_of
from evalapp.ui.kit.charts import ChartPoint
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.shell.filling import Filled
from evalapp.ui.shell.routes import Place
from evalapp.usecases.indicator_trends import TrendMonth
from evalapp.usecases.indicators import Counted, CountedAll

_NUMBERS = ("numerator", "denominator", "value")


class CountedLine(Struct, frozen=True):
    """One indicator as the list shows it."""

    counted: Counted
    doubt: str = ""

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.counted.indicator

    @property
    def standing(self) -> tuple[str, Tone]:
        """Whether somebody should look at the figure."""
        if self.doubt:
            return tr("Inconsistent"), Tone.WARN
        if not self.counted.total.periods:
            return tr("Not counted"), Tone.PLAIN
        return tr("Recorded"), Tone.OK


class Editing(Filled, frozen=True):
    """A figure that is being typed, or an indicator that is being added."""

    code: str = ""  # of the indicator; empty for a new indicator of the unit
    seen: Figure | None = None  # the figure as it was when this was begun; None: there was none

    def refused_by(self, error: UserError) -> Self:
        """The same with the field marked; what is about no field is about the first number that was typed."""
        typed = (key for key in _NUMBERS if self.values.get(key, "").strip())
        first = next(typed, "value") if self.code else "code"
        return super().refused_by(error) or self.refuse(first, tr_error(error))


class IndicatorsState(Shown, frozen=True):
    """Everything the screen of service figures needs to draw itself."""

    place: Place
    person: str = ""  # whose figures are shown; empty for the unit's own
    people: tuple[Choice, ...] = ()
    counted: CountedAll | None = None
    trend: tuple[str, tuple[TrendMonth, ...]] = ("", ())
    editing: Editing | None = None
    loaded: bool = False

    @property
    def lines(self) -> tuple[CountedLine, ...]:
        """Every indicator, also those not counted yet."""
        if self.counted is None:
            return ()
        doubts = {code: tr_error(each.reason) for each in self.counted.doubtful for code in each.codes}
        return tuple(CountedLine(each, doubts.get(each.indicator.code, "")) for each in self.counted.lines)

    @property
    def subjects(self) -> tuple[Choice, ...]:
        """Whose figures can be shown."""
        return (Choice("", tr("The unit itself")), *self.people)

    @property
    def warning(self) -> str:
        """What does not fit, in sentences."""
        doubtful: tuple[Imbalance, ...] = self.counted.doubtful if self.counted else ()
        return " ".join(tr_error(each.reason) for each in doubtful)

    @property
    def can_record(self) -> bool:
        """Whether figures may be typed here."""
        return self.loaded and not self.busy and self.counted is not None and self.counted.may_record

    @property
    def can_take_in(self) -> bool:
        """Whether a list may be taken in for the period."""
        return self.loaded and not self.busy

    def line(self, code: str) -> CountedLine | None:
        """The line of that indicator."""
        return next((each for each in self.lines if each.indicator.code == code), None)

    def after(self, code: str) -> CountedLine | None:
        """The line below that indicator's."""
        codes = [each.indicator.code for each in self.lines]
        at = codes.index(code) + 1 if code in codes else len(codes)
        return self.lines[at] if at < len(codes) else None

    @property
    def drawn(self) -> tuple[ChartPoint, ...]:
        """The months of the indicator that the cursor is on: its share, or how many."""
        line = self.line(self.trend[0])
        if line is None:
            return ()
        return tuple(
            ChartPoint(each.period.label, each.total.share if self.draws_shares else each.total.amount)
            for each in self.trend[1]
        )

    @property
    def draws_shares(self) -> bool:
        """Whether any month of the trend has a share."""
        return any(each.total.share is not None for each in self.trend[1])

    def explained(self, line: CountedLine | None) -> str:
        """What stands above the trend: the year so far. What does not fit is said above the list."""
        if line is None:
            return tr("Choose an indicator to see its months.")
        year = line.counted.year
        told = [line.indicator.name]
        if year.amount is not None:
            told.append(tr("So far this year: {amount}", amount=amount_shown(year.amount)))
        if year.share is not None:
            told.append(tr("Share so far this year: {share}%", share=points_shown(year.share)))
        elif len(year.periods) > 1 and line.indicator.measure is Measure.PERCENT:
            told.append(tr("Percentages alone cannot be added up: enter how many of how many."))
        if year.periods:
            told.append(_covered(line.counted))
        if line.indicator.fact:
            told.append(tr("Policies may look at this share."))
        figure = line.counted.figure
        if figure is not None and figure.note:
            told.append(figure.note)
        return "\n".join(told)


def _covered(counted: Counted) -> str:
    """Which months the year so far is added up from."""
    months = numbers_of(counted.year.periods)
    if not counted.lacking:
        return tr("Months counted: {months}; none is missing.", months=months)
    return tr(
        "Months counted: {months}; missing: {missing}.", months=months, missing=numbers_of(counted.lacking)
    )


FIGURE_FIELDS = (
    FieldSpec("numerator", N_("Count")),
    FieldSpec("denominator", N_("Out of")),
    FieldSpec("value", N_("Value")),
    FieldSpec("note", N_("Note")),
)


def own_fields(lines: tuple[CountedLine, ...]) -> tuple[FieldSpec, ...]:
    """The fields of an indicator that the unit adds."""
    measures = tuple(Choice(each.value, tr(MEASURE_LABELS[each])) for each in Measure)
    wholes = (
        Choice("", tr("Nothing")),
        *(Choice(each.indicator.code, f"{each.indicator.code} · {each.indicator.name}") for each in lines),
    )
    return (
        FieldSpec("code", N_("Code")),
        FieldSpec("name", N_("Name")),
        FieldSpec("measure", N_("Measure"), FieldKind.CHOICE, choices=measures),
        FieldSpec("whole", N_("Part of"), FieldKind.CHOICE, choices=wholes),
        FieldSpec("per", N_("What is counted")),
    )


def figure_editing(line: CountedLine) -> Editing:
    """A figure as it is recorded, to be changed."""
    figure = line.counted.figure
    numbers = {key: getattr(figure, key) if figure else None for key in _NUMBERS}
    values = {key: "" if number is None else points_shown(number) for key, number in numbers.items()}
    return Editing(line.indicator.code, figure, values={**values, "note": figure.note if figure else ""})
