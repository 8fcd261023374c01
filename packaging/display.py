"""A screen that nobody sees, for windows that are tried: photographed for people, and typed into."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from steps import BuildError, run, tool

#: Where the server of a screen listens, for programs in another root too.
SOCKETS = Path("/tmp/.X11-unix")
_PATIENCE = 180
_SETTLING = 5


class Display:
    """A server of its own, with whatever number is free."""

    def __init__(self) -> None:
        reads, writes = os.pipe()
        command = [tool("Xvfb", "xvfb"), "-displayfd", str(writes), "-screen", "0", "1366x768x24"]
        self._server = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
        os.close(writes)
        with os.fdopen(reads) as told:
            self.name = ":" + told.readline().strip()

    def wait_for(self, title: str) -> None:
        """Wait until a window with these words in its title is there and has had time to fill."""
        wait(lambda: bool(self._windows(title)))
        time.sleep(_SETTLING)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, in whichever window is in front."""
        for each in keys:
            self._tell("windowfocus", "--sync", self._windows(".")[-1])
            self._tell("key", each)
            time.sleep(_SETTLING)

    def photograph(self, out: Path) -> None:
        """What is on the screen, for people to look at."""
        run(tool("import", "imagemagick"), "-display", self.name, "-window", "root", out)
        print(f"look at {out}")

    def close(self) -> None:
        """Switch it off."""
        self._server.terminate()
        self._server.wait()

    def _windows(self, title: str) -> list[str]:
        return self._tell("search", "--onlyvisible", "--name", title).split()

    def _tell(self, *words: str) -> str:
        command = [tool("xdotool", "xdotool"), *words]
        environment = {**os.environ, "DISPLAY": self.name}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


def wait(until: Callable[[], bool]) -> None:
    """Look again and again, but not forever."""
    for _ in range(_PATIENCE):
        if until():
            return
        time.sleep(1)
    raise BuildError(f"waited {_PATIENCE} seconds in vain")
