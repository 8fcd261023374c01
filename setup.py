"""What a wheel carries besides the package: `resources/` and `db/`, with the catalogues compiled."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
WHEN = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)


class BuildWithResources(build_py):
    """Puts them where `evalapp.base.paths` looks for them in an installed package."""

    def run(self) -> None:
        """Copy the package as usual, then what lies beside it."""
        super().run()
        if self.editable_mode:
            return
        bundled = Path(self.build_lib) / "evalapp" / "_bundled"
        shutil.rmtree(bundled, ignore_errors=True)
        for name in ("resources", "db"):
            shutil.copytree(HERE / name, bundled / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        for catalogue in sorted(bundled.rglob("*.po")):
            with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as compiled:
                read = read_po(source)
                read.creation_date = WHEN  # not the minute of compiling: the same source gives the same bytes
                write_mo(compiled, read)
            catalogue.unlink()


setup(cmdclass={"build_py": BuildWithResources})
