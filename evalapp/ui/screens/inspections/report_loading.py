"""Reading the report and the list behind one of its figures, on the worker."""

from msgspec import Struct

from evalapp.domain.inspection_counts import CountedLine, Selection
from evalapp.store.work import Work
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.inspections.report_state import ReportState
from evalapp.ui.shell.places import as_tree
from evalapp.usecases.inspection_papers import InspectionReport, report_inspections
from evalapp.usecases.inspections import counted_lines
from evalapp.usecases.previews import Preview, preview_inspections
from evalapp.usecases.units import list_units


class Loaded(Struct, frozen=True):
    """The report, and for which question it was made."""

    asked: ReportState
    report: InspectionReport
    units: tuple[Choice, ...]

    def answers(self, now: ReportState) -> bool:
        """Whether this is still what is asked for."""
        asked = self.asked
        return (asked.since, asked.until, asked.unit) == (now.since, now.until, now.unit)


class Lines(Struct, frozen=True):
    """The list that a figure of a report counts."""

    of: InspectionReport
    selection: Selection
    lines: tuple[CountedLine, ...]


def read_report(work: Work, *, asked: ReportState) -> Loaded:
    """The report on what is asked for."""
    unit = work.units.by_code(asked.unit).id if asked.unit else None
    report = report_inspections(work, days=asked.days, unit=unit, proposals=asked.proposals)
    return Loaded(asked, report, tuple(as_tree(list_units(work))))


def read_lines(work: Work, *, of: InspectionReport, selection: Selection) -> Lines:
    """The list that one figure of a report counts."""
    found = counted_lines(work, days=of.days, unit=of.unit, selection=selection)
    return Lines(of, selection, tuple(found))


def previewed(work: Work, *, asked: ReportState) -> Preview:
    """The report as it would be printed now."""
    return preview_inspections(work, of=read_report(work, asked=asked).report)
