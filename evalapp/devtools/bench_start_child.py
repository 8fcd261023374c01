"""A program that tells when its window is painted: the real one on a workspace, or a bare one."""

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Start what is named and end once everything is painted; each begins as it does by itself."""
    if arguments == ["bare"]:
        from evalapp.devtools.bench_start_windows import show_bare

        show_bare()
        return 0
    from evalapp.ui.kit.imports import import_plainly

    import_plainly()
    from evalapp.devtools.bench_start_windows import show_program

    show_program(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
