"""The parser of the command line, speaking the language in use: its titles, its help, its refusals."""

import re
import sys
from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NoReturn

from evalapp.base.messages import LANGUAGES, N_, language, tr
from evalapp.cli.answers import WRONG_USAGE

_OF_AN_ARGUMENT = re.compile(r"argument (?P<name>[^:]+): (?P<said>.*)", re.DOTALL)
#: What Python's own parser says, and how it is said here; whatever is not listed stands as it is.
_REFUSALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), message)
    for pattern, message in (
        (r"the following arguments are required: (?P<names>.*)", N_("These are missing: {names}.")),
        (r"one of the arguments (?P<names>.*) is required", N_("One of these is missing: {names}.")),
        (r"unrecognized arguments: (?P<names>.*)", N_("These are not known here: {names}.")),
        (
            r"ambiguous option: (?P<name>.*) could match (?P<names>.*)",
            N_("“{name}” can mean any of: {names}."),
        ),
        (
            r"invalid choice: (?P<value>.*) \(choose from (?P<names>.*)\)",
            N_("{value} is none of: {names}."),
        ),
        (r"invalid \S+ value: (?P<value>.*)", N_("{value} cannot be read as what belongs here.")),
        (r"expected (?:one argument|at least one argument|\d+ arguments?)", N_("a value is missing.")),
        (r"not allowed with argument (?P<name>.*)", N_("cannot be given together with {name}.")),
        (r"ignored explicit argument (?P<value>.*)", N_("takes no value, and {value} was given.")),
    )
)


class _Formatter(HelpFormatter):
    """Begins the line of usage in the language in use."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, tr("Usage: ") if prefix is None else prefix)


class Parser(ArgumentParser):
    """A parser whose every word goes through the catalogue.

    `fill` adds what a noun takes once it is spoken to: the modules of all nouns take most of a second.
    """

    fill: Callable[["Parser"], None] | None = None

    def __init__(self, *, add_help: bool = True, **given: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **given)
        self._positionals.title, self._optionals.title = tr("What it takes"), tr("Options")
        if add_help:
            self.add_argument("-h", "--help", action="help", help=tr("show this page and end"))

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """Parse what follows a noun, once what it takes is there."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill(self)
        return super().parse_known_args(*given, **named)

    def error(self, message: str) -> NoReturn:
        """Say in words of ours what was wrong with the call, and end."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {refusal(message)}\n")


def common_options() -> Parser:
    """The options taken before and after any command."""
    return _common_options(language())


@cache
def _common_options(_language: str) -> Parser:
    """The same for every command: making them anew for each took most of a start."""
    common = Parser(add_help=False, argument_default=SUPPRESS)
    options = common.add_argument_group(tr("With every command"))
    options.add_argument(
        "--workspace",
        metavar=tr("FILE|URL"),
        help=tr("the workspace: a file (default: the user's own) or postgresql://…"),
    )
    options.add_argument("--as", dest="as_user", metavar=tr("USER"), help=tr("in whose name to act"))
    options.add_argument("--lang", choices=LANGUAGES, help=tr("language of the answers"))
    options.add_argument("--json", action="store_true", help=tr("answer as JSON"))
    return common


def refusal(message: str) -> str:
    """What Python's parser refuses, in the language in use."""
    of_one = _OF_AN_ARGUMENT.fullmatch(message)
    if of_one is not None:
        return f"{of_one['name']}: {refusal(of_one['said'])}"
    for pattern, said in _REFUSALS:
        found = pattern.fullmatch(message)
        if found is not None:
            return tr(said, **found.groupdict())
    return message
