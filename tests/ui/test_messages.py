"""What the message bar says of very much, and where all of it is read."""

from PySide6.QtWidgets import QPushButton

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from tests.ui.answers import Answers

PEOPLE = [f"CB{number:04d}" for number in range(2_500)]


def offered(window: MainWindow) -> list[str]:
    return [each.text() for each in window.messages.findChildren(QPushButton) if not each.isHidden()]


def test_a_refusal_that_names_thousands_says_the_first_and_how_many_more(
    window: MainWindow, tasks: Tasks, answers: Answers
) -> None:
    tasks.refused.emit(UserError("Not scored yet: {people}.", people=PEOPLE))

    assert window.messages.text.endswith("CB0008, CB0009 and 2,490 more.")
    assert "Read all…" in offered(window)


def test_all_of_it_is_read_from_the_message(window: MainWindow, tasks: Tasks, answers: Answers) -> None:
    tasks.refused.emit(UserError("Not scored yet: {people}.", people=PEOPLE))

    window.messages.reader.click()

    assert answers.texts == {"Message": f"Not scored yet: {', '.join(PEOPLE)}."}


def test_a_very_long_message_shows_its_beginning(window: MainWindow, answers: Answers) -> None:
    window.messages.tell("word " * 1_000, Tone.WARN)

    window.messages.reader.click()

    assert len(window.messages.text) < 700
    assert answers.texts == {"Message": "word " * 1_000}


def test_a_short_message_stands_there_whole_with_nothing_more_to_read(window: MainWindow) -> None:
    window.messages.tell("word " * 1_000, Tone.WARN)

    window.messages.tell("Saved.", Tone.OK)

    assert window.messages.text == "✓ Saved."
    assert "Read all…" not in offered(window)
