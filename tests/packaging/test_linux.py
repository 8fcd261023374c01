"""What tells a Linux desktop and its package manager about the program fits the program."""

from configparser import ConfigParser
from xml.etree import ElementTree

from linux import HERE, MENU, control, places
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
