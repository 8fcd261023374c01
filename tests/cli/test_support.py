"""What leaves the office for help, `evalapp.base.logs` and `evalapp.usecases.support`: it names nobody."""

import logging
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from evalapp.base.logs import Known, begin_log, error_places
from evalapp.store.work import Work
from evalapp.usecases.support import write_bundle
from tests import make
from tests.cli.run import Console

NOTE = "CHIMBAO-LYDO"
#: Whoever and whatever is in the sample month: names, points, a note.
SECRETS = (*make.NAMES, NOTE, "96.5", "90.5", "72.5", "NV004")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log of a program that has just begun."""
    ours = logging.getLogger("evalapp")
    before, level = list(ours.handlers), ours.level
    begin_log(tmp_path / "log" / "evalapp.log")
    yield tmp_path / "log" / "evalapp.log"
    for handler in set(ours.handlers) - set(before):
        ours.removeHandler(handler)
        handler.close()
    ours.setLevel(level)


def met(told: str) -> list[str]:
    return [secret for secret in SECRETS if secret in told]


def failed() -> BaseException:
    """An error that says whose data it is about, and so does its cause."""
    try:
        {}[make.NAMES[0]]
    except KeyError as error:
        try:
            make.TOTALS[f"{make.NAMES[1]}: 96.5, {NOTE}"]
        except KeyError as second:
            second.__cause__ = error
            return second
    raise AssertionError


def test_the_log_names_nobody_whatever_an_error_says(log: Path) -> None:
    logger = logging.getLogger("evalapp.tests")

    logger.info("work failed: %s (%d)", f"Đang lưu {make.NAMES[3]}", 3, exc_info=failed())
    logger.info(
        "begins: version %s, %s", Known("0.1.0"), OSError(2, "No such file", f"/home/{make.NAMES[4]}")
    )

    told = log.read_text(encoding="utf-8")
    assert met(told) == []
    assert "work failed: … (3)" in told
    assert "begins: version 0.1.0, FileNotFoundError" in told
    assert told.count("builtins.KeyError") == 2
    assert "test_support.py" in told


def test_a_failing_statement_does_not_tell_its_values(tmp_path: Path, log: Path) -> None:
    workspace = make.office(tmp_path)

    def fail(work: Work) -> None:
        work.people._connection.execute(text("SELECT :name FROM nowhere"), {"name": make.NAMES[0]})

    with pytest.raises(Exception, match="nowhere") as raised, workspace.work() as work:
        fail(work)
    workspace.close()

    assert met(str(raised.value)) == []
    assert met(error_places(raised.value)) == []


def test_the_bundle_of_a_closed_month_holds_counts_and_nobody_s_data(tmp_path: Path, log: Path) -> None:
    workspace = make.office(tmp_path)
    make.closed(workspace)
    logging.getLogger("evalapp.tests").info("work failed", exc_info=failed())

    with workspace.work() as work:
        out = write_bundle(work, out=tmp_path / "ho-tro.zip", log=log)
    workspace.close()

    with ZipFile(out) as bundle:
        parts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(parts) == {"program.json", "data.json", "steps.json", "log/evalapp.log"}
    assert {name: met(told) for name, told in parts.items() if met(told)} == {}
    assert '"people": 10' in parts["data.json"]
    assert "round.closed" in parts["steps.json"]


def test_the_bundle_is_written_by_a_command_too(closed: Console, tmp_path: Path) -> None:
    answer = closed.json("workspace", "bundle", "--out", tmp_path / "ho-tro.zip")

    assert answer == {"bundle": str(tmp_path / "ho-tro.zip")}
    assert (tmp_path / "ho-tro.zip").is_file()
