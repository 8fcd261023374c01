"""What a product is made of is told whole: by licence and notice, by hash, and by weight."""

import tomllib
from pathlib import Path

import pytest
from locked import PYTHON_FOR_WINDOWS, needed_by_users
from steps import BuildError
from supply import BUDGET, bill, keep_packed, keep_within_budget, weigh, write_notices

from evalapp.base.components import components, every_crate, every_notice, parts
from evalapp.base.crates import TEXTS, texts_needed


def _file(place: Path, size: int) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"0" * size)


def test_everything_that_is_carried_has_a_licence_and_a_notice() -> None:
    every = every_notice()

    assert [each.name for each in every if not each.licence or not "".join(each.notices).strip()] == []


def test_what_is_compiled_in_names_what_carries_it() -> None:
    names = {each.name for each in (*components(), *parts())} | {"evalapp", "CPython"}

    assert {name for each in parts() for name in each.inside.split(", ")} <= names


def test_the_notices_that_go_along_hold_the_lgpl_for_the_library_of_the_window(tmp_path: Path) -> None:
    text = write_notices(tmp_path / "NOTICES.txt").read_text(encoding="utf-8")

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "PySide6_Essentials" in text
    assert "/root/" not in text


def test_the_bill_of_materials_holds_every_locked_library_with_its_hashes_and_what_is_inside() -> None:
    told = {each["name"]: each for each in bill()["components"]}

    assert {pin.name for pin in needed_by_users()} <= set(told)
    assert all(told[pin.name]["properties"] for pin in needed_by_users())
    assert told["SQLite"]["version"] >= "3.51.3"


def test_every_rust_library_compiled_in_is_in_the_bill_by_its_release_and_hash() -> None:
    told = {each["bom-ref"]: each for each in bill()["components"]}

    assert {"cryptography", "pydantic_core", "python-calamine"} <= {each.inside for each in every_crate()}
    assert {each.purl for each in every_crate()} <= set(told)
    assert all(told[each.purl]["hashes"] for each in every_crate())


def test_what_is_compiled_in_tells_its_version_or_with_what_it_came() -> None:
    inside = [each for each in bill()["components"] if each["bom-ref"].startswith("inside/")]

    assert all(any(said["name"] == "evalapp:told-by" for said in each["properties"]) for each in inside)
    assert {each["name"] for each in inside if each.get("version")} >= {
        "SQLCipher",
        "PCRE2",
        "libpng",
        "Argon2",
    }


def test_the_terms_of_every_rust_library_are_among_the_notices() -> None:
    notices = {each.inside: each for each in every_notice() if each.name.startswith("Rust")}

    assert all(texts_needed(each.licence) <= set(TEXTS) for each in every_crate())
    assert all(each.line in notices[each.inside].notices[0] for each in every_crate())


@pytest.mark.parametrize(
    ("said", "kept_by"),
    [
        ("MIT OR Apache-2.0", {"Apache-2.0"}),
        ("Apache-2.0 OR GPL-2.0-only", {"Apache-2.0"}),
        ("(MIT OR Apache-2.0) AND Unicode-DFS-2016", {"Apache-2.0", "Unicode-3.0"}),
        ("Unlicense OR MIT", {"MIT"}),
    ],
)
def test_of_several_terms_those_are_chosen_whose_text_comes_along(said: str, kept_by: set[str]) -> None:
    assert texts_needed(said) == kept_by


def test_a_rust_library_under_terms_that_nobody_has_read_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="GPL-3"):
        texts_needed("MIT AND GPL-3.0-only")


def test_the_bill_of_materials_names_the_python_that_windows_gets_and_nothing_twice() -> None:
    every = bill()["components"]

    assert PYTHON_FOR_WINDOWS in {each.get("version") for each in every if each["name"] == "CPython"}
    assert len({each["bom-ref"] for each in every}) == len(every)


def test_each_part_of_the_program_is_weighed_by_its_library(tmp_path: Path) -> None:
    _file(tmp_path / "python313.dll", 3)
    _file(tmp_path / "site-packages/PIL/a.pyd", 5)
    _file(tmp_path / "site-packages/pillow-13.dist-info/METADATA", 1)

    assert weigh(tmp_path) == {"PIL": 5, "Python": 3, "pillow": 1}


def test_what_has_grown_beyond_what_was_agreed_is_refused_by_name(tmp_path: Path) -> None:
    budget = tmp_path / "budget.toml"
    budget.write_text("[megabytes]\nPIL = 1\nothers = 1\n", encoding="utf-8")
    _file(tmp_path / "runtime/site-packages/PIL/a.pyd", 1_000_001)

    with pytest.raises(BuildError, match="PIL"):
        keep_within_budget(tmp_path / "runtime", budget)


def test_a_product_that_no_longer_fits_is_refused_by_name(tmp_path: Path) -> None:
    budget = tmp_path / "budget.toml"
    budget.write_text('[packed]\n"setup.exe" = 1\n', encoding="utf-8")
    _file(tmp_path / "evalapp-1.0-setup.exe", 1_000_001)

    with pytest.raises(BuildError, match="more than 1 MB"):
        keep_packed(tmp_path / "evalapp-1.0-setup.exe", budget)


def test_the_whole_program_for_windows_stays_under_what_an_office_pc_has_room_for() -> None:
    agreed = tomllib.loads(BUDGET.read_text(encoding="utf-8"))["megabytes"]

    assert sum(agreed.values()) <= 170
