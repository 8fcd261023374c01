"""The program does not start where it would be unsound, and says why."""

import sys

import pytest

from evalapp.base.least import unfit


@pytest.mark.parametrize(
    ("python", "qt", "named"),
    [
        ((3, 10, 4), None, "Python 3.10"),
        ((3, 11, 2), (6, 7, 3), "Qt 6.7"),
        ((3, 11, 2), (6, 12, 0), "Qt 6.12"),
    ],
)
def test_versions_that_the_program_is_unsound_on_are_refused_by_name(
    python: tuple[int, ...], qt: tuple[int, ...] | None, named: str
) -> None:
    assert named in unfit(python, qt)


def test_the_versions_that_are_locked_are_sound() -> None:
    from PySide6 import __version_info__ as qt

    assert unfit(sys.version_info[:3], tuple(qt[:3])) == ""


def test_a_newer_qt_is_sound_on_a_newer_python() -> None:
    assert unfit((3, 13, 0), (6, 12, 0)) == ""
