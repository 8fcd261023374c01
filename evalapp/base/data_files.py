"""How a data file is known from outside, plain or encrypted, so that nothing else takes its place."""

from os import SEEK_END
from pathlib import Path

#: How every file of SQLite begins that is not encrypted.
PLAIN = b"SQLite format 3\x00"
#: An encrypted one is written in pages of this size, of chance: nearly all values of a byte occur in each.
_PAGE, _DIFFERENT = 4096, 250
#: How packed files of other kinds begin: workbooks, PDFs, pictures, archives, old Office files.
_OTHERS = (
    b"PK",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
)


def key_file_name(identity: str) -> str:
    """The name of the key file of the files with this id, which is their beginning in hexadecimal digits."""
    return f"evalapp-{identity[:8]}.key"


def key_folders(path: Path) -> tuple[Path, ...]:
    """Where the key file of a data file or backup lies: beside it, among its backups, or a folder above."""
    return path.parent, path.with_name(f"{path.stem}.backups"), path.absolute().parent.parent


def is_data_file(path: Path) -> bool:
    """Whether a file is a database, plain or encrypted, its key near or not; one not there is none."""
    try:
        with path.open("rb") as there:
            page = there.read(_PAGE)
            size = there.seek(0, SEEK_END)
    except OSError:
        return False
    beginning = page[: len(PLAIN)]
    name = key_file_name(beginning.hex())
    has_key = any((folder / name).is_file() for folder in key_folders(path))
    return beginning == PLAIN or has_key or _seems_encrypted(page, size)


def _seems_encrypted(page: bytes, size: int) -> bool:
    """Whole pages of nothing but chance, and no beginning of another kind: a data file without its key."""
    return bool(size) and size % _PAGE == 0 and len(set(page)) >= _DIFFERENT and not page.startswith(_OTHERS)
