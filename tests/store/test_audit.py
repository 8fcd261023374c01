"""The history cannot be changed behind the program's back without being found out."""

import shutil
from pathlib import Path

import pytest

from evalapp.domain.units import UnitVersion
from evalapp.store.audit import ChainCheck
from evalapp.store.workspace import Workspace
from tests import make
from tests.store.outside import asked, tamper


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = make.office(tmp_path_factory.mktemp("chain"), people=3)
    make.opened(workspace)
    workspace.close()
    return workspace.path


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(written, tmp_path / "w.sqlite"))


def checked(path: Path) -> ChainCheck:
    workspace = Workspace.open(path)
    try:
        with workspace.work() as work:
            return work.audit.check()
    finally:
        workspace.close()


def test_an_untouched_history_is_whole(path: Path) -> None:
    [(rows,)] = asked(path, "SELECT count(*) FROM audit")
    [(head,)] = asked(path, "SELECT hash FROM audit ORDER BY seq DESC LIMIT 1")

    assert checked(path) == ChainCheck(rows, head, None)
    assert rows >= 4


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'somebody'",
        "action = 'round.closed'",
        "subject = 'X'",
        "at = '2018-08-02T06:00:00Z'",
        "detail = replace(detail, '{', '{ ')",
        "digest = replace(digest, substr(digest, 1, 1), 'x')",
        "previous = hash",
        "hash = previous",
    ],
)
def test_a_row_changed_in_any_column_is_found(path: Path, change: str) -> None:
    tamper(path, f"UPDATE audit SET {change} WHERE seq = 3")

    assert checked(path).broken_at == 3


def test_a_row_taken_out_is_found(path: Path) -> None:
    tamper(path, "DELETE FROM audit WHERE seq = 3")

    assert checked(path).broken_at == 4


def test_a_row_taken_out_with_the_others_moved_up_is_found(path: Path) -> None:
    tamper(path, "DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = seq - 1 WHERE seq > 3")

    assert checked(path).broken_at == 3


def test_two_rows_in_each_others_place_are_found(path: Path) -> None:
    tamper(
        path,
        "UPDATE audit SET seq = 1000 WHERE seq = 2",
        "UPDATE audit SET seq = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 1000",
    )

    assert checked(path).broken_at == 2


def test_a_row_put_in_between_is_found(path: Path) -> None:
    [(last,)] = asked(path, "SELECT max(seq) FROM audit")
    columns = "at, actor, action, subject, detail, digest, previous, hash"
    tamper(path, f"INSERT INTO audit (seq, {columns}) SELECT {last + 1}, {columns} FROM audit WHERE seq = 2")

    assert checked(path).broken_at == last + 1


def test_a_detail_erased_under_the_law_leaves_the_history_whole(path: Path) -> None:
    tamper(path, "UPDATE audit SET detail = NULL WHERE seq IN (2, 3)")

    assert checked(path).broken_at is None


def test_an_erased_detail_is_told_as_gone(path: Path) -> None:
    tamper(path, "UPDATE audit SET detail = NULL WHERE seq = 2")
    workspace = Workspace.open(path)

    with workspace.work() as work:
        entries = {entry.seq: entry.detail for entry in work.audit.entries()}
    workspace.close()

    assert entries[2] is None
    assert entries[3] is not None


def test_the_same_detail_twice_gives_different_digests(path: Path) -> None:
    workspace = Workspace.open(path)
    with workspace.work() as work:
        work.audit.record("test", "x", level="A")
        work.audit.record("test", "x", level="A")
    workspace.close()

    [(first,), (second,)] = asked(path, "SELECT digest FROM audit ORDER BY seq DESC LIMIT 2")
    assert first != second


def test_the_newest_rows_come_first_and_can_be_paged(path: Path) -> None:
    workspace = Workspace.open(path)
    with workspace.work() as work:
        newest = work.audit.entries(most=2)
        older = work.audit.entries(most=2, before=newest[-1].seq)
        count = work.audit.count()
    workspace.close()

    assert [entry.seq for entry in (*newest, *older)] == [count, count - 1, count - 2, count - 3]


def test_a_change_without_an_audit_row_is_a_bug_and_is_not_kept(tmp_path: Path) -> None:
    workspace = make.office(tmp_path, people=1)

    with pytest.raises(ValueError, match="without an audit row"), workspace.work() as work:
        work.units.add("X", [UnitVersion("Phòng Y tế")])

    with workspace.work() as work:
        assert [unit.code for unit in work.units.all() if unit.code == "X"] == []
    workspace.close()


def test_a_transaction_that_raises_leaves_neither_change_nor_history(tmp_path: Path) -> None:
    workspace = make.office(tmp_path, people=1)
    with workspace.work() as work:
        before = work.audit.count()

    with pytest.raises(ZeroDivisionError):
        _add_unit_and_fail(workspace)

    with workspace.work() as work:
        assert work.audit.count() == before
        assert all(unit.code != "X" for unit in work.units.all())
    workspace.close()


def _add_unit_and_fail(workspace: Workspace) -> float:
    with workspace.work() as work:
        work.units.add("X", [UnitVersion("Phòng Y tế")])
        work.audit.record("test.unit", "X")
        return 1 / 0
