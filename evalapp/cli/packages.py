"""Packages on the command line: made, taken in, and what became of each thing in them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.cli.answers import DONE, REFUSED, complain, import_document, put_import, put_json, say
from evalapp.cli.command import Verbs, add_verb, taking_in, wants_json, working
from evalapp.cli.imports import choice_of
from evalapp.cli.people import parsed_day
from evalapp.documents.packages import package_files
from evalapp.domain.imports import ImportReport
from evalapp.domain.package_differences import Difference
from evalapp.domain.packages import Choice, Gap, Manifest
from evalapp.store.work import Work
from evalapp.usecases.exchange import pack_lists, pack_visits, unpack
from evalapp.usecases.minutes import find_visit
from evalapp.usecases.packages import Conflict, Decisions, Made, Taken, name_sender


def add_visit_verbs(verbs: Verbs) -> None:
    """Add the verbs that exchange visits."""
    packed = add_verb(verbs, "pack", _pack, N_("write finished visits into a package for another computer"))
    packed.add_argument("--out", required=True, metavar="OUT.evpkg")
    packed.add_argument("--visit", metavar=tr("NUMBER"), help=tr("only the visit with these minutes"))
    packed.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
    packed.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    packed.add_argument("--unit", metavar=tr("CODE"), help=tr("only of this unit and those below it"))
    kit = add_verb(verbs, "kit", _kit, N_("write what a laptop needs into a package: units, people, plans …"))
    kit.add_argument("--out", required=True, metavar="OUT.evpkg")
    for made in (packed, kit):
        made.add_argument(
            "--sender", metavar=tr("NAME"), help=tr("what this data file is called in packages from now on")
        )
    kit.add_argument("--unit", metavar=tr("CODE"), help=tr("people only of this unit and those below it"))
    unpacked = add_verb(verbs, "unpack", _unpack, N_("take the visits or lists of a package in"))
    add_taking(unpacked)


def add_taking(parser: ArgumentParser) -> None:
    """What every package that is taken in may be asked with."""
    parser.add_argument("file", metavar=tr("FILE"))
    parser.add_argument("--dry-run", action="store_true", help=tr("only look, take nothing in"))
    parser.add_argument(
        "--take-good", action="store_true", help=tr("take what nobody has to decide on, leave the rest")
    )
    parser.add_argument(
        "--keep",
        nargs=2,
        action="append",
        default=[],
        metavar=("ours|theirs", tr("NUMBER")),
        help=tr("decide on a conflict; may be given several times"),
    )


def decisions_of(args: Namespace) -> Decisions:
    """What was decided on conflicts."""
    known = {choice.value: choice for choice in Choice}
    for word, _ in args.keep:
        if word not in known:
            raise UserError(N_("“{word}” decides nothing. Write “ours” or “theirs”."), word=word)
    return Decisions({name: known[word] for word, name in args.keep})


def answer_made(args: Namespace, made: Made) -> int:
    """Say what was written."""
    if wants_json(args):
        put_json(
            {
                **package_document(made.manifest),
                "file": made.file,
                "again": made.is_again,
                "things": made.counts,
            }
        )
        return DONE
    say(
        tr(
            "Package {number} written to {file} with {count} {count:item|items}.",
            number=made.manifest.sequence,
            file=made.file,
            count=sum(made.counts.values()),
        )
    )
    if made.is_again:
        say(tr("Nothing changed since it was made: it is the same package again."))
    return DONE


def take(args: Namespace, take_in: Callable[..., Taken]) -> int:
    """Take a package or a folder of them in, and answer as every import does."""
    args.answer = import_document(ImportReport())
    with taking_in(args) as work:
        taken = take_in(
            work,
            files=package_files(Path(args.file)),
            choice=choice_of(args),
            decisions=decisions_of(args),
        )
    return answer_taken(args, taken)


def answer_taken(args: Namespace, taken: Taken) -> int:
    """Answer as every import does, with both sides of what has to be decided."""
    if wants_json(args):
        put_json(taken_document(taken))
    else:
        for conflict in taken.conflicts:
            complain(*conflict_lines(conflict))
        put_import(taken.report)
        for gap in taken.gaps:
            say(tr("Please check: {text}", text=gap_words(gap)))
    return REFUSED if taken.report.refused and not taken.report.applied else DONE


def taken_document(taken: Taken) -> dict[str, Any]:
    """An import's answer, with the package and what has to be decided besides."""
    return {
        **import_document(taken.report),
        "packages": [
            {"file": each.file, **package_document(each.manifest), "came_before": each.came_before}
            for each in taken.packages
        ],
        "conflicts": [_conflict(each) for each in taken.conflicts],
        "gaps": [{"sender": gap.sender.name, "first": gap.first, "last": gap.last} for gap in taken.gaps],
    }


def package_document(manifest: Manifest) -> dict[str, Any]:
    """What a package says of itself, as JSON carries it."""
    return {
        "kind": manifest.kind.value,
        "sender": manifest.sender.name,
        "sender_id": manifest.sender.id,
        "sequence": manifest.sequence,
        "hash": manifest.hash,
        "previous": manifest.previous or None,
        "made": manifest.made.isoformat(),
        "program": manifest.program,
    }


def conflict_lines(conflict: Conflict) -> Sequence[str]:
    """Both sides of a conflict, part by part."""
    head = f"{conflict.called}: {tr_error(conflict.reason)}"
    return [head, *(f"  {each.place}: {each.our_words} | {each.their_words}" for each in conflict.parts)]


def gap_words(gap: Gap) -> str:
    """Which packages did not come."""
    if gap.first == gap.last:
        return tr("Package {number} of {sender} did not come.", number=gap.first, sender=gap.sender.name)
    return tr(
        "Packages {first} to {last} of {sender} did not come.",
        first=gap.first,
        last=gap.last,
        sender=gap.sender.name,
    )


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "what": conflict.thing.value,
        "id": conflict.id,
        "number": conflict.called,
        "reason": tr_error(conflict.reason),
        "decided": conflict.choice.value,
        "parts": [_part(part) for part in conflict.parts],
    }


def _part(part: Difference) -> dict[str, Any]:
    return {"path": list(part.path), "ours": part.ours, "theirs": part.theirs}


def _pack(args: Namespace) -> int:
    with working(args) as work:
        _name(work, args)
        made = pack_visits(
            work,
            out=Path(args.out),
            visit_id=find_visit(work, args.visit).id if args.visit else None,
            since=parsed_day(args.since) if args.since else None,
            until=parsed_day(args.until) if args.until else None,
            unit=work.units.by_code(args.unit).id if args.unit else None,
        )
    return answer_made(args, made)


def _name(work: Work, args: Namespace) -> None:
    if args.sender is not None:
        name_sender(work, name=args.sender)


def _kit(args: Namespace) -> int:
    with working(args) as work:
        _name(work, args)
        unit = work.units.by_code(args.unit).id if args.unit else None
        made = pack_lists(work, out=Path(args.out), unit=unit)
    return answer_made(args, made)


def _unpack(args: Namespace) -> int:
    return take(args, unpack)
