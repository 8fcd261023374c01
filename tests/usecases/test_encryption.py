"""An encrypted data file: unreadable without password or code, and never lost on the way there or back."""

import json
import shutil
import tempfile
import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.backups import BackupReason
from evalapp.domain.rights import UserRole
from evalapp.store import encryption
from evalapp.store.encryption import Locked, Strength
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import (
    back_up,
    choose_second_folder,
    list_backups,
    preview_file,
    restore,
    secure,
)
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.encryption import Encrypted, change_password, decrypt, encrypt, renew_code
from evalapp.usecases.relocation import move_workspace
from evalapp.usecases.workspaces import open_workspace
from tests import make

CHEAP = Strength(memory=64, passes=1, lanes=1)
PASSWORD = "mật khẩu của máy"
#: Names and words of the office, as they lie in a plain file.
TELLING = ("Phòng Nội vụ".encode(), "Đỗ Thị An".encode())


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """Each test is a new process, which knows no key."""
    encryption.forget_others(None)


def encrypted(folder: Path) -> tuple[Path, Encrypted]:
    """The file of an office with one earlier backup, both encrypted, as another process finds them."""
    files, done = _encrypted()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    forget()
    return folder / "w.sqlite", done


@cache
def _encrypted() -> tuple[dict[Path, bytes], Encrypted]:
    with tempfile.TemporaryDirectory() as name:
        workspace = make.office(Path(name))
        secure(workspace, reason=BackupReason.EXIT)
        done = encrypt(workspace, password=PASSWORD, strength=CHEAP)
        lying = [file for file in Path(name).rglob("*") if file.is_file()]
        return {file.relative_to(name): file.read_bytes() for file in lying}, done


def forget() -> None:
    """What a process that ends does with the keys it knew."""
    encryption.forget_others(None)


def opened(path: Path, secret: str = PASSWORD) -> Workspace:
    return open_workspace(path, ask_secret=lambda _file: secret)


def key_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.key"))


def test_nothing_that_lies_on_the_disk_can_be_read_without_the_password(tmp_path: Path) -> None:
    path, done = encrypted(tmp_path)

    lying = [file for file in tmp_path.rglob("*") if file.is_file()]
    content = b"".join(file.read_bytes() for file in lying)

    assert not any(words in content for words in TELLING)
    assert b"SQLite format 3" not in content
    assert done.code.replace("-", "").encode() not in content
    assert {file.suffix for file in lying} == {".sqlite", ".key"}
    with pytest.raises(Locked, match="is encrypted"):
        open_workspace(path)


def test_password_and_code_open_the_file_and_everything_in_it_is_as_it_was(tmp_path: Path) -> None:
    path, done = encrypted(tmp_path)

    for secret in (PASSWORD, done.code, done.code.lower().replace("-", " ")):
        forget()
        workspace = opened(path, secret)
        with workspace.work() as work:
            check, people = check_workspace(work), len(work.people.all())
        workspace.close()
        assert (check.ok, people) == (True, 10)


def test_a_password_is_the_same_whichever_way_its_letters_are_composed(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)

    opened(path, unicodedata.normalize("NFD", PASSWORD)).close()


@pytest.mark.parametrize(
    "change",
    [
        {"memory": 2**40},
        {"passes": 10**9},
        {"lanes": 0},
        {"memory": "much"},
        {"salt": 5},
        {"key": "no hex"},
        {"more": 1},
    ],
)
def test_a_key_file_that_asks_for_what_is_never_ours_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path, _ = encrypted(tmp_path)
    shutil.rmtree(tmp_path / "w.backups")
    (beside,) = key_files(tmp_path)
    told = json.loads(beside.read_text())
    del told["format"], told["sum"]
    told["password"] |= change
    digest = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    beside.write_text(json.dumps({"format": 1, **told, "sum": digest}))

    with pytest.raises(UserError, match="key file"):
        opened(path)


@pytest.mark.parametrize(
    "wrong", ["", "\udcff bàn phím hỏng", "mật khẩu khác", "0000-0000-0000-0000-0000-0000-0000"]
)
def test_what_is_wrong_opens_nothing_and_says_so(tmp_path: Path, wrong: str) -> None:
    path, _ = encrypted(tmp_path)
    before = path.read_bytes()

    with pytest.raises(Locked, match="neither the password nor the recovery code"):
        opened(path, wrong)

    assert path.read_bytes() == before


def test_a_lost_or_damaged_key_file_is_found_again_among_the_backups(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)
    (beside,) = key_files(tmp_path)
    good = beside.read_bytes()

    for damage in (lambda: beside.unlink(), lambda: beside.write_bytes(good[: len(good) // 2])):
        damage()
        forget()
        opened(path).close()
        assert beside.read_bytes() == good


def test_without_any_key_file_it_is_said_what_is_missing(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)
    for file in tmp_path.rglob("*.key"):
        file.unlink()

    with pytest.raises(UserError, match="key file"):
        opened(path)


def test_a_backup_carried_elsewhere_without_its_key_file_says_which_one_it_needs(tmp_path: Path) -> None:
    encrypted(tmp_path)
    (lone,) = (tmp_path / "w.backups").glob("*.sqlite")
    (kept,) = key_files(tmp_path)
    elsewhere = tmp_path / "a" / "b" / "c"
    elsewhere.mkdir(parents=True)
    shutil.copy(lone, elsewhere / "copy.sqlite")

    with pytest.raises(UserError, match=f"put {kept.name} beside it"):
        restore(elsewhere / "copy.sqlite", elsewhere / "new.sqlite")


def test_every_turned_bit_of_a_key_file_is_noticed(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)
    (beside,) = key_files(tmp_path)
    shutil.rmtree(tmp_path / "w.backups")
    good = beside.read_bytes()

    for place in range(0, len(good), 41):
        beside.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        forget()
        with pytest.raises(UserError, match="key file"):
            opened(path)


def test_backups_are_encrypted_and_put_back_with_the_same_password(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)
    workspace = opened(path)
    copy = back_up(workspace, tmp_path / "stick" / "copy.sqlite")
    before = [each.path for each in list_backups(workspace).backups]
    workspace.close()
    forget()

    kept = restore(copy, tmp_path / "elsewhere" / "w.sqlite", ask_secret=lambda _file: PASSWORD)
    restore(before[-1], path, ask_secret=lambda _file: PASSWORD)

    assert kept is None
    assert all(encryption.key_of(file) for file in (*before, tmp_path / "elsewhere" / "w.sqlite", path))


def test_a_plain_backup_put_back_over_an_encrypted_file_is_encrypted(tmp_path: Path) -> None:
    plain = make.office(tmp_path)
    copy = back_up(plain, tmp_path / "old" / "plain.sqlite")
    encrypt(plain, password=PASSWORD, strength=CHEAP)

    kept = restore(copy, plain.path)

    assert kept is not None
    assert encryption.key_of(plain.path) == encryption.key_of(kept) is not None


def test_a_preview_of_an_encrypted_backup_asks_once(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)
    asked: list[str] = []
    (copy,) = (tmp_path / "w.backups").glob("*.sqlite")

    def tell(file: Path) -> str:
        asked.append(file.name)
        return PASSWORD

    preview = preview_file(copy, path, ask_secret=tell)

    assert asked == [copy.name]
    assert preview.lost == {"workspace.encrypted": 1}


def test_whoever_does_not_know_the_password_cannot_put_a_backup_in_the_place_of_the_file(
    tmp_path: Path,
) -> None:
    path, _ = encrypted(tmp_path)
    (tmp_path / "other").mkdir()
    other = make.workspace(tmp_path / "other")
    other.close()
    before = path.read_bytes()

    with pytest.raises(Locked):
        restore(other.path, path, ask_secret=lambda _file: "mật khẩu khác")

    assert path.read_bytes() == before


def test_a_new_password_holds_for_the_backups_too_and_the_old_one_opens_nothing(tmp_path: Path) -> None:
    path, done = encrypted(tmp_path)
    workspace = opened(path)
    (tmp_path / "stick").mkdir()
    with workspace.work() as work:
        choose_second_folder(work, folder=tmp_path / "stick")
    with pytest.raises(Locked):
        change_password(workspace, secret="sai rồi", password="mật khẩu mới", strength=CHEAP)

    change_password(workspace, secret=PASSWORD, password="mật khẩu mới", strength=CHEAP)
    workspace.close()

    (backup,) = (tmp_path / "w.backups").glob("*.sqlite")
    texts = {file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.key")}
    assert (len(texts), len(list(tmp_path.rglob("*.key")))) == (1, 3)
    for file, secret, opens in (
        (path, PASSWORD, False),
        (path, "mật khẩu mới", True),
        (path, done.code, True),
        (backup, PASSWORD, False),
        (backup, "mật khẩu mới", True),
    ):
        forget()
        assert _opens(file, secret) is opens


def _opens(file: Path, secret: str) -> bool:
    try:
        encryption.unlock(file, secret)
    except Locked:
        return False
    return True


def test_a_new_sheet_makes_the_old_one_void_and_leaves_the_password(tmp_path: Path) -> None:
    path, done = encrypted(tmp_path)
    workspace = opened(path)

    code = renew_code(workspace, secret=PASSWORD, strength=CHEAP)
    workspace.close()

    assert [_opens(path, secret) for secret in (done.code, code, PASSWORD)] == [False, True, True]


def test_an_encrypted_file_is_made_plain_again_with_all_that_happened_in_between(tmp_path: Path) -> None:
    path, _ = encrypted(tmp_path)
    workspace = opened(path)
    make.take_people(workspace, make.person_row(1, note="đổi"))

    decrypt(workspace)
    forget()

    plain = open_workspace(path)
    with plain.work() as work:
        check, note = check_workspace(work), work.people.by_code(make.CODES[0]).note
        actions = [entry.action for entry in work.audit.entries(most=3)]
    plain.close()
    assert (check.ok, note, key_files(tmp_path)) == (True, "đổi", [])
    assert {"workspace.decrypted"} <= set(actions)
    encryption.unlock(next((tmp_path / "w.backups").glob("*.sqlite")), PASSWORD)


def test_copies_that_stay_readable_are_named(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    (tmp_path / "stick").mkdir()
    with workspace.work() as work:
        choose_second_folder(work, folder=tmp_path / "stick")
    secure(workspace, reason=BackupReason.EXIT)
    aside = tmp_path / "w-20180801T000000Z.replaced.sqlite"
    shutil.copyfile(next((tmp_path / "stick").glob("*.sqlite")), aside)

    done = encrypt(workspace, password=PASSWORD, strength=CHEAP)

    assert [path.parent.name for path in done.plain] == [tmp_path.name, "stick"]


def test_an_encrypted_file_is_moved_with_its_key_file_and_a_needed_one_is_never_dropped(
    tmp_path: Path,
) -> None:
    path, _ = encrypted(tmp_path)

    moved = move_workspace(path, tmp_path / "here" / "w.sqlite")
    workspace = opened(moved)
    shutil.copyfile(tmp_path / "w.moved.sqlite", tmp_path / "here" / "older.sqlite")
    decrypt(workspace)

    assert len(key_files(tmp_path / "here")) == 1
    encryption.unlock(tmp_path / "here" / "older.sqlite", PASSWORD)


def test_only_who_keeps_the_data_encrypts_it(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    make.sign_in_as(workspace, UserRole.HEAD)

    with pytest.raises(UserError, match="back up and restore"):
        encrypt(workspace, password=PASSWORD, strength=CHEAP)

    workspace.close()
    open_workspace(workspace.path).close()


def test_a_short_password_changes_nothing(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)

    with pytest.raises(UserError, match="at least 8 characters"):
        encrypt(workspace, password="ngắn", strength=CHEAP)
    with pytest.raises(UserError, match="is not encrypted"):
        decrypt(workspace)

    workspace.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.sqlite", "w.sqlite.sums"]


def test_what_a_password_costs_is_kept_with_it(tmp_path: Path) -> None:
    encrypted(tmp_path)

    told = json.loads(key_files(tmp_path)[0].read_text(encoding="utf-8"))

    wrap = told["password"]
    assert (wrap["memory"], wrap["passes"], wrap["lanes"]) == (CHEAP.memory, CHEAP.passes, CHEAP.lanes)
    assert Strength() == Strength(memory=65536, passes=3, lanes=4)
