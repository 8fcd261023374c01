"""The recovery page of the README, followed literally: a dead disk, a lost laptop, a forgotten password."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from evalapp.base import paths
from evalapp.domain.rights import UserRole
from evalapp.store import encryption
from evalapp.usecases.users import add_user, set_password, sign_in
from evalapp.usecases.workspaces import open_workspace
from tests import make
from tests.cli.run import JULY, Console
from tests.documents.papers.reading_back import text_of
from tests.store.outside import tamper

TOLD = re.compile(r"\d+-[0-9a-f]{12}")


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("report", "summary"), "pdf"),
        (("report", "summary"), "xlsx"),
        (("report", "person", "--person", "NV003"), "xlsx"),
        (("report", "rewards"), "pdf"),
        (("report", "distribution"), "xlsx"),
        (("paper", "meeting"), "docx"),
    ],
)
def test_every_paper_tells_the_end_of_the_history(
    closed: Console, tmp_path: Path, words: tuple[str, ...], ending: str
) -> None:
    out = tmp_path / f"giay.{ending}"
    form = () if ending == "docx" else ("--format", ending)

    closed.json(*words, *JULY, *form, "--out", out)

    assert told_by(out) == {closed.json("audit", "verify")["rows"]}


def test_a_json_document_is_what_scripts_rely_on_and_the_history_is_told_beside_it(
    closed: Console, tmp_path: Path
) -> None:
    out = tmp_path / "thang.json"

    written = closed.json("report", "summary", *JULY, "--format", "json", "--out", out)

    assert written["history"].startswith(f"{closed.json('audit', 'verify')['rows']}-")
    assert "history" not in json.loads(out.read_text(encoding="utf-8"))


def test_the_log_of_visits_and_forms_that_are_sent_out_tell_it_where_no_reader_takes_it_for_a_row(
    closed: Console, tmp_path: Path
) -> None:
    closed.json("inspection", "export", "--out", tmp_path / "so.xlsx")

    with ZipFile(tmp_path / "so.xlsx") as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith("xml"))
    assert TOLD.search(text)
    assert closed("inspection", "import", tmp_path / "so.xlsx", "--dry-run").code == 0


def told_by(file: Path) -> set[int]:
    """How long the history was, as a paper tells it."""
    content = file.read_bytes()
    if file.suffix == ".pdf":
        text = text_of(content)
    else:
        with ZipFile(file) as archive:
            text = " ".join(
                archive.read(name).decode() for name in archive.namelist() if name.endswith("xml")
            )
    return {int(told.split("-")[0]) for told in TOLD.findall(text) if "Nhật ký" in text}


@pytest.fixture
def closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """An office with a closed month."""
    workspace = make.office(tmp_path)
    make.closed(workspace)
    workspace.close()
    return Console(workspace.path, capsys)


def test_after_a_dead_disk_work_goes_on_from_the_second_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    disk, stick = tmp_path / "disk", tmp_path / "usb"
    disk.mkdir()
    stick.mkdir()
    workspace = make.office(disk)
    make.scored(workspace)
    workspace.close()
    console = Console(workspace.path, capsys)
    console.json("workspace", "backups", "--second", stick)
    console.json("workspace", "backup")
    before = console.json("month", "status", *JULY)
    shutil.rmtree(disk)

    newest = max(stick.iterdir())
    elsewhere = Console(tmp_path / "new" / "w.sqlite", capsys)
    preview = elsewhere.json("workspace", "restore", newest, "--preview")
    elsewhere.json("workspace", "restore", newest)

    assert (preview["people"], preview["lost"]["rows"], preview["present_rows"]) == (10, 0, None)
    assert elsewhere.json("workspace", "check")["ok"] is True
    assert elsewhere.json("month", "status", *JULY) == before


def test_a_forgotten_password_is_set_anew_by_another_administrator(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        add_user(work, name="Hà", role=UserRole.ADMINISTRATOR)
    make.give_password(workspace, "Hà", "mật khẩu của Hà")
    workspace.close()

    rescued = open_workspace(workspace.path, user="Hà", ask_password=lambda _name: "mật khẩu của Hà")
    with rescued.work() as work:
        set_password(work, name="local", password="mật khẩu mới")
    sign_in(rescued, "local", lambda _name: "mật khẩu mới")

    assert rescued.user.name == "local"
    rescued.close()


def test_an_encrypted_laptop_that_is_lost_goes_on_elsewhere_with_the_recovery_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    encryption.forget_others(None)
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", "mat khau cua may")
    laptop, stick = tmp_path / "laptop", tmp_path / "usb"
    laptop.mkdir()
    stick.mkdir()
    make.office(laptop).close()
    console = Console(laptop / "w.sqlite", capsys)
    code = console.json("workspace", "encrypt")["recovery_code"]
    console.json("workspace", "backups", "--second", stick)
    console.json("workspace", "backup")
    shutil.rmtree(laptop)
    encryption.forget_others(None)
    monkeypatch.setenv("EVALAPP_FILE_PASSWORD", code)
    monkeypatch.setenv("EVALAPP_NEW_FILE_PASSWORD", "mat khau moi")

    elsewhere = Console(tmp_path / "new" / "w.sqlite", capsys)
    elsewhere.json("workspace", "restore", next(stick.glob("*.sqlite")))
    info = elsewhere.json("workspace", "info")
    elsewhere.json("workspace", "password")

    assert info["people"] == 10
    assert {path.suffix for path in stick.iterdir()} == {".sqlite", ".key"}


def test_a_forgotten_password_is_set_anew_with_the_printed_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        add_user(work, name="Hà", role=UserRole.ADMINISTRATOR)
    make.give_password(workspace, "Hà", "đã quên mất rồi")
    workspace.close()
    console, sheet = Console(workspace.path, capsys), tmp_path / "phieu.pdf"
    monkeypatch.setattr("sys.stdin", io.StringIO("đã quên mất rồi\n"))
    code = console.json("user", "recovery", "Hà", "--sheet", sheet, "--as", "Hà")["recovery_code"]

    printed = text_of(sheet.read_bytes())
    typed = f"{code.lower()}\nmật khẩu mới\nmật khẩu mới\n"
    done = typed_in(workspace.path, "user", "recover", "Hà", keys=typed)
    again = typed_in(workspace.path, "user", "list", "--as", "Hà", keys=f"{code}\n")
    opened = typed_in(workspace.path, "user", "list", "--as", "Hà", keys="mật khẩu mới\n")

    assert code in printed
    assert "Người dùng: Hà" in printed
    assert (done, again, opened) == (0, 1, 0)


def typed_in(file: Path, *words: str, keys: str) -> int:
    """A command in a process without a terminal, which reads what is typed from its input."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "evalapp", "--workspace", str(file), *words],
        cwd=paths.checkout(),
        env={**os.environ, "PYTHONPATH": str(paths.checkout()), "PYTHONUTF8": "1"},
        input=keys,
        encoding="utf-8",
        capture_output=True,
        start_new_session=True,
        check=False,
    ).returncode


def test_a_paper_is_verified_against_the_file_and_a_changed_file_is_told(
    closed: Console, tmp_path: Path
) -> None:
    closed.json("report", "summary", *JULY, "--format", "pdf", "--out", tmp_path / "giay.pdf")
    paper = text_of((tmp_path / "giay.pdf").read_bytes())

    verified = closed.json("audit", "verify")
    checked = closed.json("workspace", "check")
    seal = closed.json("report", "summary", *JULY, "--format", "json")["hash"]
    told = closed.json("audit", "verify", "--told", TOLD.findall(paper)[0])["told"]
    assert (verified["ok"], checked["ok"], seal[:12] in paper.replace(" ", "")) == (True, True, True)
    assert (told["seq"], told["hash"]) == (verified["rows"], verified["head"])
    assert closed("audit", "verify", "--told", "7-0123456789ab").code == 1
    tamper(Path(closed.workspace), "UPDATE result SET total = 9900 WHERE sheet_id = 4")

    assert closed("workspace", "check").code == 1
