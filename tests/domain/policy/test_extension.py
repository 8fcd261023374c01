from decimal import Decimal

import pytest

from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.model import Kind, Policy
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.reader import read_policy
from evalapp.usecases.policies import shipped
from tests.domain.policy.small import MONTH, case

HANOI = shipped()["hn-3814-2018"]
OWN = """
extends = "hn-3814-2018"
code = "hn-3814-pnv"
version = 2
unit = "PNV"
title = "Riêng của Phòng Nội vụ"
effective_from = 2019-01-01
"""
SPLIT = """
[[split]]
form = "staff"
criterion = "I.1"
[[split.row]]
code = "I.1.a"
label = "Giờ giấc"
max = 4
[[split.row]]
code = "I.1.b"
label = "Hội họp"
max = 2
step = 0.25
"""


def own(text: str = SPLIT, head: str = OWN, base: Policy | None = HANOI) -> Policy:
    return read_policy({"policy.toml": head + text}, base=base)


def test_a_split_criterion_becomes_the_sum_of_the_unit_s_rows() -> None:
    form = own().form("staff")

    assert form is not None
    assert [row.code for row in form.children("I.1")] == ["I.1.a", "I.1.b"]
    assert [row.source.standing for row in form.children("I.1")] == [Standing.UNIT, Standing.UNIT]
    assert form.group_of("I.1.a") == "I"
    assert "I.1" not in [row.code for row in form.leaves]


def test_a_unit_s_version_is_a_whole_policy_with_its_own_hash_and_origin() -> None:
    version = own()

    assert (version.code, version.version, version.unit, version.extends) == (
        "hn-3814-pnv",
        2,
        "PNV",
        HANOI.hash,
    )
    assert version.hash != HANOI.hash
    assert policy_from_document(version.document) == version
    assert str(version.effective_from) == "2019-01-01"


def test_the_base_stays_as_it_was() -> None:
    before = HANOI.hash

    own()

    assert HANOI.form("staff") != own().form("staff")
    assert policy_from_document(HANOI.document).hash == before


def test_a_split_row_is_scored_and_the_row_above_may_still_be_given_for_what_if() -> None:
    by_rows = rate(own(), case(I_1_a="3.5", I_1_b="1.75", I_2="14", II="60"), MONTH)
    by_group = rate(own(), case(I="20", II="60"), MONTH)

    assert (by_rows.total, by_group.total) == (Decimal("79.25"), 80)


def test_a_bonus_is_split_into_bonus_rows() -> None:
    text = '[[split]]\nform = "head"\ncriterion = "III"\n' + "".join(
        f'[[split.row]]\ncode = "III.{n}"\nlabel = "x"\nmax = {most}\n'
        for n, most in enumerate((4, 3, 3), start=1)
    )

    form = own(text).form("head")

    assert form is not None
    assert [row.kind for row in form.children("III")] == [Kind.BONUS] * 3
    assert rate(own(text), case(form="head", I="20", II="60", III_1="2"), MONTH).total == 82


def test_a_unit_says_what_an_event_costs() -> None:
    version = own('[[cost]]\nevent = "LATE"\npoints = 0.5\ncap = 2\n')

    event = next(event for event in version.events if event.code == "LATE")
    assert (event.points, event.cap, event.source.standing) == (Decimal("0.5"), 2, Standing.UNIT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SPLIT.replace("max = 4", "max = 3.5"), "the rows under I.1 add up to 5.5, not to 6"),
        (SPLIT.replace("max = 4", "max = 0"), "a maximum of more than 0"),
        (SPLIT.replace("max = 4", ""), "a maximum of more than 0"),
        (SPLIT.replace('"I.1"', '"I.9"'), "has no row “I.9”"),
        (SPLIT.replace('"staff"', '"boss"'), "form “boss” has no row"),
        (SPLIT.replace('"I.1"', '"I"'), "is not one that can be split"),
        (SPLIT.replace('"I.1.a"', '"I.2"'), "used twice"),
        (SPLIT.replace("step = 0.25", "step = 0.75"), "is never reached"),
        (SPLIT.replace("step = 0.25", "steps = 0.25"), "nothing is called so here"),
        (SPLIT + SPLIT, "is not one that can be split"),
        ('[[cost]]\nevent = "SNOW"\npoints = 1\n', "there is no event “SNOW”"),
        ('[[cost]]\nevent = "LATE"\n', "points: this is missing"),
        ('[[level]]\ncode = "A"\n', "nothing is called so here"),
    ],
)
def test_a_split_that_does_not_fit_the_frame_is_refused(text: str, words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        own(text)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (OWN.replace('"hn-3814-2018"', '"other"'), "that this one extends is not at hand"),
        (OWN.replace('code = "hn-3814-pnv"', 'code = "hn-3814-2018"'), "needs a code of its own"),
        (OWN.replace('unit = "PNV"', ""), "unit: this is missing"),
        (OWN.replace("2019-01-01", "2022-01-01"), "outside the days"),
        (OWN.replace("version = 2", ""), "version: this is missing"),
    ],
)
def test_a_version_that_does_not_say_whose_it_is_is_refused(head: str, words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        own(head=head)

    assert words in str(refused.value)


def test_a_unit_s_version_needs_its_base_at_hand() -> None:
    with pytest.raises(PolicyError, match="not at hand"):
        own(base=None)


def test_a_unit_s_version_brings_no_forms_of_its_own() -> None:
    with pytest.raises(PolicyError, match="it splits those it extends"):
        read_policy({"policy.toml": OWN + SPLIT, "staff.toml": "code = 'staff'"}, base=HANOI)


FRAME = shipped()["hn-1841-2021"]
LATER = OWN.replace("3814-2018", "1841-2021").replace("hn-3814-pnv", "hn-1841-pnv").replace("2019", "2022")


def test_a_quota_that_the_frame_leaves_open_is_filled_in_by_the_unit() -> None:
    filled = own('[[quota]]\nlevel = "A"\npercent = 25\n', LATER, FRAME)

    (quota,) = filled.quotas
    assert (quota.percent, quota.base, quota.source.standing) == (25, "rated", Standing.UNIT)
    assert FRAME.quotas[0].percent is None


def test_a_unit_may_be_stricter_than_the_frame() -> None:
    assert own('[[quota]]\nlevel = "A"\npercent = 20\n').quotas[0].percent == 20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('level = "A"\npercent = 31\n', "the frame allows at most 30 percent"),
        ('level = "B"\npercent = 10\n', "the policy has no quota of level “B”"),
        ('level = "A"\n', "say the percent, or whom it is taken of"),
        ('level = "A"\nbase = "good"\n', "only the two readings of “good” may be exchanged"),
        ('level = "A"\nbase = "all"\n', "this must be one of: rated"),
        ('level = "A"\npercent = 20\nblocks = false\n', "nothing is called so here"),
    ],
)
def test_a_quota_outside_the_frame_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        own("[[quota]]\n" + text)

    assert words in str(refused.value)
