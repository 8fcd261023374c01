"""The command line's composition root: parse, run one command, answer, and say refusals at one boundary."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import cache, partial
from importlib import import_module

from evalapp import __version__
from evalapp.base.errors import Cancelled, UserError
from evalapp.base.messages import DEFAULT_LANGUAGE, LANGUAGES, N_, language, tr, tr_error, use_language
from evalapp.cli.answers import DONE, REFUSED, complain, put_json, refusal_document
from evalapp.cli.parsing import Parser, common_options

#: Each is a module of this package, imported when it is spoken to: a start needs one of them.
NOUNS = (
    ("workspace", N_("make, look at, check and back up a workspace")),
    ("unit", N_("units: list, take a list in")),
    ("people", N_("people: list, take a list in, move, deactivate")),
    ("person", N_("one person's data: export, erase, how long it is kept")),
    ("policy", N_("policies: list, show, check, install, try cases")),
    ("month", N_("a unit's month: open, move on, settle, close, reopen")),
    ("sheets", N_("self-score forms: send out, take back; print people's forms")),
    ("scores", N_("take a unit's score list in")),
    ("facts", N_("registers: leave, discipline, complaints, commendations")),
    ("conduct", N_("codes of conduct: list, search their topics")),
    ("inspection", N_("inspections: take a log in, list, decide, count")),
    ("finding", N_("findings: list, ask, explain, confirm, withdraw")),
    ("remedy", N_("remedies: list, give, prove, check, urge, inspect again")),
    ("products", N_("products and tasks of people in a month; the catalogue")),
    ("indicators", N_("service figures of units and people: take in, record, list")),
    ("suggestions", N_("what the registers propose for a month: accept or reject")),
    ("evidence", N_("files attached to people's forms: add, list, save, remove")),
    ("proposals", N_("what results propose: decide, reject, put off")),
    ("decisions", N_("the register of decisions: list, correct, confirm, revoke")),
    ("report", N_("the month's summary, a person's form")),
    ("paper", N_("papers in Word: minutes of the rating meeting, templates")),
    ("results", N_("results that were made elsewhere: take them in")),
    ("petition", N_("petitions against results: record, list, answer")),
    ("holidays", N_("days off: list, enter, take a list in")),
    ("audit", N_("the history: verify, list")),
    ("update", N_("a newer version of the program, from a stick or a folder")),
    ("licences", N_("what the program is made of, with every notice")),
    ("user", N_("users, their roles and passwords")),
)
#: Commands without verbs.
COMMANDS = (
    ("demo", N_("run the sample month and write all its papers")),
    ("manual", N_("write the manual, for a browser and the printer")),
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused and nothing changed, 2 wrong usage."""
    _speak_utf8()
    use_language(_language_of(arguments))
    args = _parser_in(language()).parse_args(arguments)
    try:
        return args.run(args)
    except UserError as error:
        return _refuse(args, error)
    except (Cancelled, KeyboardInterrupt):
        complain(tr("Cancelled; nothing was changed."))
        return REFUSED
    except BrokenPipeError:
        return DONE


def _refuse(args: Namespace, error: UserError) -> int:
    from evalapp.cli.command import wants_json
    from evalapp.cli.hints import hint_for

    if wants_json(args):
        put_json({**getattr(args, "answer", {}), **refusal_document(error)})
    hint = hint_for(error)
    complain(tr_error(error), *([hint] if hint else []))
    return REFUSED


@cache
def _parser_in(_language: str) -> ArgumentParser:
    """Whoever runs many commands has their parser made once."""
    return parser()


def parser() -> ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog="evalapp", description=tr("Monthly evaluation of public staff."), parents=[common_options()]
    )
    top.add_argument(
        "--version", action="version", version=f"evalapp {__version__}", help=tr("show the version and end")
    )
    nouns = top.add_subparsers(metavar=tr("COMMAND"), required=True)
    for named, fill in ((NOUNS, _add_verbs), (COMMANDS, _add_options)):
        for name, text in named:
            noun = nouns.add_parser(name, help=tr(text), parents=[common_options()])
            noun.fill = partial(fill, name)
    return top


def _add_verbs(name: str, noun: Parser) -> None:
    import_module(f"evalapp.cli.{name}").add_verbs(noun.add_subparsers(metavar=tr("VERB"), required=True))


def _add_options(name: str, command: Parser) -> None:
    import_module(f"evalapp.cli.{name}").add_options(command)


def _language_of(arguments: Sequence[str]) -> str:
    """The language asked for, looked up before parsing so that help and usage are in it."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    return DEFAULT_LANGUAGE


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
