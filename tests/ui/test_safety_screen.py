"""Data safety in the window, `evalapp.ui.screens.safety`: the check at the start, backups, a way back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from evalapp.base.columns import Tone
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.shell.health import HealthWatch
from evalapp.usecases.people import deactivate_person
from evalapp.usecases.person_data import erase_person
from tests.store.outside import tamper
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import clock, closed

Sit = Callable[..., Driver]


def test_a_backup_is_made_copied_to_a_second_place_and_put_back(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(closed)
    at.tasks.released.connect(partial(_open_again, at))
    at.visit("safety")
    (tmp_path / "usb").mkdir()
    answers.chosen_folder = tmp_path / "usb"
    at.do("safety.second")
    assert (at.column("second"), at.screen.state.due[0]) == (["yes"], "")
    at.tasks.run(_note, label="x", done=lambda _none: None)
    at.settle()

    at.do("safety.restore")
    assert "What was there before is kept" in at.told
    at.visit("safety")
    at.do("safety.check")

    assert at.column("reason") == ["before an older state was put back", "by hand"]
    assert at.screen.state.verdict == ("All is well", Tone.OK)
    assert len(list(tmp_path.glob("*.replaced.sqlite"))) == 1


def test_the_state_of_the_data_is_said_in_one_line_once_the_window_is_up(user: Sit, file: Path) -> None:
    at = user(closed)
    watch = HealthWatch(at.tasks, at.window.messages.tell)
    watch.begin()
    at.settle()
    assert "14 seals fit" in at.told

    at.tasks.give_up(_tamper, label="", done=lambda _none: None, refused=lambda _error: None)
    at.settle()
    _open_again(at, file)
    at.settle()
    watch.begin()
    at.settle()

    assert "does not fit" in at.told


def test_how_long_results_are_kept_is_chosen_and_copies_with_erased_words_are_let_go(
    user: Sit, answers: Answers
) -> None:
    at = user(closed)
    at.visit("safety")
    answers.choice = 0
    at.do("safety.retention")
    assert at.screen.state.retention == "Results are kept for 0 years."
    at.do("safety.back_up")
    at.tasks.run(_erase, label="", done=lambda _none: None)
    at.settle()
    at.visit("safety")
    assert "erased of people: 1" in at.screen.state.retention

    at.do("safety.erased")

    assert "nothing older can be put back" in answers.questions[-1]
    assert (at.screen.state.hold_erased, at.column("reason")) == ((), ["by hand"])


def _erase(work: Work) -> None:
    code = work.people.all()[-1].code
    deactivate_person(work, code=code)
    erase_person(work, code=code, reason="Đơn ngày 02/8/2030")


def _note(work: Work) -> None:
    work.audit.record("holiday.entered", "2018-09-02")


def _open_again(at: Driver, path: Path) -> None:
    at.tasks.open(lambda: Workspace.open(path, clock=clock), label="", done=lambda: None)


def _tamper(workspace: Workspace) -> None:
    workspace.close()
    tamper(workspace.path, "UPDATE mark SET points = points - 50 WHERE criterion = 'II.2'")
