"""What a product is made of: the list for machines (CycloneDX), the notices, and what each part weighs."""

import json
import platform
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from locked import PYTHON_FOR_WINDOWS, Pin, needed_by_users
from steps import DIST, BuildError, told, version

from evalapp.base.components import Component, components, every_notice, parts

BUDGET = Path(__file__).resolve().parent / "budget.toml"
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def write_notices(out: Path) -> Path:
    """Everything that has to be passed on with the program, in one text."""
    out.parent.mkdir(parents=True, exist_ok=True)
    rule = "\n\n" + "=" * 80 + "\n\n"
    out.write_text(rule.join(each.text for each in every_notice()) + "\n", encoding="utf-8")
    return out


def build_sbom() -> Path:
    """`dist/evalapp-VERSION.cdx.json`: every library by its hashes, and what is compiled into it."""
    out = DIST / f"evalapp-{version()}.cdx.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(bill(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    told(out)
    return out


def bill() -> dict[str, Any]:
    """The list as CycloneDX 1.6 wants it; the same lock gives the same list."""
    known = {key(each.name): each for each in components()}
    versions = _versions_inside()
    pythons = dict.fromkeys((PYTHON_FOR_WINDOWS, platform.python_version()))  # the other one is on Linux
    carried = [
        _part(each, of)
        for each in parts()
        for of in (pythons if each.name == "CPython" else [versions.get(each.name, "")])
    ]
    program = {"type": "application", "bom-ref": "evalapp", "name": "evalapp", "version": version()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**program, "licenses": _terms("Apache-2.0")}},
        "components": [*(_library(pin, known.get(key(pin.name))) for pin in needed_by_users()), *carried],
    }


def weigh(runtime: Path) -> dict[str, int]:
    """How many bytes each part of a program for Windows takes; `Python` is what lies beside the libraries."""
    weights: Counter[str] = Counter()
    for file in runtime.rglob("*"):
        if file.is_file():
            place = file.relative_to(runtime).parts
            is_library = place[0] == "site-packages"
            weights[_owner(place[1]) if is_library else "Python"] += file.stat().st_size
    return dict(weights.most_common())


def keep_within_budget(runtime: Path, budget: Path = BUDGET) -> None:
    """Show what each part weighs, and refuse what has grown beyond what was agreed."""
    most = tomllib.loads(budget.read_text(encoding="utf-8"))["megabytes"]
    weights = weigh(runtime)
    shown = {name: size for name, size in weights.items() if name in most}
    shown["others"] = sum(size for name, size in weights.items() if name not in most)
    for name, size in shown.items():
        print(f"  {name:<24}{size / 1e6:>8.1f} MB of {most[name]}")
    heavy = [name for name, size in shown.items() if size > most[name] * 1_000_000]
    if heavy:
        raise BuildError(f"grown beyond packaging/{budget.name}: {', '.join(heavy)}")


def key(name: str) -> str:
    """The one spelling of a name of many, as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _owner(place: str) -> str:
    """The library that a folder of site-packages belongs to, by the name of the folder."""
    return place.partition("-")[0].partition(".")[0]


def _library(pin: Pin, known: Component | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{key(pin.name)}@{pin.version}"
    files = [found for line in pin.lines for found in _HASH.findall(line)]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": pin.name,
        "version": pin.version,
        "purl": purl,
        "licenses": _terms(known.licence if known else "Apache-2.0"),
        "properties": [{"name": "evalapp:locked-sha256", "value": each} for each in files],
    }


def _part(each: Component, of: str) -> dict[str, Any]:
    told = {
        "type": "library",
        "bom-ref": f"inside/{each.name}@{of}".rstrip("@"),
        "name": each.name,
        "licenses": _terms(each.licence),
    }
    inside = [{"name": "evalapp:inside", "value": each.inside}]
    return {**told, **({"version": of} if of else {}), "properties": inside}


def _terms(licence: str) -> list[dict[str, Any]]:
    return [{"license": {"name": licence}}]


def _versions_inside() -> dict[str, str]:
    """What the compiled parts say of themselves."""
    from cryptography.hazmat.backends.openssl import backend
    from PIL import features
    from pypdfium2.version import PDFIUM_INFO
    from PySide6.QtCore import qVersion

    from evalapp.store.engine import sqlite_version

    of_pillow = {
        "FreeType": features.version_module("freetype2"),
        "HarfBuzz": features.version_feature("harfbuzz"),
        "libjpeg-turbo": features.version_feature("libjpeg_turbo"),
        "zlib": features.version_codec("zlib"),
        "libtiff": features.version_codec("libtiff"),
        "libwebp": features.version_module("webp"),
        "OpenJPEG": features.version_codec("jpg_2000"),
        "Little CMS": features.version_module("littlecms2"),
    }
    return {
        **{name: said for name, said in of_pillow.items() if said},
        "Qt": qVersion(),
        "SQLite": sqlite_version(),
        "OpenSSL": backend.openssl_version_text().split()[1],
        "PDFium": str(PDFIUM_INFO),
    }
