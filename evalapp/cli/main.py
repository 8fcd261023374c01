"""The command line's composition root: parse, run one command, answer, and say refusals at one boundary."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from evalapp import __version__
from evalapp.base.errors import Cancelled, UserError
from evalapp.base.messages import DEFAULT_LANGUAGE, LANGUAGES, N_, tr, tr_error, use_language
from evalapp.cli import (
    audit,
    conduct,
    decisions,
    demo,
    evidence,
    facts,
    finding,
    holidays,
    indicators,
    inspection,
    licences,
    manual,
    month,
    paper,
    people,
    person,
    petition,
    policy,
    products,
    proposals,
    remedy,
    report,
    results,
    scores,
    sheets,
    suggestions,
    unit,
    update,
    user,
    workspace,
)
from evalapp.cli.answers import DONE, REFUSED, complain, put_json, refusal_document
from evalapp.cli.command import common_options, wants_json
from evalapp.cli.hints import hint_for
from evalapp.cli.parsing import Parser

NOUNS = (
    ("workspace", N_("make, look at, check and back up a workspace"), workspace.add_verbs),
    ("unit", N_("units: list, take a list in"), unit.add_verbs),
    ("people", N_("people: list, take a list in, move, deactivate"), people.add_verbs),
    ("person", N_("one person's data: export, erase, how long it is kept"), person.add_verbs),
    ("policy", N_("policies: list, show, check, install, try cases"), policy.add_verbs),
    ("month", N_("a unit's month: open, move on, settle, close, reopen"), month.add_verbs),
    ("sheets", N_("self-score forms: send out, take back; print people's forms"), sheets.add_verbs),
    ("scores", N_("take a unit's score list in"), scores.add_verbs),
    ("facts", N_("registers: leave, discipline, complaints, commendations"), facts.add_verbs),
    ("conduct", N_("codes of conduct: list, search their topics"), conduct.add_verbs),
    ("inspection", N_("inspections: take a log in, list, decide, count"), inspection.add_verbs),
    ("finding", N_("findings: list, ask, explain, confirm, withdraw"), finding.add_verbs),
    ("remedy", N_("remedies: list, give, prove, check, urge, inspect again"), remedy.add_verbs),
    ("products", N_("products and tasks of people in a month; the catalogue"), products.add_verbs),
    ("indicators", N_("service figures of units and people: take in, record, list"), indicators.add_verbs),
    ("suggestions", N_("what the registers propose for a month: accept or reject"), suggestions.add_verbs),
    ("evidence", N_("files attached to people's forms: add, list, save, remove"), evidence.add_verbs),
    ("proposals", N_("what results propose: decide, reject, put off"), proposals.add_verbs),
    ("decisions", N_("the register of decisions: list, correct, confirm, revoke"), decisions.add_verbs),
    ("report", N_("the month's summary, a person's form"), report.add_verbs),
    ("paper", N_("papers in Word: minutes of the rating meeting, templates"), paper.add_verbs),
    ("results", N_("results that were made elsewhere: take them in"), results.add_verbs),
    ("petition", N_("petitions against results: record, list, answer"), petition.add_verbs),
    ("holidays", N_("days off: list, enter, take a list in"), holidays.add_verbs),
    ("audit", N_("the history: verify, list"), audit.add_verbs),
    ("update", N_("a newer version of the program, from a stick or a folder"), update.add_verbs),
    ("licences", N_("what the program is made of, with every notice"), licences.add_verbs),
    ("user", N_("users, their roles and passwords"), user.add_verbs),
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused and nothing changed, 2 wrong usage."""
    _speak_utf8()
    use_language(_language_of(arguments))
    args = parser().parse_args(arguments)
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
    if wants_json(args):
        put_json({**getattr(args, "answer", {}), **refusal_document(error)})
    hint = hint_for(error)
    complain(tr_error(error), *([hint] if hint else []))
    return REFUSED


def parser() -> ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog="evalapp", description=tr("Monthly evaluation of public staff."), parents=[common_options()]
    )
    top.add_argument(
        "--version", action="version", version=f"evalapp {__version__}", help=tr("show the version and end")
    )
    nouns = top.add_subparsers(metavar=tr("COMMAND"), required=True)
    for name, text, add_verbs in NOUNS:
        noun = nouns.add_parser(name, help=tr(text), parents=[common_options()])
        noun.add_verbs = add_verbs
    demo.add_command(nouns)
    manual.add_command(nouns)
    return top


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
