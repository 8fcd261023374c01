"""The recovery page of the README, followed literally: a dead disk, a lost laptop, a forgotten password."""

import shutil
from pathlib import Path

import pytest

from evalapp.domain.rights import UserRole
from evalapp.store import encryption
from evalapp.usecases.users import add_user, set_password, sign_in
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.cli.run import JULY, Console


def test_after_a_dead_disk_work_goes_on_from_the_second_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk, stick = tmp_path / "disk", tmp_path / "usb"
    disk.mkdir()
    stick.mkdir()
    workspace = make.office(disk)
    make.scored(workspace)
    workspace.close()
    console = Console(workspace.path, capsys)
    console.json("workspace", "backups", "--second", stick)
    console.json("workspace", "backup")
    before = console.json("month", "status", *JULY)
    shutil.rmtree(disk)

    newest = max(stick.iterdir())
    elsewhere = Console(tmp_path / "new" / "w.sqlite", capsys)
    preview = elsewhere.json("workspace", "restore", newest, "--preview")
    elsewhere.json("workspace", "restore", newest)

    assert (preview["people"], preview["lost"]["rows"], preview["present_rows"]) == (10, 0, None)
    assert elsewhere.json("workspace", "check")["ok"] is True
    assert elsewhere.json("month", "status", *JULY) == before


def test_a_forgotten_password_is_set_anew_by_another_administrator(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        add_user(work, name="Hà", role=UserRole.ADMINISTRATOR)
        set_password(work, name="local", password="đã quên mất rồi")
    workspace.close()

    rescued = open_workspace(workspace.path, user="Hà")
    with rescued.work() as work:
        set_password(work, name="local", password="mật khẩu mới")
    sign_in(rescued, "local", lambda _name: "mật khẩu mới")

    assert rescued.user.name == "local"
    rescued.close()


def test_an_encrypted_laptop_that_is_lost_goes_on_elsewhere_with_the_recovery_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_known", {})
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mat khau cua may")
    laptop, stick = tmp_path / "laptop", tmp_path / "usb"
    laptop.mkdir()
    stick.mkdir()
    make.office(laptop).close()
    console = Console(laptop / "w.sqlite", capsys)
    code = console.json("workspace", "encrypt")["recovery_code"]
    console.json("workspace", "backups", "--second", stick)
    console.json("workspace", "backup")
    shutil.rmtree(laptop)
    encryption.forget_others(None)
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", code)
    monkeypatch.setenv("EVALAPP_NEW_FILE_PASSWORD", "mat khau moi")

    elsewhere = Console(tmp_path / "new" / "w.sqlite", capsys)
    elsewhere.json("workspace", "restore", next(stick.glob("*.sqlite")))
    info = elsewhere.json("workspace", "info")
    elsewhere.json("workspace", "password")

    assert info["people"] == 10
    assert {path.suffix for path in stick.iterdir()} == {".sqlite", ".key"}
