"""The installer for Windows, tried on Linux: installed, run, upgraded and removed under Wine.

What Wine lacks of Windows 10 is put into its own system folder (`packaging/wine`); none of it is
ever shipped.
"""

import shutil
import subprocess
from pathlib import Path
from tempfile import gettempdir

from display import Display, wait
from steps import BUILD, BuildError, clean_environment, expect, run, tool
from windows import build_installer, build_windows, version

SHIMS = Path(__file__).resolve().parent / "wine"
_PLACE = BUILD / "wine"
#: Outside the checkout: it leads to the root of this system, and whatever walks the checkout would follow.
_PREFIX = Path(gettempdir()) / "evalapp-wine"
#: A path as offices have them: letters of Vietnamese, and spaces.
_FOLDER = r"C:\Chương trình của đơn vị\Đánh giá"
_INSTALLED = _PREFIX / "drive_c/Chương trình của đơn vị/Đánh giá"
_DATA = "Dữ liệu thử.sqlite"
_OLDER, _LONGEST = "0.0.1", 900
_REFUSED_OLDER, _REFUSED_IN_USE = 3, 4  # as `installer.nsi` ends


def try_windows() -> None:
    """Build it, then do everything with it that an office does."""
    newest = build_windows()
    shutil.rmtree(_PLACE, ignore_errors=True)
    older = build_installer(_OLDER, _PLACE / "older-setup.exe", "zlib")
    display = Display()
    wine = _Wine(display.name)
    try:
        wine.begin(_FOLDER)
        expect(wine.install(older) == 0 and wine.told_version() == _OLDER, f"version {_OLDER} is installed")
        wine.program("--version")
        wine.program("--self-test")
        wine.program("workspace", "init", _DATA)
        wine.program("manual", "--out", "Hướng dẫn")
        expect((_PLACE / "Hướng dẫn/manual.pdf").is_file(), "the manual is written")
        window = wine.open_window()
        display.wait_for(_DATA)
        display.photograph(_PLACE / "window.png")
        expect(wine.install(newest) == _REFUSED_IN_USE, "no upgrade while the program is open")
        window.terminate()
        wine.end_programs()
        expect(wine.install(newest) == 0 and wine.told_version() == version(), f"upgraded to {version()}")
        wine.program("--workspace", _DATA, "workspace", "check")
        expect(wine.install(older) == _REFUSED_OLDER, "no older version by accident")
        expect(wine.told_version() == version(), f"still {version()}")
        wine.remove()
        expect((_PLACE / _DATA).is_file(), "the data is still there")
    finally:
        wine.end_programs()
        display.close()
        shutil.rmtree(_PREFIX, ignore_errors=True)
    print("The installer works under Wine.")


class _Wine:
    """A Windows of its own, made anew."""

    def __init__(self, display: str) -> None:
        self._wine = tool("wine", "wine64 wine")
        self._env = {
            **clean_environment(),
            "WINEPREFIX": str(_PREFIX),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "DISPLAY": display,
            # Without a locale Wine takes every letter that is not ASCII for two others.
            "LOCPATH": str(_PLACE),
            "LC_ALL": "vi_VN.UTF-8",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winedbg.exe=",
        }

    def begin(self, folder: str) -> None:
        """A Vietnamese Windows 10 with nothing installed, and with the libraries that Wine lacks."""
        run(tool("localedef", "locales"), "-i", "vi_VN", "-f", "UTF-8", _PLACE / "vi_VN.UTF-8")
        shutil.rmtree(_PREFIX, ignore_errors=True)
        _PREFIX.mkdir(parents=True)
        self._run("wineboot", "-i")
        self._run("winecfg", "-v", "win10")
        compiler = tool("x86_64-w64-mingw32-gcc", "mingw-w64")
        for shim in sorted(SHIMS.glob("*.c")):
            library = _PREFIX / "drive_c/windows/system32" / shim.with_suffix(".dll").name
            run(compiler, "-shared", "-s", "-o", library, shim, "-ladvapi32")
        # As if that folder had been chosen before: Wine quotes what the installer's /D= wants without quotes.
        self._run("reg", "add", r"HKCU\Software\evalapp", "/v", "Folder", "/d", folder, "/f")

    def install(self, installer: Path) -> int:
        """Install silently; the exit code says how it went."""
        return self._run(installer, "/S")

    def program(self, *arguments: str) -> None:
        """Let the installed program do something on its command line."""
        if code := self._run(_INSTALLED / "evalapp-cmd.exe", *arguments):
            raise BuildError(f"evalapp {' '.join(arguments)} ended with {code}")

    def open_window(self) -> subprocess.Popen[bytes]:
        """The window on the data file."""
        command = [self._wine, str(_INSTALLED / "evalapp.exe"), "--workspace", _DATA]
        none = subprocess.DEVNULL
        return subprocess.Popen(command, env=self._env, cwd=_PLACE, stdin=none, stdout=none, stderr=none)

    def end_programs(self) -> None:
        """End whatever still runs in this Windows."""
        subprocess.run([tool("wineserver", "wine64"), "-k"], env=self._env, check=False)
        subprocess.run([tool("wineserver", "wine64"), "-w"], env=self._env, check=False)

    def told_version(self) -> str:
        """The version that the registry knows, nothing where it knows none."""
        asked = [self._wine, "reg", "query", r"HKCU\Software\evalapp", "/v", "Version"]
        done = subprocess.run(asked, env=self._env, capture_output=True, text=True, check=False)
        return done.stdout.split()[-1] if done.returncode == 0 else ""

    def remove(self) -> None:
        """Remove it as the list of programs does, and see that nothing of it is left."""
        self._run(_INSTALLED / "uninstall.exe", "/S")
        # It goes on as a copy of itself, so that its own file can be removed too.
        wait(lambda: not _INSTALLED.exists() and not self.told_version())
        print("ok: the folder of the program and its entry in the registry are gone")

    def _run(self, *words: str | Path) -> int:
        command = [self._wine, *(str(word) for word in words)]
        print("+", *command, flush=True)
        none, pipe = subprocess.DEVNULL, subprocess.PIPE
        with subprocess.Popen(
            command, env=self._env, cwd=_PLACE, stdin=none, stdout=pipe, stderr=subprocess.STDOUT
        ) as done:
            try:
                said, _ = done.communicate(timeout=_LONGEST)
            except subprocess.TimeoutExpired as late:
                self.end_programs()
                raise BuildError(f"{words[0]} did not end in {_LONGEST} seconds") from late
        print(said.decode(errors="replace"), end="", flush=True)
        return done.returncode
