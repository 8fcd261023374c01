"""The rules of CONTRIBUTING.md that no other tool checks; each names the file and line that breaks it."""

import ast
import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject

from evalapp.base import paths
from evalapp.cli.main import COMMANDS, NOUNS
from evalapp.devtools.words import CATALOGUE, extracted, read_catalogue
from evalapp.domain.actions import ACTION_WORDS
from evalapp.domain.history_words import DETAIL_WORDS
from evalapp.ui.shell.keys import MESSAGE_KEYS, TEXT_KEYS, WINDOW_KEYS

ROOT = paths.checkout()
PACKAGE = ROOT / "evalapp"
SCREENS = PACKAGE / "ui" / "screens"
TEXTS = (".cfg", ".cmd", ".css", ".in", ".ini", ".json", ".lock", ".md", ".nsi", ".po", ".ps1", ".py", ".pyi")
TEXTS += (".qss", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml", "")

LONGEST_MODULE = 450
# The driver counts its waiting time in seconds, as a float.
DRIVER = ("store/engine.py",)
# Qt calls that put a text before a user's eyes.
SHOWING = {
    "QLabel",
    "QPushButton",
    "QToolButton",
    "QCheckBox",
    "QRadioButton",
    "QGroupBox",
    "QAction",
    "QMenu",
}
SHOWING |= {
    "setText",
    "setTitle",
    "setWindowTitle",
    "setToolTip",
    "setStatusTip",
    "setPlaceholderText",
    "addTab",
}
SHOWING |= {"setAccessibleName", "setAccessibleDescription", "setInformativeText", "addMenu", "addAction"}

Place = str
Test = Callable[[ast.AST], bool]


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def found(breaks: Test, *folders: str, except_in: tuple[str, ...] = ()) -> list[Place]:
    """Where the modules of some folders hold a piece of code that breaks a rule."""
    return [
        place(module, node)
        for module in modules(*folders)
        if module.relative_to(PACKAGE).as_posix() not in except_in
        for node in ast.walk(parsed(module))
        if breaks(node)
    ]


def place(module: Path, node: ast.AST) -> Place:
    return f"{module.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"


def calls_method(*names: str) -> Test:
    return lambda node: (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
    )


def makes_a_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"


def asks_the_time(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date"}
    )


def called_name(node: ast.Call) -> str:
    """The last word of what is called: `Column` of `columns.Column[Row](...)`."""
    called = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def text_in(node: ast.AST) -> str | None:
    """The text of a literal, marked for translation or not; None for anything computed."""
    if isinstance(node, ast.Call) and called_name(node) == "N_":
        return text_in(node.args[0])
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def messages_with_values() -> Iterator[tuple[Place, str, set[str]]]:
    for module in modules("evalapp"):
        for node in ast.walk(parsed(module)):
            if not (isinstance(node, ast.Call) and called_name(node) in {"UserError", "tr"} and node.args):
                continue
            text, given = text_in(node.args[0]), {word.arg for word in node.keywords}
            if text is not None and None not in given:
                yield place(module, node), text, {name for name in given if name}


def project_files() -> list[Path]:
    ignored = re.compile(r"(^|/)(\.(?!ci/)[^/]+|out|build|dist|__pycache__|[^/]+\.egg-info)(/|$)")
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if not ignored.search(path.relative_to(ROOT).as_posix()) and path.is_file() and path.suffix in TEXTS
    ]


def test_points_are_never_floats() -> None:
    kept = found(makes_a_float, "evalapp/domain", "evalapp/usecases", "evalapp/store", except_in=DRIVER)

    assert kept == []


def test_there_is_one_kind_of_record() -> None:
    def imports_another(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and node.module == "dataclasses"

    assert found(imports_another, "evalapp") == []


def test_only_one_module_knows_where_files_lie() -> None:
    def asks(node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id == "__file__"

    assert found(asks, "evalapp", except_in=("base/paths.py",)) == []


def test_dialogs_that_stop_everything_have_one_home() -> None:
    assert found(calls_method("exec", "exec_"), "evalapp", except_in=("ui/kit/dialogs.py", "app.py")) == []


def test_only_the_unit_of_work_commits() -> None:
    assert found(calls_method("commit"), "evalapp", except_in=("store/work.py",)) == []


def test_only_the_clock_asks_the_time() -> None:
    assert found(asks_the_time, "evalapp", except_in=("base/clock.py",)) == []


def test_every_message_is_said_in_vietnamese() -> None:
    catalogue = read_catalogue(paths.resources() / CATALOGUE)

    assert sorted(text for text in extracted(PACKAGE) if not catalogue.get(text)) == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    catalogue = read_catalogue(paths.resources() / CATALOGUE)

    assert sorted(catalogue.keys() - extracted(PACKAGE)) == []


def test_a_translation_has_the_placeholders_of_its_source() -> None:
    catalogue = read_catalogue(paths.resources() / CATALOGUE)

    assert [
        text for text, said in catalogue.items() if said and placeholders(said) != placeholders(text)
    ] == []


def test_every_placeholder_of_a_message_gets_its_value_and_every_value_its_placeholder() -> None:
    assert [where for where, text, values in messages_with_values() if placeholders(text) != values] == []


def test_what_the_window_says_too_names_no_command() -> None:
    nouns = "|".join(noun for noun, _ in (*NOUNS, *COMMANDS))
    command = re.compile(rf"(evalapp |[“`])({nouns}) [a-z]+|(?<![\w-])--[a-z]")
    said = [
        (place(module, node), text)
        for module in modules("evalapp")
        if module.relative_to(PACKAGE).parts[0] not in {"cli", "devtools"}
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.Call) and called_name(node) in {"N_", "tr", "UserError"} and node.args
        if (text := text_in(node.args[0])) is not None
    ]

    assert [(where, text) for where, text in said if command.search(text)] == []


def test_every_action_that_the_history_records_has_its_words() -> None:
    nodes = [node for m in modules("evalapp") for node in ast.walk(parsed(m)) if isinstance(node, ast.Call)]
    recorded = {
        part.value
        for call in nodes
        if ast.unparse(call.func) == "work.audit.record"
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }

    assert recorded
    assert recorded ^ set(ACTION_WORDS) == set()


def test_every_part_of_what_the_history_records_has_its_words() -> None:
    recorded = {
        part.arg
        for module in modules("evalapp/usecases")
        for node in ast.walk(parsed(module))
        if calls_method("record")(node)
        for part in cast("ast.Call", node).keywords
        if part.arg is not None
    }

    assert recorded - {"before", "after"} - set(DETAIL_WORDS) == set()


def test_no_text_hides_inside_another_where_the_catalogue_misses_it() -> None:
    def hides(node: ast.AST) -> bool:
        return isinstance(node, ast.JoinedStr) and any(
            isinstance(part, ast.Call)
            and called_name(part) in {"tr", "N_"}
            and text_in(part.args[0]) is not None
            for part in ast.walk(node)
        )

    assert found(hides, "evalapp") == []


def test_a_refusal_is_marked_for_translation() -> None:
    def unmarked(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and called_name(node) == "UserError"
            and bool(node.args)
            and isinstance(node.args[0], (ast.Constant, ast.JoinedStr))
        )

    assert found(unmarked, "evalapp") == []


def test_no_untranslated_word_reaches_a_widget() -> None:
    def shown_raw(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and called_name(node) in SHOWING
            and any(
                isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and re.search(r"[^\W\d_]{2}", part.value)
                for part in node.args
            )
        )

    assert found(shown_raw, "evalapp/ui", "evalapp/app.py") == []


def test_the_title_of_every_column_action_and_setting_is_marked_for_translation() -> None:
    def unmarked(node: ast.AST) -> bool:
        if not (isinstance(node, ast.Call) and called_name(node) in {"Column", "ActionSpec", "Setting"}):
            return False
        words = [part.value for part in node.args[1:] if isinstance(part, ast.Constant)]
        return any(isinstance(word, str) and re.search(r"[A-Z][a-z]", word) for word in words)

    assert found(unmarked, "evalapp") == []


def test_no_action_of_a_screen_takes_a_key_of_the_window() -> None:
    def takes_one(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.keyword)
            and node.arg == "shortcut"
            and text_in(node.value) in {**WINDOW_KEYS, **TEXT_KEYS, **MESSAGE_KEYS}
        )

    assert found(takes_one, "evalapp/ui") == []


def test_every_screen_has_its_parts_and_a_test() -> None:
    missing: list[str] = []
    for screen in sorted(path for path in SCREENS.iterdir() if (path / "__init__.py").exists()):
        source = "\n".join(module.read_text(encoding="utf-8") for module in screen.glob("*.py"))
        wanted = [
            "state.py",
            "screen.py",
            *(["columns.py"] if "Column(" in source or "RowModel(" in source else []),
        ]
        missing += [f"{screen.name}/{name}" for name in wanted if not (screen / name).exists()]
        tests = list((ROOT / "tests").rglob("test_*.py"))
        if not any(f"ui.screens.{screen.name}" in test.read_text(encoding="utf-8") for test in tests):
            missing.append(f"a test of {screen.name}")

    assert missing == []


def test_what_a_screen_shows_and_allows_is_decided_without_qt() -> None:
    def imports_qt(node: ast.AST) -> bool:
        names = [part.name for part in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        return any(name.split(".")[0] in {"PySide6", "qtawesome"} for name in names)

    states = [module for module in modules("evalapp/ui/screens") if module.name in {"state.py", "columns.py"}]

    assert [place(m, node) for m in states for node in ast.walk(parsed(m)) if imports_qt(node)] == []


def test_a_package_says_what_lives_in_it_and_no_more() -> None:
    packages = [module for module in modules("evalapp") if module.name == "__init__.py"]
    root = PACKAGE / "__init__.py"

    assert [place(p, parsed(p)) for p in packages if not ast.get_docstring(parsed(p))] == []
    assert [place(p, parsed(p)) for p in packages if p != root and len(parsed(p).body) != 1] == []


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {module.parent for module in modules("evalapp")}

    assert sorted(str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists()) == []


def test_no_module_is_too_long_to_be_read() -> None:
    lengths = {
        m: len(m.read_text(encoding="utf-8").splitlines()) for m in modules("evalapp", "tests", "packaging")
    }

    assert {m.relative_to(ROOT).as_posix(): n for m, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_the_packaging_folder_never_hides_the_library_of_that_name() -> None:
    assert list((ROOT / "packaging").rglob("__init__.py")) == []


def test_no_path_of_somebodys_machine_is_written_down() -> None:
    machine = re.compile(r"(?<![\w.\-/:])/(?:work|home|root|tmp|Users)/\w")

    assert [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in project_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if machine.search(line)
    ] == []


def test_the_lock_holds_a_hash_for_every_library_and_names_no_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = re.findall(r"^[A-Za-z0-9][^\n]*?==(?:[^\n\\]*\\\n[^\n]*)*", lock, flags=re.MULTILINE)

    assert wanted
    assert [entry.split()[0] for entry in wanted if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--index-url|--extra-index-url|--find-links|--trusted-host", lock) == []


def test_the_set_up_script_names_no_registry() -> None:
    script = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")

    assert re.findall(r"https?://|index-url|find-links|trusted-host", script) == []


def test_nothing_made_by_a_tool_is_kept_with_the_source() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")

    made = re.compile(r"\.(mo|pyc|sqlite-wal|sqlite-shm|pdf|ttf|otf)$|^(out|build|dist)/")
    assert [name for name in listed.stdout.splitlines() if made.search(name)] == []


def test_the_window_library_keeps_its_hands_off_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(1_000):
        thing.setObjectName("a")

    assert sys.getrefcount(None) > before - 500
