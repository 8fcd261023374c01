"""How the file of a release is made, once, when it is released: `python -m tests.databases.build NAME`."""

import sys
import tempfile
from pathlib import Path

from evalapp.domain.rounds import Stage
from evalapp.usecases.settling import reopen_round
from tests import make


def build(out: Path) -> None:
    """A workspace with one of everything: a closed month, its reopening, and one being scored."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = make.office(Path(folder))
        july = make.closed(workspace)
        with workspace.work() as work:
            reopen_round(work, round_id=july.id, reason="Đơn kiến nghị số 3")
        august = make.opened(workspace, make.AUGUST)
        make.give(workspace, august.id, {"NV003": "88.5", "NV004": "90"}, stage=Stage.SELF)
        make.take_people(workspace, make.person_row(5, unit=make.NEXT_DOOR, since="16/07/2018"))
        workspace.close()
        out.write_bytes(workspace.path.read_bytes())


if __name__ == "__main__":
    build(Path(__file__).with_name(sys.argv[1]))
