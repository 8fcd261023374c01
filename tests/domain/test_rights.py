"""Who may do what, cell by cell."""

from datetime import date

import pytest

from evalapp.domain.rights import (
    RIGHT_LABELS,
    RIGHTS,
    USER_ROLE_LABELS,
    Grant,
    Right,
    User,
    UserId,
    UserRole,
    kept_apart,
)
from evalapp.domain.units import UnitId

#: One row a right, one column a role: staff, deputy, head, personnel, inspector, auditor, administrator.
TABLE = {
    Right.READ_PEOPLE: "x x x x x x x",
    Right.EDIT_PEOPLE: ". . . x . . .",
    Right.READ_SCORES: ". x x x . x .",
    Right.SCORE_SELF: ". x x . . . .",
    Right.SCORE_DEPUTY: ". x x . . . .",
    Right.SCORE_HEAD: ". . x . . . .",
    Right.RUN_MONTH: ". . x x . . .",
    Right.DECIDE: ". . x . . . .",
    Right.PREPARE_DECISIONS: ". . x x . . .",
    Right.RECORD_FACTS: ". . x x . . .",
    Right.READ_INSPECTIONS: ". . x x x x .",
    Right.LOG_INSPECTIONS: ". . . x x . .",
    Right.DECIDE_FINDINGS: ". . . x . . .",
    Right.EDIT_POLICIES: ". . . x . . .",
    Right.MANAGE_USERS: ". . . . . . x",
    Right.READ_AUDIT: ". . . . . x .",
    Right.KEEP_DATA: ". . . . . . x",
}
CELLS = [
    (role, right, mark == "x")
    for right, marks in TABLE.items()
    for role, mark in zip(UserRole, marks.split(), strict=True)
]


@pytest.mark.parametrize(("role", "right", "allowed"), CELLS)
def test_a_role_has_a_right_where_the_table_says_so(role: UserRole, right: Right, *, allowed: bool) -> None:
    assert (right in RIGHTS[role]) is allowed


def test_the_table_leaves_no_right_and_no_role_out() -> None:
    assert set(TABLE) == set(Right)
    assert set(RIGHTS) == set(UserRole)


def test_what_each_part_must_never_be_able_to_do() -> None:
    scores = {Right.SCORE_SELF, Right.SCORE_DEPUTY, Right.SCORE_HEAD, Right.DECIDE}

    assert Right.READ_SCORES not in RIGHTS[UserRole.STAFF]
    assert Right.DECIDE not in RIGHTS[UserRole.DEPUTY]
    assert not RIGHTS[UserRole.PERSONNEL] & scores
    reads = {Right.READ_PEOPLE, Right.READ_SCORES, Right.READ_INSPECTIONS, Right.READ_AUDIT}
    assert not RIGHTS[UserRole.AUDITOR] - reads
    assert Right.DECIDE_FINDINGS not in RIGHTS[UserRole.INSPECTOR]
    assert Right.READ_SCORES not in RIGHTS[UserRole.ADMINISTRATOR]


def test_a_user_has_a_right_over_the_units_of_the_roles_that_give_it() -> None:
    user = User(
        UserId(1),
        "lan",
        (Grant(UserRole.HEAD, UnitId(1)), Grant(UserRole.DEPUTY, UnitId(2)), Grant(UserRole.INSPECTOR)),
    )

    assert user.units_with(Right.DECIDE) == (1,)
    assert user.units_with(Right.SCORE_DEPUTY) == (1, 2)
    assert user.units_with(Right.READ_PEOPLE) == (1, 2, None)
    assert user.units_with(Right.KEEP_DATA) == ()


def test_every_role_and_right_has_words() -> None:
    assert set(USER_ROLE_LABELS) == set(UserRole)
    assert set(RIGHT_LABELS) == set(Right)


def test_a_role_counts_in_its_days_only() -> None:
    august = Grant(UserRole.HEAD, UnitId(5), date(2018, 8, 1), date(2018, 8, 31))
    user = User(UserId(1), "lan", (Grant(UserRole.STAFF), august))

    held = {day: len(user.on(date(2018, *day)).grants) for day in ((7, 31), (8, 1), (8, 31), (9, 1))}

    assert held == {(7, 31): 1, (8, 1): 2, (8, 31): 2, (9, 1): 1}


@pytest.mark.parametrize(
    "role", [role for role in UserRole if role not in {UserRole.AUDITOR, UserRole.STAFF}]
)
def test_whoever_looks_at_the_work_of_others_has_no_part_in_it(role: UserRole) -> None:
    assert kept_apart(UserRole.AUDITOR, [role]) is role
    assert kept_apart(role, [UserRole.STAFF, UserRole.AUDITOR]) is UserRole.AUDITOR
    assert kept_apart(role, [UserRole.STAFF, role]) is None
