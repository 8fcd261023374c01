"""What screens show and allow, asked of their states alone: no window, no Qt."""

from decimal import Decimal

import pytest

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.settings import LANGUAGE, Settings
from evalapp.domain.people import Person, PersonId, Position
from evalapp.domain.policy.model import Criterion, GroupRating, QuotaBase, QuotaLine, Rating
from evalapp.domain.rounds import Stage
from evalapp.domain.units import Unit, UnitId, UnitVersion
from evalapp.ui.screens.month.state import MonthState
from evalapp.ui.screens.people.state import PeopleState
from evalapp.ui.screens.settings.state import LICENCES, SettingsState
from evalapp.ui.screens.settlement.state import SettlementState
from evalapp.ui.screens.sheet.state import SheetLine, SheetState
from evalapp.ui.screens.start.state import WAYS
from tests.ui.world import HERE

OFFICE = Unit(UnitId(1), "u", "PNV", (UnitVersion("Phòng Nội vụ"),))
AN = Person(PersonId(1), "p", "NV001", "Lê Thị Hồng An", positions=(Position(UnitId(1), "Trưởng phòng"),))
GONE = Person(PersonId(2), "q", "NV002", "Trần Văn Bình", positions=())


@pytest.mark.parametrize(
    ("people", "loaded", "busy", "can_open"),
    [(14, True, False, True), (0, True, False, False), (14, False, False, False), (14, True, True, False)],
)
def test_a_month_is_opened_only_once_it_is_known_that_somebody_would_be_in_it(
    *, people: int, loaded: bool, busy: bool, can_open: bool
) -> None:
    state = MonthState(HERE, people=people, loaded=loaded, busy=busy)

    assert state.can_open is can_open
    assert not state.takes_scores


def test_a_month_that_is_not_open_cannot_be_settled() -> None:
    state = SettlementState(HERE, loaded=True)

    assert state.standing == ("The month is not open.", Tone.PLAIN)
    assert not state.can_settle


def test_the_line_is_drawn_after_the_last_who_keeps_the_level() -> None:
    ratings = tuple(
        Rating(code, rated=True, total=Decimal(total), level_by_points="A", level=level, reason=None)
        for code, total, level in (("X", 90, "B"), ("Y", 95, "A"))
    )
    quota = QuotaLine("A", base=2, allowed=1, percent=Decimal(50), of=QuotaBase.RATED, over=("X",))

    lines = SettlementState(HERE, rated=GroupRating(ratings, (quota,)), loaded=True).lines

    assert [line.key for line in lines] == ["Y", "limit A", "X"]
    assert lines[1].name == "Cut-off of level A: at most 1 person"


def test_a_share_that_nobody_has_set_limits_nothing() -> None:
    quota = QuotaLine("A", base=2, allowed=None, percent=None, of=QuotaBase.RATED)

    state = SettlementState(HERE, rated=GroupRating((), (quota,)), loaded=True)

    assert state.arithmetic == ("No share is set for A: nothing is limited.",)


def test_of_several_who_go_first_each_reason_says_whose_it_is() -> None:
    one = SettlementState(HERE, loaded=True).let_go_first(["NV001"], "Kiêm nhiệm")
    two = one.let_go_first(["NV002"], "Xong sớm").let_go_first(["NV003"], "Làm thay")

    assert (one.first, one.reason) == (("NV001",), "Kiêm nhiệm")
    assert two.first == ("NV001", "NV002", "NV003")
    assert two.reason == "NV001: Kiêm nhiệm; NV002: Xong sớm; NV003: Làm thay"


def test_people_without_a_position_are_shown_and_marked() -> None:
    state = PeopleState(HERE, (OFFICE,), (AN, GONE), loaded=True)

    assert [(line.name, line.people) for line in state.unit_lines] == [("All units", 2), ("Phòng Nội vụ", 1)]
    assert state.lines[1].standing == ("No position at month's end", Tone.WARN)


def test_a_list_of_people_waits_for_units() -> None:
    assert not PeopleState(HERE, loaded=True).can_import_people
    assert PeopleState(HERE, (OFFICE,), loaded=True).can_import_people


@pytest.mark.parametrize(("text", "points"), [("5,5", "5.5"), ("5.5", "5.5"), ("0", "0"), ("6", "6")])
def test_points_are_typed_with_either_mark(text: str, points: str) -> None:
    line = SheetLine(Criterion("I.1", "Kỷ luật", maximum=Decimal(6)), 1, False, {}, editing=Stage.HEAD)

    assert line.with_points(text).points(Stage.HEAD) == Decimal(points)


def test_an_empty_text_is_not_scored_and_a_bad_one_is_refused() -> None:
    line = SheetLine(Criterion("I.1", "Kỷ luật", maximum=Decimal(6)), 1, False, {}, editing=Stage.HEAD)

    assert line.with_points(" ").points(Stage.HEAD) is None
    for bad in ("7", "-1", "5,3", "1e1", "năm"):
        with pytest.raises(UserError):
            line.with_points(bad)


def test_a_form_that_is_not_loaded_shows_nothing_and_takes_nothing() -> None:
    state = SheetState(HERE)

    assert (state.lines, state.total, state.reasons, state.editing) == ((), "", (), None)
    assert not state.can_print


def test_settings_begin_with_what_was_chosen_and_name_every_licence() -> None:
    settings = Settings()
    settings.set(LANGUAGE, "en")

    assert SettingsState.of(settings).language == "en"
    assert SettingsState.of(settings).counts == ""
    assert all(terms for _, terms in LICENCES)


def test_the_first_page_offers_three_ways_to_begin() -> None:
    assert [way.key for way in WAYS] == ["sample", "new", "open"]
