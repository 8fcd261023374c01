"""Every product by one command: `./dev python packaging/build.py PRODUCT`; see packaging/README.md."""

import sys
from pathlib import Path

from bare import try_checkout, try_deb
from linux import build_deb
from same import try_same
from signing import make_key, sign_manifests
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
    "try-same": (try_same, "builds everything twice, in two places, and compares the bytes"),
    "try-wheel": (try_wheel, "builds it, installs it into an empty environment, runs the sample month"),
    "try-deb": (try_deb, "builds it; installs, runs and removes it on a bare Debian without a network"),
    "try-checkout": (try_checkout, "runs ./dev setup and some tests on a bare Debian that has only Python"),
    "try-windows": (try_windows, "builds it; installs, runs, upgrades and removes it under Wine"),
}
#: What takes a file of a key besides.
WITH_KEY = {
    "key": (make_key, "a private key in FILE, kept away from git, and its public half for the program"),
    "sign": (sign_manifests, "signs every update in dist/ with the key in FILE"),
}


def main(arguments: list[str]) -> int:
    """Make what is named; the exit code says whether it was made."""
    name, *rest = arguments or ["help"]
    if not (name in PRODUCTS and not rest) and not (name in WITH_KEY and len(rest) == 1):
        print("./dev python packaging/build.py PRODUCT | key FILE | sign FILE\n")
        print("\n".join(f"  {name:<12} {what}" for name, (_, what) in {**PRODUCTS, **WITH_KEY}.items()))
        return 0 if arguments in (["help"], ["-h"], ["--help"]) else 2
    try:
        if rest:
            WITH_KEY[name][0](Path(rest[0]))
        else:
            PRODUCTS[name][0]()
    except BuildError as error:
        print(f"NOT BUILT: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
