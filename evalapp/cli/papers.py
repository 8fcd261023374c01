"""How a command hands over a paper: into a file of a format, or to the terminal as text or JSON."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, as_json, say
from evalapp.cli.command import wants_json
from evalapp.usecases.papers import save_text

WORD_THERE = N_("{file} is there already, and somebody may have written on it. Nothing was written.")


def add_paper_options(parser: ArgumentParser) -> None:
    """Say in which format a paper is wanted, and where."""
    parser.add_argument("--format", choices=["xlsx", "pdf", "json"])
    parser.add_argument("--out", metavar=tr("FILE"))


def add_replace(parser: ArgumentParser) -> None:
    """Say that what is there already may be replaced."""
    parser.add_argument(
        "--replace", action="store_true", help=tr("replace papers that are there already under these names")
    )


def refuse_written_on(args: Namespace, out: Path) -> None:
    """A Word paper that is there was perhaps completed by hand: it is replaced only where that is said."""
    if out.suffix.casefold() == ".docx" and out.exists() and not args.replace:
        raise UserError(WORD_THERE, file=out.name)


def paper_out(args: Namespace) -> Path | None:
    """Where the paper goes; refuse a format that needs a file without one."""
    if args.out is None and args.format not in (None, "json"):
        raise UserError(N_("Say with --out where the {format} goes."), format=args.format)
    return Path(args.out) if args.out else None


def answer_paper(args: Namespace, out: Path | None, document: dict[str, Any], text: Iterable[str]) -> int:
    """Hand the document over, as text for people unless JSON was asked for; or say where it was written."""
    if out is None:
        say(*([as_json(document)] if wants_json(args) or args.format == "json" else text))
        return DONE
    if args.format in (None, "json"):
        save_text(out, as_json(document) + "\n")
    if wants_json(args):
        told = {"hash": document.get("hash"), "history": getattr(args, "history", None)}
        say(as_json({"written": str(out), **told}))
    else:
        say(tr("Written: {file}", file=str(out)))
    return DONE
