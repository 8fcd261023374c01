"""Where a stage scores otherwise than an earlier one by more than the policy's limit, and says why."""

from decimal import Decimal

import pytest

from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.policy.differences import differences, sentence
from evalapp.domain.policy.model import Criterion, Form
from evalapp.domain.policy.parts import DifferenceLimit, Standing
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.reasons import gap_of, gaps, limit_for, unexplained
from evalapp.domain.rounds import Mark, Participant, Sheet, SheetId, Stage
from evalapp.usecases.policies import shipped
from tests import reasoned
from tests.domain.policy import small

WHO = Participant(
    SheetId(1), "s", PersonId(1), "NV003", "An", "", Role.STAFF, Category.CIVIL_SERVANT, "staff"
)
ROW = Criterion("II", "Kết quả", maximum=Decimal(50))
TWO = DifferenceLimit(points=Decimal(2))


def sheet(own: str | None, deputy: str | None, head: str | None, note: str = "") -> Sheet:
    given = {Stage.SELF: own, Stage.DEPUTY: deputy, Stage.HEAD: head}
    return Sheet(
        WHO,
        {
            stage: {"II": Mark(Decimal(points), note if stage is Stage.HEAD else "")}
            for stage, points in given.items()
            if points is not None
        },
    )


@pytest.mark.parametrize(
    ("held", "against"),
    [
        (sheet("48", None, "46"), None),
        (sheet("48", None, "45.5"), Stage.SELF),
        (sheet("45", None, "48"), Stage.SELF),
        (sheet("48", "47", "44"), Stage.SELF),
        (sheet("48", "40", "40"), None),
        (sheet("48", "40", "48"), Stage.DEPUTY),
        (sheet("48", "40", None), None),
        (sheet(None, None, "10"), None),
    ],
)
def test_a_score_is_explained_where_it_differs_by_more_than_the_limit_from_any_stage_before(
    held: Sheet, against: Stage | None
) -> None:
    gap = gap_of(TWO, ROW, held, Stage.HEAD)

    assert (gap.against if gap else None) is against


def test_a_limit_in_percent_is_one_of_the_rows_own_maximum() -> None:
    ten = DifferenceLimit(percent=Decimal(10))

    assert gap_of(ten, ROW, sheet("48", None, "43"), Stage.HEAD) is None
    assert gap_of(ten, ROW, sheet("48", None, "42.5"), Stage.HEAD) is not None


def test_the_note_of_the_score_is_its_reason() -> None:
    form, policy = Form("staff", "Phiếu", (ROW,)), reasoned.policy()

    assert list(unexplained(policy, form, sheet("48", None, "40", note="  "), Stage.HEAD)) == ["II"]
    assert unexplained(policy, form, sheet("48", None, "40", note="Chậm 2 việc"), Stage.HEAD) == {}
    assert list(gaps(TWO, form, sheet("48", None, "40", note="Chậm 2 việc"), Stage.HEAD)) == ["II"]


def test_no_policy_that_ships_asks_for_reasons() -> None:
    limits = [limit_for(policy, form) for policy in shipped().values() for form in policy.forms]

    assert limits == [None] * len(limits)


def test_a_form_may_have_a_limit_of_its_own() -> None:
    own = small.TWO_GROUPS.replace('title = "Phiếu"', 'title = "Phiếu"\ndifference = { percent = 5 }')

    policy = small.policy(small.FOUR_LEVELS + "[difference]\npoints = 3\nblocks = false\n", form=own)

    assert policy.difference == DifferenceLimit(points=Decimal(3), blocks=False)
    assert limit_for(policy, policy.forms[0]) == DifferenceLimit(percent=Decimal(5))


@pytest.mark.parametrize(
    "text", ["[difference]\n", "[difference]\npoints = 2\npercent = 5\n", "[difference]\npoints = -1\n"]
)
def test_a_limit_is_said_in_points_or_in_percent_and_never_below_0(text: str) -> None:
    with pytest.raises(PolicyError):
        small.policy(small.FOUR_LEVELS + text)


def test_a_units_own_limit_is_the_units_and_tells_itself_as_a_difference() -> None:
    own, hanoi = reasoned.policy(), shipped()["hn-3814-2018"]

    told = [sentence(each) for each in differences(hanoi, own)]

    assert own.difference is not None
    assert own.difference.source.standing is Standing.UNIT
    assert "difference between stages: new: points 2" in told
