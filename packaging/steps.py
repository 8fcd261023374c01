"""The steps that every product is built with: run a command, make an environment, find the version."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

from locked import LOCK, ROOT, needed_by_users, write_lock

BUILD = ROOT / "build"
DIST = ROOT / "dist"
TOOLS_LOCK = ROOT / "packaging" / "tools.lock"


class BuildError(Exception):
    """Why a product cannot be built, in a sentence."""


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    """Run a command whose failure ends the build."""
    words = [str(word) for word in command]
    print("+", " ".join(words), flush=True)
    done = subprocess.run(words, check=False, cwd=cwd, env=env)
    if done.returncode:
        raise BuildError(f"{words[0]} ended with {done.returncode}")


def tool(name: str, package: str) -> str:
    """The path of a program of the system, or a refusal that names the Debian package with it."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if not found:
        raise BuildError(f"{name} is missing: apt-get install {package}")
    return found


def project() -> dict[str, Any]:
    """What the project says of itself."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def version() -> str:
    """The program's version, from its one home."""
    return project()["version"]


def epoch() -> str:
    """The second of the last commit: what stands in archives as the time of every file."""
    asked = ["git", "log", "-1", "--format=%ct"]
    return subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def clean_environment() -> dict[str, str]:
    """The environment without anything that leads back into the checkout."""
    leaving = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in leaving}


def build_python() -> Path:
    """The Python of `build/venv`: what the program runs on and the tools that pack it, by their hashes."""
    home = BUILD / "venv"
    python = home / "bin" / "python"
    stamp = home / "locks.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes() + TOOLS_LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if not (stamp.is_file() and stamp.read_text() == wanted):
        make_environment(home)
        install(python, write_lock(needed_by_users(), BUILD / "runtime.lock"))
        install(python, TOOLS_LOCK)
        stamp.write_text(wanted)
    return python


def make_environment(home: Path) -> Path:
    """An empty environment in a folder; returns its Python."""
    shutil.rmtree(home, ignore_errors=True)
    venv.create(home, with_pip=True)
    return home / "bin" / "python"


def install(python: Path, lock: Path) -> None:
    """Install a lock, each file by its hash, nothing built from source."""
    run(python, "-m", "pip", "install", "-q", "--require-hashes", "--only-binary=:all:", "-r", lock)


def forget_missing(packages: Path) -> None:
    """Leave in the lists of installed files only what is there: the rest tells of the machine that packed."""
    for record in sorted(packages.glob("*.dist-info/RECORD")):
        with record.open(encoding="utf-8", newline="") as source:
            rows = [row for row in csv.reader(source) if row and (packages / row[0]).is_file()]
        with record.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)


def expect(held: object, what: str) -> None:
    """Say that something a trial looks for is so, or end the trial with it."""
    if not held:
        raise BuildError(f"not so: {what}")
    print(f"ok: {what}", flush=True)


def told(product: Path) -> None:
    """Say what was made, how large it is, and its hash."""
    print(f"{product.relative_to(ROOT)}  {product.stat().st_size / 1e6:.1f} MB  sha256 {sha256(product)}")


def write_manifest(product: Path, system: str, of: str | None = None) -> Path:
    """What lies beside a product on a stick: `evalapp update` and the window find and check it by that."""
    said = {
        "program": "evalapp",
        "system": system,
        "version": of or version(),
        "file": product.name,
        "sha256": sha256(product),
    }
    out = product.with_name(f"{product.name}.update.json")
    out.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    return out


def sha256(file: Path) -> str:
    """The hash that a product is known by."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
