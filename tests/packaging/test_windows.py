"""What is packed for Windows: from the lock, by its hashes, with nothing of this machine or of Wine."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from locked import needed_by_users, pins, write_lock
from pictures import write_icon
from PIL import Image
from steps import forget_missing
from windows import HERE, PYTHON_LOCK, for_windows, is_used, write_file_list
from wine import SHIMS

INSTALLER = (HERE / "installer.nsi").read_text(encoding="utf-8")


def test_every_library_is_asked_for_by_its_hash_and_what_only_windows_needs_is_among_them(
    tmp_path: Path,
) -> None:
    lock = pins(write_lock(tuple(map(for_windows, needed_by_users())), tmp_path / "windows.lock"))

    assert all(any("--hash=sha256:" in line for line in pin.lines) for pin in lock.values())
    assert lock["tzdata"].marker == ""


def test_the_python_for_windows_is_pinned_by_its_whole_hash() -> None:
    (pin,) = pins(PYTHON_LOCK).values()

    assert re.search(r"--hash=sha256:[0-9a-f]{64}$", pin.lines[-1])


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt6Core.dll",
        "PySide6/__init__.py",
        "PySide6/plugins/platforms/qwindows.dll",
        "qtawesome/fonts/phosphor-1.3.0.ttf",
        "evalapp/_bundled/resources/policies/x/policy.toml",
        "reportlab-5.1.0.dist-info/licenses/LICENSE",
    ],
)
def test_what_the_program_runs_on_is_kept(place: str) -> None:
    assert is_used(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt6Quick.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/designer.exe",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "qtawesome/fonts/codicon-0.0.36.ttf",
        "bin/evalapp",
        "PIL/_avif.cp313-win_amd64.pyd",
        "reportlab/fonts/DarkGarden.sfd",
        "evalapp-0.1.0.dist-info/direct_url.json",
    ],
)
def test_what_no_screen_uses_and_what_names_this_machine_is_left_out(place: str) -> None:
    assert not is_used(place)


def test_the_installer_writes_every_file_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in (
        "runtime/b/two.py",
        "runtime/b/one.py",
        "runtime/a.dll",
        "licences/NOTICES.txt",
        "evalapp.exe",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")

    lines = write_file_list(tmp_path, tmp_path / "files.nsh").read_text(encoding="utf-8").splitlines()

    assert [line.strip().replace(f"{tmp_path}/", "") for line in lines] == [
        "!macro WriteRuntime",
        'SetOutPath "$INSTDIR\\runtime.new"',
        'File "runtime/a.dll"',
        'SetOutPath "$INSTDIR\\runtime.new\\b"',
        'File "runtime/b/one.py"',
        'File "runtime/b/two.py"',
        "!macroend",
        "!macro WriteRest",
        'SetOutPath "$INSTDIR"',
        'File "evalapp.exe"',
        'SetOutPath "$INSTDIR\\licences"',
        'File "licences/NOTICES.txt"',
        "!macroend",
    ]


def test_the_lists_of_installed_files_name_only_what_is_there(tmp_path: Path) -> None:
    record = tmp_path / "one-1.0.dist-info/RECORD"
    record.parent.mkdir()
    (tmp_path / "one.py").write_bytes(b"")
    record.write_text("one.py,sha256=x,0\n../../bin/one,sha256=of-this-machine,9\n", encoding="utf-8")

    forget_missing(tmp_path)

    assert record.read_text(encoding="utf-8") == "one.py,sha256=x,0\n"


def test_the_installer_speaks_vietnamese_and_english_alike() -> None:
    said = {
        language: set(re.findall(rf"^LangString (\w+) \$\{{LANG_{language}\}}", INSTALLER, re.MULTILINE))
        for language in ("VIETNAMESE", "ENGLISH")
    }

    assert said["VIETNAMESE"] == said["ENGLISH"] != set()


def test_the_installer_asks_for_no_administrator_and_never_deletes_data() -> None:
    deleted = re.findall(r"^\s*(?:RMDir|Delete)\s+(?:/r\s+)?\"([^\"]+)\"", INSTALLER, re.MULTILINE)

    assert "RequestExecutionLevel user" in INSTALLER
    assert "HKLM" not in INSTALLER
    assert all(place.startswith(("$INSTDIR", "$SMPROGRAMS\\evalapp")) for place in deleted)
    assert '/r "$INSTDIR"' not in INSTALLER


def test_neither_window_nor_console_may_be_open_when_the_program_is_replaced() -> None:
    asked, _, rest = INSTALLER.partition("!macro PutAside")[2].partition('Rename "$INSTDIR')

    assert {"evalapp.exe", "evalapp-cmd.exe"} == set(re.findall(r'FileOpen \$\d "\$INSTDIR\\(.+)" a', asked))
    assert "SetErrorLevel ${IN_USE}" in rest


def test_what_wine_lacks_is_never_packed() -> None:
    names = {shim.stem for shim in SHIMS.glob("*.c")}

    assert names
    assert not any(name in INSTALLER for name in names)
    assert SHIMS.parent == HERE.parent
    assert SHIMS != HERE


def test_the_icon_holds_every_size_that_windows_asks_for(tmp_path: Path) -> None:
    with Image.open(write_icon(tmp_path / "evalapp.ico")) as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]


def test_the_launcher_runs_as_whoever_starts_it_and_sharply_on_every_screen() -> None:
    said = ElementTree.parse(HERE / "launcher.manifest").getroot()
    told = {element.tag.rpartition("}")[2]: element for element in said.iter()}

    assert told["requestedExecutionLevel"].get("level") == "asInvoker"
    assert told["dpiAwareness"].text == "PerMonitorV2"
