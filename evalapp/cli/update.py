"""`evalapp update`: a newer version from a stick or a folder, checked and with the data backed up first."""

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evalapp import __version__
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import Verbs, add_verb, opened, wants_json, workspace_path
from evalapp.usecases.updates import NOT_SIGNED, Update, fetch_update, find_update, prepare_update


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    _from(add_verb(verbs, "find", _find, N_("look for a newer version on the sticks, or in a folder")))
    taken = add_verb(verbs, "take", _take, N_("check it, back the data up, and start its installer"))
    _from(taken)
    taken.add_argument("--unsigned", action="store_true", help=tr("take it although nobody has signed it"))
    taken.add_argument("--only-check", action="store_true", help=tr("do not start the installer"))


def _from(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="folder", type=Path, metavar=tr("FOLDER"), help=tr("where it lies"))


def _find(args: Namespace) -> int:
    update = find_update(args.folder)
    if wants_json(args):
        put_json(_document(update))
    else:
        say(tr("Version {version} is at {file}.", version=update.version, file=str(update.installer)))
        say(tr("It is signed by those who made this program.") if update.signed else tr(NOT_SIGNED))
    return DONE


def _take(args: Namespace) -> int:
    update = find_update(args.folder)
    if Path(workspace_path(args)).exists():
        with opened(args) as workspace:
            installer = prepare_update(workspace, update=update, takes_unsigned=args.unsigned)
    else:
        installer = fetch_update(update, takes_unsigned=args.unsigned)
    starts = sys.platform == "win32" and not args.only_check
    if wants_json(args):
        put_json({**_document(update), "checked": str(installer), "started": starts})
    else:
        say(tr("Version {version} is checked: {file}", version=update.version, file=str(installer)))
        if sys.platform != "win32":
            say(tr("Install it as administrator: {command}", command=f"apt-get install {installer}"))
    if starts:
        subprocess.Popen([installer])
    return DONE


def _document(update: Update) -> dict[str, str | bool]:
    return {
        "running": __version__,
        "version": update.version,
        "file": str(update.installer),
        "sha256": update.sha256,
        "signed": update.signed,
    }
