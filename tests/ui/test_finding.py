from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from evalapp.domain.inspections import FindingId, VisitId
from evalapp.domain.periods import Period
from evalapp.ui.shell.finding import FinderState, Hit, Offer, split
from evalapp.ui.shell.routes import Place, Route
from evalapp.usecases.search import KnownFinding, KnownPerson, KnownUnit, SearchIndex
from tests.ui.driver import Driver
from tests.ui.world import AUGUST, JULY, closed, opened

Sit = Callable[..., Driver]
CONTROL = Qt.KeyboardModifier.ControlModifier
INDEX = SearchIndex(
    (
        KnownPerson("NV001", "Nguyễn Văn An", "Chuyên viên", "Phòng Nội vụ", active=True),
        KnownPerson("NV016", "Trần Thị Ngân", "Chuyên viên", "Phòng Nội vụ", active=False),
    ),
    (KnownUnit("PNV", "Phòng Nội vụ", "UBND huyện"),),
    (KnownFinding(FindingId(7), VisitId(3), "HN522.DRESS · Không đeo thẻ", "05/BB · Đặng Thu Hà"),),
)
OFFERS = (
    Offer("month", "month.close", "Chốt tháng", "Tháng"),
    Offer("people", "", "Người, đơn vị", "Màn hình"),
)


def test_brackets_and_dots_of_an_action_need_not_be_typed() -> None:
    offers = (Offer("month", "month.summary_workbook", "Bảng tổng hợp (Excel)…", "Tháng"),)
    state = FinderState(Place("PNV", JULY), INDEX, offers, (), "bang tong hop excel")

    assert [hit.key for hit in state.hits if not hit.is_heading] == ["action:month/month.summary_workbook"]


def found(words: str, *recent: str) -> list[Hit]:
    state = FinderState(Place("PNV", JULY), INDEX, OFFERS, recent, words)
    return [hit for hit in state.hits if not hit.is_heading]


@pytest.mark.parametrize(
    ("words", "rest", "period"),
    [
        ("an 7/2016", ("an",), Period(2016, 7)),
        ("an 716", ("an",), Period(2016, 7)),
        ("an t7/16", ("an",), Period(2016, 7)),
        ("Tháng 8", (), Period(2018, 8)),
        ("2017-12", (), Period(2017, 12)),
        ("an 13/2016", ("an", "13/2016"), None),
        ("chot thang", ("chot", "thang"), None),
    ],
)
def test_a_month_is_read_from_the_words(words: str, rest: tuple[str, ...], period: Period | None) -> None:
    assert split(words, JULY) == (rest, period)


def test_people_units_and_actions_are_found_without_accents() -> None:
    assert [hit.title for hit in found("nguyen van an")] == ["Nguyễn Văn An (NV001)"]
    assert [hit.title for hit in found("chot thang")] == ["Chốt tháng"]
    assert [hit.title for hit in found("noi vu")] == ["Phòng Nội vụ"]


def test_of_people_of_one_name_those_of_the_unit_that_is_shown_stand_first() -> None:
    people = tuple(
        KnownPerson(code, "Trần Thị Thu Hà", "", unit, active=True)
        for code, unit in (("KX32", "Phòng Kinh tế"), ("VP07", "Phòng Nội vụ"), ("VP08", "Phòng Nội vụ"))
    )
    index = SearchIndex(people, INDEX.units, ())

    hits = FinderState(Place("PNV", JULY), index, (), (), "tran thi thu ha").hits

    assert [hit.person for hit in hits if hit.person] == ["VP07", "VP08", "KX32"]


def test_a_finding_is_found_by_what_was_seen_and_opens_its_visit() -> None:
    [finding] = found("thu ha")

    assert (finding.visit, finding.field) == (3, "finding:7:text")
    assert [hit.title for hit in found("deo the 05/bb")] == ["HN522.DRESS · Không đeo thẻ"]


def test_letters_inside_a_word_count_only_where_nothing_begins_with_them() -> None:
    assert [hit.title for hit in found("an")] == ["Nguyễn Văn An (NV001)"]
    assert [hit.title for hit in found("gan")] == ["Trần Thị Ngân (NV016)"]


def test_what_was_used_last_stands_first() -> None:
    assert found("nv", "person:NV016")[0].person == "NV016"
    assert [hit.key for hit in found("", "unit:PNV", "person:NV001")][:2] == ["unit:PNV", "person:NV001"]


def test_a_name_with_a_month_is_somebodys_form_and_digits_of_a_code_are_no_month() -> None:
    assert [(hit.person, hit.period) for hit in found("an 716")][:1] == [("NV001", Period(2016, 7))]
    assert [(hit.person, hit.period) for hit in found("016")] == [("NV016", None)]


def test_a_month_alone_is_the_month_of_the_unit_shown() -> None:
    hits = [hit for hit in found("8/2018") if not hit.is_heading]

    assert [(hit.title, hit.unit, hit.period, hit.person) for hit in hits] == [
        ("Phòng Nội vụ", "PNV", AUGUST, ""),
    ]


def test_where_nothing_is_found_it_says_what_can_be_typed() -> None:
    state = FinderState(Place("PNV", JULY), INDEX, OFFERS, words="xyz")

    assert state.hits == ()
    assert "xyz" in state.nothing


def test_while_people_are_still_read_it_is_not_said_that_nobody_is_called_so() -> None:
    state = FinderState(Place("PNV", JULY), SearchIndex(), OFFERS, words="CB03", is_read=False)

    assert "still being read" in state.nothing
    assert "Nothing is called" in replace(state, is_read=True).nothing


def find(at: Driver, words: str) -> None:
    at.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    at.type(words)
    at.press(Qt.Key.Key_Return)
    at.settle()


def test_why_somebody_got_a_level_is_a_few_keys_away(user: Sit) -> None:
    at = user(closed)
    at.visit("overview", unit="BQ", period=AUGUST)

    find(at, "ha 718")

    assert at.window.place == Place("PNV", JULY)
    assert at.screen.state.name == "Đặng Thu Hà"
    assert at.screen.state.reasons


def test_an_action_of_another_screen_is_done_there_where_it_may_be(user: Sit) -> None:
    at = user()
    at.visit("people")

    find(at, "open the month")
    at.settle()

    assert at.window.route == Route("month")
    assert at.screen.state.round is not None


def test_an_action_that_is_not_allowed_says_so(user: Sit) -> None:
    at = user(opened)
    at.visit("people")

    find(at, "close the month")

    assert at.window.route == Route("month")
    assert at.told.startswith("⚠ “Close the month” cannot be done now (")
    assert "Next here: “" in at.told


def test_somebody_who_is_in_no_month_is_shown_in_the_list_of_people(user: Sit) -> None:
    at = user()

    find(at, "nv005")

    assert at.window.route == Route("people", person="NV005")


def test_escape_closes_the_box_and_gives_the_keyboard_back(user: Sit) -> None:
    at = user(opened)
    at.visit("people")

    at.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert at.window.finder.isVisible()
    at.press(Qt.Key.Key_Escape)

    assert not at.window.finder.isVisible()
    assert QApplication.focusWidget() is at.table


def current(at: Driver) -> str:
    hit = at.window.finder.table.current()
    assert hit is not None
    return hit.key


def test_the_list_is_walked_from_end_to_end_by_keys_each_line_once(user: Sit) -> None:
    at = user(opened)
    find(at, "people")
    find(at, "settings")
    at.press(Qt.Key.Key_K, CONTROL)
    at.settle()
    table = at.window.finder.table
    titles = [hit.key for hit in table.rows_model.rows if not hit.is_heading]
    walked = [current(at)]
    for _ in titles[1:]:
        at.press(Qt.Key.Key_Down)
        walked.append(current(at))

    jumped: list[int] = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End):
        at.press(key)
        jumped.append(titles.index(current(at)))

    assert walked == titles
    assert jumped == [0, 10, 0, len(titles) - 1]
    assert table.verticalScrollBar().value() == table.verticalScrollBar().maximum()


def test_home_with_shift_is_still_of_the_words(user: Sit) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_K, CONTROL)
    at.settle()
    at.type("binh")

    at.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)

    assert at.window.finder.find_line.selectedText() == "binh"


def test_vietnamese_is_composed_in_the_box_undisturbed(user: Sit) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    at.settle()

    at.compose("d", "đ", "đào")

    assert [hit.title for hit in at.window.finder.state.hits if hit.person] == ["Nguyễn Văn Đào (NV008)"]


def test_the_help_says_what_a_screen_is_for_and_its_keys(user: Sit) -> None:
    at = user(opened)
    at.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)

    for screen in ("overview", "month", "settlement", "people", "settings"):
        at.visit(screen)
        assert at.window.help.isVisible()
        assert at.window.help.text.count("?") >= 3
    at.visit("overview")
    assert "Ctrl+Enter: Go to the first task" in at.window.help.text

    at.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert not at.window.help.isVisible()


def titles(at: Driver, words: str) -> list[tuple[str, str, str]]:
    at.press(Qt.Key.Key_K, CONTROL)
    at.settle()
    at.type(words)
    hits = at.window.finder.state.hits
    return [(hit.title, hit.about, hit.keys) for hit in hits if not hit.is_heading]


def test_what_is_called_just_so_stands_first() -> None:
    offers = (
        Offer("month", "month.open", "Mở tháng", "Tháng"),
        Offer("settlement", "settlement.close", "Chốt tháng", "Bình xét"),
        Offer("month", "", "Tháng", "Màn hình"),
    )
    state = FinderState(Place("PNV", JULY), INDEX, offers, ("action:month/month.open",), "thang")

    assert next(hit.title for hit in state.hits if not hit.is_heading) == "Tháng"


def test_the_screen_that_is_shown_is_found_and_says_so(user: Sit) -> None:
    at = user(opened)
    at.visit("settings")

    assert titles(at, "settings")[0][:2] == ("Settings", "Screen – you are here")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("guide", "Manual"),
        ("dark", "Theme: light, dark"),
        ("font", "Text size"),
        ("english", "Language: Vietnamese, English"),
    ],
)
def test_the_help_and_what_is_chosen_once_are_found(user: Sit, words: str, title: str) -> None:
    at = user(opened)
    at.visit("month")

    assert title in [hit for hit, *_ in titles(at, words)]


def test_the_manual_opens_from_what_was_found(user: Sit) -> None:
    at = user(opened)
    at.visit("month")

    find(at, "manual")

    assert at.window.manual.isVisible()


def test_a_way_to_look_at_the_month_is_found_and_taken(user: Sit) -> None:
    at = user(opened)
    at.visit("month")
    assert at.screen.state.view_shown != "compare"

    find(at, "compare")

    assert at.screen.state.compares


def test_keys_stand_in_their_own_column_as_they_are_printed(user: Sit) -> None:
    at = user(opened)
    at.visit("month")

    found = titles(at, "")
    assert not [keys for _, _, keys in found if "Return" in keys]
    assert not [title for title, *_ in found if title.endswith(")") and "(N)" in title]
