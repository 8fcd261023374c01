"""An update from a stick: only a newer one, only the one handed out, and the data backed up first."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.backups import BackupReason
from evalapp.store.backups import backups_in, folder_of
from evalapp.usecases.updates import ENDING, fetch_update, find_update, prepare_update
from tests import make


def _stick(tmp_path: Path, *versions: str, **said: Any) -> Path:
    folder = tmp_path / "stick of the office"
    folder.mkdir(exist_ok=True)
    for version in versions:
        installer = folder / f"evalapp-{version}-setup.exe"
        installer.write_bytes(version.encode())
        manifest = {
            "program": "evalapp",
            "system": sys.platform,
            "version": version,
            "file": installer.name,
            "sha256": hashlib.sha256(version.encode()).hexdigest(),
        }
        told = json.dumps({**manifest, **said})
        (folder / f"{installer.name}{ENDING}").write_text(told, encoding="utf-8")
    return folder


def test_the_newest_version_is_offered_by_its_numbers_not_its_letters(tmp_path: Path) -> None:
    stick = _stick(tmp_path, "0.9.0", "0.10.0", "0.2.0")

    assert find_update(stick, running="0.1.0").version == "0.10.0"


@pytest.mark.parametrize("running", ["0.3.0", "0.3", "1.0.0"])
def test_what_is_older_or_the_same_is_never_put_over_the_program(tmp_path: Path, running: str) -> None:
    stick = _stick(tmp_path, "0.3.0")

    with pytest.raises(UserError, match=r"Version 0\.3\.0 is there"):
        find_update(stick, running=running)


@pytest.mark.parametrize(
    "said",
    [
        {"system": "another"},
        {"program": "something else"},
        {"version": "latest"},
        {"file": "../evalapp-9.0.0-setup.exe"},
        {"file": "absent.exe"},
    ],
)
def test_what_is_for_another_system_or_names_a_file_elsewhere_is_not_offered(
    tmp_path: Path, said: dict[str, str]
) -> None:
    stick = _stick(tmp_path, "9.0.0", **said)

    with pytest.raises(UserError, match="No update for this computer"):
        find_update(stick)


def test_a_damaged_manifest_hides_no_other(tmp_path: Path) -> None:
    stick = _stick(tmp_path, "9.0.0")
    (stick / f"broken{ENDING}").write_bytes(b"\xff{")
    (stick / f"list{ENDING}").write_text("[]", encoding="utf-8")

    assert find_update(stick).version == "9.0.0"


def test_an_installer_that_was_changed_is_refused_and_not_left_behind(tmp_path: Path) -> None:
    update = find_update(_stick(tmp_path, "9.0.0"))
    update.installer.write_bytes(b"something else")
    target = tmp_path / "here"
    target.mkdir()

    with pytest.raises(UserError, match="damaged or was changed"):
        fetch_update(update, target)

    assert list(target.iterdir()) == []


def test_the_data_is_backed_up_before_a_newer_version_is_started(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    update = find_update(_stick(tmp_path, "9.0.0"))

    installer = prepare_update(workspace, update=update)

    assert installer.read_bytes() == b"9.0.0"
    kept = backups_in(folder_of(workspace.path), workspace.path)
    assert [each.name.reason for each in kept] == [BackupReason.MIGRATION]
    workspace.close()
