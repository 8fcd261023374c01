"""What an official types is found by what they call it, though the screens call it otherwise."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt

from evalapp.base.messages import use_language
from evalapp.domain.periods import Period
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.called import ABOUT, CALLED
from evalapp.ui.shell.finding import FinderState, longer_in
from evalapp.ui.shell.offers import offers
from evalapp.ui.shell.routes import Route
from evalapp.usecases.search import KnownPerson, KnownUnit, SearchIndex
from tests.ui.driver import Driver
from tests.ui.world import HERE, JULY, opened

Sit = Callable[..., Driver]
INDEX = SearchIndex(
    (KnownPerson("NV001", "Trần Thị Nghi", "Chuyên viên", "Phòng Nội vụ", active=True),),
    (KnownUnit("PNV", "Phòng Nội vụ", "UBND huyện"),),
    (),
)


@pytest.fixture
def at(user: Sit) -> Iterator[Driver]:
    use_language("vi")
    yield user(opened)
    use_language("en")


def found(at: Driver, words: str) -> list[str]:
    known = tuple(
        offers({each.key: each for each in SCREENS}, at.window.route.screen, at.window.screen_shown)
    )
    state = FinderState(HERE, INDEX, known, words=words)
    return [hit.key.removeprefix("action:") for hit in state.hits if not hit.is_heading]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("thi dua", ["rewards/"]),
        ("Thi đua khen thưởng", ["rewards/"]),
        ("nghi phep", ["registers/", "month/month.event", "registers/registers.new"]),
        ("phep nam", ["registers/", "month/month.event", "registers/registers.new"]),
        ("ky luat", ["registers/", "rewards/"]),
        ("nghi thai san", ["registers/", "month/month.event"]),
        ("thai san", ["registers/", "month/month.event"]),
        ("khieu nai", ["registers/"]),
        ("khen thuong", ["rewards/"]),
        ("nghi viec", ["people/people.active"]),
        ("nghi huu", ["people/people.active"]),
        ("chuyen cong tac", ["people/people.transfer"]),
        ("dieu chuyen", ["people/people.transfer"]),
        ("luan chuyen", ["people/people.transfer"]),
        ("them nguoi vao thang", ["people/people.new_person"]),
        ("mo khoa thang", ["settlement/settlement.reopen"]),
        ("xuat excel", ["month/month.summary_workbook", "periods/periods.xlsx", "reports/reports.xlsx"]),
        ("cau hinh", ["settings/"]),
        ("bieu mau 02", ["month/month.forms_out"]),
        ("in phieu", ["month/month.forms_pdf"]),
        ("sao luu", ["safety/safety.back_up"]),
        ("doi mat khau", ["safety/safety.users", "safety/safety.password"]),
        ("bang tong hop", ["month/month.summary_shown", "month/month.summary_workbook"]),
        ("xep loai", ["settlement/", "settlement/settlement.settle"]),
        ("quy 3", ["period:2018-Q3"]),
    ],
)
def test_the_words_of_an_official_find_what_does_it(at: Driver, words: str, first: list[str]) -> None:
    assert found(at, words)[: len(first)] == first


def test_what_a_closed_month_offers_is_found_there_too_by_what_officials_call_it(at: Driver) -> None:
    at.visit("overview")

    assert found(at, "mo khoa thang") == ["month/month.reopen", "settlement/settlement.reopen"]
    assert found(at, "them nguoi vao thang") == ["month/month.include", "people/people.new_person"]


def test_the_beginning_of_such_a_phrase_hides_nobody_who_is_called_so(at: Driver) -> None:
    assert found(at, "thi")[0] == "person:NV001"
    assert "rewards/" not in found(at, "thi")
    assert "registers/" not in found(at, "nghi")
    assert found(at, "nghi p")[0] == "registers/"


def test_what_is_called_otherwise_is_there(at: Driver) -> None:
    known = {(spec.key, action.key) for spec in SCREENS for action in spec.load().actions}
    known |= {(spec.key, "") for spec in SCREENS}

    assert {*CALLED, *ABOUT} <= known


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("quý 3", "2018-Q3"),
        ("Quý III/2019", "2019-Q3"),
        ("quy 1 nam 2020", "2020-Q1"),
        ("6 tháng cuối năm", "2018-H2"),
        ("cả năm 2019", "2019"),
        ("q2", "2018-Q2"),
        ("quy 5", None),
        ("quy dinh", None),
        ("nam", None),
    ],
)
def test_a_quarter_or_a_year_is_read_from_the_words(words: str, period: str | None) -> None:
    assert longer_in(words, JULY) == (Period.parse(period) if period else None)


def test_a_quarter_that_is_typed_is_shown(at: Driver) -> None:
    at.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    at.type("quy 3")
    at.press(Qt.Key.Key_Return)
    at.settle()

    assert at.window.route == Route("periods")
    assert at.screen.state.period == Period.parse("2018-Q3")
