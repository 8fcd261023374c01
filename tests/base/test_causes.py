import errno

import pytest

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


def test_no_cause_is_the_systems_own_sentence() -> None:
    assert str(cause(OSError(errno.ENOENT, "No such file"))) == "it is not there"
