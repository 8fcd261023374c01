"""How a data file is known, so that no paper takes its place."""

from pathlib import Path
from random import Random

import pytest

from evalapp.base.data_files import PLAIN, is_data_file

CHANCE = Random(1).randbytes(3 * 4096)


@pytest.mark.parametrize(
    ("content", "is_data"),
    [
        (PLAIN + bytes(4080), True),
        (CHANCE, True),
        (CHANCE[:-1], False),
        (b"%PDF-1.7" + CHANCE[8:], False),
        (b"PK\x03\x04" + CHANCE[4:], False),
        ("Bảng tổng hợp".encode() * 4096, False),
        (b"", False),
    ],
)
def test_a_data_file_is_known_also_encrypted_and_without_its_key(
    tmp_path: Path, content: bytes, *, is_data: bool
) -> None:
    file = tmp_path / "mang-di.bin"
    file.write_bytes(content)

    assert is_data_file(file) is is_data
