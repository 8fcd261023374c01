"""What `./dev test` and CI run: the cheap checks first, pytest last, so that its count closes the output."""

import shlex
import subprocess
import sys
from collections.abc import Sequence

from evalapp.base import paths

CHECKED = ("evalapp", "tests", "packaging", "db")


def main(arguments: Sequence[str]) -> int:
    """Run every check from the checkout; stop at the first that fails, with its exit code."""
    for command in commands(arguments):
        print(f"$ {shlex.join(['python', *command])}", flush=True)
        done = subprocess.run([sys.executable, *command], cwd=paths.checkout(), check=False)
        if done.returncode:
            return done.returncode
    return 0


def commands(arguments: Sequence[str]) -> list[list[str]]:
    """The checks in their order, as arguments to Python."""
    return [
        ["-m", "ruff", "format", "--check", *CHECKED],
        ["-m", "ruff", "check", *CHECKED],
        ["-m", "pyright"],
        ["-m", "pytest", "-n", "2", *arguments],
    ]
