"""The file of every release opens in this program, and its people, marks and results come out the same."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base import paths
from evalapp.domain.rounds import Stage
from evalapp.store.migrate import LATEST
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.summaries import summarise
from tests import make
from tests.store.outside import asked

FILES = sorted((Path(__file__).parent.parent / "databases").glob("v*.sqlite"))
JULY = {
    "NV001": ("97", "A"), "NV002": ("96.5", "A"), "NV003": ("92", "B"), "NV004": ("91", "B"),
    "NV005": ("90.5", "B"), "NV006": ("85", "B"), "NV007": ("80", "B"), "NV008": ("72.5", "B"),
    "NV009": ("60", "C"), "NV010": ("98", "A"),
}  # fmt: skip
SEAL = "61e068ec5b60b41ed89050f7a2a7612f00283c5c0a43e7e22d24959a6c434a07"


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    return Workspace.open(Path(shutil.copy(request.param, tmp_path / "old.sqlite")), clock=make.Ticking())


def test_each_file_is_of_the_version_that_its_name_says() -> None:
    versions = {path.stem: asked(path, "PRAGMA user_version")[0][0] for path in FILES}

    assert versions["v1"] == 1
    assert versions == {f"v{number}": number for number in versions.values()}
    assert max(versions.values()) <= LATEST


def test_every_revision_is_a_version_of_its_own() -> None:
    revisions = [path.name[:4] for path in sorted(paths.migrations().glob("versions/0*.py"))]

    assert revisions == [f"{number:04d}" for number in range(1, LATEST + 1)]


def test_an_old_file_is_brought_to_this_version(old: Workspace) -> None:
    old.close()

    assert asked(old.path, "PRAGMA user_version") == [(LATEST,)]


def test_its_people_and_positions_come_out_the_same(old: Workspace) -> None:
    with old.work() as work:
        people = {person.code: person for person in work.people.all()}
    old.close()

    assert {code: person.name for code, person in people.items()} == dict(
        zip(make.CODES, make.NAMES, strict=True)
    )
    assert [(p.since, p.until) for p in people["NV005"].positions] == [
        (None, date(2018, 7, 15)),
        (date(2018, 7, 16), None),
    ]


def test_its_closed_month_comes_out_with_the_same_results_and_seal(old: Workspace) -> None:
    with old.work() as work:
        [closed] = [each for each in work.rounds.all(replaced=True) if each.stage is Stage.CLOSED]
        rows = summarise(work, round_id=closed.id).rows
        checked = check_workspace(work)
    old.close()

    assert {row.code: (str(row.total), row.level) for row in rows} == {
        code: (total, level) for code, (total, level) in JULY.items()
    }
    assert closed.seal == SEAL
    assert (checked.ok, checked.seals_checked) == (True, 10)


def test_its_marks_come_out_the_same(old: Workspace) -> None:
    with old.work() as work:
        rounds = {(str(each.period), each.revision): each for each in work.rounds.all(replaced=True)}
        august = {
            s.participant.code: s.points(Stage.SELF) for s in work.rounds.sheets(rounds["2018-08", 1].id)
        }
        again = {
            s.participant.code: s.points(Stage.HEAD) for s in work.rounds.sheets(rounds["2018-07", 2].id)
        }
    old.close()

    assert {code: sum(points.values()) for code, points in august.items() if points} == {
        "NV003": Decimal("88.5"),
        "NV004": Decimal(90),
    }
    assert {code: sum(points.values()) for code, points in again.items()} == {
        code: Decimal(total) for code, (total, _) in JULY.items()
    }
    assert rounds["2018-07", 2].reason == "Đơn kiến nghị số 3"


def test_work_goes_on_in_it(old: Workspace) -> None:
    with old.work() as work:
        august = next(each for each in work.rounds.all() if each.period == make.AUGUST)

    make.give(old, august.id, dict.fromkeys(make.CODES, "80"))

    assert set(make.results(old, august.id).values()) == {(Decimal(80), "B")}
    old.close()
