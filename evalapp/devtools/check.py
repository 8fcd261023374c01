"""What `./dev test` and CI run: the cheap checks first, pytest last, so that its count closes the output."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from functools import partial

from evalapp.base import paths

CHECKED = ("evalapp", "tests", "packaging", "db")
_AT_ONCE = 4096  # bytes of what is said, passed on as soon as they are there


def main(arguments: Sequence[str]) -> int:
    """Run every check from the checkout; stop at the first that fails, with its exit code."""
    return run(commands(arguments))


def commands(arguments: Sequence[str]) -> list[list[str]]:
    """The checks in their order, as arguments to Python."""
    colour = "yes" if sys.stdout.isatty() else "auto"  # what is passed on would be taken for a file
    return [
        ["-m", "ruff", "format", "--check", *CHECKED],
        ["-m", "ruff", "check", *CHECKED],
        ["-m", "pyright"],
        [*"-m pytest -n 2 --dist worksteal".split(), f"--color={colour}", *arguments],
    ]


def run(checks: Sequence[Sequence[str]]) -> int:
    """Run one after the other, but the last beside the one before it, which keeps only one processor busy."""
    *first, beside, last = checks
    for check in first:
        if failed := _run(check):
            return failed
    with subprocess.Popen([sys.executable, *last], cwd=paths.checkout(), stdout=subprocess.PIPE) as running:
        if failed := _run(beside):
            running.terminate()
            return failed
        _tell(last)
        if running.stdout is not None:
            _pass_on(running.stdout.fileno())
    return running.returncode


def _run(check: Sequence[str]) -> int:
    _tell(check)
    return subprocess.run([sys.executable, *check], cwd=paths.checkout(), check=False).returncode


def _tell(check: Sequence[str]) -> None:
    print(f"$ {shlex.join(['python', *check])}", flush=True)


def _pass_on(said: int) -> None:
    for piece in iter(partial(os.read, said, _AT_ONCE), b""):
        sys.stdout.buffer.write(piece)
        sys.stdout.flush()
