"""What a product is made of: the list for machines (CycloneDX), the notices, and what each part weighs."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inside import bundled_with, versions_inside
from locked import Pin, needed_by_users
from steps import DIST, BuildError, told, version

from evalapp.base.components import Component, components, every_crate, every_notice, parts
from evalapp.base.crates import Crate

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
    versions, bundled = versions_inside(), bundled_with()
    carried = [
        _part(each, carrier, *told)
        for each in parts()
        for carrier in each.inside.split(", ")
        for told in versions.get((each.name, carrier), [("", bundled.get(carrier, ""))])
    ]
    program = {"type": "application", "bom-ref": "evalapp", "name": "evalapp", "version": version()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**program, "licenses": _terms("Apache-2.0")}},
        "components": [
            *(_library(pin, known.get(key(pin.name))) for pin in needed_by_users()),
            *carried,
            *_crates(),
        ],
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


def keep_packed(product: Path, budget: Path = BUDGET) -> None:
    """Refuse a product that has grown beyond what was agreed."""
    agreed = tomllib.loads(budget.read_text(encoding="utf-8"))["packed"]
    most = next(size for ending, size in agreed.items() if product.name.endswith(ending))
    if product.stat().st_size > most * 1_000_000:
        raise BuildError(f"{product.name} takes more than {most} MB: packaging/budget.toml")


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


def _part(each: Component, carrier: str, of: str, told_by: str) -> dict[str, Any]:
    told = {
        "type": "library",
        "bom-ref": f"inside/{carrier}/{each.name}@{of}".rstrip("@"),
        "name": each.name,
        "licenses": _terms(each.licence),
    }
    known = {"evalapp:inside": carrier, "evalapp:told-by": told_by}
    properties = [{"name": name, "value": value} for name, value in known.items() if value]
    return {**told, **({"version": of} if of else {}), "properties": properties}


def _crates() -> Iterator[dict[str, Any]]:
    """Each release of a Rust library once, with all the libraries that carry it."""
    carriers: dict[str, list[Crate]] = {}
    for each in every_crate():
        carriers.setdefault(each.purl, []).append(each)
    for purl, same in sorted(carriers.items()):
        hashes = [{"alg": "SHA-256", "content": same[0].sha256}] if same[0].sha256 else []
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": same[0].name,
            "version": same[0].version,
            "purl": purl,
            "hashes": hashes,
            "licenses": [{"expression": same[0].licence}],
            "properties": [
                {"name": name, "value": value}
                for each in same
                for name, value in (("evalapp:inside", each.inside), ("evalapp:told-by", each.listed_in))
            ],
        }


def _terms(licence: str) -> list[dict[str, Any]]:
    return [{"license": {"name": licence}}]
