"""Rules as sentences, in both languages, made of pieces that a screen can put controls in."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from evalapp.base.messages import use_language
from evalapp.domain.policy.condition_trees import Asked, part_at, tree_of
from evalapp.domain.policy.fact_words import fact_title, with_facts_named
from evalapp.domain.policy.facts import FACTS
from evalapp.domain.policy.rule_kinds import GATE, RULE_KINDS, Rule, rule_at, rules_of
from evalapp.domain.policy.rule_sentences import condition_text, pieces_of, sentence_of
from evalapp.usecases.policies import shipped
from tests.domain.policy import small
from tests.domain.policy.many import many
from tests.domain.policy.random_conditions import CONDITIONS

ABSENT = """
[[gate]]
code = "ABSENT"
label = "Vắng nhiều"
do = "cap"
level = "C"
since = 2018-07-01
once_only = true
when = { all = [{ fact = "complaints_upheld", test = "at_least", value = 3 }, { any = [
  { fact = "on_time", test = "below", value = "87.5" }, { fact = "disciplined", value = false }] }] }
source = { document = "Quy chế 12", article = "Điều 5", standing = "unit" }
"""


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    use_language("vi")
    yield
    use_language("en")


def said(main: str) -> str:
    document = small.policy(small.FOUR_LEVELS + main).document
    [rule] = (each for each in rules_of(document) if each.kind.key != "level")
    return sentence_of(rule, document)


def test_a_gate_is_one_sentence_with_its_article() -> None:
    assert said(ABSENT) == (
        "Nếu số đơn thư, phản ánh được kết luận là đúng từ 3 đơn trở lên và "
        "(tỷ lệ hồ sơ đúng hạn dưới 87,5 % hoặc không bị kỷ luật trong kỳ) "
        "thì xếp loại không quá C, cùng một vi phạm chỉ tính một lần, "
        "từ ngày 01/07/2018 (Quy chế 12, Điều 5, do đơn vị quy định)."
    )


def test_the_same_gate_in_english() -> None:
    use_language("en")

    assert said(ABSENT) == (
        "If complaints found to be right is 3 letters or more and "
        "(share of files on time is below 87.5 % or not disciplined in the period) "
        "then the level is at most C, the same breach once only, from 01/07/2018 "
        "(Quy chế 12, Điều 5, by the unit)."
    )


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        (
            '[[event]]\ncode = "LATE"\nlabel = "Đi muộn"\ncriterion = "I"\npoints = 2\ncap = 6\n'
            "repeat = 1.5\nneeds_document = true\n",
            "Nếu có “Đi muộn” thì mỗi lần trừ 2 điểm ở I (Chung), từ lần thứ hai trong kỳ gấp 1,5 lần, "
            "tối đa 6 điểm trong một kỳ, phải có văn bản (chưa có điều khoản, mặc định, chưa ai xác nhận).",
        ),
        (
            '[[event]]\ncode = "LATE"\nlabel = "Đi muộn"\ncriterion = "I"\npercent = 10\n',
            "Nếu có “Đi muộn” thì mỗi lần trừ 10 % của I (Chung) "
            "(chưa có điều khoản, mặc định, chưa ai xác nhận).",
        ),
        (
            '[[quota]]\nlevel = "A"\npercent = 20\nbase = "rated"\nblocks = false\n',
            "Nếu quá 20 % số người được xếp loại trong toàn đơn vị đạt mức A thì nhắc "
            "(chưa có điều khoản, mặc định, chưa ai xác nhận).",
        ),
        (
            '[[bonus_ground]]\ncode = "IDEA"\nlabel = "Sáng kiến"\npoints = 2\ndecided_by = "meeting"\n'
            "needs_note = false\n",
            "Nếu có “Sáng kiến” thì mỗi lần được thưởng 2 điểm, do cuộc họp quyết định "
            "(chưa có điều khoản, mặc định, chưa ai xác nhận).",
        ),
        (
            '[findings]\nexplain_working_days = 5\nmust_hear = true\nopen_findings = "close"\n',
            "Nếu kiểm tra phát hiện vi phạm thì người liên quan giải trình trong 5 ngày làm việc; "
            "chưa yêu cầu giải trình thì không xác nhận; khi chưa có kết luận thì tháng chưa được chốt; "
            "xác nhận sau khi tháng đã xong thì tính vào tháng đang mở kế tiếp "
            "(chưa có điều khoản, mặc định, chưa ai xác nhận).",
        ),
        (
            '[[consequence]]\ncode = "TWO-D"\nlabel = "Xem xét"\nkind = "review"\n'
            'when = { fact = "previous_levels", test = "begins_with", value = ["D"] }\n',
            "Nếu các mức xếp loại trước gần nhất là D thì đề nghị xem xét lại: Xem xét "
            "(chưa có điều khoản, mặc định, chưa ai xác nhận).",
        ),
    ],
)
def test_every_kind_of_rule_says_what_follows_from_what(main: str, sentence: str) -> None:
    assert said(main) == sentence


def test_levels_are_rules_too() -> None:
    document = small.policy(small.FOUR_LEVELS.replace("min = 70", "min = 70\nmin_included = false")).document

    sentences = [sentence_of(rule, document).split(" (chưa")[0] for rule in rules_of(document)]

    assert sentences == [
        "Nếu tổng điểm từ 90 trở lên thì xếp loại A (Xuất sắc)",
        "Nếu tổng điểm trên 70 thì xếp loại B (Tốt)",
        "Nếu tổng điểm từ 50 trở lên thì xếp loại C (Hoàn thành)",
        "Còn lại xếp loại D (Không hoàn thành)",
    ]


@pytest.mark.parametrize("code", sorted(shipped()))
def test_every_rule_that_ships_has_its_sentence_in_vietnamese(code: str) -> None:
    document = shipped()[code].document

    sentences = [sentence_of(rule, document) for rule in rules_of(document)]

    assert all(sentences)
    assert [text for text in sentences if ("…" in text and "(…" in text) or " If " in f" {text}"] == []


def test_all_kinds_of_rules_occur_in_what_ships() -> None:
    seen = {rule.kind.key for policy in shipped().values() for rule in rules_of(policy.document)}

    assert seen == {kind.key for kind in RULE_KINDS} - {"findings"}  # a unit's own to say


@given(CONDITIONS)
@many(200)
def test_every_blank_of_a_sentence_leads_to_the_comparison_it_stands_for(written: Any) -> None:
    rule = Rule(GATE, ("gate", 0), {"do": "cap", "level": "B", "when": written})

    pieces = pieces_of(rule, {"gate": [rule.values]})

    asked = [part_at(tree_of(written), piece.spot) for piece in pieces if piece.spot is not None]
    assert asked
    assert all(isinstance(part, Asked) for part in asked)
    assert condition_text(written) in "".join(piece.text for piece in pieces)


def test_a_place_in_the_document_leads_to_its_rule() -> None:
    document = shipped()["nd-90-2020"].document

    found = [
        rule_at(document, path)
        for path in (("gate", 1, "when", "all", 0, "value"), ("level", 0, "further", 1, "when"), ("title",))
    ]

    assert [rule.path if rule else None for rule in found] == [("gate", 1), ("level", 0, "further", 1), None]


def test_a_fact_is_called_by_its_title_in_the_language_of_the_window() -> None:
    assert fact_title("complaints_upheld") == "Số đơn thư, phản ánh được kết luận là đúng"
    use_language("en")
    assert fact_title("complaints_upheld") == "Complaints found to be right"
    assert not [name for name, fact in FACTS.items() if fact_title(name) == fact.label]


def test_a_refusal_says_a_fact_by_its_name() -> None:
    assert with_facts_named("“backlog” là gì?") == "“để công việc tồn đọng kéo dài” là gì?"
