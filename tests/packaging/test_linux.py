"""What tells a Linux desktop and its package manager about the program fits the program."""

import os
import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from linux import HERE, MENU, NO_DOWNGRADE, control, is_of_this_system, is_used, places
from steps import version

from evalapp.store.engine import APPLICATION_ID


def test_everything_that_a_desktop_is_told_is_there_and_readable_as_xml() -> None:
    assert all(source.is_file() for source in places())
    for file in (*MENU.glob("*.xml"), HERE / "evalapp.svg"):
        ElementTree.parse(file)


def test_a_data_file_is_known_by_what_every_data_file_carries() -> None:
    kind = (MENU / "vn.evalapp.Evalapp.mime.xml").read_text(encoding="utf-8")

    assert f'value="{APPLICATION_ID:#x}"' in kind


def test_the_menu_opens_the_file_that_was_chosen_and_speaks_vietnamese() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment] - names of keys are written in capitals
    entry.read(MENU / "vn.evalapp.Evalapp.desktop", encoding="utf-8")
    shown = entry["Desktop Entry"]

    assert shown["Exec"] == "evalapp --workspace %f"
    assert "Đánh giá" in shown["Name[vi]"]
    assert shown["MimeType"] == "application/x-evalapp;"


def test_the_package_asks_for_what_the_window_needs_and_nothing_twice() -> None:
    said = dict(line.split(": ", 1) for line in control(version(), 1).splitlines() if ": " in line)
    needed = said["Depends"].split(", ")

    assert said["Version"] == version()
    assert said["Maintainer"] == "The evalapp developers"
    assert {"libxcb-cursor0", "libegl1", "libglib2.0-0 | libglib2.0-0t64"} <= set(needed)
    assert len(needed) == len(set(needed))


@pytest.mark.parametrize(
    "place",
    [
        "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
        "_internal/qtawesome/fonts/phosphor-1.3.0.ttf",
        "_internal/PIL/_imaging.cpython-311-x86_64-linux-gnu.so",
        "evalapp",
    ],
)
def test_what_the_frozen_program_runs_on_is_kept(place: str) -> None:
    assert is_used(place)


@pytest.mark.parametrize(
    "place",
    [
        "_internal/PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "_internal/PySide6/QtNetwork.abi3.so",
        "_internal/qtawesome/fonts/codicon-0.0.36.ttf",
        "_internal/PIL/_avif.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_no_screen_uses_is_left_out(place: str) -> None:
    assert not is_used(place)


def test_libraries_of_the_system_that_packs_stay_there_and_those_of_wheels_go_along(tmp_path: Path) -> None:
    for name in ("libX11.so.6", "libcrypto.so.3", "_cffi_backend.so"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "libQt6Core.so.6").symlink_to("PySide6/Qt/lib/libQt6Core.so.6")

    assert [file.name for file in sorted(tmp_path.iterdir()) if is_of_this_system(file, tmp_path)] == [
        "libX11.so.6"
    ]


@pytest.mark.parametrize(
    ("installed", "meant", "goes_on"),
    [("0.9", "", True), ("1.0", "", True), ("1.1", "", False), ("1.1", "1", True)],
)
def test_the_package_refuses_to_take_the_place_of_a_newer_one_unless_it_is_meant(
    tmp_path: Path, installed: str, meant: str, *, goes_on: bool
) -> None:
    script = tmp_path / "preinst"
    script.write_text(NO_DOWNGRADE.replace("VERSION", "1.0"), encoding="utf-8")

    done = subprocess.run(
        ["sh", script, "upgrade", installed],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "EVALAPP_DOWNGRADE": meant},
    )

    assert (done.returncode == 0) is goes_on
    assert goes_on or f"Version {installed} is installed and newer than 1.0" in done.stderr
