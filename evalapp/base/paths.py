"""Where things are, in a checkout, a wheel and a frozen bundle alike; nothing else asks `__file__`."""

import sys
from pathlib import Path


def root() -> Path:
    """The folder that holds `resources/` and `db/`."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    package = Path(__file__).resolve().parent.parent
    inside = package / "_bundled"  # where the wheel carries them
    return inside if inside.is_dir() else package.parent


def resources() -> Path:
    """Policies, codes of conduct, translations and checklists that ship."""
    return root() / "resources"


def migrations() -> Path:
    """The Alembic environment and its versions."""
    return root() / "db"


def checkout() -> Path:
    """The source tree, for the developers' tools only."""
    return Path(__file__).resolve().parent.parent.parent


def default_workspace() -> Path:
    """The workspace file that opens when none is named."""
    from platformdirs import user_data_path  # not needed where a file is named

    return user_data_path("evalapp", appauthor=False) / "evalapp.sqlite"


def log_file() -> Path:
    """Where the program writes what it does; older parts lie beside it."""
    from platformdirs import user_log_path

    return user_log_path("evalapp", appauthor=False) / "evalapp.log"
