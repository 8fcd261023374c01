"""The same month on a server and in a file: the same results and the same hash, in any order of steps."""

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from evalapp.domain.rounds import RoundId
from evalapp.store.workspace import Workspace
from evalapp.usecases.month_packages import broken_received, receive_months, send_month
from evalapp.usecases.moving import copy_workspace
from evalapp.usecases.summaries import summarise
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.cli.run import Console
from tests.journeys.test_month_on_the_command_line import JULY, run_month
from tests.servers.conftest import MakeDatabase, written
from tests.usecases.test_month_machine import Month


def test_a_month_has_the_same_hash_on_a_server_as_in_a_file(
    database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summaries = list[dict[str, object]]()
    for name, server in (("file", ""), ("server", written(database(empty=True)))):
        console = Console(tmp_path / "w.sqlite", capsys, server)
        (tmp_path / name).mkdir()
        run_month(console, tmp_path / name)
        summaries.append(console.json("report", "summary", *JULY, "--format", "json"))
        assert console.json("workspace", "check")["ok"]

    in_file, on_server = summaries
    assert in_file["hash"] == on_server["hash"]
    assert in_file == on_server


def test_a_month_in_any_order_of_steps_ends_alike_on_a_server_and_in_a_file(database: MakeDatabase) -> None:
    class MonthOnServer(Month):
        def made(self) -> Workspace:
            return open_workspace(database(), clock=make.Ticking())

        def teardown(self) -> None:
            copy_workspace(self.workspace, self.folder / "copy.sqlite")
            copy = open_workspace(self.folder / "copy.sqlite", clock=self.workspace.clock)
            assert told(copy, self.round) == told(self.workspace, self.round)
            copy.close()
            super().teardown()

    run_state_machine_as_test(MonthOnServer, settings=settings(max_examples=2, stateful_step_count=12))


def test_a_month_that_a_unit_sent_is_kept_on_a_server_as_in_a_file(
    database: MakeDatabase, tmp_path: Path
) -> None:
    office, file = make.office(tmp_path), tmp_path / "1.evpkg"
    make.closed(office)
    with office.work() as work:
        send_month(work, round_id=work.rounds.all()[0].id, out=file)
    office.close()
    kept = list[object]()
    for into in (make.workspace(tmp_path, name="p.sqlite"), open_workspace(database(), clock=make.Ticking())):
        make.take_units(into)
        with into.work() as work:
            receive_months(work, files=[file, file], choice=make.ALL)
        with into.work() as work:
            [month] = work.received_months.of()
            kept.append((work.received_months.results(month.id), broken_received(work), month.seal))
            assert work.audit.check().broken_at is None
        into.close()

    in_file, on_server = kept
    assert in_file == on_server


def told(of: Workspace, key: RoundId) -> object:
    with of.work() as work:
        summary = summarise(work, round_id=key)
        return summary, work.rounds.sheets(key), work.rounds.results(key), work.audit.check()
