"""The window starts fast: what it does not show before a file is open is not imported before."""

import subprocess
import sys

import pytest

from evalapp.base import paths
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.routes import Screen
from evalapp.ui.shell.screen_specs import ScreenSpec

_ONLY_LATER = (
    "alembic",
    "argon2",
    "babel",
    "openpyxl",
    "pydantic",
    "pypdfium2",
    "python_calamine",
    "qtawesome",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
    "evalapp.domain.rounds",
    "evalapp.sample",
    "evalapp.store.workspace",
)


def test_the_window_is_there_before_anything_that_only_an_open_file_needs() -> None:
    asked = f"import sys, evalapp.app; print(*(each for each in {_ONLY_LATER!r} if each in sys.modules))"

    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=paths.checkout(), capture_output=True, text=True, check=True
    ).stdout

    assert said.split() == []


@pytest.mark.parametrize("spec", SCREENS, ids=lambda spec: spec.key)
def test_every_screen_is_found_when_it_is_first_shown(spec: ScreenSpec) -> None:
    parts = spec.load()

    assert isinstance(parts.make, type)
    assert issubclass(parts.make, Screen)
    assert parts.help.about
    assert len({action.key for action in parts.actions}) == len(parts.actions)
