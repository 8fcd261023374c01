"""What somebody who writes a first regime leaves out or guesses: it is filled in, or told in plain words."""

from decimal import Decimal

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.people import Category, Role
from evalapp.domain.policy.cases import try_document
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.points import met_words, read_points
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.reader import read_policy
from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS

GROUPS = TWO_GROUPS.replace('roles = ["staff"]\n', "")


def of_forms(*codes: str, head: str = HEAD, rows: str = GROUPS, rest: str = "") -> Policy:
    forms = ", ".join(f'"{code}"' for code in codes)
    texts = {f"{code}.toml": rows.replace('"staff"', f'"{code}"', 1) for code in codes}
    return read_policy(
        {"policy.toml": head.replace('forms = ["staff"]', f"forms = [{forms}]") + FOUR_LEVELS + rest, **texts}
    )


def test_a_form_that_does_not_say_whose_it_is_is_that_of_its_name() -> None:
    of = of_forms("staff", "head", "contract")

    found = [
        form.code if form else None
        for form in (
            of.form_for(Role.HEAD, Category.CIVIL_SERVANT),
            of.form_for(Role.STAFF, Category.PUBLIC_EMPLOYEE),
            of.form_for(Role.STAFF, Category.CONTRACT),
            of.form_for(Role.DEPUTY, Category.CIVIL_SERVANT),
        )
    ]

    assert found == ["head", "staff", "contract", None]
    assert of.roles_left_out == (Role.DEPUTY,)


def test_groups_that_do_not_add_up_are_listed_with_what_counts() -> None:
    bonus = GROUPS + '[[criterion]]\ncode = "C"\nlabel = "Cộng"\nkind = "bonus"\nmax = 10\n'

    with pytest.raises(PolicyError) as refused:
        of_forms("staff", rows=bonus, rest="[total]\nmaximum = 100\n")

    (problem,) = refused.value.problems
    assert "C 10" in str(problem)
    assert ", :" not in str(problem)


def test_a_row_that_is_met_or_not_takes_and_shows_words() -> None:
    rows = GROUPS + '[[criterion]]\ncode = "TC"\nlabel = "Tư cách"\nkind = "pass_fail"\n'
    row = of_forms("staff", rows=rows).forms[0].leaves[-1]

    for text in ("Đạt", "đ", "Đ", "dd", "D9", "Có", "x", "1"):
        assert read_points(row, text) == 1, text
    for text in (" không đạt ", "KHONG DAT", "k", "K", "kđ", "Không", "ko", "0"):
        assert read_points(row, text) == 0, text
    assert [met_words(row, Decimal(points)) for points in (1, 0)] == ["Đạt", "Không đạt"]
    for text in ("khá", "2", "0,5"):
        with pytest.raises(UserError, match="is passed or not: type Đ or"):
            read_points(row, text)


def test_a_row_of_points_does_not_take_words() -> None:
    row = of_forms("staff").forms[0].leaves[0]

    assert met_words(row, Decimal(5)) is None
    with pytest.raises(UserError):
        read_points(row, "Đạt")


def test_a_form_that_is_not_there_hides_no_other_fault() -> None:
    main = HEAD.replace('forms = ["staff"]', 'forms = ["teacher", "staff", "head"]') + FOUR_LEVELS
    gate = '[[gate]]\ncode = "G"\nlabel = "G"\ndo = "force"\nlevel = "D"\n'
    gate += 'when = { fact = "disciplin", value = true }\n'

    with pytest.raises(PolicyError) as refused:
        read_policy({"policy.toml": main + gate, "staff.toml": GROUPS + "hint = 5\n"})

    told = "\n".join(str(problem) for problem in refused.value.problems)
    for words in (
        "“teacher” is no form; forms are: head",
        "there is no file head.toml",
        "nearest: disciplined",
    ):
        assert words in told
    assert "staff.toml" in {problem.file for problem in refused.value.problems}


def faults(*codes: str, rows: str = GROUPS, rest: str = "") -> list[str]:
    with pytest.raises(PolicyError) as refused:
        of_forms(*codes, rows=rows, rest=rest)
    return [str(problem) for problem in refused.value.problems]


def test_an_event_at_a_row_that_is_computed_would_take_nothing_and_is_refused() -> None:
    rows = GROUPS.replace("max = 70", 'max = 70\nkind = "indicator"\nfact = "on_time"\ntarget = 95')
    event = '[[event]]\ncode = "LOI"\nlabel = "Lỗi"\ncriterion = "II"\npoints = 1\n'

    (fault,) = faults("staff", rows=rows, rest=event)

    assert "event 1, criterion: row “II” is computed, so nothing is taken from it" in fault


def test_a_limit_of_deductions_that_would_count_nothing_is_refused() -> None:
    (fault,) = faults("staff", rest='[[deduction]]\ngroup = "I"\ncap = 10\noverflow = "drop"\n')

    assert "deduction 1, group: group “I” has no row of kind deduction" in fault


def test_a_total_is_rounded_to_decimals_as_points_are_kept_or_to_a_multiple() -> None:
    assert "a whole number from 0 to 2" in faults("staff", rest="[total]\ndecimals = 3\n")[0]
    assert "not to both" in faults("staff", rest="[total]\ndecimals = 1\nnearest = 0.5\n")[0]
    assert "more than 0" in faults("staff", rest="[total]\nnearest = 0\n")[0]


@pytest.mark.parametrize(
    ("rounding", "points", "total"),
    [
        ("half_up", "70.25", "70.5"), ("half_even", "70.25", "70"), ("half_even", "70.75", "71"),
        ("down", "70.25", "70"), ("half_up", "70", "70"),
    ],
)  # fmt: skip
def test_a_total_goes_to_the_nearest_multiple_as_the_policy_rounds(
    rounding: str, points: str, total: str
) -> None:
    of = of_forms("staff", rest=f'[total]\nnearest = 0.5\nrounding = "{rounding}"\n')

    answer, _ = try_document(
        of, {"cases": [{"id": "an", "form": "staff", "points": {"I": "1", "II": str(Decimal(points) - 1)}}]}
    )

    case = answer["cases"][0]
    assert case["total"] == total
    assert sum(Decimal(step["amount"]) for step in case["trace"] if step["amount"]) == Decimal(total)


def test_what_an_event_takes_at_a_row_of_deductions_goes_there_though_the_group_is_given_as_a_whole() -> None:
    rows = GROUPS + (
        '[[criterion]]\ncode = "I.1"\nparent = "I"\nlabel = "x"\nmax = 30\n'
        '[[criterion]]\ncode = "I.2"\nparent = "I"\nlabel = "y"\nmax = 90\nkind = "deduction"\n'
    )
    rest = (
        '[[event]]\ncode = "E"\nlabel = "E"\ncriterion = "I.2"\npoints = 20\n'
        '[[deduction]]\ngroup = "I"\noverflow = "carry"\n'
    )

    answer, _ = try_document(
        of_forms("staff", rows=rows, rest=rest),
        {
            "cases": [
                {
                    "id": "an",
                    "form": "staff",
                    "points": {"I": "30", "II": "70"},
                    "events": [{"code": "E", "times": 2}],
                }
            ]
        },
    )

    assert answer["cases"][0]["total"] == "60"
