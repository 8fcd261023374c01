"""Rows by their keys, asked for one by one or by an index."""

import pytest

from evalapp.ui.kit.row_keys import RowKeys

NAMES = ["An", "Bình", "Cường"]


@pytest.fixture
def keys() -> RowKeys[str]:
    return RowKeys(NAMES, str.casefold)


def test_a_row_is_found_wherever_it_went(keys: RowKeys[str]) -> None:
    assert keys.place("bình", near=1) == 1
    assert keys.place("cường", near=1) == 2
    assert keys.place("an", near=2) == 0


def test_a_key_that_no_row_has_is_nowhere(keys: RowKeys[str]) -> None:
    assert keys.place("dung") is None
    assert keys.place("dung") is None
    assert keys.place(None) is None
    assert keys.at(9) is None
