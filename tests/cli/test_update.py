"""An update from a folder, by command."""

import hashlib
import json
import sys
from pathlib import Path

from tests.cli.run import Console


def test_a_newer_version_is_found_checked_and_told_where_it_lies(office: Console, tmp_path: Path) -> None:
    (tmp_path / "setup.exe").write_bytes(b"new")
    told = {
        "program": "evalapp",
        "system": sys.platform,
        "version": "9.0.0",
        "file": "setup.exe",
        "sha256": hashlib.sha256(b"new").hexdigest(),
    }
    (tmp_path / "setup.exe.update.json").write_text(json.dumps(told), encoding="utf-8")

    found = office.json("update", "find", "--from", tmp_path)
    taken = office.json("update", "take", "--from", tmp_path, "--only-check", "--unsigned")

    assert found["version"] == "9.0.0"
    assert not found["signed"]
    assert Path(taken["checked"]).read_bytes() == b"new"
    assert not taken["started"]
    assert "before a newer version" in office("workspace", "backups").out


def test_a_folder_without_an_update_is_refused_in_words(office: Console, tmp_path: Path) -> None:
    answer = office("update", "find", "--from", tmp_path)

    assert answer.code == 1
    assert "No update for this computer" in answer.err
