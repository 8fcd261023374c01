"""The two commands of README.md: `./dev run` and `./dev test`, from nothing to done.

Standard library only, since it runs before anything is installed. It makes `.venv`, installs the
hashed lock, sees to the system libraries that Qt needs, and starts the program or its checks.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = sys.platform == "win32"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# What Qt needs to draw without a display, what a real window needs besides, and what the tests use.
DRAWING = (
    "libglib2.0-0 libegl1 libgl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libbrotli1"
    " fonts-liberation2"
).split()
WINDOW = (
    "libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0"
    " libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxcb1"
    " libxkbcommon-x11-0"
).split()
TESTING = "xvfb xauth xdotool poppler-utils postgresql".split()
# Debian 13 renamed one of them for its 64-bit time; Debian 12's name must go on working.
ALSO_KNOWN_AS = {"libglib2.0-0": "libglib2.0-0t64", "fonts-liberation2": "fonts-liberation"}

USAGE = """\
./dev run  [...]   cài đặt rồi mở chương trình (không có màn hình: chạy bản mẫu, ghi vào out/)
./dev test [...]   cài đặt rồi chạy mọi kiểm tra
./dev python ...   Python của dự án, đã cài đủ
./dev setup        chỉ cài đặt"""


def main(arguments: list[str]) -> int:
    """Set up what the asked command needs, then hand over to it."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command == "setup":
        return set_up(testing=True)
    if command == "run":
        if failed := set_up(testing=False):
            return failed
        if rest:
            return call("-m", "evalapp", *rest)
        if has_display():
            return call("-m", "evalapp")
        print("Không có màn hình: chạy tháng mẫu / no display: running the sample month.", flush=True)
        return call("-m", "evalapp", "demo", "--out", str(ROOT / "out"))
    if command == "test":
        return set_up(testing=True) or call("-m", "evalapp.devtools", "check", *rest)
    if command == "python":
        return set_up(testing=False) or call(*rest)
    print(USAGE)
    return 0 if command in {"help", "-h", "--help"} else 2


def set_up(*, testing: bool) -> int:
    """Make `.venv` hold exactly what the lock says, and the system libraries be there."""
    if failed := system_packages([*DRAWING, *WINDOW, *(TESTING if testing else [])]):
        return failed
    stamp = VENV / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return 0
    print("Cài các thư viện Python vào .venv (một lần) / installing Python libraries (once) ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if not make_venv():
        return 1
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)], check=False)
    if done.returncode:
        print(
            "Không cài được thư viện Python. Kiểm tra mạng tới PyPI rồi chạy lại lệnh này.\n"
            "The Python libraries could not be installed: check the way to PyPI and run this again.",
            file=sys.stderr,
        )
        return done.returncode
    stamp.write_text(wanted)
    return 0


def make_venv() -> bool:
    """Create `.venv`; on Debian the module for it may have to be installed first."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True)
    if made.returncode == 0:
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    if apt_install(["python3-venv"]) == 0:
        return subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode == 0
    return False


def system_packages(wanted: list[str]) -> int:
    """Install the missing Debian packages when root; otherwise name the exact command."""
    if WINDOWS or not shutil.which("dpkg-query"):
        return 0
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]
    shown = subprocess.run(query, check=False, capture_output=True, text=True).stdout
    installed = {line.split()[0] for line in shown.splitlines() if line.endswith(" installed")}
    missing = [name for name in wanted if name not in installed and ALSO_KNOWN_AS.get(name) not in installed]
    return apt_install(missing) if missing else 0


def apt_install(packages: list[str]) -> int:
    """Install Debian packages by the names this release knows; say the command when not root."""
    if not shutil.which("apt-get"):
        return 0
    if os.geteuid() != 0:
        print(
            "Thiếu thư viện hệ thống. Chạy lệnh sau rồi thử lại / missing system libraries, run this first:\n"
            f"    sudo apt-get install -y {' '.join(packages)}",
            file=sys.stderr,
        )
        return 1
    print(f"Cài thư viện hệ thống / installing: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    named = [name if known_to_apt(name) else ALSO_KNOWN_AS.get(name, name) for name in packages]
    return subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *named],
        check=False,
        env=environment,
        stdout=subprocess.DEVNULL,
    ).returncode


def known_to_apt(package: str) -> bool:
    """Whether this Debian release offers the package under this name."""
    shown = subprocess.run(["apt-cache", "show", package], check=False, capture_output=True)
    return shown.returncode == 0 and bool(shown.stdout)


def has_display() -> bool:
    """Whether a window can open; a display that does not answer would abort Qt, so it is probed first."""
    if WINDOWS or sys.platform == "darwin":
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    answer = subprocess.run([str(VENV_PYTHON), "-c", probe], check=False, capture_output=True, timeout=20)
    return answer.returncode == 0


def call(*arguments: str) -> int:
    """Run the project's Python from the checkout and pass its exit code on."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    # Without compiled files every command that a test starts would compile the whole program anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run([str(VENV_PYTHON), *arguments], check=False, env=environment, cwd=None).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
