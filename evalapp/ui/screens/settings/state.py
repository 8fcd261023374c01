"""What the settings screen shows."""

from msgspec import Struct

import evalapp
from evalapp.base.messages import N_, tr
from evalapp.base.settings import LANGUAGE, LOCK_AFTER, TEXT_SIZE, THEME, Settings
from evalapp.ui.kit.sizes import TEXT_SIZES
from evalapp.usecases.workspaces import WorkspaceInfo

#: Each in its own words: who cannot read the others finds it.
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
#: Sizes that are offered for evidence files, in MB; any other may be chosen on the command line.
FILE_SIZES = (2, 5, 10, 20, 50, 100)
#: Quiet minutes until the window locks; 0 is never.
LOCKS = (0, 5, 10, 15, 30)
THEMES = (("system", N_("Same as the system")), ("light", N_("Light")), ("dark", N_("Dark")))

#: What the program is made with, and under which terms each part is used.
LICENCES = (
    ("evalapp", "Apache-2.0"),
    ("Qt, PySide6", "LGPL-3.0"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("SQLite, SQLCipher, sqlcipher3", "public domain, BSD-3-Clause, zlib"),
    ("openpyxl, python-calamine", "MIT"),
    ("reportlab, Babel", "BSD-3-Clause"),
    ("pypdfium2", "Apache-2.0 / BSD-3-Clause"),
    ("QtAwesome, Phosphor Icons", "MIT"),
    ("Be Vietnam Pro", "OFL-1.1"),
)


class SettingsState(Struct, frozen=True):
    """Everything the settings screen needs to draw itself."""

    language: str
    theme: str
    lock_after: int = 0
    text_size: int = 100  # percent
    file: str = ""
    user: str = ""
    info: WorkspaceInfo | None = None
    largest: int | None = None  # MB that an evidence file may have; None while no data file is open
    may_limit: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "SettingsState":
        """What is chosen, before the data file has been asked."""
        return cls(
            settings.get(LANGUAGE), settings.get(THEME), settings.get(LOCK_AFTER), settings.get(TEXT_SIZE)
        )

    @property
    def text_sizes(self) -> tuple[tuple[int, str], ...]:
        """How large texts may be."""
        return tuple((size, tr("{percent}%", percent=size)) for size in sorted({*TEXT_SIZES, self.text_size}))

    @property
    def locks(self) -> tuple[tuple[int, str], ...]:
        """After how many minutes the window may lock."""
        offered = sorted({*LOCKS, self.lock_after})
        return tuple((each, tr("{count} min", count=each) if each else tr("never")) for each in offered)

    @property
    def file_sizes(self) -> tuple[tuple[int, str], ...]:
        """The sizes that may be chosen for evidence files; for who may not, the one that holds."""
        if self.largest is None:
            return ()
        offered = sorted({*FILE_SIZES, self.largest}) if self.may_limit else [self.largest]
        return tuple((size, tr("{count} MB", count=size)) for size in offered)

    @property
    def size_words(self) -> str:
        """What the limit means, and who may change it."""
        if self.may_limit:
            return tr("Larger files are refused when they are attached. What is attached already stays.")
        return tr("Whoever keeps the data of this office may change it.")

    @property
    def counts(self) -> str:
        """What is in the data file."""
        if self.info is None:
            return ""
        return tr(
            "{units} units, {people} people, {rounds} months ({closed} closed), {rows} entries of history.",
            units=self.info.units,
            people=self.info.people,
            rounds=self.info.rounds,
            closed=self.info.closed,
            rows=self.info.audit_rows,
        )

    @property
    def version(self) -> str:
        """Which program this is."""
        return tr(
            "evalapp {version}, works without a network; nothing leaves this computer.",
            version=evalapp.__version__,
        )
