"""What becomes of files that nobody should send: by class, how many were refused, taken or wrong."""

import argparse
import importlib
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

#: A file that keeps somebody waiting longer than this, in seconds, is wrong too.
_LONGEST = 30


#: Makes the file of that number in a folder, and says what became of it.
Make = Callable[[int, Path], str]


class Row(Struct):
    """The outcome of a class of files."""

    name: str
    refused: int = 0
    taken: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list[str])

    @property
    def line(self) -> str:
        """The outcome in one line."""
        tried = self.refused + self.taken + len(self.wrong)
        first = f"  first: {self.wrong[0]}" if self.wrong else ""
        counted = f"{tried:>7}{self.refused:>9}{self.taken:>7}{len(self.wrong):>7}"
        return f"{self.name:<32}{counted}{self.slowest:>8.2f} s{first}"

    def count(self, outcome: str, seconds: float) -> None:
        """Note what became of one more file."""
        self.slowest = max(self.slowest, seconds)
        if outcome not in ("refused", "taken"):
            self.wrong.append(outcome)
        elif seconds > _LONGEST:
            self.wrong.append(f"took {seconds:.0f} s")
        else:
            setattr(self, outcome, getattr(self, outcome) + 1)


def main(arguments: Sequence[str]) -> int:
    """Try so many files of each class; the exit code says whether everything was refused or taken rightly."""
    parser = argparse.ArgumentParser(prog="python -m evalapp.devtools hostile")
    parser.add_argument("--runs", type=int, default=50, help="files of each class")
    parser.add_argument("--class", dest="only", default="", help="the beginning of a class's name")
    options = parser.parse_args(arguments)
    # Such files are made by the tests, which a checkout has.
    classes: Mapping[str, Make] = importlib.import_module("tests.hostile_classes").CLASSES
    print(f"{'class':<32}{'tried':>7}{'refused':>9}{'taken':>7}{'wrong':>7}{'slowest':>10}")
    good = True
    for name, make in classes.items():
        if name.startswith(options.only):
            row = tried(name, make, options.runs)
            print(row.line, flush=True)
            good = good and not row.wrong
    return 0 if good else 1


def tried(name: str, make: Make, runs: int) -> Row:
    """What became of so many files of a class; whatever is raised besides a refusal is wrong."""
    row = Row(name)
    for number in range(runs):
        folder = Path(tempfile.mkdtemp(prefix="evalapp-hostile-"))
        begun = time.monotonic()
        try:
            outcome = make(number, folder)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
            outcome = f"crash: {error!r}"
        row.count(outcome, time.monotonic() - begun)
        shutil.rmtree(folder)
    return row
