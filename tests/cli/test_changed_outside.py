"""A file that changed while no program had it: every command says so, and no backup carries it on."""

import pytest

from tests.cli.run import Console


def test_a_changed_letter_is_told_by_every_command_and_goes_into_no_backup(office: Console) -> None:
    office("workspace", "backup")
    before = office.json("workspace", "backups")["backups"]
    whole = office.workspace.read_bytes()
    assert "Phòng Nội vụ".encode() in whole
    office.workspace.write_bytes(whole.replace("Phòng Nội vụ".encode(), "Piòng Nội vụ".encode(), 1))

    listed = office("unit", "list")
    refused = office("workspace", "backup")
    office("user", "add", "Lan", "--role", "staff")
    after = office.json("workspace", "backups")["backups"]
    again = office("unit", "list")

    assert listed.code == 0
    assert "not as this program left it" in listed.err
    assert (refused.code, "put a backup back" in refused.err) == (1, True)
    assert after == before
    assert "not as this program left it" in again.err


def test_after_a_backup_is_put_back_nothing_is_said_any_more(office: Console) -> None:
    office("workspace", "backup")
    (backup,) = office.workspace.with_name(f"{office.workspace.stem}.backups").glob("*.sqlite")
    whole = office.workspace.read_bytes()
    office.workspace.write_bytes(whole.replace("Phòng Nội vụ".encode(), "Piòng Nội vụ".encode(), 1))

    restored = office("workspace", "restore", backup)
    checked = office("workspace", "check")

    assert restored.code == 0, restored.err
    assert (checked.code, checked.err) == (0, "")
    assert "Piòng" not in office("unit", "list").out


def test_damage_is_not_encrypted_away(office: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    office("workspace", "backup")
    whole = office.workspace.read_bytes()
    office.workspace.write_bytes(whole.replace("Phòng Nội vụ".encode(), "Piòng Nội vụ".encode(), 1))
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mat khau cua may")

    refused = office("workspace", "encrypt")

    assert (refused.code, "put a backup back" in refused.err) == (1, True)
    assert "Changed since the file was closed: pages" in office("workspace", "check").err
    assert "Bị thay đổi sau khi đóng tệp: trang" in office("workspace", "check", lang="vi").err


def test_only_the_pages_that_others_changed_are_named_whatever_the_program_writes_later(
    office: Console,
) -> None:
    office("workspace", "backup")
    whole = office.workspace.read_bytes()
    office.workspace.write_bytes(whole.replace("Phòng Nội vụ".encode(), "Piòng Nội vụ".encode(), 1))
    [found] = [line for line in office("workspace", "check").err.splitlines() if "pages" in line]

    for name in ("Lan", "Minh"):
        office("user", "add", name, "--role", "staff")

    assert found in office("workspace", "check").err
