"""What a user chose, kept from one start to the next."""

from pathlib import Path

import pytest

from evalapp.base.settings import LANGUAGE, LAST_FOLDER, SETTINGS, THEME, Settings, settings_file


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"

    Settings(file).set(LAST_FOLDER, "D:/Phiếu tháng 7")

    assert Settings(file).get(LAST_FOLDER) == "D:/Phiếu tháng 7"
    assert Settings(file).get(THEME) == THEME.default


def test_a_choice_without_a_file_lasts_as_long_as_the_program() -> None:
    settings = Settings()

    settings.set(LANGUAGE, "en")

    assert settings.get(LANGUAGE) == "en"
    assert Settings().get(LANGUAGE) == "vi"


def test_a_choice_that_is_not_allowed_is_a_bug() -> None:
    with pytest.raises(ValueError, match="theme cannot be 'pink'"):
        Settings().set(THEME, "pink")


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", '"vi"', '{"language": 7}', '{"language": "fr"}', '{"language": null}', "\x00\x01", "{}"],
)
def test_a_damaged_file_means_the_defaults(damaged: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(damaged, encoding="utf-8")

    settings = Settings(file)

    assert [settings.get(setting) for setting in SETTINGS] == [setting.default for setting in SETTINGS]


def test_a_file_that_is_not_even_text_means_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff\xfe\x00")

    assert Settings(file).get(LANGUAGE) == "vi"


def test_a_folder_that_cannot_be_written_costs_only_the_memory_of_the_choice(tmp_path: Path) -> None:
    blocked = tmp_path / "a file where a folder should be"
    blocked.write_text("", encoding="utf-8")
    settings = Settings(blocked / "settings.json")

    settings.set(THEME, "dark")

    assert settings.get(THEME) == "dark"


def test_every_setting_has_a_key_of_its_own_and_a_default_that_is_allowed() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.admits(setting.default) for setting in SETTINGS)


def test_the_file_lies_in_the_users_own_folder() -> None:
    assert settings_file().name == "settings.json"
