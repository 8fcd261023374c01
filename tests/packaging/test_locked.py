"""What is carried to users is what the program asks for, by its hash, and nothing that only builds."""

import tomllib
from pathlib import Path

from locked import ROOT, needed_by_users, pins, write_lock
from steps import TOOLS_LOCK

from evalapp.base.components import ASKED_FOR, components

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_users_get_what_the_program_asks_for_and_none_of_the_tools() -> None:
    carried = {pin.name for pin in needed_by_users()}

    assert {name.lower() for name in ASKED_FOR} <= carried
    assert {"shiboken6", "mako", "pydantic-core", "tzdata"} <= carried
    assert not {"pytest", "ruff", "babel", "setuptools", "colorama"} & carried


def test_what_is_carried_is_known_by_its_hashes(tmp_path: Path) -> None:
    lock = write_lock(needed_by_users(), tmp_path / "runtime.lock")

    assert all(any("--hash=sha256:" in line for line in pin.lines) for pin in pins(lock).values())
    assert pins(lock).keys() == {pin.name for pin in needed_by_users()}


def test_the_tools_agree_with_the_programs_own_lock() -> None:
    program = pins()

    assert all(
        pin.version == program[name].version for name, pin in pins(TOOLS_LOCK).items() if name in program
    )


def test_the_program_names_as_its_parts_what_the_project_asks_for() -> None:
    asked = {requirement.partition(";")[0].split(">")[0].strip() for requirement in PROJECT["dependencies"]}

    assert asked == set(ASKED_FOR)


def test_every_library_says_its_version_and_almost_every_one_its_licence() -> None:
    found = {each.name: each for each in components()}

    assert len(found) > 25
    assert all(each.version for each in found.values())
    assert {name for name, each in found.items() if not each.licence} <= {"sqlcipher3"}
    assert "Redistribution" in "".join(found["pypdfium2"].notices)


def test_the_folder_of_the_products_never_hides_the_library_of_its_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
