from collections.abc import Callable

from evalapp.domain.rounds import Stage
from tests.ui.answers import Answers
from tests.ui.driver import Driver
from tests.ui.world import scored, settled

Sit = Callable[..., Driver]


def at_settlement(at: Driver) -> Driver:
    at.visit("settlement")
    return at


def test_people_stand_by_total_with_the_line_of_the_quota_between_them(user: Sit) -> None:
    at = at_settlement(user(scored))

    names = at.column("name")

    assert names[:3] == ["Lê Thị Hồng An", "Nguyễn Hải Anh", "Hoàng Ngọc Ánh"]
    assert "4 people at most" in names[3]
    assert set(names[4:6]) == {"Đỗ Thị Ánh", "Trần Văn Bình"}


def test_the_arithmetic_is_told_in_words(user: Sit) -> None:
    at = at_settlement(user(scored))

    assert "30 % of 14 people rated = 4.2, so 4 may keep A." in at.screen.state.arithmetic[0]


def test_equals_at_the_line_wait_for_a_choice_with_its_reason(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.choice, answers.reason = 0, "Kiêm nhiệm thêm việc"
    assert not at.can("settlement.settle")

    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    at.do("settlement.settle")

    assert at.screen.state.stage is Stage.SETTLED
    assert at.screen.state.round.first == ("NV002",)
    assert at.screen.state.round.first_reason == "Kiêm nhiệm thêm việc"
    assert at.cell(row="Trần Văn Bình", column="level", by="name") == "A"
    assert at.cell(row="Đỗ Thị Ánh", column="level", by="name") == "B"


def test_nothing_is_decided_before_settling(user: Sit, answers: Answers) -> None:
    at = at_settlement(user(scored))
    answers.reason = "Kiêm nhiệm thêm việc"

    at.screen.decisions.tie_buttons[0].click()
    at.settle()
    at.visit("month")

    assert at.screen.state.stage is Stage.HEAD
    assert at.cell(row="Trần Văn Bình", column="level", by="name") == "A"


def test_an_exception_with_its_decision_number_widens_the_line(user: Sit) -> None:
    at = at_settlement(user(scored))

    at.screen.decisions.enter_exception("12/QĐ-UBND")
    at.settle()

    assert at.screen.state.ties == ()
    assert "40 %" in at.screen.state.arithmetic[0]
    assert at.can("settlement.settle")


def test_settling_says_who_is_not_scored(user: Sit) -> None:
    at = at_settlement(user(lambda workspace: scored(workspace, people=12)))

    assert not at.can("settlement.settle")
    assert "Tạ Đình Ơn" in at.screen.state.standing[0]


def test_a_settled_month_shows_what_was_decided_and_decides_nothing_more(user: Sit) -> None:
    at = at_settlement(user(settled))

    assert at.screen.state.is_decided
    assert not at.can("settlement.settle")
    assert at.cell(row="Đỗ Thị Ánh", column="remark", by="name") == "Over the quota"


def test_a_month_that_is_not_open_leads_back_to_the_month_list(user: Sit) -> None:
    at = at_settlement(user())

    at.do("settlement.month")

    assert at.window.route.screen == "month"
