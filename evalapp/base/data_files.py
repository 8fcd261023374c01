"""How a data file is known from outside, plain or encrypted, so that nothing else takes its place."""

from pathlib import Path

#: How every file of SQLite begins that is not encrypted.
PLAIN = b"SQLite format 3\x00"


def key_file_name(identity: str) -> str:
    """The name of the key file of the files with this id, which is their beginning in hexadecimal digits."""
    return f"evalapp-{identity[:8]}.key"


def key_folders(path: Path) -> tuple[Path, ...]:
    """Where the key file of a data file or backup lies: beside it, among its backups, or a folder above."""
    return path.parent, path.with_name(f"{path.stem}.backups"), path.absolute().parent.parent


def is_data_file(path: Path) -> bool:
    """Whether a file is a database, or begins with the id of a key file near it; one not there is none."""
    try:
        with path.open("rb") as there:
            beginning = there.read(len(PLAIN))
    except OSError:
        return False
    name = key_file_name(beginning.hex())
    return beginning == PLAIN or any((folder / name).is_file() for folder in key_folders(path))
