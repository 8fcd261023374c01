"""A sample workspace of any size: always legal data, and so an end-to-end run of the use cases."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from evalapp.base.messages import DEFAULT_LANGUAGE, use_language
from evalapp.sample.demo import PEOPLE, build_sample


def main(arguments: Sequence[str]) -> int:
    """Write a workspace with so many people and months; the same seed gives the same data."""
    parser = argparse.ArgumentParser(prog="devtools seed", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--months", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    use_language(DEFAULT_LANGUAGE)
    build_sample(options.out, seed=options.seed, people=options.people, months=options.months)
    print(options.out)
    return 0
