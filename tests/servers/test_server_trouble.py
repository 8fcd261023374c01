"""What goes wrong with a server is said in words, never with the password, and nothing is lost by it."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from msgspec.structs import replace

from evalapp.base import paths
from evalapp.base.addresses import ServerAddress, address_of
from evalapp.base.errors import StorageError, UserError
from evalapp.domain.backups import BackupReason
from evalapp.domain.rights import User, UserRole
from evalapp.store.migrate import LATEST
from evalapp.store.server_engine import open_server
from evalapp.store.server_workspace import ServerWorkspace
from evalapp.store.work import Work
from evalapp.usecases.backups import back_up, secure
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.users import add_user, set_user_active
from evalapp.usecases.workspaces import create_workspace, open_workspace
from tests import make
from tests.cli.run import Console
from tests.servers.conftest import PASSWORD, MakeDatabase, Server, written


def other(workspace: ServerWorkspace) -> ServerWorkspace:
    """Somebody else at the same database."""
    assert isinstance(workspace.address, ServerAddress)
    return ServerWorkspace.connect(workspace.address, clock=make.Ticking())


def add_hoa(work: Work) -> User:
    return add_user(work, name="Hoa", role=UserRole.AUDITOR)


def cut_off(server: Server, workspace: ServerWorkspace) -> None:
    assert isinstance(workspace.address, ServerAddress)
    server.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{workspace.address.database}'"
    )


def test_who_is_not_let_in_or_reaches_nothing_is_told_why(server: Server, fresh: str) -> None:
    address = server.address(fresh)

    with pytest.raises(StorageError, match="password authentication failed for user") as refused:
        open_workspace(replace(address, password="sai-mật-khẩu"))
    with pytest.raises(StorageError, match=r"database .* does not exist"):
        open_workspace(replace(address, database="chưa_có"))
    with pytest.raises(StorageError, match="Connection refused"):
        open_workspace(replace(address, port=1))

    assert "sai-mật-khẩu" not in str(refused.value)


def test_the_password_is_in_no_answer_of_the_command_line(
    database: MakeDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = database()
    for url in (written(address), written(replace(address, password="h0i%anh"))):
        console = Console(Path(), capsys, url)
        answers = [
            console("workspace", "info"),
            console("workspace", "info", "--json"),
            console("workspace", "backup"),
            console("workspace", "bundle", "--out", tmp_path / "b.zip"),
            console("workspace", "init", url),
        ]
        said = "".join(answer.out + answer.err for answer in answers)
        assert not [part for part in (PASSWORD, "ch%40n", "chim", "h0i") if part in said]
    assert "pg_dump" in Console(Path(), capsys, written(address))("workspace", "backup").err
    assert PASSWORD not in repr(address)


def test_a_connection_that_breaks_in_the_middle_saves_nothing_and_comes_back_by_itself(
    server: Server, on_server: ServerWorkspace
) -> None:
    def work_on(*, read_after: bool) -> None:
        with on_server.work() as work:
            add_hoa(work)
            cut_off(server, on_server)
            assert not read_after or work.users.all()

    with pytest.raises(StorageError, match="broke: nothing was saved"):
        work_on(read_after=True)
    with pytest.raises(StorageError, match="look whether this was saved"):
        work_on(read_after=False)

    with on_server.work() as work:
        assert [user.name for user in work.users.all()] == ["local"]
        assert check_workspace(work).ok


def test_the_server_begins_again_and_the_work_goes_on(server: Server, on_server: ServerWorkspace) -> None:
    server.stop()
    with pytest.raises(StorageError, match=r"cannot be reached|broke"), on_server.work():
        pass
    server.start()

    make.take_units(on_server)

    with on_server.work() as work:
        assert len(work.units.all()) == 3


def test_who_only_reads_does_not_wait_for_who_writes(on_server: ServerWorkspace) -> None:
    reader = other(on_server)

    with on_server.work() as writing:
        add_hoa(writing)
        with reader.work(reading=True) as work:
            seen = [user.name for user in work.users.all()]
    with reader.work(reading=True) as work:
        after = [user.name for user in work.users.all()]

    reader.close()
    assert (seen, after) == (["local"], ["local", "Hoa"])


def test_two_who_only_read_note_how_far_they_came_without_meeting(on_server: ServerWorkspace) -> None:
    reader = other(on_server)

    with on_server.work(reading=True) as first:
        with reader.work(reading=True) as second:
            second.settings.put("health.verified", "2")
        first.settings.put("health.verified", "3")
        seen = first.settings.get("health.verified")

    with reader.work() as work:
        kept = work.settings.get("health.verified")
    reader.close()
    assert (seen, kept) == ("3", "3")


def test_roles_that_were_taken_elsewhere_do_not_count_any_more(on_server: ServerWorkspace) -> None:
    reader = other(on_server)
    with on_server.work() as work:
        hoa = add_hoa(work)
    reader.sign_in(hoa)

    with on_server.work() as work:
        set_user_active(work, name="Hoa", active=False)

    with pytest.raises(UserError, match="Hoa may not sign in any more"), reader.work():
        pass
    reader.close()


def test_a_sign_that_no_server_keeps_is_refused(on_server: ServerWorkspace) -> None:
    with pytest.raises(StorageError, match="a sign in this text"), on_server.work() as work:
        work.settings.put("seen", "Ho\0a")


def test_a_database_of_somebody_else_or_a_newer_version_is_left_alone(
    server: Server, database: MakeDatabase, on_server: ServerWorkspace
) -> None:
    foreign, newer, latin = database(empty=True), database(), database(empty=True)
    server.sql("CREATE TABLE theirs (id integer)", foreign.database)
    server.sql("UPDATE alembic_version SET version_num = '9999'", newer.database)
    server.sql("CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")

    with pytest.raises(UserError, match="tables of another program"):
        create_workspace(foreign)
    with pytest.raises(UserError, match="newer version"):
        open_workspace(newer)
    with pytest.raises(UserError, match="keeps text as LATIN1"):
        create_workspace(replace(latin, database="latin"))
    with pytest.raises(UserError, match="There is no workspace in"):
        open_workspace(latin)

    assert isinstance(on_server.address, ServerAddress)
    server.sql("UPDATE alembic_version SET version_num = '9999'", on_server.address.database)
    with pytest.raises(UserError, match="newer version"), on_server.work():
        pass


def test_a_database_of_an_older_version_is_brought_to_this_one_and_changed_by_no_revision(
    server: Server, database: MakeDatabase
) -> None:
    address = database(empty=True)
    engine = open_server(address)
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{LATEST - 1:04d}")
    engine.dispose()
    server.sql(
        "INSERT INTO holiday (day, kind, name) VALUES ('2018-09-02', 'fixed', 'Quốc khánh')",
        address.database,
    )

    workspace = open_workspace(address, clock=make.Ticking())
    with workspace.work() as work:
        holidays, checked = work.holidays.all(), check_workspace(work)
    workspace.close()

    assert [each.name for each in holidays] == ["Quốc khánh"]
    assert checked.ok, checked


def test_backups_are_the_servers_and_the_rest_goes_on_without(on_server: ServerWorkspace) -> None:
    assert secure(on_server, reason=BackupReason.IMPORT) is None
    with pytest.raises(UserError, match="pg_dump"):
        back_up(on_server)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://lan:chim@server/db", "“mysql://” is not known"),
        ("postgresql://lan:chim/mi@server/db", "cannot be read"),
        ("postgresql://lan:1/chim@server/db", "cannot be read"),
        ("postgresql://lan:chim#mi@server/db", "cannot be read"),
        ("postgresql://lan:chim@server", "cannot be read"),
        ("postgresql://lan@server/db?password=chim", "option of this name"),
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(url: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        address_of(url)

    assert "chim" not in str(refused.value)


def test_an_address_without_its_password_is_an_address_again() -> None:
    typed = address_of("postgresql://nguy%E1%BB%85n:a%40b@db.gov.vn:5433/%C4%91%C3%A1nh?sslmode=verify-full")

    assert isinstance(typed, ServerAddress)
    assert (typed.user, typed.password, typed.name) == ("nguyễn", "a@b", "đánh (db.gov.vn)")
    assert address_of(str(typed)) == replace(typed, password="")


def test_what_was_acknowledged_outlives_a_server_that_was_set_to_answer_before_its_disk(
    on_server: ServerWorkspace, server: Server
) -> None:
    assert server.sql("SHOW synchronous_commit") == "off"
    with on_server.work() as work:
        hoa = add_hoa(work)

    server.stop()
    server.start()

    with on_server.work() as work:
        assert hoa in work.users.all()
