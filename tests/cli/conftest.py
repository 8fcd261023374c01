"""A console on a workspace with its lists taken in from workbooks."""

from pathlib import Path

import pytest

from tests import make
from tests.cli.run import Console


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A console on a fresh workspace."""
    make.workspace(tmp_path).close()
    return Console(tmp_path / "w.sqlite", capsys)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A console on the workspace of an office of ten."""
    make.office(tmp_path).close()
    return Console(tmp_path / "w.sqlite", capsys)


@pytest.fixture
def scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """The office with the head's scores of July in."""
    make.office(tmp_path, prepare=make.scored).close()
    return Console(tmp_path / "w.sqlite", capsys)


@pytest.fixture
def closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """The office with July closed."""
    make.office(tmp_path, prepare=make.closed).close()
    return Console(tmp_path / "w.sqlite", capsys)
