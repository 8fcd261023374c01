"""The window and the command line start fast: what they do not need yet is not imported before."""

import subprocess
import sys
from collections.abc import Sequence

import pytest

from evalapp.base import paths
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.routes import Screen
from evalapp.ui.shell.screen_specs import ScreenSpec

#: What writes and reads papers: no screen needs it to be shown.
_PAPERS = ("alembic", "openpyxl", "PIL", "pypdfium2", "python_calamine", "reportlab")
#: What only an open file needs.
_ONLY_LATER = (
    *_PAPERS,
    "argon2",
    "babel",
    "pydantic",
    "qtawesome",
    "sqlalchemy",
    "sqlcipher3",
    "evalapp.domain.rounds",
    "evalapp.sample",
    "evalapp.store.workspace",
)


def test_the_window_is_there_before_anything_that_only_an_open_file_needs() -> None:
    said = _imported("import evalapp.app", _ONLY_LATER)

    assert said == []


def test_the_command_line_says_what_it_can_without_anything_that_only_an_open_file_needs() -> None:
    said = _imported("from evalapp.cli.main import parser; parser().format_help()", _ONLY_LATER)

    assert said == []


def test_screens_are_shown_without_the_libraries_of_papers() -> None:
    every = "from evalapp.ui.catalogue import SCREENS; [each.load() for each in SCREENS]"

    said = _imported(f"import evalapp.usecases.workspaces; {every}", _PAPERS)

    assert said == []


@pytest.mark.parametrize("spec", SCREENS, ids=lambda spec: spec.key)
def test_every_screen_is_found_when_it_is_first_shown(spec: ScreenSpec) -> None:
    parts = spec.load()

    assert isinstance(parts.make, type)
    assert issubclass(parts.make, Screen)
    assert parts.help.about
    assert len({action.key for action in parts.actions}) == len(parts.actions)


def _imported(what: str, watched: Sequence[str]) -> list[str]:
    """Which of the watched modules a program has imported by then."""
    asked = f"{what}; import sys; print(*(each for each in {watched!r} if each in sys.modules))"
    command = [sys.executable, "-c", asked]
    return subprocess.run(
        command, cwd=paths.checkout(), capture_output=True, text=True, check=True
    ).stdout.split()
