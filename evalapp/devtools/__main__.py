"""`python -m evalapp.devtools VERB`: one module a verb, found by its name."""

import importlib
import sys
from collections.abc import Sequence

#: Verb -> what it is for. The module of that name holds `main(arguments) -> exit code`.
VERBS = {
    "check": "format, lint, types, then tests; arguments go on to pytest",
    "words": "bring the Vietnamese catalogue up to date with the code, and name what is untranslated",
    "shots": "every scene of the window to PNG, light and dark",
    "manual": "the pictures that the manual shows, taken from the screens",
    "seed": "a sample workspace of any size, built by calling use cases only",
    "many_visits": "a data file of 5,000 visits, 20,000 findings and 10,000 photos",
    "faults": "kill the program at random moments, fill the disk: what was saved must be there",
    "hostile": "files that nobody should send, by class: refused, taken or wrong",
    "keys": "a robot does the daily works at the real window and counts its keys",
    "bench": "how quick the daily work is, as ratios to floors measured in the same run",
    "reference": "settings, actions, facts and policies as one Markdown page, from the declarations",
}


def main(arguments: Sequence[str]) -> int:
    """Run the verb that is named, or say which there are."""
    if not arguments or arguments[0] not in VERBS:
        print("python -m evalapp.devtools VERB [...]\n")
        print("\n".join(f"  {verb:<12} {purpose}" for verb, purpose in VERBS.items()))
        return 0 if arguments in (["help"], ["-h"], ["--help"]) else 2
    module = importlib.import_module(f"evalapp.devtools.{arguments[0]}")
    return module.main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
