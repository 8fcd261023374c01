"""`evalapp workspace encrypt|decrypt|password|recovery`: a file that nobody reads without its password."""

from argparse import Namespace
from pathlib import Path

from evalapp.base.clock import VIET_NAM
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, complain, put_json, say
from evalapp.cli.command import Verbs, add_verb, opened, wants_json
from evalapp.cli.passwords import NEW_SECRET_VARIABLE, SECRET_VARIABLE, asked_new_secret, asked_secret
from evalapp.store.workspace import Workspace
from evalapp.usecases.encryption import Encrypted, change_password, decrypt, encrypt, renew_code


def add_encryption_verbs(verbs: Verbs) -> None:
    """Add the verbs about encryption."""
    made = add_verb(verbs, "encrypt", _encrypt, N_("encrypt the workspace and its backups"))
    add_verb(verbs, "decrypt", _decrypt, N_("make an encrypted workspace plain again"))
    add_verb(verbs, "password", _password, N_("change the password of an encrypted workspace"))
    anew = add_verb(verbs, "recovery", _recovery, N_("make a new recovery code for an encrypted workspace"))
    for verb in (made, anew):
        verb.add_argument("--sheet", metavar="OUT.pdf", help=tr("write a sheet with the recovery code"))


def _encrypt(args: Namespace) -> int:
    with opened(args) as workspace:
        done = encrypt(workspace, password=asked_new_secret(SECRET_VARIABLE))
    if wants_json(args):
        put_json(
            {
                "workspace": str(workspace.path),
                "encrypted": True,
                "recovery_code": done.code,
                "plain": [str(path) for path in done.plain],
            }
        )
    else:
        say(tr("{file} and the backups beside it are encrypted.", file=workspace.path.name))
        _say_code(done.code)
        _warn_of_plain(done)
    _write_sheet(args, workspace, done.code)
    return DONE


def _decrypt(args: Namespace) -> int:
    with opened(args) as workspace:
        decrypt(workspace)
    if wants_json(args):
        put_json({"workspace": str(workspace.path), "encrypted": False})
    else:
        say(tr("{file} is plain again. Its earlier backups stay encrypted.", file=workspace.path.name))
    return DONE


def _password(args: Namespace) -> int:
    with opened(args) as workspace:
        secret = asked_secret(workspace.path)
        change_password(workspace, secret=secret, password=asked_new_secret(NEW_SECRET_VARIABLE))
    if wants_json(args):
        put_json({"workspace": str(workspace.path), "password": "changed"})
    else:
        say(tr("The password is changed. The recovery code stays as it was."))
    return DONE


def _recovery(args: Namespace) -> int:
    with opened(args) as workspace:
        code = renew_code(workspace, secret=asked_secret(workspace.path))
    if wants_json(args):
        put_json({"workspace": str(workspace.path), "recovery_code": code})
    else:
        _say_code(code)
    _write_sheet(args, workspace, code)
    return DONE


def _write_sheet(args: Namespace, workspace: Workspace, code: str) -> None:
    """Last of all: where the sheet cannot be written, the code was told already."""
    from evalapp.documents.papers.recovery_pdf import write_recovery_sheet

    if args.sheet:
        day = workspace.clock().astimezone(VIET_NAM).date()
        write_recovery_sheet(Path(args.sheet), code, file_name=workspace.path.name, day=day)


def _say_code(code: str) -> None:
    say(
        tr("Recovery code: {code}", code=code),
        tr(
            "Write it down and lock it away from the computer: without the password and without this code "
            "nobody can read the data any more."
        ),
    )


def _warn_of_plain(done: Encrypted) -> None:
    if done.plain:
        complain(
            tr("Anybody can still read these copies; delete them, or lock them away:"),
            *(f"  {path}" for path in done.plain),
        )
