"""Rows written together: all of them, however many there are."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from evalapp.store import tables
from tests import make


@pytest.mark.parametrize("count", [0, 1, 250])
def test_as_many_rows_are_written_as_were_given(tmp_path: Path, count: int) -> None:
    workspace = make.workspace(tmp_path)
    with workspace.work() as work:
        rows = [{"key": f"rows.{number}", "value": "x"} for number in range(count)]
        work.pending.add(insert(tables.setting), rows)
        found = [number for number in range(300) if work.settings.get(f"rows.{number}")]
    workspace.close()

    assert len(found) == count
