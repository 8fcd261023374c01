"""Codes of conduct: editions from a day on, articles from the office's copy, what they suggest, searching."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.conduct import ConductCode, Topic
from evalapp.domain.inspections import Severity
from evalapp.store.workspace import Workspace
from evalapp.usecases.conduct import (
    drop_topic,
    fill_topic,
    find_topics,
    install_code,
    list_codes,
    list_editions,
    list_topics,
    publish_code,
    save_topic,
    topic_history,
)
from tests import make

MARCH, JUNE = date(2018, 3, 1), date(2018, 6, 1)
BADGE = Topic("PNV.BADGE", "Đeo thẻ", "Đeo thẻ công chức trong giờ làm việc", "Điều 4", Severity.LIGHT)
PHONE = Topic("PNV.PHONE", "Điện thoại", "Không dùng điện thoại khi tiếp dân")
OWN = ConductCode("quy-tac-pnv", "Quy tắc của Phòng", "12/QĐ-PNV", "Phòng Nội vụ", MARCH, (BADGE,))
FILE = """code = "quy-tac-pnv"
title = "Quy tắc của Phòng"
number = "12/QĐ-PNV"
issuer = "Phòng Nội vụ"
signed = 2018-03-01

[[topic]]
code = "PNV.BADGE"
label = "Đeo thẻ"
text = "Đeo thẻ công chức trong giờ làm việc"
article = "Điều 4"
severity = "light"
"""


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """An office with a code of its own, and an edition from June with a second topic."""
    made = make.office(tmp_path)
    with made.work() as work:
        publish_code(work, code=OWN, since=MARCH)
        save_topic(work, code=OWN.code, topic=PHONE, since=JUNE)
    return made


def test_an_edition_holds_from_its_day_and_the_one_before_stays(own: Workspace) -> None:
    with own.work() as work:
        then = {each.topic.code for each in list_topics(work, day=date(2018, 5, 31)) if each.code.is_own}
        now = {each.topic.code for each in list_topics(work, day=JUNE) if each.code.is_own}
        dropped = drop_topic(work, code=OWN.code, topic="pnv.badge", since=date(2018, 7, 1))
        editions = list_editions(work, code=OWN.code)
        with pytest.raises(UserError):
            save_topic(work, code=OWN.code, topic=BADGE, since=MARCH)
        with pytest.raises(UserError):
            drop_topic(work, code="hn-522-2017", topic="HN522.DRESS", since=JUNE)

    assert (then, now) == ({"PNV.BADGE"}, {"PNV.BADGE", "PNV.PHONE"})
    assert ([each.edition for each in editions], len(dropped.topics)) == ([3, 2, 1], 1)


def test_a_code_from_a_file_is_the_same_edition_the_second_time(own: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "quy-tac.toml"
    file.write_text(FILE, "utf-8")
    taken = tmp_path / "trung.toml"
    taken.write_text(FILE.replace("PNV.BADGE", "HN522.DRESS").replace("quy-tac-pnv", "khac"), "utf-8")

    with own.work() as work:
        first = install_code(work, file=file, since=date(2018, 8, 1), unit="PNV")
        again = install_code(work, file=file, since=date(2018, 8, 1), unit="PNV")
        with pytest.raises(UserError):
            install_code(work, file=taken)

    assert (first.edition, again.edition, first.unit) == (3, 3, "PNV")


def test_an_article_is_filled_in_with_the_copy_it_was_read_from(own: Workspace) -> None:
    with own.work() as work:
        with pytest.raises(UserError):
            fill_topic(work, topic="HN522.DRESS", article="Điều 5")
        fill_topic(work, topic="hn522.dress", article="Điều 5", source="bản sao có đóng dấu")
        fill_topic(work, topic="HN522.DRESS", severity=Severity.MEDIUM)
        [dress] = [each for each in list_topics(work) if each.topic.code == "HN522.DRESS"]
        history = topic_history(work, topic="HN522.DRESS")

    assert (dress.topic.article, dress.topic.severity) == ("Điều 5", Severity.MEDIUM)
    assert [each.source for each in history] == ["bản sao có đóng dấu"] * 2


def test_a_topic_says_what_the_policy_of_the_unit_ties_to_it(own: Workspace) -> None:
    with own.work() as work:
        unit = work.units.by_code("PNV")
        found = {each.topic.code: each.advice for each in list_topics(work, day=date(2018, 7, 31), unit=unit)}

    dress = found["HN522.DRESS"]
    assert dress is not None
    assert (dress.code, found["PNV.PHONE"]) == ("DRESS", None)


@pytest.mark.parametrize("words", ["dien thoai", "ĐIỆN THOẠI dan", "pnv.phone"])
def test_a_topic_is_found_without_accents(own: Workspace, words: str) -> None:
    with own.work() as work:
        found = find_topics(words, list_codes(work, day=JUNE))

    assert [topic.code for _, topic in found] == ["PNV.PHONE"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("muon", "HN522.TIME"),
        ("đi muộn", "HN522.TIME"),
        ("deo the", "HN522.DRESS"),
        ("xả rác", "HN1665.NO.LITTER"),
    ],
)
def test_a_topic_is_found_by_what_people_call_a_breach_every_day(words: str, code: str) -> None:
    assert next(topic.code for _, topic in find_topics(words)) == code


def test_everyday_words_are_kept_with_an_edition_and_change_no_hash_of_one_without(own: Workspace) -> None:
    with own.work() as work:
        [before, *_] = list_editions(work, code=OWN.code)
        worded = replace(PHONE, code="PNV.GAME", keywords="nhắn tin, facebook")
        save_topic(work, code=OWN.code, topic=worded, since=JUNE)
        found = find_topics("nhan tin", list_codes(work, day=JUNE))

    assert [topic.keywords for _, topic in found] == ["nhắn tin, facebook"]
    assert before.hash == ConductCode.of(before.document, edition=1, since=MARCH).hash
    assert "keywords" not in before.document["topic"][0]
