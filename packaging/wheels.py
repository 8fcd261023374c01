"""The wheel, and the proof that it works where there is no checkout."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from locked import ROOT, needed_by_users, write_lock
from steps import (
    BUILD,
    DIST,
    build_python,
    clean_environment,
    epoch,
    install,
    make_environment,
    run,
    told,
    version,
)


def build_wheel() -> Path:
    """`dist/evalapp-VERSION-py3-none-any.whl`, with resources, migrations and compiled catalogues."""
    for left in (BUILD / "lib", BUILD / "bdist.linux-x86_64"):
        run("rm", "-rf", left)  # setuptools would carry along what an earlier build left there
    # `resources/` carries the pictures of the manual from here: taken from the screens as they are now.
    environment = {**clean_environment(), "SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "0"}
    run(build_python(), "-m", "evalapp.devtools", "manual", cwd=ROOT, env=environment)
    pip = [build_python(), "-m", "pip", "wheel", "-q"]
    run(*pip, "--no-deps", "--no-build-isolation", "-w", DIST, ROOT, env=environment)
    product = wheel_file()
    told(product)
    return product


def wheel_file() -> Path:
    """Where the wheel of this version lies."""
    return DIST / f"evalapp-{version()}-py3-none-any.whl"


def try_wheel() -> None:
    """Install it into an empty environment far from the checkout and let it do the sample month."""
    wheel = build_wheel()
    with TemporaryDirectory(prefix="evalapp-wheel-") as folder:
        place = Path(folder)
        python = make_environment(place / "venv")
        install(python, write_lock(needed_by_users(), place / "runtime.lock"))
        run(python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel)
        environment = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen", "HOME": folder}
        program = python.with_name("evalapp")
        run(program, "--version", cwd=place, env=environment)
        run(program, "--self-test", cwd=place, env=environment)
        run(program, "demo", "--out", "Tháng mẫu", cwd=place, env=environment)
        print(f"{sum(len(files) for _, _, files in os.walk(place / 'Tháng mẫu'))} files made by the demo")
