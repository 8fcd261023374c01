"""One cell until it is durable: checked, written with its row of history, committed, rated again."""

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from evalapp.devtools.bench_figures import Figure, figure
from evalapp.domain.rounds import DECIDING
from evalapp.sample.demo import build_sample
from evalapp.store.copies import write_copy
from evalapp.store.engine import open_engine
from evalapp.store.workspace import Workspace
from evalapp.ui.scene_data import clock_after, newest_period, prepare
from evalapp.usecases.marks import NewMark, enter_marks, round_marks
from evalapp.usecases.rating import rate_sheet
from evalapp.usecases.rounds import list_rounds


def figures(runs: int) -> Iterator[Figure]:
    """A mark through the use case, beside a bare UPDATE and commit on a copy of the file."""
    with tempfile.TemporaryDirectory(prefix="evalapp-bench-") as folder:
        workspace = scoring(Path(folder) / "sample.sqlite")
        write_copy(workspace.engine, Path(folder) / "bare.sqlite")  # only our own transactions change ours
        bare = open_engine(Path(folder) / "bare.sqlite")
        try:
            with workspace.work() as work:
                current = list_rounds(work)[-1]
                marks = round_marks(work, round_id=current.id)
            sheet = marks.sheets[0]
            form = marks.policy.form(sheet.participant.form) or marks.policy.forms[0]
            code = max(form.leaves, key=lambda row: row.maximum or Decimal(0)).code
            key = sheet.participant.sheet

            def enter(number: int) -> None:
                with workspace.work() as work:
                    new = NewMark(key, code, Decimal(number % 40))
                    enter_marks(work, round_id=current.id, stage=DECIDING, marks=[new])
                rate_sheet(marks.policy, current, sheet)

            def update(number: int) -> None:
                connection = bare.raw_connection()
                cursor = connection.cursor()
                cursor.execute("BEGIN IMMEDIATE")
                cursor.execute(
                    "UPDATE mark SET points = ? WHERE sheet_id = ? AND criterion = ?", (number, key, code)
                )
                cursor.execute("COMMIT")
                connection.close()

            yield figure("cell: typed until durable", enter, update, 4, runs * 10, at_most_slowest=8)
        finally:
            bare.dispose()
            workspace.close()


def scoring(file: Path) -> Workspace:
    """The sample with a month that the head is scoring."""
    build_sample(file)
    workspace = Workspace.open(file)
    with workspace.work() as work:
        period = newest_period(work)
    workspace.close()
    workspace = Workspace.open(file, clock=clock_after(period))
    with workspace.work() as work:
        prepare(work)
    return workspace
