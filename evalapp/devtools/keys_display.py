"""Hands at the real program: its window on a display of its own, keys sent as a keyboard sends them.

Whether the program is at rest is told by the processor time it takes, as nothing inside it is looked at.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path

from evalapp.base import paths
from evalapp.devtools.keys_script import Choose, Look, Press, Step, Type

TOOLS = ("Xvfb", "xdotool")
_SCREEN = "1366x768x24"
_BETWEEN = 12  # milliseconds between two keys
_LONGEST = 90.0  # seconds until something must have come to rest
_PAUSE = 0.15
_QUIET = 3  # so many pauses in a row without work are rest
_TICKS = 1  # a blinking cursor takes no more


def missing_tools() -> list[str]:
    """What has to be installed before a window can be driven from outside."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    return missing if Path("/proc/self/stat").exists() else [*missing, "/proc"]


def play(file: Path, home: Path, script: Iterable[Step], *, picture: Path | None = None) -> None:
    """Start the program on a workspace, do what the script says, and end it."""
    with _display() as display:
        environment = _environment(home, DISPLAY=display, QT_QPA_PLATFORM="xcb")
        command = [sys.executable, "-m", "evalapp", "--workspace", str(file), "--lang", "vi"]
        program = subprocess.Popen(command, env=environment, cwd=paths.checkout())
        try:
            hands = _Hands(program, environment)
            hands.wait_for_window()
            for step in script:
                hands.do(step)
            hands.rest()
            if picture:
                subprocess.run(["import", "-window", "root", str(picture)], env=environment, check=True)
        finally:
            program.terminate()
            program.wait()


class _Hands:
    """Sends keys to whichever window of the program is in front."""

    def __init__(self, program: subprocess.Popen[bytes], environment: Mapping[str, str]) -> None:
        self._program = program
        self._environment = environment

    def wait_for_window(self) -> None:
        """Wait until the program has shown itself and what it opened."""
        self._wait(lambda: bool(self._windows()), "the window")
        self.rest()

    def do(self, step: Step) -> None:
        """Do one step of a script."""
        match step:
            case Press(keys):
                self._send("key", keys)
            case Type(text):
                self._send("type", text)
            case Choose(path):
                self._send("type", str(path))
                self._send("key", "Return")
            case Look():
                self.rest()

    def rest(self) -> None:
        """Wait until the program and what it started have nothing more to do."""
        quiet, before = 0, self._ticks()

        def is_quiet() -> bool:
            nonlocal quiet, before
            time.sleep(_PAUSE)
            now = self._ticks()
            at_work = now - before > _TICKS or self._has_children()
            quiet, before = 0 if at_work else quiet + 1, now
            return quiet >= _QUIET

        self._wait(is_quiet, "rest")
        self._run("windowfocus", "--sync", self._windows()[-1])  # as the desktop does for a new window

    def _send(self, kind: str, text: str) -> None:
        self._run(kind, "--delay", str(_BETWEEN), "--", text)

    def _windows(self) -> list[str]:
        """The program's windows in sight, the one in front last."""
        asked = ["xdotool", "search", "--onlyvisible", "--pid", str(self._program.pid), "--name", "."]
        found = subprocess.run(asked, env=self._environment, capture_output=True, text=True, check=False)
        return found.stdout.split()

    def _run(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True)

    def _ticks(self) -> int:
        """How much processor time the program has taken."""
        said = Path(f"/proc/{self._program.pid}/stat").read_text(encoding="ascii", errors="replace")
        used, system = said.rpartition(")")[2].split()[11:13]
        return int(used) + int(system)

    def _has_children(self) -> bool:
        """Whether a process that the program started, such as the one that reads workbooks, is at work."""
        threads = Path(f"/proc/{self._program.pid}/task")
        return any((thread / "children").read_text(encoding="ascii").strip() for thread in threads.iterdir())

    def _wait(self, is_done: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + _LONGEST
        while not is_done():
            if self._program.poll() is not None:
                raise RuntimeError(f"the program ended while {what} was waited for")
            if time.monotonic() > end:
                raise RuntimeError(f"{what} did not come within {_LONGEST:.0f} s")
            time.sleep(_PAUSE / 3)


@contextmanager
def _display() -> Generator[str]:
    """A display that nobody sees."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def _environment(home: Path, **others: str) -> dict[str, str]:
    """An environment in which the program finds nothing of the one who runs the robot."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    kept.pop("WAYLAND_DISPLAY", None)
    homes = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    return {**kept, **homes, "PYTHONPATH": str(paths.checkout()), **others}
