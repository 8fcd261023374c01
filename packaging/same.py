"""The same commit gives the same bytes: everything built twice, in two places, and compared."""

import sys
from pathlib import Path

from locked import ROOT
from steps import BUILD, BuildError, clean_environment, expect, run, sha256, tool

_BUILT = ("deb", "windows", "sbom")
#: Of different length: a path that got in anywhere makes a difference.
_PLACES = ("one", "another place")


def try_same() -> None:
    """Build what is committed in two fresh clones; what differs lies there to be looked at."""
    places = [BUILD / "same" / place for place in _PLACES]
    for place in places:
        run("rm", "-rf", place)
        run(tool("git", "git"), "clone", "--quiet", ROOT, place)
    first, second = map(_built, places)
    expect(first.keys() == second.keys(), f"both made {', '.join(sorted(first))}")
    if differing := sorted(name for name, found in first.items() if second[name] != found):
        raise BuildError(f"not the same bytes in {BUILD / 'same'}: {', '.join(differing)}")
    for name, found in sorted(first.items()):
        print(f"{found}  {name}")


def _built(place: Path) -> dict[str, str]:
    """The hash of everything that a clone made."""
    environment = {**clean_environment(), "PYTHONPATH": str(place)}
    for name in _BUILT:
        run(sys.executable, "packaging/build.py", name, cwd=place, env=environment)
    return {file.name: sha256(file) for file in (place / "dist").iterdir()}
