"""The same month on a server and in a file, by the same commands: the same results and the same hash."""

from pathlib import Path

import pytest

from tests.cli.run import Console
from tests.journeys.test_month_on_the_command_line import JULY, run_month
from tests.servers.conftest import MakeDatabase, written


def test_a_month_has_the_same_hash_on_a_server_as_in_a_file(
    database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summaries = list[object]()
    for name, workspace in (("file", str(tmp_path / "w.sqlite")), ("server", written(database(empty=True)))):
        console = Console(workspace, capsys)
        (tmp_path / name).mkdir()
        run_month(console, tmp_path / name)
        summaries.append(console.json("report", "summary", *JULY, "--format", "json"))
        assert console.json("workspace", "check")["ok"]

    in_file, on_server = summaries
    assert in_file == on_server
