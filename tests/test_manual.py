"""The manual speaks of the program that is here: its words, its screens, its pictures."""

import re
import shlex
from argparse import ArgumentParser
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from evalapp.base import paths
from evalapp.base.messages import LANGUAGES, language, use_language
from evalapp.cli.main import NOUNS, parser
from evalapp.devtools.words import CATALOGUE, read_catalogue
from evalapp.documents.manual import Manual, links, quoted
from evalapp.documents.manual_html import write_html
from evalapp.documents.manual_pdf import write_pdf
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.grid_keys import command_of
from evalapp.ui.kit.key_words import keys_named, keys_text
from evalapp.ui.manual import the_manual
from evalapp.ui.pictures import SCENE_NAMES
from evalapp.ui.shell.keys import MENU_KEYS, MESSAGE_KEYS, TEXT_KEYS, WINDOW_KEYS

KEY = re.compile(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:\w+)\b|\bF\d{1,2}\b")
LOCK_KEY = "Ctrl+Alt+L"


@cache
def manual(code: str) -> Manual:
    before = language()
    use_language(code)
    try:
        return the_manual()
    finally:
        use_language(before)


@pytest.fixture(scope="module")
def booklet(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The manual for the printer, which takes seconds to set."""
    return PdfDocument(write_pdf(manual("vi"), tmp_path_factory.mktemp("m") / "manual.pdf", title="Manual"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen_has_one_place_in_the_manual(code: str) -> None:
    keys = {spec.key for spec in SCREENS}

    placed = [each.anchor for each in manual(code).sections if each.anchor in keys]

    assert sorted(placed) == sorted(keys)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_that_the_manual_quotes_is_a_word_of_the_program(code: str) -> None:
    catalogue = read_catalogue(paths.resources() / CATALOGUE)
    known = set(catalogue.values()) if code == "vi" else set(catalogue)

    assert [word for word in quoted(manual(code)) if word not in known] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_link_of_the_manual_leads_somewhere(code: str) -> None:
    read = manual(code)
    places = {each.place for each in read.sections} | {f"{page.name}.html" for page in read.pages}

    assert [link for link in links(read) if link not in places] == []


def test_every_picture_of_the_manual_is_a_scene_that_can_be_taken() -> None:
    wanted = {scene for code in LANGUAGES for page in manual(code).pages for scene in page.scenes}

    assert wanted
    assert wanted <= set(SCENE_NAMES)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("mo lai thang da chot", "Mở lại tháng đã chốt"),
        ("chuyen may khac", "Chuyển sang máy khác, máy mới"),
        ("khong co ai", "Đến nơi không có ai, hoặc không ai chịu ký"),
        ("cap nhat", "Cập nhật chương trình"),
        ("font cu", "Danh sách dùng phông chữ cũ (font TCVN3, VNI)"),
        ("Làm sao ghi một cuộc kiểm tra?", "Một cuộc kiểm tra"),
        ("quen mat khau", "Quên mật khẩu: phiếu khôi phục"),
        ("Chốt và in thế nào?", "Chốt tháng và in"),
        ("ty le tinh the nao", "Tỷ lệ được tính thế nào"),
        ("may moi", "Chuyển sang máy khác, máy mới"),
        ("Ổ đĩa đầy thì sao?", "Ổ đĩa đầy"),
        ("How do I score 30 people?", "Score 30 people in an evening"),
        ("How do I take in a list with old fonts?", "A list with old fonts (TCVN3, VNI)"),
        ("log a visit", "Inspections"),
        ("I forgot my password", "I forgot my password"),
        ("How do I close and print?", "Close the month and print"),
        ("How is the quota computed?", "How the quota is computed"),
        ("How do I move to a new PC?", "Moving to a new computer (PC)"),
        ("What if the disk is full?", "The disk is full"),
    ],
)
def test_a_newcomer_s_question_is_answered_first_in_their_own_words(asked: str, answered: str) -> None:
    assert answered in {manual(code).found(asked)[0].title for code in LANGUAGES if manual(code).found(asked)}


def test_the_manual_names_every_key_of_every_screen() -> None:
    page = next(each for each in manual("vi").pages if each.name == "90-keys")

    assert "Ctrl+Shift+P" in page.html
    assert "Bảng tổng hợp và phiếu của mọi người (PDF)…" in page.html
    assert all(f"{line}</h2>" in page.html for line in ("Tháng", "Bình xét", "Kiểm tra công vụ"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_key_that_the_manual_names_is_one_that_works(code: str) -> None:
    window = (*WINDOW_KEYS, *TEXT_KEYS, *MENU_KEYS, *MESSAGE_KEYS, LOCK_KEY)
    used = {keys_text(keys_named(keys)) for keys in window}
    for parts in (spec.load() for spec in SCREENS):
        used |= {keys_text([keys]) for action in parts.actions for keys in keys_named(action.shortcut)}
        used |= {word for keys, _ in parts.help.keys for word in (keys, *keys.split())}

    named = {key for page in manual(code).pages for key in KEY.findall(page.html)}

    assert named
    assert {key for key in named if key not in used and not works_in_a_grid(key)} == set()


def works_in_a_grid(keys: str) -> bool:
    sequence: Any = QKeySequence(keys.replace("Enter", "Return"))
    pressed = sequence[0]
    event = QKeyEvent(QEvent.Type.KeyPress, pressed.key(), pressed.keyboardModifiers())
    return command_of(event, is_open=False, moves_inside=False) is not None


def test_the_manual_is_written_for_a_browser(tmp_path: Path) -> None:
    read = manual("vi")

    pages = write_html(read, tmp_path, title="Manual", contents="Contents")

    assert len(pages) == len(read.pages) + 1


def test_the_manual_is_written_for_the_printer_with_its_contents(booklet: Any) -> None:
    read = manual("vi")

    marks = list(booklet.get_toc())
    assert [mark.get_title() for mark in marks] == [each.title for each in read.sections]
    contents = booklet[0].get_textpage().get_text_range()
    settled = next(mark for mark in marks if mark.get_title() == "Mở lại tháng đã chốt")
    assert re.search(rf"Mở lại tháng đã chốt[ .]*{settled.get_dest().get_index() + 1}\b", contents)


def commands() -> list[tuple[str, str]]:
    """Every command that a chapter shows, with the chapter's language."""
    shown = [
        (code, line)
        for code in LANGUAGES
        for page in manual(code).pages
        for token in page.tokens
        if token.type == "fence"
        for line in token.content.splitlines()
    ]
    return [(code, line) for code, line in shown if line.startswith("evalapp ") and "--self-test" not in line]


def test_every_command_that_the_manual_shows_is_one_of_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown, program = commands(), parser()

    refused = [line for _, line in shown if not _is_understood(program, shlex.split(line)[1:])]

    assert refused == [], capsys.readouterr().err
    assert {code for code, _ in shown} == set(LANGUAGES)
    assert {name for name, *_ in NOUNS} <= {word for _, line in shown for word in line.split()}


def _is_understood(program: ArgumentParser, words: list[str]) -> bool:
    try:
        program.parse_args(words)
    except SystemExit as asked:
        return asked.code == 0  # the help
    return True


def test_what_is_typed_into_a_console_stands_in_the_booklet_too(booklet: Any) -> None:
    text = "".join(page.get_textpage().get_text_range() for page in booklet)

    assert "evalapp month settle --unit PNV --period 2018-07" in text
