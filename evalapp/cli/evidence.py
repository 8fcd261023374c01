"""`evalapp evidence`: files attached to people's forms, taken in, listed, written out, removed."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, reading, wants_json, working
from evalapp.domain.attachments import Attachment, AttachmentId, size_shown
from evalapp.domain.rounds import Participant, Round
from evalapp.store.work import Work
from evalapp.usecases.evidence import (
    Held,
    attach_files,
    largest_file,
    list_evidence,
    remove_evidence,
    save_evidence,
    set_largest_file,
)
from evalapp.usecases.suggestions import find_participant


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    added = add_verb(verbs, "add", _add, N_("attach files to a person's form, or to one row of it"))
    _person(added)
    added.add_argument("--row", default="", metavar=tr("CODE"), help=tr("the row, as I.1; else the form"))
    added.add_argument("files", metavar=tr("FILE"), nargs="+")
    listed = add_verb(verbs, "list", _list, N_("list the evidence of a month, removed files too"))
    add_month(listed)
    listed.add_argument("--person", metavar=tr("CODE"))
    saved = add_verb(verbs, "save", _save, N_("write a copy of a file"))
    _file(saved)
    saved.add_argument("out", metavar=tr("FILE"), help=tr("a folder, or a file that is not there yet"))
    removed = add_verb(verbs, "remove", _remove, N_("say why a file is no longer evidence"))
    _file(removed)
    removed.add_argument("--reason", required=True, metavar=tr("TEXT"))
    limited = add_verb(verbs, "limit", _limit, N_("how many megabytes a file may have"))
    limited.add_argument("megabytes", metavar="MB", nargs="?", type=int)


def _person(parser: ArgumentParser) -> None:
    add_month(parser)
    parser.add_argument("--person", required=True, metavar=tr("CODE"))


def _file(parser: ArgumentParser) -> None:
    _person(parser)
    parser.add_argument(
        "--id", required=True, type=int, metavar=tr("NUMBER"), help=tr("as the list shows it")
    )


def _add(args: Namespace) -> int:
    with working(args) as work:
        current = month_of(work, args)
        who = find_participant(work, round_id=current.id, code=args.person)
        files = [Path(each) for each in args.files]
        attached = attach_files(work, sheet_id=who.sheet, row=args.row, files=files)
    _put(args, current, [Held(who, each) for each in attached])
    return DONE


def _list(args: Namespace) -> int:
    with reading(args) as work:
        current = month_of(work, args)
        who = find_participant(work, round_id=current.id, code=args.person) if args.person else None
        held = list_evidence(work, round_id=current.id, sheet_id=who.sheet if who else None)
    _put(args, current, held)
    return DONE


def _save(args: Namespace) -> int:
    with working(args) as work:
        _, _, attachment = _chosen(work, args)
        out = save_evidence(work, attachment_id=attachment.id, out=Path(args.out))
    if wants_json(args):
        put_json({"written": str(out), "sha256": attachment.digest})
    else:
        say(
            tr("Written: {file}", file=str(out)),
            tr("It is a copy to be looked at; what is kept in the data file stays as it is."),
        )
    return DONE


def _remove(args: Namespace) -> int:
    with working(args) as work:
        current, who, attachment = _chosen(work, args)
        removed = remove_evidence(work, attachment_id=attachment.id, reason=args.reason)
    _put(args, current, [Held(who, removed)])
    return DONE


def _limit(args: Namespace) -> int:
    with working(args) as work:
        given = args.megabytes
        megabytes = largest_file(work) if given is None else set_largest_file(work, megabytes=given)
    if wants_json(args):
        put_json({"largest_mb": megabytes})
    else:
        say(tr("An evidence file may have {megabytes} MB.", megabytes=megabytes))
    return DONE


def _chosen(work: Work, args: Namespace) -> tuple[Round, Participant, Attachment]:
    """The file that `--id` names, which must be that person's."""
    current = month_of(work, args)
    who = find_participant(work, round_id=current.id, code=args.person)
    for held in list_evidence(work, round_id=current.id, sheet_id=who.sheet):
        if held.attachment.id == AttachmentId(args.id):
            return current, who, held.attachment
    raise UserError(
        N_("{name} has no evidence file {number} in this period. List the evidence for the right one."),
        name=who.name,
        number=args.id,
    )


def _put(args: Namespace, current: Round, held: list[Held]) -> None:
    if wants_json(args):
        put_json(
            {
                "unit": current.unit_code,
                "period": str(current.period),
                "policy": current.policy.code,
                "evidence": [evidence_document(each) for each in held],
            }
        )
        return
    put_table(
        (N_("Number"), N_("Code"), N_("Name"), N_("Row"), N_("File"), N_("Size"), N_("Added"), N_("Removed")),
        [
            (
                each.attachment.id,
                each.participant.code,
                each.participant.name,
                each.attachment.row,
                each.attachment.name,
                size_shown(each.attachment.size),
                f"{each.attachment.by}, {shown(each.attachment.at)}",
                each.attachment.removed or "",
            )
            for each in held
        ],
        nothing=N_("No file is attached in this period. Attach some with “evidence add”."),
    )


def evidence_document(held: Held) -> dict[str, Any]:
    """A file as JSON carries it."""
    attachment = held.attachment
    return {
        "id": attachment.id,
        "person": held.participant.code,
        "name": held.participant.name,
        "row": attachment.row or None,
        "file": attachment.name,
        "kind": attachment.kind.code,
        "size": attachment.size,
        "sha256": attachment.digest,
        "by": attachment.by,
        "at": attachment.at.isoformat(),
        "removed": None
        if attachment.removed is None
        else {
            "reason": attachment.removed,
            "by": attachment.removed_by,
            "at": attachment.removed_at.isoformat() if attachment.removed_at else None,
        },
    }
