"""`python -m evalapp`: no command opens the window, a command runs on the command line."""

import sys

from evalapp.base.least import unfit


def main() -> int:
    """Open the window, or run a command."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--read-workbook"]:  # a frozen program is its own reading child
        from evalapp.documents.reading.child import main as read_workbook

        return read_workbook(arguments[1:])
    if refusal := unfit(sys.version_info[:3]):
        sys.stderr.write(refusal + "\n")
        return 1
    if "--self-test" in arguments:
        from evalapp.cli.self_test import main as self_test

        return self_test()
    # Imported here, since each start needs only one of them.
    if _opens_window(arguments):
        from evalapp.ui.kit.imports import import_plainly

        import_plainly()
        from evalapp.app import main as window

        return window(arguments)
    from evalapp.cli.main import main as command

    return command(arguments)


def _opens_window(arguments: list[str]) -> bool:
    """Whether nothing but the window's own options is given."""
    rest = iter(arguments)
    for argument in rest:
        if argument in {"--workspace", "--as", "--lang"}:
            next(rest, None)
        elif argument != "--sample" and not argument.startswith(("--workspace=", "--as=", "--lang=")):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
