"""`evalapp workspace encrypt|decrypt|password|recovery`, as scripts and people at a terminal call them."""

import pytest

from evalapp.store import encryption
from tests.cli.run import Console


def test_a_file_is_encrypted_used_given_a_new_password_and_made_plain_again(
    office: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    encryption.forget_others(None)
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mat khau cua may")
    monkeypatch.setenv("EVALAPP_NEW_FILE_PASSWORD", "mat khau moi")

    sheet = office.workspace.with_name("phieu.pdf")
    done = office.json("workspace", "encrypt")
    encryption.forget_others(None)

    assert (done["encrypted"], done["plain"]) == (True, [])
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "khac")
    refused = office("workspace", "info")
    assert (refused.code, refused.out) == (1, "")
    assert "neither the password nor the recovery code of w.sqlite" in refused.err
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mat khau cua may")
    info = office.json("workspace", "info")
    assert (info["people"], info["encrypted"]) == (10, True)
    assert office.json("workspace", "password") == {
        "workspace": str(office.workspace),
        "password": "changed",
    }
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mat khau moi")
    assert office.json("workspace", "recovery", "--sheet", sheet)["recovery_code"] != done["recovery_code"]
    assert sheet.read_bytes().startswith(b"%PDF")
    assert office.json("workspace", "decrypt")["encrypted"] is False
    assert office.json("workspace", "check")["ok"] is True
