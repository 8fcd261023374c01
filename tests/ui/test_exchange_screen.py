"""The exchange in the window, `evalapp.ui.screens.exchange`: packages looked into, decided on, taken in."""

from collections.abc import Callable
from pathlib import Path

from evalapp.domain.packages import Choice
from evalapp.ui.screens.exchange.state import Page
from evalapp.usecases.exchange import pack_lists
from tests import make
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import closed

Sit = Callable[..., Driver]


def folder_of_packages(folder: Path) -> Path:
    """A kit in which one code means somebody else, and a package that was cut off."""
    (folder / "other").mkdir()
    (folder / "goi").mkdir()
    other = make.workspace(folder / "other")
    make.take_units(other)
    make.take_people(other, make.person_row(3, name="Trần Văn Khác", birth="01/01/1990"))
    with other.work() as work:
        pack_lists(work, out=folder / "goi" / "2.evpkg")
    other.close()
    whole = (folder / "goi" / "2.evpkg").read_bytes()
    (folder / "goi" / "1.evpkg").write_bytes(whole[:-1])
    return folder / "goi"


def test_a_folder_is_looked_into_decided_and_taken_in(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = user()
    at.visit("exchange")
    answers.chosen_folder = folder_of_packages(tmp_path)

    at.do("exchange.folder")
    panel = at.screen.panel
    compared: set[str] = set()
    seen = dict(zip(at.column("called", panel.table), at.column("standing", panel.table), strict=True))
    while "To decide" in at.column("standing", panel.table):
        panel.table.setCurrentIndex(panel.table.rows_model.index(0, 0))
        compared |= set(at.column("ours", panel.sides))
        panel.choices.chosen.emit(Choice.OURS)
        at.settle()
    at.do("taking.apply")

    assert (seen["NV003"], seen["1.evpkg"]) == ("To decide", "Refused")
    assert "Đỗ Thị Ánh" in compared
    assert at.screen.state.taking.is_done
    at.do("taking.leave")
    at.screen.pages.chosen.emit(Page.RECEIVED)
    assert at.column("file", at.screen.packages) == ["2.evpkg"]


def test_the_closed_month_is_sent_and_stands_among_the_packages_made(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(closed)
    at.visit("exchange")
    answers.saved = tmp_path / "thang.evpkg"

    at.do("exchange.send")
    summary = at.screen.state.summary
    at.screen.pages.chosen.emit(Page.SENT)

    assert answers.saved.is_file()
    assert summary == "Month 07/2018: received from 0 units, not yet from 0."
    assert at.column("kind", at.screen.packages) == ["Closed month"]
