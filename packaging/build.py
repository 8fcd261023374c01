"""Every product by one command: `./dev python packaging/build.py PRODUCT`; see packaging/README.md."""

import sys

from bare import try_deb
from linux import build_deb
from steps import BuildError
from supply import build_sbom
from wheels import build_wheel, try_wheel
from windows import build_windows
from wine import try_windows

#: What is named on the command line -> what makes or tries it, and what that is.
PRODUCTS = {
    "wheel": (build_wheel, "dist/evalapp-VERSION-py3-none-any.whl"),
    "deb": (build_deb, "dist/evalapp_VERSION_amd64.deb, and the same program as a plain .tar.gz"),
    "windows": (
        build_windows,
        "dist/evalapp-VERSION-windows-setup.exe, and the same program as a .zip for a stick",
    ),
    "sbom": (build_sbom, "dist/evalapp-VERSION.cdx.json: what everything is made of (CycloneDX)"),
    "try-wheel": (try_wheel, "builds it, installs it into an empty environment, runs the sample month"),
    "try-deb": (try_deb, "builds it; installs, runs and removes it on a bare Debian without a network"),
    "try-windows": (try_windows, "builds it; installs, runs, upgrades and removes it under Wine"),
}


def main(arguments: list[str]) -> int:
    """Make what is named; the exit code says whether it was made."""
    if len(arguments) != 1 or arguments[0] not in PRODUCTS:
        print("./dev python packaging/build.py PRODUCT\n")
        print("\n".join(f"  {name:<12} {what}" for name, (_, what) in PRODUCTS.items()))
        return 0 if arguments in (["help"], ["-h"], ["--help"]) else 2
    try:
        PRODUCTS[arguments[0]][0]()
    except BuildError as error:
        print(f"NOT BUILT: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
