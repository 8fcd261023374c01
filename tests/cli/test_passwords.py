"""Passwords that are piped in: a line each, and never a stack of code where there is none."""

import io

import pytest

from evalapp.store import encryption
from tests.cli.run import Console


@pytest.fixture(autouse=True)
def _unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was told nothing yet, neither before nor in its environment."""
    encryption.forget_others(None)
    monkeypatch.delenv("EVALAPP_FILE_PASSWORD", raising=False)


def test_a_new_password_is_piped_in_twice_and_once_from_then_on(
    office: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("mật khẩu của máy\r\nmật khẩu của máy\r\n"))
    done = office.json("workspace", "encrypt")
    encryption.forget_others(None)
    monkeypatch.setattr("sys.stdin", io.StringIO("mật khẩu của máy\n"))

    info = office.json("workspace", "info")

    assert (done["encrypted"], info["encrypted"]) == (True, True)


@pytest.mark.parametrize(
    ("piped", "said"),
    [
        ("", "none was given"),
        ("mật khẩu của máy\n", "none was given"),
        ("mật khẩu của máy\nmật khẩu khác\n", "differ"),
        ("ngắn\nngắn\n", "at least 8"),
    ],
)
def test_what_is_no_password_is_refused_in_words_and_encrypts_nothing(
    office: Console, monkeypatch: pytest.MonkeyPatch, piped: str, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))

    refused = office("workspace", "encrypt")

    assert refused.code == 1
    assert said in refused.err
    assert office.json("workspace", "info")["encrypted"] is False


def test_a_recovery_code_is_told_even_where_its_sheet_would_take_the_place_of_the_data(
    office: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mật khẩu của máy")

    done = office("workspace", "encrypt", "--sheet", office.workspace)

    assert "Recovery code: " in done.out
    assert (done.code, "is a data file" in done.err) == (1, True)
    assert office.json("workspace", "info")["encrypted"] is True


def test_the_command_that_sets_ones_own_password_is_named_before_another_one_is_asked_for(
    office: Console,
) -> None:
    office.json("user", "add", "Lan", "--role", "head")

    refused = office("user", "password", "Lan")

    assert (refused.code, "evalapp user password local" in refused.err) == (1, True)
