"""The history: `evalapp.ui.screens.history`."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.store.workspace import Workspace
from evalapp.ui.screens.history.state import PAGE
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import opened, scored

Sit = Callable[..., Driver]


def often_done(workspace: Workspace) -> None:
    """More entries than are read at a time."""
    with workspace.work() as work:
        for turn in range(PAGE + 20):
            work.audit.record("unit.edited", f"PNV {turn}")


def test_what_was_done_stands_newest_first_in_words(user: Sit) -> None:
    at = user(opened)
    at.visit("history")

    assert at.column("action")[0] == "Month opened"
    assert at.column("actor")[0] == "The user of this computer"
    assert at.column("number")[0] == str(len(at.screen.state.entries))
    assert at.column("at")[0] == "10/09/2018 14:30:00"


def test_entries_are_found_by_words_with_or_without_accents(user: Sit) -> None:
    at = user(scored)
    at.visit("history")

    at.screen.find_line.setText("scores entered 07/2018 deputy")

    assert at.column("subject") != []
    lines = zip(at.column("action"), at.column("subject"), at.column("detail"), strict=True)
    assert all("deputy" in " ".join(line).casefold() for line in lines)
    at.screen.find_line.setText("xyz")
    assert at.column("subject") == []


def test_older_entries_are_read_on_demand_and_the_chain_is_checked(user: Sit) -> None:
    at = user(often_done)
    at.visit("history")
    first = len(at.column("number"))

    at.do("history.more")
    assert len(at.column("number")) > first

    at.do("history.check")
    assert at.screen.state.verdict[0].startswith("complete: ")


def test_the_end_of_the_history_on_a_paper_is_looked_up(user: Sit, answers: Answers) -> None:
    at = user(scored)
    at.visit("history")
    entry = at.screen.state.entries[2]

    answers.reason = f"{entry.seq}-{entry.hash[:12]}"
    at.do("history.told")
    assert f"when entry {entry.seq} of" in at.told
    answers.reason = f"{entry.seq - 1}-{entry.hash[:12]}"
    at.do("history.told")

    assert "has no entry" in at.told


def test_an_entry_is_looked_at_in_full_from_the_keyboard(user: Sit) -> None:
    at = user(scored)
    at.visit("history")
    entry = next(line for line in at.screen.state.lines if line.entry.action == "scores.entered")
    at.screen.table.select(entry)
    at.screen.table.setFocus()

    at.press(Qt.Key.Key_Return)
    panel = at.screen.entry
    facts = {key: each.text() for key, each in panel.facts.items()}
    parts = [(part.name, part.before, part.after) for _, part in panel.parts.rows_model.rows]
    at.press(Qt.Key.Key_Escape)

    assert (facts["at"], facts["actor"]) == ("10/09/2018 14:30:00", "The user of this computer (local)")
    assert facts["hash"].replace(" ", "") == entry.entry.hash
    assert len(parts) == len(entry.entry.detail["marks"])
    assert ("Lê Thị Hồng An (NV001) I.1.1", "not scored", "2.0") in parts
    assert (panel.isHidden(), at.screen.table.hasFocus()) == (True, True)


def scored_at_once(workspace: Workspace) -> None:
    """An entry that tells of very many scores."""
    marks = [
        {"person": f"NV{number:04d}", "row": "I.1", "before": None, "after": {"points": "5", "note": ""}}
        for number in range(1_100)
    ]
    with workspace.work() as work:
        work.audit.record("scores.entered", "PNV 2018-08", marks=marks)


def test_an_entry_of_very_many_scores_is_listed_by_its_beginning_and_found_by_all_of_it(user: Sit) -> None:
    at = user(scored_at_once)
    at.visit("history")

    details = at.column("detail")[0]
    at.screen.find_line.setText("nv1099")
    found = at.screen.state.lines
    at.do("history.entry")
    panel = at.screen.entry
    listed = len(panel.parts.rows_model.rows)
    at.screen.entry.copied.click()

    assert details.startswith("NV0000 I.1: not scored → 5.0; ")
    assert details.endswith(" …")
    assert len(found) == 1
    assert (listed, "first 1,000 parts" in panel.rest.text()) == (1_000, True)
    assert "NV1099 I.1: not scored → 5.0" in QApplication.clipboard().text()


def test_people_are_named_beside_their_codes_and_found_by_their_names(user: Sit) -> None:
    at = user(scored)
    at.visit("history")

    at.screen.find_line.setText("dang thu ha")

    told = [f"{line.subject} {line.detail}" for line in at.screen.state.lines]
    assert told
    assert all("Đặng Thu Hà (NV010)" in each for each in told)


def test_older_entries_are_spoken_of_only_where_there_are_any(user: Sit) -> None:
    at = user(opened)
    at.visit("history")

    assert at.screen.state.nothing == "None of the entries has all of these words."


def test_where_there_are_older_entries_they_are_spoken_of(user: Sit) -> None:
    at = user(often_done)
    at.visit("history")

    assert "Read older entries as well" in at.screen.state.nothing
