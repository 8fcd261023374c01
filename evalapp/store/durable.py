"""Having the disk keep what was written, before anything is built on it."""

import os
from pathlib import Path


def make_durable(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder (where the system can do that), before going on."""
    is_folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY if is_folder or os.name != "nt" else os.O_RDWR)
    except OSError:
        if is_folder:  # Windows opens no folders; its file systems keep names by themselves
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
