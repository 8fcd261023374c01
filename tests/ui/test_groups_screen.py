from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit

from evalapp.domain.groups import GroupKind
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.pickers import Choice, ChoicePicker
from tests import grouped
from tests.ui.driver import Driver

Sit = Callable[..., Driver]


def one_group(workspace: Workspace) -> None:
    """Two people with similar tasks."""
    grouped.put(workspace, "Văn thư", "NV003", "NV004")
    grouped.put(workspace, "Nội vụ", "NV003", kind=GroupKind.FIELD)


def at_groups(at: Driver) -> Driver:
    at.visit("people")
    at.do("people.groups")
    return at


def choose(at: Driver, *codes: str) -> None:
    """Choose people in the list, as with Ctrl and the mouse."""
    flags = QItemSelectionModel.SelectionFlag
    at.table.selectionModel().clearSelection()
    for code in codes:
        index = at.table.rows_model.index(at.column("code").index(code), 0)
        at.table.selectionModel().select(index, flags.Select | flags.Rows)


def fill(at: Driver, key: str, text: str) -> None:
    editor = at.screen.panel.form.field(key)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)


def pick(at: Driver, key: str, chosen: str) -> None:
    """Choose in a list, as with the arrows and Enter."""
    picker = at.screen.panel.form.field(key)
    assert isinstance(picker, ChoicePicker)
    picker.show_choices([Choice(chosen, chosen)], chosen)


def test_everybody_of_the_unit_stands_with_their_groups(user: Sit) -> None:
    at = at_groups(user(one_group))

    assert at.cell(row="NV003", column="similar", by="code") == "Văn thư"
    assert at.cell(row="NV003", column="fields", by="code") == "Nội vụ"
    assert at.cell(row="NV005", column="similar", by="code") == "–"
    assert "Văn thư: 2" in at.screen.state.summary


def test_people_chosen_in_the_list_are_put_into_a_new_group(user: Sit) -> None:
    at = at_groups(user())
    choose(at, "NV005", "NV006")

    at.do("groups.put")
    fill(at, "name", "Một cửa")
    at.do("filled.save")

    assert at.screen.state.editing is None
    assert {at.cell(row=code, column="similar", by="code") for code in ("NV005", "NV006")} == {"Một cửa"}


def test_a_refusal_is_marked_at_its_field_and_what_was_typed_stays(user: Sit) -> None:
    at = at_groups(user())
    choose(at, "NV005")

    at.do("groups.put")
    fill(at, "since", "31/02/2018")
    fill(at, "name", "Một cửa")
    at.do("filled.save")

    form = at.screen.panel.form
    assert "31/02/2018" in form.reason("since")
    assert form.values["name"] == "Một cửa"


def test_people_are_taken_out_and_a_group_is_renamed(user: Sit) -> None:
    at = at_groups(user(one_group))
    choose(at, "NV004")

    at.do("groups.take_out")
    pick(at, "group", "similar:Văn thư")
    at.do("filled.save")
    at.do("groups.rename")
    pick(at, "group", "similar:Văn thư")
    fill(at, "name", "Văn thư, lưu trữ")
    at.do("filled.save")

    assert at.cell(row="NV003", column="similar", by="code") == "Văn thư, lưu trữ"
    assert at.cell(row="NV004", column="similar", by="code") == "–"


def test_the_keyboard_alone_opens_and_leaves_the_panel(user: Sit) -> None:
    at = at_groups(user(one_group))
    at.put_cursor(row="NV005", column="name", by="code")
    choose(at, "NV005")

    at.press(Qt.Key.Key_Return)
    opened = at.screen.state.editing
    at.press(Qt.Key.Key_Escape)

    assert opened is not None
    assert opened.values["people"] == "NV005"
    assert at.screen.state.editing is None
