"""`evalapp workspace backup|backups|restore`: copies of the workspace, and putting one back."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, shown, tr, tr_map
from evalapp.cli.answers import DONE, complain, put_json, put_table, say
from evalapp.cli.command import (
    Verbs,
    add_verb,
    opened,
    wants_json,
    workspace_path,
)
from evalapp.cli.passwords import asked_password, asked_secret
from evalapp.domain.actions import ACTION_WORDS
from evalapp.store.kept_copies import Backup
from evalapp.usecases.backups import (
    BackupState,
    RestorePreview,
    back_up,
    choose_second_folder,
    list_backups,
    preview_file,
    restore,
)
from evalapp.usecases.old_copies import copies_before_erasure, delete_copies_before_erasure


def add_backup_verbs(verbs: Verbs) -> None:
    """Add the verbs about backups."""
    saved = add_verb(verbs, "backup", _backup, N_("write a checked copy"))
    saved.add_argument(
        "--out", metavar=tr("FILE"), help=tr("where the copy goes (default: among the backups)")
    )
    there = add_verb(verbs, "backups", _backups, N_("which backups there are, and where second copies go"))
    second = there.add_mutually_exclusive_group()
    second.add_argument(
        "--second",
        metavar=tr("FOLDER"),
        help=tr("put a second copy of each backup into this folder from now on"),
    )
    second.add_argument("--no-second", action="store_true", help=tr("make no second copies from now on"))
    there.add_argument(
        "--delete-erased",
        action="store_true",
        help=tr("after a new backup, delete the copies that still hold what was erased of people"),
    )
    back = add_verb(
        verbs, "restore", _restore, N_("put a backup in the workspace's place; the present file is kept")
    )
    back.add_argument("file", metavar=tr("FILE"))
    back.add_argument(
        "--preview", action="store_true", help=tr("only say what would be taken back; change nothing")
    )


def _backup(args: Namespace) -> int:
    with opened(args) as workspace:
        path = back_up(workspace, Path(args.out) if args.out else None)
    if wants_json(args):
        put_json({"backup": str(path)})
    else:
        say(tr("The backup is written and checked: {file}", file=str(path)))
    return DONE


def _backups(args: Namespace) -> int:
    with opened(args) as workspace:
        if args.second or args.no_second:
            with workspace.work() as work:
                choose_second_folder(work, folder=Path(args.second) if args.second else None)
        deleted = delete_copies_before_erasure(workspace) if args.delete_erased else ()
        state, old = list_backups(workspace), copies_before_erasure(workspace)
    if wants_json(args):
        told = {"deleted": [str(copy) for copy in deleted], "hold_erased": [str(copy) for copy in old]}
        put_json(_state_document(state) | told)
        return DONE
    if args.delete_erased:
        say(tr("Deleted after a new backup was made and checked: {count}", count=len(deleted)))
    if old:
        complain(
            tr("These hold what was erased of people; “--delete-erased” deletes them:"),
            *(f"  {copy}" for copy in old),
        )
    put_table(
        (N_("No."), N_("When"), N_("Why"), N_("File")),
        [(each.name.number, shown(each.name.at), each.name.why, str(each.path)) for each in state.backups],
        nothing=N_("There is no backup yet. Make one with “workspace backup”."),
    )
    if state.second:
        say(tr("Second copies go to {folder}.", folder=state.second))
    if state.needs_second:
        complain(tr("No copy outside this disk for a week: a broken disk would take the backups with it."))
    return DONE


def _state_document(state: BackupState) -> dict[str, Any]:
    return {
        "folder": str(state.folder),
        "backups": [_backup_document(each) for each in state.backups],
        "second": state.second or None,
        "second_backups": [_backup_document(each) for each in state.second_backups],
        "second_due": state.needs_second,
    }


def _backup_document(of: Backup) -> dict[str, Any]:
    return {
        "file": str(of.path),
        "number": of.name.number,
        "at": of.name.at.isoformat(),
        "reason": of.name.reason.value,
        "period": of.name.period or None,
        "size": of.size,
    }


def _restore(args: Namespace) -> int:
    source, target = Path(args.file), workspace_path(args)
    if args.preview:
        return _preview(args, source, target)
    kept = restore(
        source,
        target,
        user=getattr(args, "as_user", None),
        ask_password=asked_password,
        ask_secret=asked_secret,
    )
    if wants_json(args):
        put_json({"restored": args.file, "kept": str(kept) if kept else None})
    else:
        say(tr("Restored from {file}.", file=args.file))
        if kept is not None:
            say(tr("The file that was there is kept as {file}.", file=str(kept)))
    return DONE


def _preview(args: Namespace, source: Path, target: Path) -> int:
    preview = preview_file(
        source,
        target,
        user=getattr(args, "as_user", None),
        ask_password=asked_password,
        ask_secret=asked_secret,
    )
    if wants_json(args):
        put_json(_preview_document(preview))
        return DONE
    say(
        tr(
            "{file}: {people} {people:person|people}, {closed} closed {closed:period|periods}, {rows} "
            "{rows:entry|entries} of history, the last of {last}.",
            file=source.name,
            people=preview.backup.people,
            closed=preview.backup.closed,
            rows=preview.backup.rows,
            last=preview.backup.last or "–",
        )
    )
    if preview.present is None:
        say(tr("There is no file here yet, or it cannot be read: nothing is compared with it."))
    elif preview.lost:
        say(
            tr(
                "It would take back {count} entries, since {since}:",
                count=preview.lost_count,
                since=preview.lost_since,
            )
        )
        say(*(f"  {tr_map(ACTION_WORDS, action)}: {count}" for action, count in preview.lost.items()))
    else:
        say(tr("It would take nothing back."))
    return DONE


def _preview_document(of: RestorePreview) -> dict[str, Any]:
    return {
        "file": str(of.source),
        "people": of.backup.people,
        "closed": of.backup.closed,
        "rows": of.backup.rows,
        "last": of.backup.last.isoformat() if of.backup.last else None,
        "present_rows": of.present,
        "lost": {
            "rows": of.lost_count,
            "since": of.lost_since.isoformat() if of.lost_since else None,
            "actions": dict(of.lost),
        },
        "gained": of.gained,
    }
