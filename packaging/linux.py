"""The program for Linux: a frozen folder, as a Debian package and as a plain archive."""

import shutil
from pathlib import Path
from textwrap import dedent

from dev import DRAWING, WINDOW
from locked import needed_by_users
from steps import (
    BUILD,
    DIST,
    build_python,
    clean_environment,
    epoch,
    forget_missing,
    project,
    run,
    told,
    tool,
    version,
    write_manifest,
)
from supply import keep_packed, write_notices
from wheels import build_wheel

HERE = Path(__file__).resolve().parent
FOLDER = BUILD / "linux" / "evalapp"
TREE = BUILD / "deb"
MENU = HERE / "linux"
#: What is run before a version takes the place of another: dpkg itself would only warn.
NO_DOWNGRADE = """#!/bin/sh
set -e
if [ "$1" = upgrade ] && [ -z "$EVALAPP_DOWNGRADE" ] && dpkg --compare-versions "$2" gt VERSION; then
    echo "Bản $2 đang có mới hơn bản VERSION; bản cũ có thể không mở được dữ liệu. Không cài." >&2
    echo "Version $2 is installed and newer than VERSION, which may not open its data: not installed." >&2
    echo "(EVALAPP_DOWNGRADE=1 dpkg -i ...)" >&2
    exit 1
fi
"""
#: What Qt brings along that no screen uses; each entry is a piece of a path in the frozen folder.
UNUSED = (
    "Qt6Quick",
    "Qt6Qml",
    "Qt6Pdf",
    "Qt6VirtualKeyboard",
    "Qt6OpenGL",
    "Qt/qml",
    "translations",
    "platforminputcontexts/libqtvirtualkeyboard",
    "plugins/egldeviceintegrations",
    "libqeglfs",
    "libqlinuxfb",
    "libqminimal",
    "libqvnc",
    "libqvkkhrdisplay",
    "PySide6/QtDBus",
    "PySide6/QtNetwork",
    "PySide6/QtOpenGL",
    "Qt6EglF",
    "Qt6Network",
    "Qt6WlShell",
    "libwl-shell-plugin",
    "plugins/generic",
    "plugins/networkinformation",
    "plugins/tls",
    "wayland-graphics-integration-client",
    "platformthemes/libqgtk3",  # would bring half a desktop along
    "imageformats/libqgif",
    "imageformats/libqic",
    "imageformats/libqpdf",
    "imageformats/libqt",
    "imageformats/libqw",
    "PIL/_avif",  # pictures come as JPEG and PNG only
    "PIL/_webp",
    "PIL/_imagingtk",
    "pillow.libs/libavif",
    "pillow.libs/libwebp",
    "pillow.libs/libsharpyuv",
    "reportlab/fonts/",
    "__pycache__",  # of the migrations, with paths of the machine that packed them
)


#: Pieces of names of modules that nothing calls: Python's own older SQLite, the network's ciphers, consoles.
LEFT_OUT = ("tkinter", "sqlite3", "_ssl", "readline", "_uuid", "_curses", "setuptools")
#: What of this system's own libraries goes along; all others are those of the system that it runs on.
OF_PYTHON = ("libpython", "libcrypto", "libffi", "libbz2", "liblzma", "libz.")
#: Whose compiled files come with what only a debugger reads.
WITH_DEBUG_DATA = ("libpython*", "sqlcipher3/*.so", "sqlalchemy/**/*.so", "python3*/lib-dynload/*.so")


def build_folder() -> Path:
    """`build/linux/evalapp`: the program frozen from its own wheel, not from the checkout."""
    python = build_python()
    build_wheel()
    # Asked for by its name, so that no path of this machine is noted down in it.
    pip = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-compile",
        "--no-deps",
        "--no-index",
        "--force-reinstall",
    ]
    run(*pip, "--find-links", DIST, f"evalapp=={version()}")
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    metadata = [
        word
        for pin in needed_by_users()
        if not pin.marker.startswith("sys_platform == 'win32'")
        for word in ("--copy-metadata", pin.name)
    ]
    data = [word for name in ("qtawesome", "fontpkg_be_vietnam_pro") for word in ("--collect-data", name)]
    bundled = next((BUILD / "venv" / "lib").glob("python*")) / "site-packages" / "evalapp" / "_bundled"
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", "--name=evalapp"),
        *(f"--distpath={FOLDER.parent}", f"--workpath={BUILD / 'freeze'}", f"--specpath={BUILD / 'freeze'}"),
        *("--collect-submodules=evalapp", "--collect-submodules=sqlalchemy.dialects.sqlite"),
        # Found by their names at run time, which the freezer does not see.
        *("--hidden-import=fontpkg_be_vietnam_pro", "--hidden-import=qtawesome"),
        *("--copy-metadata=evalapp", *metadata, *data),
        *("--add-data", f"{bundled / 'resources'}:resources", "--add-data", f"{bundled / 'db'}:db"),
        *(f"--exclude-module={name}" for name in LEFT_OUT),
        HERE / "frozen.py",
        cwd=BUILD,
        env={**clean_environment(), "SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "0"},
    )
    slim(FOLDER)
    write_notices(FOLDER / "NOTICES.txt")
    return FOLDER


def slim(folder: Path) -> None:
    """Take out what no screen uses, and what belongs to the system that it will run on."""
    inside = folder / "_internal"
    for file in sorted(path for path in folder.rglob("*") if path.is_symlink() or path.is_file()):
        if not is_used(file.relative_to(folder).as_posix()) or is_of_this_system(file, inside):
            file.unlink()
    for link in inside.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    forget_missing(inside)
    debugged = [file for pattern in WITH_DEBUG_DATA for file in sorted(inside.glob(pattern))]
    run(tool("strip", "binutils"), "--strip-debug", *debugged)
    for place in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(place.iterdir()):
            place.rmdir()


def is_used(place: str) -> bool:
    """Whether the program needs a file of the frozen folder."""
    within = place.removeprefix("_internal/")
    if within.startswith("qtawesome/fonts/"):
        return "phosphor" in within
    return not any(piece in place for piece in UNUSED)


def is_of_this_system(file: Path, inside: Path) -> bool:
    """Whether a library was taken from the system that packs; wheels have theirs deeper, with a link here."""
    return (
        file.parent == inside
        and file.name.startswith("lib")
        and not file.is_symlink()
        and not file.name.startswith(OF_PYTHON)
    )


def build_deb() -> Path:
    """The Debian package, and the same folder as an archive for systems without one."""
    folder = build_folder()
    archive = DIST / f"evalapp-{version()}-linux-x86_64.tar.gz"
    steady = ["--sort=name", f"--mtime=@{epoch()}", "--owner=0", "--group=0", "--numeric-owner"]
    steady.append("--mode=u+rwX,go+rX,go-w")
    run(tool("tar", "tar"), *steady, "-czf", archive, "-C", folder.parent, folder.name)
    told(archive)
    keep_packed(archive)
    tree = TREE
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / "opt" / "evalapp", symlinks=True)
    for source, place in places().items():
        target = tree / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    write_notices(tree / "usr/share/doc/evalapp/copyright")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/evalapp").symlink_to("/opt/evalapp/evalapp")
    product = pack(tree, version(), deb_file())
    keep_packed(product)
    write_manifest(product, "linux")
    return product


def pack(tree: Path, of: str, product: Path) -> Path:
    """A package of what lies in a tree, as this version; upgrades are tried with others."""
    files = [file for file in tree.rglob("*") if file.is_file() and file.parent.name != "DEBIAN"]
    said = tree / "DEBIAN"
    said.mkdir(exist_ok=True)
    (said / "control").write_text(
        control(of, sum(file.stat().st_size for file in files) // 1024), encoding="utf-8"
    )
    (said / "preinst").write_text(NO_DOWNGRADE.replace("VERSION", of), encoding="utf-8")
    run("chmod", "-R", "u=rwX,go=rX", tree)
    (said / "preinst").chmod(0o755)
    build = [tool("dpkg-deb", "dpkg"), "--build", "--root-owner-group", "-Zxz", "--threads-max=1"]
    run(*build, tree, product, env={**clean_environment(), "SOURCE_DATE_EPOCH": epoch()})
    told(product)
    return product


def deb_file() -> Path:
    """Where the package of this version lies."""
    return DIST / f"evalapp_{version()}_amd64.deb"


def places() -> dict[Path, str]:
    """What tells a desktop about the program, and where Debian wants it."""
    name = "vn.evalapp.Evalapp"
    return {
        MENU / f"{name}.desktop": f"usr/share/applications/{name}.desktop",
        MENU / f"{name}.metainfo.xml": f"usr/share/metainfo/{name}.metainfo.xml",
        MENU / f"{name}.mime.xml": f"usr/share/mime/packages/{name}.xml",
        HERE / "evalapp.svg": f"usr/share/icons/hicolor/scalable/apps/{name}.svg",
    }


def maintainer() -> str:
    """Who stands behind it, as the project itself says; an address only where it names one."""
    first = project()["authors"][0]
    return f"{first['name']} <{first['email']}>" if "email" in first else first["name"]


def control(of: str, size: int) -> str:
    """What dpkg is told; `size` is in KiB. The libraries are those that `./dev` installs for Qt."""
    base = ["libc6 (>= 2.34)", "libgcc-s1", "libstdc++6", "libzstd1"]
    either = {"libglib2.0-0": "libglib2.0-0 | libglib2.0-0t64", "fonts-liberation2": ""}
    needed = [either.get(name, name) for name in (*DRAWING, *WINDOW)]
    depends = ", ".join([*base, *filter(None, needed)])
    return dedent(f"""\
        Package: evalapp
        Version: {of}
        Architecture: amd64
        Maintainer: {maintainer()}
        Installed-Size: {size}
        Depends: {depends}
        Recommends: fonts-liberation2 | fonts-liberation (>= 1:2)
        Section: office
        Priority: optional
        Description: monthly evaluation of public staff and spot inspections
         Evaluates the people of a unit every month, keeps inspections and prints the
         papers, offline, with every result explained and sealed.
        """)
