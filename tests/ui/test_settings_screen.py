"""The settings that hold for everybody: how large an evidence file may be, for who keeps the data."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from evalapp.domain.rights import UserRole
from evalapp.ui.kit.reading import Reading
from evalapp.ui.screens.settings.screen import read_settings
from evalapp.usecases.evidence import largest_file
from tests import make
from tests.ui.answers import Answers
from tests.ui.driver import Driver

Sit = Callable[..., Driver]


def test_the_largest_evidence_file_is_chosen_and_kept_in_the_data_file(user: Sit) -> None:
    at = user()
    at.visit("settings")
    kept: list[int] = []

    at.screen.sizes.chosen.emit(50)
    at.settle()
    at.tasks.load(largest_file, done=kept.append, owner=at.screen)
    at.settle()

    assert kept == [50]
    assert at.screen.state.largest == 50
    assert "50 MB" in at.told


def test_who_keeps_no_data_sees_the_limit_and_who_may_change_it(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    make.sign_in_as(workspace, UserRole.HEAD, unit=make.OFFICE)

    with workspace.work() as work:
        state = read_settings(work, file="")

    assert state.file_sizes == ((10, "10 MB"),)
    assert "keeps the data" in state.size_words


def test_every_notice_is_read_in_the_program(user: Sit, answers: Answers) -> None:
    at = user()
    at.visit("settings")

    at.screen.licences.click()

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in answers.texts["Qt"]
    assert all(text.strip() for text in answers.texts.values())


def test_the_arrow_keys_go_through_the_notices(qtbot: QtBot) -> None:
    page = Reading(None, "Licences", "", [("One", "first text"), ("Two", "second text")])
    qtbot.addWidget(page)

    page.names.setCurrentRow(1)

    assert page.shown.toPlainText() == "second text"


def test_a_newer_version_from_a_folder_is_installed_only_when_agreed_to(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "setup.exe").write_bytes(b"new")
    told = {
        "program": "evalapp",
        "system": sys.platform,
        "version": "9.0.0",
        "file": "setup.exe",
        "sha256": hashlib.sha256(b"new").hexdigest(),
    }
    (tmp_path / "setup.exe.update.json").write_text(json.dumps(told), encoding="utf-8")
    answers.chosen_folder = tmp_path
    at = user()
    at.visit("settings")

    answers.agrees = False
    at.screen.update_button.click()
    at.settle()
    opened_before = list(answers.opened)
    answers.agrees = True
    at.screen.update_button.click()
    at.settle()

    assert opened_before == []
    assert [file.read_bytes() for file in answers.opened] == [b"new"]


def test_a_folder_without_a_newer_version_is_told_in_the_message_bar(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    answers.chosen_folder = tmp_path
    at = user()
    at.visit("settings")

    at.screen.update_button.click()

    assert "No update for this computer" in at.told


def test_choices_fold_to_a_list_in_a_small_window_instead_of_going_on_sideways(user: Sit) -> None:
    at = user()
    at.visit("settings")

    at.window.resize(800, 500)
    at.settle()

    area = at.screen.findChildren(QScrollArea)[0]
    assert area.horizontalScrollBar().maximum() == 0
