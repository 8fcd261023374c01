from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from evalapp.domain.policy import draft_rows
from evalapp.domain.policy.drafts import put
from evalapp.store.workspace import Workspace
from evalapp.ui.screens.policies.forms_page import FormsPage
from evalapp.ui.screens.policies.state import FORMS
from evalapp.usecases.drafts import begin_draft, list_drafts, save_draft
from evalapp.usecases.policies import read_folder, shipped
from tests.ui import world
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import clock

Sit = Callable[..., Driver]
FRAME = shipped()["hn-3814-2018"]


def begun(workspace: Workspace) -> None:
    """A draft of the unit's own, as it was begun."""
    with workspace.work() as work:
        begin_draft(work, origin=FRAME.hash, code="pnv-2018", unit="PNV", title="Riêng của phòng")


def at_policies(at: Driver) -> Driver:
    at.visit("policies")
    return at


def opened(at: Driver, code: str) -> FormsPage:
    """The policy of that code, opened, at its last form, which is that of staff."""
    at_policies(at)
    at.screen.table.opened.emit(next(line for line in at.screen.state.lines if line.code == code))
    at.settle()
    page = at.screen.view.panels[FORMS]
    page.forms.chosen.emit(3)
    return page


def put_on(page: FormsPage, code: str, column: str) -> None:
    model = page.table.rows_model
    row = [line.code for line in model.rows].index(code)
    page.table.setCurrentIndex(model.index(row, [each.key for each in model.columns].index(column)))
    page.table.setFocus()


def field(page: FormsPage, key: str) -> QLineEdit:
    editor = page.panel.form.field(key)
    assert isinstance(editor, QLineEdit)
    return editor


def ticked(page: FormsPage, key: str) -> QAbstractButton:
    editor = page.panel.form.field(key)
    assert isinstance(editor, QAbstractButton)
    return editor


def at_row(page: FormsPage) -> str:
    editing = page.panel.editing
    assert editing is not None
    return editing.line.code


def typed(at: Driver, page: FormsPage, code: str, column: str, text: str) -> None:
    put_on(page, code, column)
    at.type(text)
    at.press(Qt.Key.Key_Return)
    at.settle()


def stored(file: Path) -> dict[str, Any]:
    workspace = Workspace.open(file, clock=clock)
    with workspace.work() as work:
        document = dict(list_drafts(work)[0].document)
    workspace.close()
    return document


def test_the_list_shows_every_version_and_which_come_with_the_program(user: Sit) -> None:
    at = at_policies(user())

    codes = at.column("code")

    assert sorted(codes) == sorted(shipped())
    assert set(at.column("standing")) == {"Built in"}


def test_what_the_unit_goes_by_is_marked_and_the_list_begins_there(user: Sit) -> None:
    at = at_policies(user(world.opened))

    followed = at.screen.table.current()

    assert (followed.code, followed.standing[0]) == ("hn-3814-2018", "In use here")
    assert [line.code for line in at.screen.state.lines if line.is_followed] == ["hn-3814-2018"]


def test_a_draft_is_begun_for_the_unit_at_the_top_inside_the_frame_that_is_chosen(user: Sit) -> None:
    at = at_policies(user())
    at.screen.table.select(next(line for line in at.screen.state.lines if line.code == FRAME.code))

    at.do("policies.begin")
    at.do("begin.save")

    state = at.screen.state
    assert state.opened.code == "hn-3814-2018-pnv"
    assert state.opened.frame == FRAME
    assert state.heading[1] == "Draft · no faults"


def test_a_code_that_is_taken_is_refused_and_what_was_typed_stays(user: Sit) -> None:
    at = at_policies(user())
    at.screen.table.select(next(line for line in at.screen.state.lines if line.code == FRAME.code))
    at.do("policies.begin")

    at.screen.begin_panel.form.field("code").setText("nd-90-2020")
    at.do("begin.save")

    assert "is taken already" in at.told
    assert at.screen.begin_panel.form.values["code"] == "nd-90-2020"


def test_a_draft_that_is_being_begun_goes_by_the_row_under_the_cursor(user: Sit) -> None:
    at = at_policies(user())
    frame, other = (
        next(line for line in at.screen.state.lines if line.code == code)
        for code in (FRAME.code, "nd-90-2020")
    )
    at.screen.table.select(frame)
    at.do("policies.begin")

    at.screen.table.select(other)

    assert at.screen.state.beginning.origin == other.policy
    assert at.screen.begin_panel.form.values["title"] == other.policy.title


def test_a_day_that_is_none_is_marked_at_its_field(user: Sit) -> None:
    at = at_policies(user())
    at.screen.table.select(next(line for line in at.screen.state.lines if line.code == FRAME.code))
    at.do("policies.begin")

    at.screen.begin_panel.form.field("since").setText("31/02/2018")
    at.do("begin.save")

    assert "is no day" in at.screen.begin_panel.form.reason("since")


def test_typing_a_maximum_shows_at_once_that_the_sum_is_wrong_and_keeps_it(user: Sit, file: Path) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")

    typed(at, page, "II.1.1", "max", "4")

    rows = {line.code: line for line in page.table.rows_model.rows}
    assert rows["II.1"].sum_words == "✕ sum 21"
    assert at.screen.state.heading[1] == "Draft · 1 to fix"
    assert at.screen.view.faults.texts == [
        "✕  form of staff, row II.1, maximum: the rows under II.1 add up to 21, not to 20"
    ]
    assert not at.can("policies.publish")
    at.tasks.close()
    assert draft_rows.rows_of(stored(file), 3)[5]["max"] == 4


def test_a_label_is_typed_with_an_input_method(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    put_on(page, "I.1", "label")

    at.press(Qt.Key.Key_F2)
    at.editor().selectAll()
    at.compose("Kỷ", "Kỷ lu", "Kỷ luật")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert page.table.rows_model.rows[1].label == "Kỷ luật"


def test_what_is_no_number_stays_where_it_was_typed_with_the_reason(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")

    typed(at, page, "I.1", "max", "sáu")

    refusals = page.table.rows_model.refusals
    assert [refusal.text for refusal in refusals.values()] == ["sáu"]
    assert at.screen.state.opened.draft.revision == 1


def test_rows_are_added_split_moved_and_taken_out_from_the_keyboard_and_undone(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    before = [line.code for line in page.table.rows_model.rows]
    put_on(page, "I.2", "code")

    at.do("rows.split")
    at.do("rows.down")
    at.do("rows.add")
    at.do("rows.remove")
    after = [line.code for line in page.table.rows_model.rows]
    for _ in range(4):
        at.do("policies.undo")

    assert after[2:5] == ["I.2", "I.2.2", "I.2.1"]
    assert [line.code for line in page.table.rows_model.rows] == before
    assert at.screen.state.heading[1] == "Draft · no faults"
    at.do("policies.redo")
    assert len(page.table.rows_model.rows) == len(before) + 2


def test_a_fault_leads_to_the_row_it_is_about(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    typed(at, page, "II.1.1", "max", "4")
    page.forms.chosen.emit(0)

    faults = at.screen.view.faults
    faults.itemActivated.emit(faults.item(0))

    line = page.table.current()
    assert page.form == 3
    assert line is not None
    assert line.code == "II.1"


def test_what_breaks_the_frame_is_named_with_the_frame_s_document(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")

    typed(at, page, "III", "max", "20")

    assert any("the frame keeps 10 here (QĐ 3814-QĐ/TU)" in text for text in at.screen.view.faults.texts)


def test_everything_about_a_row_is_filled_in_beside_it(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    put_on(page, "I.1", "code")
    at.do("rows.details")

    field(page, "links").setText("HN522.TIME, HN522.DISC")
    ticked(page, "scored_by:deputy").setChecked(False)
    at.do("row.save")

    row = page.table.rows_model.rows[1]
    assert (row.row["links"], row.row["scored_by"]) == (["HN522.TIME", "HN522.DISC"], ["self", "head"])
    assert at.screen.state.heading[1] == "Draft · no faults"


def test_what_was_filled_in_about_a_row_is_kept_when_the_cursor_goes_on(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    put_on(page, "I.1", "code")
    at.do("rows.details")

    field(page, "hint").setText("Xem sổ theo dõi")
    put_on(page, "I.2", "code")
    at.settle()

    assert page.table.rows_model.rows[1].row["hint"] == "Xem sổ theo dõi"
    assert at_row(page) == "I.2"


def test_what_was_refused_stays_in_the_panel_when_the_cursor_goes_on(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    put_on(page, "II.2", "code")
    at.do("rows.details")

    field(page, "band").setText("chín mươi: 45")
    put_on(page, "I.2", "code")
    at.settle()

    assert at_row(page) == "II.2"
    assert "is no band" in page.panel.form.reason("band")


def test_a_band_that_cannot_be_read_is_marked_at_its_field(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    put_on(page, "II.2", "code")
    at.do("rows.details")
    assert page.panel.form.values["band"].startswith("90–: 45–50; 80–90: 40–<45")

    field(page, "band").setText("chín mươi: 45")
    at.do("row.save")

    assert "is no band" in page.panel.form.reason("band")
    assert at.screen.state.opened.draft.revision == 1


def test_publishing_makes_a_version_that_is_only_read(user: Sit) -> None:
    at = user(begun)
    opened(at, "pnv-2018")

    at.do("policies.publish")

    assert "pnv-2018 version 1 is published." in at.told
    assert (at.screen.table.current().code, at.screen.table.current().version) == ("pnv-2018", "1")
    assert at.column("standing")[at.column("code").index("pnv-2018")] == "Unit's own"
    page = opened(at, "pnv-2018")
    assert not at.can("rows.add")
    assert not any(
        column.takes_text(page.table.rows_model.rows[0]) for column in page.table.rows_model.columns
    )


def test_a_version_leaves_nothing_out_unasked_that_was_not_applied(user: Sit, answers: Answers) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    at.screen.view.turned.emit("identity")
    at.screen.view.panels["identity"].form.field("title").setText("Tên khác")
    at.screen.view.turned.emit(FORMS)
    answers.looks = True

    at.do("policies.publish")

    assert ("General" in answers.questions[-1], at.screen.state.page) == (True, "identity")
    at.do("identity.save")
    at.do("policies.publish")
    assert at.screen.table.current().title == "Tên khác"


def test_publishing_that_is_not_confirmed_changes_nothing(user: Sit, answers: Answers) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    answers.agrees = False

    at.do("policies.publish")

    assert at.screen.state.opened.draft is not None


def test_the_differences_are_told_in_words_under_the_part_they_are_about(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    typed(at, page, "I.1", "label", "Nề nếp")

    at.screen.view.turned.emit("changes")
    table = at.screen.view.panels["changes"].table

    assert "Form of staff" in at.column("where", table)
    number = at.column("where", table).index("row I.1, label")
    assert at.column("after", table)[number] == "Nề nếp"
    assert at.column("what", table)[number] == "changed"


def test_title_and_days_are_filled_in_and_read_back(user: Sit) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    at.screen.view.turned.emit("identity")
    form = at.screen.view.panels["identity"].form

    form.field("title").setText("Quy định của phòng")
    form.field("effective_to").setText("31/12/2025")
    at.do("identity.save")

    assert at.screen.state.opened.title == "Quy định của phòng"
    assert "outside the days" in form.reason("effective_to")


def test_enter_in_a_field_takes_what_is_filled_in(user: Sit) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    at.screen.view.turned.emit("identity")
    field = at.screen.view.panels["identity"].form.field("title")
    field.setFocus()
    field.setText("Quy định của phòng")

    at.qtbot.keyClick(field, Qt.Key.Key_Return)

    assert at.screen.state.opened.title == "Quy định của phòng"


def test_the_form_can_be_looked_at_as_it_is_printed_even_while_sums_are_wrong(user: Sit) -> None:
    at = user(begun)
    page = opened(at, "pnv-2018")
    typed(at, page, "II.1.1", "max", "4")

    at.do("policies.preview")

    assert at.window.preview.isVisible()


def test_a_draft_goes_to_a_folder_and_comes_back(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    answers.chosen_folder = tmp_path / "pnv"
    answers.chosen_folder.mkdir()

    at.do("policies.write")

    assert read_folder(tmp_path / "pnv").unit == "PNV"


def test_a_draft_is_thrown_away(user: Sit) -> None:
    at = user(begun)
    opened(at, "pnv-2018")

    at.do("policies.drop")

    assert "pnv-2018" not in at.column("code")


def test_two_edits_made_faster_than_they_are_saved_are_both_kept(user: Sit, file: Path) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    first = put(at.screen.state.opened.document, ("quota", 0, "percent"), 25)

    at.screen.view.edited.emit(first)
    at.screen.view.edited.emit(put(first, ("title",), "Hai lần"))
    at.settle()

    assert at.screen.state.opened.is_checked
    at.tasks.close()
    document = stored(file)
    assert (document["quota"][0]["percent"], document["title"]) == (25, "Hai lần")


def test_an_edit_on_a_draft_that_was_changed_elsewhere_shows_it_as_it_stands(user: Sit) -> None:
    at = user(begun)
    opened(at, "pnv-2018")
    state = at.screen.state.opened
    elsewhere = put(state.document, ("title",), "Nơi khác")
    saving = partial(save_draft, draft_id=state.draft.id, document=elsewhere, revision=1)
    at.tasks.run(saving, label="x", done=lambda _saved: None)
    at.settle()

    at.screen.view.edited.emit(put(state.document, ("title",), "Ở đây"))
    at.settle()

    assert "was changed elsewhere" in at.told
    assert at.screen.state.opened.title == "Nơi khác"


def test_a_draft_begun_elsewhere_appears_in_the_list(user: Sit) -> None:
    at = at_policies(user())
    beginning = partial(begin_draft, origin=FRAME.hash, code="x-1", unit="PNV")

    at.tasks.run(beginning, label="x", done=lambda _draft: None)
    at.settle()

    assert "x-1" in at.column("code")
