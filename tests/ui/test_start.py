"""The window and the command line start fast: what they do not need yet is not imported before."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from evalapp.base import paths
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.routes import Screen
from evalapp.ui.shell.screen_specs import ScreenSpec
from tests import make

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
#: What a month that is shown does without: taking files in, papers' settings, checks, inspections, passwords.
_NOT_FOR_A_MONTH = (
    *_PAPERS,
    "alembic",
    "argon2",
    "babel",
    "pydantic",
    "difflib",
    "tomllib",
    "evalapp.documents.reading.lists",
    "evalapp.documents.reading.workbook",
    "evalapp.domain.inspections",
    "evalapp.domain.person_years",
    "evalapp.domain.policy.cases",
    "evalapp.domain.policy.differences",
    "evalapp.domain.policy.drafts",
    "evalapp.domain.policy.reader",
    "evalapp.domain.reports",
    "evalapp.domain.years",
    "evalapp.store.backups",
    "evalapp.store.every_table",
    "evalapp.store.inspection_tables",
    "evalapp.store.person_data",
    "evalapp.ui.kit.dialogs",
    "evalapp.ui.kit.table",
    "evalapp.ui.shell.intake",
    "evalapp.usecases.backups",
    "evalapp.usecases.checking",
    "evalapp.usecases.entering",
    "evalapp.usecases.forms",
    "evalapp.usecases.policies",
    "evalapp.usecases.relocation",
    "evalapp.usecases.scores_import",
    "evalapp.usecases.units_import",
)

#: What the first screen of all does without besides; it asks the inspections for what is overdue.
_NOT_FOR_AN_OVERVIEW = (
    *(
        each
        for each in _NOT_FOR_A_MONTH
        if "inspection" not in each and not each.startswith("evalapp.ui.kit")
    ),
    "urllib.request",
    "xml.dom",
    "evalapp.documents.papers",
    "evalapp.domain.conduct",
    "evalapp.usecases.hearings",
    "evalapp.usecases.petitions",
    "evalapp.usecases.remedies",
    "evalapp.usecases.settling",
    "evalapp.usecases.teams",
)


def test_the_window_is_there_before_anything_that_only_an_open_file_needs() -> None:
    said = _imported("import evalapp.app", _ONLY_LATER)

    assert said == []


def test_a_window_asks_whether_another_has_its_file_without_the_driver() -> None:
    asking = "from evalapp.ui.shell.instances import calls_other; calls_other(Path('no.sqlite'), '')"

    said = _imported(f"from pathlib import Path; {asking}", _ONLY_LATER)

    assert said == []


def test_the_command_line_says_what_it_can_without_anything_that_only_an_open_file_needs() -> None:
    said = _imported("from evalapp.cli.main import parser; parser().format_help()", _ONLY_LATER)

    assert said == []


def test_a_month_is_opened_read_and_shown_without_what_only_other_work_needs(tmp_path: Path) -> None:
    said = _shown(tmp_path, "month", "read_month(work, place=place).lines", _NOT_FOR_A_MONTH)

    assert said == []


def test_the_overview_is_read_and_shown_without_what_decides_and_writes_papers(tmp_path: Path) -> None:
    said = _shown(tmp_path, "overview", "read_overview(work, place=place)", _NOT_FOR_AN_OVERVIEW)

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


def _shown(folder: Path, screen: str, reading: str, watched: Sequence[str]) -> list[str]:
    """Which of the watched modules have been imported once a file is open and a screen of it read."""
    office = make.office(folder, people=2)
    make.opened(office)
    office.close()
    return _imported(
        f"""
from pathlib import Path
from evalapp.domain.periods import Period
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.places import read_places, read_stage
from evalapp.ui.shell.routes import Place
from evalapp.usecases.places import refuse_place
from evalapp.usecases.workspaces import open_workspace
from evalapp.ui.screens.{screen}.loading import *

next(each for each in SCREENS if each.key == {screen!r}).load()
workspace = open_workspace(Path({str(office.path)!r}))
place = Place({make.OFFICE!r}, Period.parse({str(make.JULY)!r}))
with workspace.work(reading=True) as work:
    assert read_places(work).units
    assert read_stage(work, place=place)
    assert {reading}
workspace.close()
""".strip(),
        watched,
    )


def _imported(what: str, watched: Sequence[str]) -> list[str]:
    """Which of the watched modules a program has imported by then."""
    asked = f"{what}; import sys; print(*(each for each in {watched!r} if each in sys.modules))"
    command = [sys.executable, "-c", asked]
    return subprocess.run(
        command, cwd=paths.checkout(), capture_output=True, text=True, check=True
    ).stdout.split()
