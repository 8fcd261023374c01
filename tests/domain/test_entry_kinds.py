"""What lists call the kinds of entries, and that each kind feeds and suggests something that exists."""

from collections import Counter

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS, Measure, kind_in
from evalapp.domain.policy.facts import FACTS, FactType
from tests import make

TYPES = {
    Measure.YES: FactType.YES_NO,
    Measure.COUNT: FactType.COUNT,
    Measure.DAYS: FactType.COUNT,
    Measure.MONTHS: FactType.NUMBER,
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nghỉ phép", "leave_annual"),
        ("NGHỈ ỐM", "leave_sick"),
        ("nghi thai san", "leave_maternity"),
        ("Nghỉ không lương", "leave_unpaid"),
        ("Nghỉ không phép", "absent"),
        ("Kỷ luật", "discipline"),
        ("Khiển trách", "discipline"),
        ("Discipline decision", "discipline"),
        ("Khiếu nại, tố cáo đúng", "complaint_upheld"),
        ("Khiếu nại tố cáo - đúng", "complaint_upheld"),
        ("Bằng khen", "commendation"),
        ("Đi muộn/về sớm", "late"),
        ("unit_corruption", "unit_corruption"),
        ("Khác", "other"),
    ],
)
def test_a_list_may_call_a_kind_by_any_of_its_names(text: str, code: str) -> None:
    assert kind_in(text).code == code


@pytest.mark.parametrize(
    "text", ["Không kỷ luật", "Chưa bị kỷ luật", "Khiếu nại đúng hạn", "Vắng mặt có lý do", "", "…"]
)
def test_what_only_looks_like_a_kind_is_refused_with_the_known_names(text: str) -> None:
    with pytest.raises(UserError, match="no event that the registers know") as refused:
        kind_in(text)
    assert "Quyết định kỷ luật" in refused.value.values["known"]


def test_no_name_means_two_kinds() -> None:
    names = Counter(phrase for kind in KINDS.values() for phrase in kind.phrases)

    assert [name for name, times in names.items() if times > 1] == []


def test_every_kind_feeds_a_fact_of_its_type_or_none() -> None:
    fed = {
        kind.code: (kind.fact, kind.measure)
        for kind in KINDS.values()
        if kind.fact or kind.measure.value != "nothing"
    }

    assert {code: FACTS[fact].type for code, (fact, _) in fed.items()} == {
        code: TYPES[measure] for code, (_, measure) in fed.items()
    }


def test_every_event_and_ground_of_hanoi_s_policy_but_those_of_plans_has_a_kind() -> None:
    events = {code for kind in KINDS.values() for code in kind.events}
    grounds = {code for kind in KINDS.values() for code in kind.grounds}

    assert {event.code for event in make.policy().events} - events == {"PLAN", "COORDINATION"}
    assert {ground.code for ground in make.policy().bonus_grounds} <= grounds


def test_leave_is_no_breach() -> None:
    assert [kind.code for kind in KINDS.values() if kind.is_leave and (kind.once_only or kind.events)] == []
