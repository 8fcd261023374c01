from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from evalapp.documents.papers.list_workbook import write_list
from evalapp.domain.periods import Period
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.rights import UserRole
from evalapp.domain.rounds import Stage
from evalapp.store.workspace import Workspace
from evalapp.ui.kit.tasks import Tasks
from evalapp.ui.shell.main_window import MainWindow
from evalapp.usecases.history import list_history
from evalapp.usecases.installed_policies import install
from evalapp.usecases.policies import shipped
from evalapp.usecases.rounds import advance_round
from evalapp.usecases.users import add_user
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.grid_driver import GridDriver
from tests.ui.world import NAMES, UNIT, closed, office, opened, scored, settled

Sit = Callable[..., Driver]


def two_policies(workspace: Workspace) -> None:
    """Two policies of the unit's own, in force on the same days."""
    shape = {**shipped()["hn-3814-2018"].document, "unit": UNIT}
    with workspace.work() as work:
        for number, name in enumerate(("một", "hai"), start=1):
            document = {**shape, "code": f"own-{number}", "title": f"Quy chế {name}"}
            install(work, policy=policy_from_document(document))


def test_a_month_that_is_not_open_offers_to_be_opened(user: Sit) -> None:
    at = user()

    at.do("month.open")

    assert len(at.screen.state.lines) == len(NAMES)
    assert at.screen.state.stage is Stage.SELF
    assert "14" in at.told


def test_two_people_of_one_name_are_told_apart_by_what_no_narrow_column_cuts_off(user: Sit) -> None:
    def of_one_name(workspace: Workspace) -> None:
        with workspace.work() as work:
            work.people.save(replace(work.people.by_code("NV004"), name="Đỗ Thị Ánh"))
            work.audit.record("test.namesake", "NV004")
        opened(workspace)

    grid = GridDriver.of(user(of_one_name)).month.grid

    names = [grid.text_at(row, "name") for row in grid.rows if "Đỗ Thị Ánh" in row.name]
    assert sorted(names) == ["NV003 Đỗ Thị Ánh", "NV004 Đỗ Thị Ánh"]


def test_the_key_of_the_next_step_opens_a_month_that_is_not_open(user: Sit) -> None:
    at = user()

    at.press(Qt.Key.Key_F9)
    at.settle()

    assert at.screen.state.stage is Stage.SELF


def test_a_month_that_several_policies_fit_is_opened_by_the_one_chosen(user: Sit, answers: Answers) -> None:
    at = user(two_policies)
    answers.choice = 1

    at.do("month.open")
    at.settle()

    assert [each.splitlines()[0] for each in answers.offered] == ["Quy chế một", "Quy chế hai"]
    assert answers.offered[1].endswith("own-2")
    assert at.screen.state.round.policy.code == "own-2"


def test_an_impatient_second_press_of_the_key_asks_and_opens_nothing_again(
    user: Sit, answers: Answers
) -> None:
    at = user(two_policies)
    answers.choice = 1

    at.press(Qt.Key.Key_F9)
    at.press(Qt.Key.Key_F9)
    at.settle()

    assert at.screen.state.stage is Stage.SELF
    assert "14" in at.told  # how many people it has, not that it is open already


def test_each_form_has_its_tab_with_how_many_people_it_has(user: Sit) -> None:
    at = GridDriver.of(user(opened))

    counts = {code: (title, count) for code, title, count in at.screen.state.form_counts}
    assert {code: count for code, (_, count) in counts.items()} == {
        "head": 1,
        "deputy": 1,
        "staff": 11,
        "contract": 1,
    }
    assert counts["deputy"][0] == "Cấp phó"


def test_people_stand_in_vietnamese_order_with_a_dash_for_what_is_not_scored(user: Sit) -> None:
    at = GridDriver.of(user(opened))

    assert at.names[:3] == ["Nguyễn Hải Anh", "Đỗ Thị Ánh", "Hoàng Ngọc Ánh"]
    assert at.reads("Nguyễn Hải Anh", "III") == "–"


def test_totals_levels_and_the_sum_behind_them_are_shown(user: Sit) -> None:
    at = GridDriver.of(user(scored), "head")

    assert at.reads("Lê Thị Hồng An", "total") == "94.0"
    assert at.screen.state.explain(at.screen.grid.current) == "94.0 = 20.0 (I) + 70.0 (II) + 4.0 (bonus)"

    at.choose_form("staff")
    assert at.reads("Đặng Thu Hà", "level") == "C"


def test_a_person_is_found_without_accents(user: Sit) -> None:
    at = GridDriver.of(user(opened))

    at.hold(Qt.Key.Key_F)
    at.type("dao van")

    assert at.names == ["Nguyễn Văn Đào"]


def test_the_verb_of_the_moment_follows_the_stage(user: Sit) -> None:
    at = user(opened)
    assert at.can("month.to_deputy")

    at.do("month.to_deputy")
    at.do("month.to_head")

    assert at.screen.state.stage is Stage.HEAD
    assert at.can("month.to_settling")
    assert not at.can("month.close")


def test_the_month_moves_on_only_once_it_is_said_who_scores_then(user: Sit, answers: Answers) -> None:
    at = user(opened)

    answers.agrees = False
    at.press(Qt.Key.Key_F9)
    at.settle()
    assert at.screen.state.stage is Stage.SELF
    assert "14 people are not fully scored" in answers.questions[-1]
    assert "deputies' scores are typed here" in answers.questions[-1]

    answers.agrees = True
    at.press(Qt.Key.Key_F9)
    at.settle()
    assert at.screen.state.stage is Stage.DEPUTY


def test_the_month_is_sent_back_stage_by_stage_with_a_reason_on_record(user: Sit, answers: Answers) -> None:
    at = user(settled)
    answers.reason = "Chấm sót hai người"

    stages = []
    while at.can("month.back"):
        at.do("month.back")
        stages.append(at.screen.state.stage)

    assert stages == [Stage.SETTLING, Stage.HEAD, Stage.DEPUTY]
    heard: list[str] = []
    at.tasks.load(lambda work: [str(row) for row in list_history(work)], done=heard.extend)
    at.settle()
    assert sum("Chấm sót hai người" in each for each in heard) == 3


def test_a_month_with_somebody_not_scored_does_not_go_on_and_says_who_and_goes_there(user: Sit) -> None:
    at = GridDriver.of(user(lambda workspace: scored(workspace, people=13)), "contract")
    row = at.row("Tạ Đình Ơn")
    at.choose_form("staff")

    at.do("month.to_settling")

    assert at.month.state is not None
    assert at.month.state.stage is Stage.HEAD
    first = next(iter(row.line.sheet.missing(Stage.HEAD, row.line.form)))
    assert at.place == ("Tạ Đình Ơn", first)
    assert f"Tạ Đình Ơn is not scored yet: {first} " in at.told

    at.enter("1")
    assert at.told == ""


def test_a_month_that_is_at_settlement_already_leads_there_by_that_name(user: Sit) -> None:
    def being_settled(workspace: Workspace) -> None:
        current = scored(workspace)
        with workspace.work() as work:
            advance_round(work, round_id=current.id, to=Stage.SETTLING)

    at = user(being_settled)

    assert at.action("month.to_settling").text() == "Go to the settlement"


def test_a_settled_month_is_closed_only_after_a_question(user: Sit, answers: Answers) -> None:
    at = user(settled)

    answers.agrees = False
    at.do("month.close")
    assert at.screen.state.stage is Stage.SETTLED

    answers.agrees = True
    at.do("month.close")
    assert at.screen.state.stage is Stage.CLOSED
    assert not at.can("month.forms_in")


def test_a_closed_month_is_reopened_with_its_reason(user: Sit, answers: Answers) -> None:
    at = user(closed)
    answers.reason = "Bỏ sót điểm thưởng"

    at.do("month.reopen")

    assert at.screen.state.round.revision == 2
    assert at.screen.state.round.reason == "Bỏ sót điểm thưởng"
    assert at.can("month.to_settling")


def test_somebody_is_not_rated_with_a_reason_and_rated_again_without_one(user: Sit, answers: Answers) -> None:
    at = GridDriver.of(user(opened), "head")
    answers.reason = "Nghỉ ốm cả tháng"

    at.do("month.unrated")
    assert at.reads("Lê Thị Hồng An", "level") == "Not rated"
    assert at.line("Lê Thị Hồng An").sheet.participant.unrated == "Nghỉ ốm cả tháng"

    at.do("month.unrated")
    assert at.reads("Lê Thị Hồng An", "level") == "full marks offered"


def test_a_score_list_is_looked_at_first_and_then_its_good_rows_are_taken(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(opened)
    answers.file = tmp_path / "diem.xlsx"
    write_list(
        answers.file,
        titles=("PHÒNG NỘI VỤ",),
        header=("STT", "Mã CB", "Họ và tên", "I.2"),
        rows=[(1, "NV003", "Đỗ Thị Ánh", 14), (2, "NV004", "Nguyễn Hải Anh", 55)],
        widths=(6, 10, 30, 8),
    )

    at.do("month.scores_in")
    looked = at.screen.intake.state
    assert (looked.report.new, len(looked.report.refused), looked.report.applied) == (1, 1, False)

    at.look()
    at.press(Qt.Key.Key_Return)
    at.settle()
    assert at.screen.intake.state.report.applied
    assert "14" in at.screen.intake.state.lines[0].reason


def test_the_refused_rows_can_be_sent_back_as_a_workbook(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = user(opened)
    answers.file = tmp_path / "diem.xlsx"
    write_list(
        answers.file,
        titles=(),
        header=("STT", "Mã CB", "Họ và tên", "I.2"),
        rows=[(1, "NV003", "Đỗ Thị Ánh", 55)],
        widths=(6, 10, 30, 8),
    )
    answers.saved = tmp_path / "loi.xlsx"

    at.do("month.scores_in")
    at.do("intake.errors")

    assert answers.saved.is_file()
    assert not at.can("intake.apply")
    at.look()
    at.press(Qt.Key.Key_Return)
    assert "There is nothing to take in." in at.told


def test_what_was_written_is_opened_from_the_message_with_a_key(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(scored)
    answers.saved = tmp_path / "tong-hop.xlsx"

    at.do("month.summary_workbook")
    at.press(Qt.Key.Key_F12)
    at.press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert answers.opened == [answers.saved, tmp_path]

    at.visit("people")
    at.press(Qt.Key.Key_F12)
    assert len(answers.opened) == 2


def test_a_folder_of_papers_is_opened_from_the_message(user: Sit, answers: Answers, tmp_path: Path) -> None:
    at = user(opened)
    answers.chosen_folder = tmp_path

    at.do("month.forms_out")

    assert [each.isVisible() for each in at.window.messages.openers] == [False, True]
    at.press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert answers.opened == [tmp_path]


def test_filled_forms_come_back_from_a_folder_and_the_missing_are_named(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(opened)
    answers.chosen_folder = tmp_path / "phieu"

    at.do("month.forms_out")
    assert len(list(answers.chosen_folder.iterdir())) == len(NAMES)

    at.do("month.forms_in")
    report = at.screen.intake.state.report
    assert len(report.refused) == len(NAMES)
    assert len(report.missing) == len(NAMES)
    assert "Trần Văn Bình (NV002)" in " ".join(line.reason for line in at.screen.intake.state.lines)


def test_papers_of_a_month_that_was_reopened_leave_those_of_the_closed_one_alone(
    user: Sit, answers: Answers, tmp_path: Path
) -> None:
    at = user(closed)
    answers.chosen_folder = papers = tmp_path / "papers"
    answers.reason = "Chấm nhầm"
    at.do("month.papers")
    sealed = {path.name: path.read_bytes() for path in papers.iterdir()}

    at.do("month.reopen")
    at.do("month.papers")

    names = {path.name for path in papers.iterdir()}
    assert {name: (papers / name).read_bytes() for name in sealed} == sealed
    assert len(names) == 2 * len(sealed) == 2 * (len(NAMES) + 1)
    assert all(Path(name).stem.endswith("-lan-2-du-thao") for name in names - set(sealed))


@pytest.mark.parametrize(("choice", "times"), [(0, 2), (1, 1)])
def test_papers_of_the_same_edition_are_kept_beside_the_new_ones_or_replaced(
    user: Sit, answers: Answers, tmp_path: Path, choice: int, times: int
) -> None:
    at = user(closed)
    answers.chosen_folder = papers = tmp_path / "papers"
    at.do("month.papers")
    first = sorted(papers.iterdir())[0]
    first.write_bytes(b"written on")
    answers.choice = choice

    at.do("month.papers")

    assert len(answers.offered) == 2
    assert (first.read_bytes() == b"written on") == (times == 2)
    assert len(list(papers.iterdir())) == times * (len(NAMES) + 1)
    assert f"{len(NAMES) + 1} files written" in at.told


@pytest.mark.parametrize(
    ("key", "name"), [("month.summary_workbook", "t.xlsx"), ("month.summary_pdf", "t.pdf")]
)
def test_the_summary_is_printed_where_the_user_says(
    user: Sit, answers: Answers, tmp_path: Path, key: str, name: str
) -> None:
    at = user(closed)
    answers.saved = tmp_path / name

    at.do(key)

    assert answers.saved.stat().st_size > 1000
    assert name in at.told


def test_where_the_summary_goes_is_asked_before_thousands_are_read(user: Sit, answers: Answers) -> None:
    at = user(closed)

    at.action("month.summary_workbook").trigger()

    assert (answers.named, at.tasks.busy) == (["tong-hop-pnv-2018-07.xlsx"], False)


def test_a_closed_month_says_how_scores_change_after_all_to_who_may_and_to_who_may_not(
    qtbot: QtBot, tasks: Tasks, window: MainWindow, file: Path
) -> None:
    def as_auditor() -> Workspace:
        workspace = office(file)
        closed(workspace)
        with workspace.work() as work:
            auditor = add_user(work, name="Lan", role=UserRole.AUDITOR)
        workspace.sign_in(auditor)
        return workspace

    tasks.open(as_auditor, label="", done=lambda: None)
    at = Driver(qtbot, tasks, window)
    at.settle()
    at.visit("month", unit=UNIT)

    assert at.screen.state.standing.endswith("The unit's head can reopen it with a reason.")
    assert not at.can("month.reopen")


def test_a_settled_month_says_that_it_can_be_sent_back(user: Sit) -> None:
    at = user(settled)

    assert "Menu “More”, “Send back: Settling…”: takes the levels away" in at.screen.state.standing
    assert at.can("month.back")


def test_a_month_that_has_not_begun_is_refused_before_anything_is_asked(user: Sit, answers: Answers) -> None:
    def two_regimes(workspace: Workspace) -> None:
        with workspace.work() as work:
            install(work, policy=policy_from_document({**shipped()["hn-3814-2018"].document, "code": "hn-2"}))

    at = user(two_regimes)
    at.visit("month", period=Period(2018, 12))

    at.do("month.open")

    assert "Month 12/2018 has not begun" in at.told
    assert answers.offered == []
