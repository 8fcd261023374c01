"""What differs between two versions of a policy, in words."""

import pytest

from evalapp.domain.policy.differences import differences, sentence
from evalapp.usecases.policies import shipped
from tests.domain.policy.small import DISCIPLINE, FOUR_LEVELS, HEAD, TWO_GROUPS, policy

SIMPLE = '{ fact = "disciplined", value = true }'
QUOTA = '[[quota]]\nlevel = "A"\npercent = 30\nbase = "rated"\n'


def told(before: tuple[str, str], after: tuple[str, str]) -> list[str]:
    first, second = policy(*before), policy(*after)
    return [sentence(change) for change in differences(first, second)]


@pytest.mark.parametrize("code", sorted(shipped()))
def test_a_policy_does_not_differ_from_itself(code: str) -> None:
    assert differences(shipped()[code], shipped()[code]) == ()


@pytest.mark.parametrize(
    ("main", "form", "words"),
    [
        (FOUR_LEVELS.replace("min = 90", "min = 90.00"), TWO_GROUPS, []),
        (FOUR_LEVELS.replace("min = 90", "min = 92"), TWO_GROUPS, ["level A, minimum: 90 → 92"]),
        (
            FOUR_LEVELS,
            TWO_GROUPS.replace("max = 30", "max = 20"),
            ["form of staff, row I, maximum: 30 → 20"],
        ),
        (
            FOUR_LEVELS,
            TWO_GROUPS.replace('label = "Chung"', 'label = "Chung"\ndefault_full = true'),
            ["form of staff, row I, offered in full: new: yes"],
        ),
        (
            FOUR_LEVELS + QUOTA,
            TWO_GROUPS,
            [
                "quota A: new: If more than 30% of the rated in the whole unit reach level A "
                "then those beyond get the next level"
            ],
        ),
        (
            FOUR_LEVELS + DISCIPLINE,
            TWO_GROUPS,
            ["gate DISCIPLINED: new: If disciplined in the period then the level is D"],
        ),
        (
            FOUR_LEVELS,
            TWO_GROUPS + '[[criterion]]\ncode = "III"\nlabel = "Thưởng"\nmax = 10\nkind = "bonus"\n',
            ["form of staff, row III: new: Thưởng (at most 10 points)"],
        ),
        (
            FOUR_LEVELS + 'source = { document = "QĐ 1", article = "Điều 5", standing = "city" }\n',
            TWO_GROUPS,
            ["level D, source: new: QĐ 1, Điều 5, city"],
        ),
    ],
)
def test_a_difference_is_told_in_one_line_with_its_place(main: str, form: str, words: list[str]) -> None:
    assert told((FOUR_LEVELS, TWO_GROUPS), (main, form)) == words


def test_a_rule_that_was_taken_out_is_told_as_its_sentence() -> None:
    assert told((FOUR_LEVELS + DISCIPLINE, TWO_GROUPS), (FOUR_LEVELS, TWO_GROUPS)) == [
        "gate DISCIPLINED: taken out: If disciplined in the period then the level is D"
    ]


def test_a_changed_condition_is_told_as_a_sentence() -> None:
    late = '{ not = { fact = "on_time", test = "at_least", value = 90 } }'
    both = DISCIPLINE.replace(SIMPLE, f"{{ any = [{SIMPLE}, {late}] }}")

    (line,) = told((FOUR_LEVELS + DISCIPLINE, TWO_GROUPS), (FOUR_LEVELS + both, TWO_GROUPS))

    assert line == (
        "gate DISCIPLINED, condition: disciplined in the period → "
        "disciplined in the period or it is not so that (share of files on time is 90 % or more)"
    )


def test_a_condition_of_all_is_joined_by_and() -> None:
    weak = '{ fact = "unit_level", test = "below", value = "B" }'
    both = DISCIPLINE.replace(SIMPLE, f"{{ all = [{SIMPLE}, {weak}] }}")

    (line,) = told((FOUR_LEVELS + DISCIPLINE, TWO_GROUPS), (FOUR_LEVELS + both, TWO_GROUPS))

    assert line.endswith("→ disciplined in the period and the collective's level is worse than B")


def test_rows_that_moved_are_told_since_order_counts() -> None:
    first, second = TWO_GROUPS.split("[[criterion]]", 1)
    one, two = second.split("[[criterion]]")

    moved = told((FOUR_LEVELS, TWO_GROUPS), (FOUR_LEVELS, f"{first}[[criterion]]{two}[[criterion]]{one}"))

    assert moved == ["form of staff, row: order: I, II → II, I"]


def test_lists_of_words_are_compared_whole() -> None:
    assert told(
        (FOUR_LEVELS, TWO_GROUPS), (FOUR_LEVELS, TWO_GROUPS.replace('["staff"]', '["staff", "deputy"]'))
    ) == ["form of staff, roles: Staff member → Staff member, Deputy"]


def test_parts_that_nothing_names_are_matched_by_position() -> None:
    further = '[[level.further]]\nwhen = {{ fact = "tasks_done", test = "at_least", value = {} }}\n'
    first, rest = FOUR_LEVELS.split("[[level]]\n", 2)[1:]
    before = f"[[level]]\n{first}{further.format(90)}[[level]]\n{rest}"
    after = f"[[level]]\n{first}{further.format(95)}{further.format(80)}[[level]]\n{rest}"

    lines = told((before, TWO_GROUPS), (after, TWO_GROUPS))

    assert lines[0].startswith("level A, further condition 1, condition: ")
    assert lines[1].startswith("level A, further condition 2: new: ")


def test_a_new_version_without_another_change_is_told_by_its_number() -> None:
    one = policy()
    two = policy(head=HEAD.replace("version = 1", "version = 2"))

    assert [sentence(change) for change in differences(one, two)] == ["version: 1 → 2"]
