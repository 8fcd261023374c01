"""Everything goes from a file onto a server and back, and nothing of it is different."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.store.columns import metadata
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.moving import copy_workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.servers.conftest import MakeDatabase


def rows_of(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    with workspace.engine.begin() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


def test_a_workspace_moves_onto_a_server_and_back_unchanged(database: MakeDatabase, tmp_path: Path) -> None:
    in_file, address, back = make.office(tmp_path), database(empty=True), tmp_path / "back.sqlite"
    make.closed(in_file)

    copy_workspace(in_file, address)
    on_server = open_workspace(address, clock=in_file.clock)
    copy_workspace(on_server, back)
    again = open_workspace(back, clock=in_file.clock)

    assert rows_of(in_file) == rows_of(on_server) == rows_of(again)
    for workspace in (on_server, again):
        make.closed(workspace, Period(2018, 8))
        with workspace.work() as work:
            checked = check_workspace(work)
        assert (checked.ok, checked.seals_checked) == (True, 20), checked
        workspace.close()
    in_file.close()


def test_nothing_is_written_over_what_is_there(database: MakeDatabase, tmp_path: Path) -> None:
    in_file, address = make.office(tmp_path), database()

    with pytest.raises(UserError, match=r"There is a workspace in .* already"):
        copy_workspace(in_file, address)

    in_file.close()
    opened = open_workspace(address)
    with opened.work() as work:
        assert work.people.all() == []
    opened.close()
