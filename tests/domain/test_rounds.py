"""The month's stages: every legal step, and every illegal one with its reason."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.policy.model import Kind
from evalapp.domain.rounds import SCORING, Mark, Participant, Round, Sheet, SheetId, Stage
from tests import make

SELF, DEPUTY, HEAD, SETTLING, SETTLED, CLOSED = Stage
STAFF_FORM = make.policy().form("staff")


def closed_round() -> Round:
    return make.a_round(SETTLED).close(at=make.NOON, seal="s")


def sheet(marks: Mapping[Stage, Mapping[str, Mark]] = {}) -> Sheet:
    who = Participant(
        SheetId(1), "s", PersonId(1), "NV1", "An", "Chuyên viên", Role.STAFF, Category.CIVIL_SERVANT, "staff"
    )
    return Sheet(who, marks)


@pytest.mark.parametrize(
    ("at", "to", "skipped"),
    [
        (SELF, DEPUTY, ()),
        (SELF, HEAD, (DEPUTY,)),
        (SELF, SETTLING, ()),
        (DEPUTY, HEAD, ()),
        (HEAD, SETTLING, ()),
        (HEAD, DEPUTY, ()),
        (SETTLING, HEAD, ()),
        (SETTLED, SETTLING, ()),
    ],
)
def test_a_month_goes_on_or_back_and_marks_what_it_passed_over(
    at: Stage, to: Stage, skipped: tuple[Stage, ...]
) -> None:
    moved = make.a_round(at).advance(to)

    assert (moved.stage, moved.skipped) == (to, skipped)


@pytest.mark.parametrize("stage", [DEPUTY, HEAD, SETTLING])
def test_a_month_cannot_advance_to_where_it_stands(stage: Stage) -> None:
    with pytest.raises(UserError, match="already at this stage"):
        make.a_round(stage).advance(stage)


@pytest.mark.parametrize("to", [SELF, SETTLED, CLOSED])
@pytest.mark.parametrize("at", [SELF, DEPUTY, HEAD, SETTLING, SETTLED])
def test_settling_closing_and_self_scoring_are_no_places_to_advance_to(at: Stage, to: Stage) -> None:
    with pytest.raises(UserError, match="advances to deputy, head or settling"):
        make.a_round(at).advance(to)


@pytest.mark.parametrize("to", [DEPUTY, HEAD, SETTLING])
def test_a_closed_month_does_not_advance(to: Stage) -> None:
    with pytest.raises(UserError, match=r"is closed. To correct it, reopen it with a reason") as refused:
        closed_round().advance(to)

    assert refused.value.values == {"unit": "Phòng Nội vụ", "month": make.JULY.named}


@pytest.mark.parametrize(
    ("at", "enters", "stage", "skipped"),
    [
        (SELF, SELF, SELF, ()),
        (SELF, DEPUTY, DEPUTY, (SELF,)),
        (SELF, HEAD, HEAD, (SELF, DEPUTY)),
        (DEPUTY, HEAD, HEAD, (DEPUTY,)),
        (HEAD, SELF, HEAD, ()),
        (SETTLING, HEAD, SETTLING, ()),
    ],
)
def test_the_month_follows_scores_that_come_in_and_skips_what_lies_before(
    at: Stage, enters: Stage, stage: Stage, skipped: tuple[Stage, ...]
) -> None:
    entered = make.a_round(at).enter(enters)

    assert (entered.stage, entered.skipped) == (stage, skipped)


def test_a_skipped_stage_that_gets_its_scores_after_all_is_no_longer_skipped() -> None:
    entered = make.a_round(SELF).enter(HEAD).enter(SELF)

    assert entered.skipped == (DEPUTY,)


@pytest.mark.parametrize("stage", [SETTLING, SETTLED, CLOSED])
def test_scores_are_given_at_three_stages_only(stage: Stage) -> None:
    with pytest.raises(UserError, match="Scores are given at the stages self, deputy and head"):
        make.a_round().refuse_scores(stage)


@pytest.mark.parametrize("stage", SCORING)
def test_a_settled_month_takes_no_scores_and_says_the_way_back(stage: Stage) -> None:
    with pytest.raises(UserError, match="first go back to settling"):
        make.a_round(SETTLED).enter(stage)


@pytest.mark.parametrize("stage", SCORING)
def test_a_closed_month_takes_no_scores(stage: Stage) -> None:
    with pytest.raises(UserError, match="is closed"):
        closed_round().enter(stage)


def test_a_settled_month_keeps_what_was_decided_and_why() -> None:
    settled = make.a_round(SETTLING).settled(exception="12/QĐ-UBND", first=("NV3",), first_reason="Thâm niên")

    assert (settled.stage, settled.exception, settled.first, settled.first_reason) == (
        SETTLED, "12/QĐ-UBND", ("NV3",), "Thâm niên",
    )  # fmt: skip


def test_going_back_forgets_what_was_decided() -> None:
    settled = make.a_round(SETTLING).settled(exception="12/QĐ-UBND", first=("NV3",), first_reason="Thâm niên")

    back = settled.advance(SETTLING)

    assert (back.exception, back.first, back.first_reason) == (None, (), "")


@pytest.mark.parametrize(("at", "reason"), [(SETTLED, "already settled"), (CLOSED, "is closed")])
def test_a_month_is_settled_once(at: Stage, reason: str) -> None:
    current = closed_round() if at is CLOSED else make.a_round(at)

    with pytest.raises(UserError, match=reason):
        current.settled(exception=None, first=(), first_reason="")


@pytest.mark.parametrize("at", [SELF, DEPUTY, HEAD, SETTLING])
def test_only_a_settled_month_closes(at: Stage) -> None:
    with pytest.raises(UserError, match=r"is not settled yet. Settle it first"):
        make.a_round(at).close(at=make.NOON, seal="s")


def test_a_closed_month_is_not_closed_again() -> None:
    closed = closed_round()

    assert (closed.stage, closed.closed_at, closed.seal) == (CLOSED, make.NOON, "s")
    with pytest.raises(UserError, match="is closed"):
        closed.close(at=make.NOON, seal="t")


@pytest.mark.parametrize("at", [SELF, DEPUTY, HEAD, SETTLING, SETTLED])
def test_what_is_not_closed_cannot_be_reopened(at: Stage) -> None:
    with pytest.raises(UserError, match="is not closed, so there is nothing to reopen"):
        make.a_round(at).refuse_reopening("Sai điểm")


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_reopening_needs_a_reason(reason: str) -> None:
    with pytest.raises(UserError, match="needs a reason"):
        closed_round().refuse_reopening(reason)


def test_reopening_a_closed_month_with_a_reason_is_allowed() -> None:
    closed_round().refuse_reopening("Sai điểm")

    assert closed_round().stage is CLOSED


def test_a_stage_without_every_row_has_no_sum_of_its_own() -> None:
    assert STAFF_FORM is not None
    full = {code: Mark(points) for code, points in make.points("NV003").items()}
    part = {code: mark for code, mark in full.items() if code != "I.1"}

    assert sheet().base(HEAD, STAFF_FORM) is None
    assert sheet({HEAD: part}).base(HEAD, STAFF_FORM) is None
    assert sheet({HEAD: full}).base(HEAD, STAFF_FORM) == 90


def test_a_row_scored_0_is_scored_and_a_note_alone_is_not() -> None:
    assert STAFF_FORM is not None
    scored = sheet({HEAD: {"I.1": Mark(Decimal(0)), "I.2": Mark(None, "Chờ xác minh")}})

    missing = scored.missing(HEAD, STAFF_FORM)

    assert "I.1" not in missing
    assert "I.2" in missing
    assert "III" not in missing


def test_an_empty_bonus_row_claims_nothing() -> None:
    assert STAFF_FORM is not None
    claimed = sheet({HEAD: {"III": Mark(Decimal("1.5"))}})

    assert sheet().claimed(HEAD, STAFF_FORM, Kind.BONUS) == 0
    assert claimed.claimed(HEAD, STAFF_FORM, Kind.BONUS) == Decimal("1.5")


def test_only_the_deciding_stage_is_rated() -> None:
    marks = {SELF: {"I.1": Mark(Decimal(6))}, HEAD: {"I.1": Mark(Decimal("5.5")), "I.2": Mark(None, "?")}}

    assert sheet(marks).case().points == {"I.1": Decimal("5.5")}


@pytest.mark.parametrize("to", [DEPUTY, HEAD])
def test_a_settled_month_goes_back_to_settling_first(to: Stage) -> None:
    with pytest.raises(UserError, match="First go back to settling"):
        make.a_round(SETTLED).advance(to)
