"""Which versions of other people's work are compiled into the libraries, and who says so."""

import platform
import re
from importlib.metadata import distribution
from pathlib import Path

from locked import OPENSSL_OF_PYTHON, PYTHON_FOR_WINDOWS

#: A version, and what told it.
Told = tuple[str, str]


def versions_inside() -> dict[tuple[str, str], list[Told]]:
    """For each part and what carries it, every version there is; what nothing tells is not among them."""
    return {
        ("CPython", "evalapp"): [
            (PYTHON_FOR_WINDOWS, "windows.lock"),
            (platform.python_version(), "the Python that packed it for Linux"),
        ],
        ("OpenSSL", "CPython"): [(OPENSSL_OF_PYTHON, "libcrypto-3.dll")],
        ("PDFium", "pypdfium2"): [(_pdfium(), "pypdfium2.version")],
        ("Argon2", "argon2-cffi-bindings"): [_of_argon2()],
        ("Phosphor Icons", "QtAwesome"): [_of_phosphor()],
        **{(name, "PySide6_Essentials"): [told] for name, told in _of_qt().items()},
        **{(name, "sqlcipher3"): [told] for name, told in _of_sqlcipher().items()},
        **{(name, "pillow"): [told] for name, told in _of_pillow().items()},
        ("OpenSSL", "cryptography"): [_of_cryptography()],
    }


def bundled_with() -> dict[str, str]:
    """What stands for a version where a library carries a part and tells none."""
    from PySide6.QtCore import qVersion

    return {
        "PySide6_Essentials": f"as bundled with Qt {qVersion()}",
        "CPython": f"as bundled with CPython {PYTHON_FOR_WINDOWS}",
        "msgspec": f"as bundled with msgspec {distribution('msgspec').version}",
    }


def _of_qt() -> dict[str, Told]:
    import PySide6
    from PySide6.QtCore import qVersion

    libraries = Path(PySide6.__path__[0]) / "Qt" / "lib"
    return {
        "Qt": (qVersion(), "qVersion()"),
        "PCRE2": _found_in(libraries / "libQt6Core.so.6", rb"\0(10\.\d+) \d{4}-\d\d-\d\d\0"),
        "libpng": _found_in(libraries / "libQt6Gui.so.6", rb"libpng version (\d+\.\d+\.\d+)"),
    }


def _of_sqlcipher() -> dict[str, Told]:
    import sqlcipher3
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    said = connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()
    return {
        "SQLite": (dbapi2.sqlite_version, "sqlite3_libversion()"),
        "SQLCipher": (said.partition(" ")[0], "PRAGMA cipher_version"),
        "OpenSSL": _found_in(
            next(Path(sqlcipher3.__path__[0]).glob("_sqlite3*.so")), rb"OpenSSL (\d+\.\d+\.\d+)"
        ),
    }


def _of_pillow() -> dict[str, Told]:
    from PIL import features

    told = {
        "FreeType": features.version_module("freetype2"),
        "HarfBuzz": features.version_feature("harfbuzz"),
        "libjpeg-turbo": features.version_feature("libjpeg_turbo"),
        "zlib": features.version_feature("zlib_ng") or features.version_codec("zlib"),
        "libwebp": features.version_module("webp"),
        "libtiff": features.version_codec("libtiff"),
        "OpenJPEG": features.version_codec("jpg_2000"),
        "Little CMS": features.version_module("littlecms2"),
    }
    return {
        "libpng": _of_pillows_libpng(),
        **{name: (said, "PIL.features") for name, said in told.items() if said},
    }


def _of_pillows_libpng() -> Told:
    files = (
        re.match(r"libpng16-\w+\.so\.16\.(\d+)\.", file.name) for file in distribution("pillow").files or ()
    )
    found = next(filter(None, files))
    return f"1.6.{found[1]}", found.string


def _of_cryptography() -> Told:
    from cryptography.hazmat.backends.openssl import backend

    return backend.openssl_version_text().split()[1], "OpenSSL_version()"


def _of_argon2() -> Told:
    """The commit that the library says it was made of: there has been no release since."""
    name = "argon2-cffi-bindings"
    found = re.search(
        r"phc-winner-argon2/commit/([0-9a-f]{40})", distribution(name).read_text("METADATA") or ""
    )
    assert found, f"{name} no longer says what it was made of"
    return found[1], f"METADATA of {name}"


def _of_phosphor() -> Told:
    files = (
        re.search(r"phosphor-([0-9.]+)\.ttf", file.name) for file in distribution("QtAwesome").files or ()
    )
    found = next(filter(None, files))
    return found[1], found[0]


def _pdfium() -> str:
    from pypdfium2.version import PDFIUM_INFO

    return str(PDFIUM_INFO)


def _found_in(library: Path, pattern: bytes) -> tuple[str, str]:
    """What a compiled library says of a part of it, in the words that are compiled in."""
    found = re.search(pattern, library.read_bytes())
    assert found, f"{library.name} no longer says {pattern!r}"
    return found[1].decode(), library.name
