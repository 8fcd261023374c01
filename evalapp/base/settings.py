"""What the user chose, declared once and kept in one small file; a damaged file means the defaults."""

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from msgspec import Struct

from evalapp.base.messages import DEFAULT_LANGUAGE, LANGUAGES, N_

Value = TypeVar("Value")

_log = logging.getLogger(__name__)


def _anything(_value: Any) -> bool:
    return True


class Setting(Struct, Generic[Value], frozen=True):
    """One choice: its key, what it is until somebody chooses, and what may be chosen."""

    key: str
    default: Value
    title: str
    allowed: Callable[[Value], bool] = _anything

    def admits(self, value: object) -> bool:
        """Whether a value read from the file may be used."""
        return type(value) is type(self.default) and self.allowed(cast("Value", value))


THEMES = ("system", "light", "dark")

LANGUAGE = Setting("language", DEFAULT_LANGUAGE, N_("Language"), allowed=lambda value: value in LANGUAGES)
THEME = Setting("theme", "system", N_("Theme"), allowed=lambda value: value in THEMES)
#: In percent; on top of what the system's own scale makes of it.
TEXT_SIZE = Setting("text.size", 100, N_("Text size"), allowed=lambda value: 80 <= value <= 200)
LAST_WORKSPACE = Setting("workspace.last", "", N_("Data file opened last"))
LAST_USER = Setting("user.last", "", N_("Who worked here last"))
LAST_FOLDER = Setting("files.last_folder", "", N_("Folder used last"))
WINDOW_SIZE = Setting(
    "window.size",
    "1366x768",
    N_("Size of the window"),
    allowed=lambda value: re.fullmatch(r"\d{3,5}x\d{3,5}", value) is not None,
)
WINDOW_MAXIMIZED = Setting("window.maximized", False, N_("The window fills the screen"))
#: By list and column, in pixels at the usual text size.
COLUMN_WIDTHS = Setting("lists.widths", "", N_("Widths of columns"))
#: Minutes without a key or click after which whoever has a password is asked for it; 0 is never.
LOCK_AFTER = Setting(
    "lock.minutes",
    10,
    N_("Lock after so many minutes"),
    allowed=lambda value: 0 <= value <= 120,
)
RECENT = Setting("find.recent", "", N_("Found last with Ctrl+K"))
#: Kept in the data file, not with the user: what an office agreed on holds for everybody.
LARGEST_FILE = Setting(
    "evidence.largest_mb",
    10,
    N_("Largest evidence file, in MB"),
    allowed=lambda value: 1 <= value <= 100,
)
#: Kept in the data file too: whether photos are kept as they came, and whether their place is.
PHOTO_ORIGINALS = Setting(
    "photos.originals",
    "keep",
    N_("Photos as they came: kept, or only their hash"),
    allowed=lambda value: value in {"keep", "hash"},
)
PHOTO_PLACE = Setting(
    "photos.place",
    "strip",
    N_("Where a photo was taken: left out of the copy, or kept"),
    allowed=lambda value: value in {"strip", "keep"},
)

SETTINGS: tuple[Setting[Any], ...] = (
    LANGUAGE,
    THEME,
    TEXT_SIZE,
    LAST_WORKSPACE,
    LAST_USER,
    LAST_FOLDER,
    LOCK_AFTER,
    RECENT,
    WINDOW_SIZE,
    WINDOW_MAXIMIZED,
    COLUMN_WIDTHS,
)


def settings_file() -> Path:
    """Where the choices of this user are kept."""
    from platformdirs import user_config_path

    return user_config_path("evalapp", appauthor=False) / "settings.json"


class Settings:
    """The choices of one user; without a file they last as long as the program."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._values: dict[str, Any] = _read(file) if file else {}

    def get(self, setting: Setting[Value]) -> Value:
        """What was chosen, or the default where that is missing or makes no sense."""
        value = self._values.get(setting.key, setting.default)
        return cast("Value", value) if setting.admits(value) else setting.default

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Choose; a value that is not allowed is a bug, a file that cannot be written is not worth a fuss."""
        if not setting.admits(value):
            raise ValueError(f"{setting.key} cannot be {value!r}")
        self._values[setting.key] = value
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(
                json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
            )
            fresh.replace(self._file)
        except OSError as error:
            _log.info("settings are not kept: %s", error)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", values) if isinstance(values, dict) else {}
