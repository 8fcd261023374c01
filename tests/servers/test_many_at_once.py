"""Several processes work on one server at the same time: nothing is lost and the history is one chain."""

import subprocess
import sys
from decimal import Decimal

from evalapp.base import paths
from evalapp.domain.rounds import Stage
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.servers.conftest import MakeDatabase, written

TIMES = 5


def score_at_once(url: str, *people_of_each: tuple[str, ...]) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.servers.scoring", url, str(TIMES), *people],
            cwd=paths.checkout(),
            stderr=subprocess.PIPE,
            text=True,
        )
        for people in people_of_each
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * len(running), said


def test_four_processes_score_different_people_and_the_same_cell(database: MakeDatabase) -> None:
    address = database()
    workspace = open_workspace(address, clock=make.Ticking())
    make.take_units(workspace)
    make.take_people(workspace, *(make.person_row(number) for number in range(1, 8)))
    opened = make.opened(workspace)
    with workspace.work() as work:
        before = work.audit.count()

    score_at_once(written(address), *((code, "NV007") for code in make.CODES[2:6]))

    with workspace.work() as work:
        checked = check_workspace(work)
        given = {
            s.participant.code: s.points(Stage.HEAD).get("II.1.3") for s in work.rounds.sheets(opened.id)
        }
    workspace.close()
    assert checked.ok, checked
    assert given == {"NV001": None, "NV002": None, **dict.fromkeys(make.CODES[2:7], Decimal(TIMES - 1) / 2)}
    assert before + TIMES * 4 < checked.audit_rows <= before + TIMES * 8
