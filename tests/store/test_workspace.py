"""The file itself: its settings, who may have it, and every file that is none of ours."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from evalapp.base import paths
from evalapp.base.data_files import PLAIN
from evalapp.base.errors import UserError
from evalapp.domain.rights import UserRole
from evalapp.store import every_table, tables
from evalapp.store.engine import APPLICATION_ID, open_engine
from evalapp.store.failures import Damaged
from evalapp.store.migrate import LATEST
from evalapp.store.workspace import Workspace
from evalapp.usecases.users import add_user
from evalapp.usecases.workspaces import create_workspace, open_workspace
from tests import make
from tests.store.outside import asked, tamper

_HOLD = """
import sys
from pathlib import Path
from evalapp.store.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]), program="evalapp (window)")
with workspace.work():
    pass
print("held", flush=True)
sys.stdin.readline()
workspace.close()
"""


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("application_id", APPLICATION_ID),
        ("user_version", LATEST),
    ],
)
def test_the_settings_that_keep_acknowledged_data_are_in_force(
    tmp_path: Path, pragma: str, value: str | int
) -> None:
    workspace = make.workspace(tmp_path)

    with workspace.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    workspace.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    made = make.workspace(tmp_path)
    made.close()

    listed = asked(made.path, "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'")

    assert {name for name, strict in listed if not strict} <= {"alembic_version"}
    assert {name for name, _ in listed} == {*tables.unit.metadata.tables, "alembic_version"}


def test_the_scripts_build_exactly_what_the_tables_declare(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    workspace = make.workspace(tmp_path)

    with workspace.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, every_table.metadata) == []
    workspace.close()


def test_no_score_is_ever_deleted_by_a_cascade(tmp_path: Path) -> None:
    made = make.workspace(tmp_path)
    made.close()

    for (table,) in asked(made.path, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        rules = {(row[5], row[6]) for row in asked(made.path, f"PRAGMA foreign_key_list('{table}')")}
        assert rules <= {("NO ACTION", "NO ACTION")}


def test_a_closed_workspace_is_one_file_and_the_hashes_of_its_pages(tmp_path: Path) -> None:
    make.workspace(tmp_path).close()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.sqlite", "w.sqlite.sums"]


def test_a_second_process_is_refused_and_told_who_has_the_file(tmp_path: Path) -> None:
    make.workspace(tmp_path).close()
    path = tmp_path / "w.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=paths.checkout(),
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(UserError, match="is open elsewhere") as refused:
            Workspace.open(path)
        holder.communicate("go\n")

    assert refused.value.values["file"] == "w.sqlite"
    assert refused.value.values["owner"].startswith("evalapp (window), ")
    Workspace.open(path).close()


def test_who_died_with_the_file_does_not_keep_it_from_others(tmp_path: Path) -> None:
    make.workspace(tmp_path).close()
    path = tmp_path / "w.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=paths.checkout(),
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()

    again = open_workspace(path)
    with again.work() as work:
        assert work.audit.check().broken_at is None
    again.close()


def test_a_workspace_is_never_made_over_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite"
    path.write_text("my letters")

    with pytest.raises(UserError, match="exists already"):
        create_workspace(path)

    assert path.read_text() == "my letters"


def test_a_workspace_is_made_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    create_workspace(tmp_path / "phòng nội vụ" / "2018" / "dữ liệu.sqlite").close()

    assert (tmp_path / "phòng nội vụ" / "2018" / "dữ liệu.sqlite").is_file()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="cannot be made"):
        create_workspace(tmp_path / "file" / "w.sqlite")


def test_a_missing_file_is_refused_with_the_way_on(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no workspace"):
        open_workspace(tmp_path / "nothing.sqlite")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"my letters" * 1000, "is damaged from its beginning on, or it is not a workspace of this program"),
        (b"PK\x03\x04" + b"\0" * 4096, "is damaged from its beginning on, or it is not"),
        (
            os.urandom(8192),
            r"encrypted and its key file evalapp-[0-9a-f]{8}\.key is missing: it lies neither",
        ),
        (PLAIN + b"\xff" * 8192, "is damaged. Do not go on with it: restore the newest backup"),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_not_touched(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "w.sqlite"
    path.write_bytes(content)

    with pytest.raises(Damaged, match=said):
        open_workspace(path)

    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_keeps_its_content(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    tamper(path, "CREATE TABLE letters (x)", "INSERT INTO letters VALUES (1)")

    with pytest.raises(UserError, match="is a database of another program"):
        open_workspace(path)

    assert asked(path, "SELECT name FROM sqlite_master") == [("letters",)]


def test_a_file_of_a_newer_version_is_read_and_never_written(tmp_path: Path) -> None:
    make.office(tmp_path).close()
    path = tmp_path / "w.sqlite"
    tamper(path, f"PRAGMA user_version = {LATEST + 1}")
    before = path.read_bytes()

    newer = open_workspace(path)
    with newer.work() as work:
        people = len(work.people.all())
        work.settings.put("place", "anywhere")
    with pytest.raises(UserError, match="made by a newer version of this program"):
        make.take_people(newer, make.person_row(1, note="đổi"))
    newer.close()

    assert (newer.only_read, people) == (True, 10)
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    make.closed(workspace := make.office(tmp_path))
    workspace.close()
    whole = workspace.path.read_bytes()
    damaged = whole[:4096] + b"\xff" * (len(whole) - 4096)
    workspace.path.write_bytes(damaged)

    with pytest.raises(UserError, match=r"is damaged|is not a workspace"):
        open_workspace(workspace.path)

    assert workspace.path.read_bytes()[4096:] == damaged[4096:]


def test_an_engine_is_told_apart_from_pythons_own(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "x.sqlite")

    assert engine.dialect.dbapi is not None
    assert engine.dialect.dbapi.__name__ == "sqlcipher3.dbapi2"
    engine.dispose()


def test_half_made_workspaces_are_finished_when_they_are_opened(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "w.sqlite").close()

    workspace = open_workspace(tmp_path / "w.sqlite")

    assert workspace.user.name == "local"
    with workspace.work() as work:
        assert work.settings.secret
    workspace.close()


def test_a_policy_that_is_there_stays_when_the_program_brings_another_text_of_it(tmp_path: Path) -> None:
    make.workspace(tmp_path).close()
    path = tmp_path / "w.sqlite"
    tamper(
        path,
        f"UPDATE policy SET document = replace(document, '{make.policy().title}', 'Bản cũ'), hash = 'x' "
        f"WHERE code = '{make.POLICY}'",
    )

    workspace = open_workspace(path)

    with workspace.work() as work:
        assert [each.policy.title for each in work.policies.all() if each.policy.code == make.POLICY] == [
            "Bản cũ"
        ]
    workspace.close()


def test_what_changed_in_a_closed_file_stays_found_and_another_file_in_its_place_is_none(
    tmp_path: Path,
) -> None:
    made = make.office(tmp_path)
    made.close()
    other = tmp_path / "other.sqlite"
    other.write_bytes(made.path.read_bytes())
    tamper(made.path, "UPDATE person SET note = 'x' WHERE id = 1")

    found = [_pages_changed(made.path) for _ in range(2)]
    Workspace.open(other).close()
    again = _pages_changed(other)
    made.path.write_bytes(other.read_bytes())
    replaced = _pages_changed(made.path)

    assert found[0] == found[1] != ()
    assert (again, replaced) == ((), ())


def _pages_changed(path: Path) -> tuple[int, ...]:
    workspace = Workspace.open(path)
    try:
        return workspace.changed_outside
    finally:
        workspace.close()


def test_an_attempt_that_is_taken_back_takes_back_what_failed_inside_it_too(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    with workspace.work() as work:
        before = work.users.all()
        with work.attempt() as take_back:
            add_user(work, name="Hoa", role=UserRole.AUDITOR)
            with suppress(UserError), work.attempt():
                add_user(work, name="Lan", role=UserRole.AUDITOR)
                add_user(work, name="Hoa", role=UserRole.AUDITOR)  # there is one of that name
            take_back()
        after = work.users.all()
    workspace.close()

    assert after == before
