"""`evalapp workspace`: making, looking at, checking, backing up and restoring the file everything is in."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from evalapp.base import paths
from evalapp.base.addresses import Address, ServerAddress, address_of
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, REFUSED, complain, put_json, say
from evalapp.cli.backups import add_backup_verbs
from evalapp.cli.command import Verbs, add_verb, opened, wants_json, working, workspace_address
from evalapp.cli.encryption import add_encryption_verbs
from evalapp.store.kept_copies import backups_in, folder_of, rescued_of
from evalapp.usecases.checking import broken_words, check_workspace
from evalapp.usecases.moving import copy_workspace
from evalapp.usecases.support import write_bundle
from evalapp.usecases.workspaces import create_workspace, workspace_info


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    made = add_verb(verbs, "init", _init, N_("make a new workspace"))
    made.add_argument("file", metavar=tr("FILE|URL"), nargs="?")
    add_verb(verbs, "info", _info, N_("what is in the workspace, counted"))
    add_verb(verbs, "check", _check, N_("check database, history, seals and evidence, in full"))
    copied = add_verb(
        verbs, "copy", _copy, N_("write everything into a new workspace: a file, or on a server")
    )
    copied.add_argument("target", metavar=tr("FILE|URL"))
    bundle = add_verb(verbs, "bundle", _bundle, N_("write what helps to mend the program; it names nobody"))
    bundle.add_argument("--out", metavar="OUT.zip", required=True, help=tr("the file to write"))
    add_backup_verbs(verbs)
    add_encryption_verbs(verbs)


def _init(args: Namespace) -> int:
    address = address_of(args.file) if args.file else workspace_address(args)
    workspace = create_workspace(address, program="evalapp (command line)")
    workspace.close()
    beside = _copies_beside(address)
    if wants_json(args):
        told = {"copies_beside": [str(copy) for copy in beside]} if beside else {}
        put_json({"workspace": str(address), "created": True} | told)
        return DONE
    say(tr("The workspace is made: {file}", file=str(address)))
    if beside:
        complain(
            tr(
                "Another file of this name was here: beside it lie {count} {count:copy|copies} of that one, "
                "the newest {file}. Was that one meant? “workspace restore” puts it back; else move "
                "them away.",
                count=len(beside),
                file=str(beside[0]),
            )
        )
    return DONE


def _copies_beside(address: Address) -> list[Path]:
    """What was kept of another file that was in this place, the rescued first, each newest first."""
    if isinstance(address, ServerAddress):
        return []
    kept = (*rescued_of(address), *backups_in(folder_of(address), address))
    return [each.path for each in kept]


def _copy(args: Namespace) -> int:
    target = address_of(args.target)
    with opened(args) as workspace:
        copy_workspace(workspace, target)
    if wants_json(args):
        put_json({"copied": str(target)})
    else:
        say(tr("Everything is written and compared: {file}. These are two workspaces now.", file=str(target)))
    return DONE


def _bundle(args: Namespace) -> int:
    with working(args) as work:
        out = write_bundle(work, out=Path(args.out), log=paths.log_file())
    if wants_json(args):
        put_json({"bundle": str(out)})
    else:
        say(tr("{file} is written: versions, counts and the log, nobody's names or points.", file=str(out)))
    return DONE


def _info(args: Namespace) -> int:
    with opened(args) as workspace, workspace.work(reading=True) as work:
        info = workspace_info(work, file=str(workspace.address))
        is_encrypted = workspace.key is not None
    if wants_json(args):
        put_json(
            {
                "workspace": info.file,
                "units": info.units,
                "people": info.people,
                "months": info.rounds,
                "closed": info.closed,
                "policies": list(info.policies),
                "audit": info.audit_rows,
                "encrypted": is_encrypted,
            }
        )
    else:
        say(
            tr(
                "{file}: {units} units, {people} people, {months} months ({closed} closed), {rows} "
                "history rows.",
                file=info.file,
                units=info.units,
                people=info.people,
                months=info.rounds,
                closed=info.closed,
                rows=info.audit_rows,
            )
        )
    return DONE


def _check(args: Namespace) -> int:
    with opened(args) as workspace, workspace.work(reading=True) as work:
        check = check_workspace(work)
    audit: dict[str, Any] = {"rows": check.audit_rows, "head": check.audit_head}
    files = {"checked": check.files_checked, "broken": list(check.files_broken)}
    if check.audit_broken_at is not None:
        audit["broken_at"] = check.audit_broken_at
    if wants_json(args):
        put_json(
            {
                "ok": check.ok,
                "database": check.database,
                "foreign_keys": check.foreign_keys,
                "audit": audit,
                "seals": {"checked": check.seals_checked, "broken": list(check.seals_broken)},
                **({"minutes": {"checked": check.minutes_checked}} if check.minutes_checked else {}),
                **({"evidence": files} if check.files_checked or check.files_broken else {}),
                **({"users_changed": list(check.users_changed)} if check.users_changed else {}),
            }
        )
    elif check.ok:
        say(
            tr(
                "All is well: {rows} history {rows:row|rows}, {seals} {seals:seal|seals} of results and "
                "{minutes} signed {minutes:version|versions} of minutes checked.",
                rows=check.audit_rows,
                seals=check.seals_checked,
                minutes=check.minutes_checked,
            )
        )
    else:
        complain(tr("Something is wrong: restore a backup and keep this file for study."))
        complain(*broken_words(check))
    return DONE if check.ok else REFUSED
