"""What the program is made of is told on the command line too."""

from tests.cli.run import Console


def test_every_library_is_listed_with_its_licence(console: Console) -> None:
    told = {each["name"]: each for each in console.json("licences", "list")["components"]}

    assert "LGPL-3.0" in told["PySide6_Essentials"]["licence"]
    assert told["SQLite"]["inside"] == "sqlcipher3"


def test_the_notices_of_a_library_are_shown_in_full_and_an_unknown_name_is_refused(console: Console) -> None:
    shown = console("licences", "show", "qt")
    refused = console("licences", "show", "chromium")

    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown.out
    assert refused.code == 1
