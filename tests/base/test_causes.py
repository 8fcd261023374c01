import errno

import pytest
import sqlcipher3.dbapi2 as driver

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import shown, use_language


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EISDIR, "là thư mục"), (errno.EACCES, "không có quyền"), (9999, "hệ thống")]
)
def test_what_the_system_refuses_is_said_in_the_language_in_use(number: int, words: str) -> None:
    use_language("vi")

    assert words in shown(cause(OSError(number, "Some English words")))


def test_a_fault_that_is_not_the_systems_is_told_without_its_english() -> None:
    refused = UserError("{file}: {reason}.", file="a", reason=cause(RuntimeError("no such thing")))

    assert str(refused) == "a: the system refused it."


def test_that_the_disk_is_full_is_said_of_a_copy_of_the_database_too() -> None:
    tiny = driver.connect(":memory:")
    tiny.execute("CREATE TABLE t (x)")
    tiny.execute("PRAGMA max_page_count = 2")

    with pytest.raises(driver.OperationalError) as refused:
        tiny.execute("INSERT INTO t VALUES (zeroblob(100000))")

    assert str(cause(refused.value)) == "the disk is full"


def test_no_cause_is_the_systems_own_sentence() -> None:
    assert str(cause(OSError(errno.ENOENT, "No such file"))) == "it is not there"
