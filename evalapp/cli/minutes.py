"""`evalapp inspection write|sign|versions|minutes`: the minutes of a visit."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from evalapp.base.messages import N_, Term, shown, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.domain.minutes import (
    WAY_LABELS,
    Minutes,
    Signer,
    SignerRole,
    Statement,
    Way,
)
from evalapp.usecases.minutes import (
    MinutesOfVisit,
    find_visit,
    minutes_of,
    print_minutes,
    sign_minutes,
    write_statement,
)
from evalapp.usecases.minutes_text import hour_of, named_of, recommendation_of
from evalapp.usecases.recommended import followed

#: What may be written down, as the answer names it.
_PARTS = {
    "place": N_("place"),
    "ended": N_("end"),
    "basis": N_("basis"),
    "members": N_("team"),
    "attending": N_("who attended"),
    "opinion": N_("opinion of the unit"),
    "conclusion": N_("conclusion"),
    "recommendations": N_("recommendations"),
}


def add_minutes_verbs(verbs: Verbs) -> None:
    """Add the verbs of minutes."""
    written = add_verb(verbs, "write", _write, N_("write down what the minutes say besides the visit"))
    _visit(written)
    for name, text in (
        ("--place", N_("where the visit took place")),
        ("--ended", N_("when it ended, as 11:25")),
        ("--basis", N_("the decision or plan that it rests on")),
        ("--opinion", N_("what the unit says")),
        ("--conclusion", N_("what the team concludes")),
    ):
        written.add_argument(name, metavar=tr("TEXT"), help=tr(text))
    for name, text in (
        ("--member", N_("who made the visit, as “Nguyễn Văn A; Trưởng đoàn”")),
        ("--attending", N_("who attended for the unit, as “Trần Thị B; Phó phòng”")),
        ("--recommend", N_("what is asked for, as “Niêm yết lại; Phòng Nội vụ; 2018-07-20”")),
    ):
        written.add_argument(name, action="append", metavar=tr("TEXT"), help=tr(text))
    signed = add_verb(verbs, "sign", _sign, N_("seal the minutes as they are now"))
    _visit(signed)
    for role in SignerRole:
        signed.add_argument(
            f"--{role.value}", action="append", default=[], metavar=tr("TEXT"), help=tr("“name; position”")
        )
    signed.add_argument(
        "--acting",
        default="",
        metavar=tr("TEXT"),
        help=tr("why somebody else signs as head of the team than the decision names"),
    )
    signed.add_argument("--refused", metavar=tr("TEXT"), help=tr("why the unit refused to sign"))
    signed.add_argument("--reason", default="", metavar=tr("TEXT"), help=tr("why a later version is made"))
    _visit(add_verb(verbs, "versions", _versions, N_("list the signed versions of the minutes")))
    printed = add_verb(verbs, "minutes", _print, N_("write the minutes as PDF"))
    _visit(printed)
    printed.add_argument("--out", required=True, metavar="OUT.pdf")
    printed.add_argument(
        "--version", type=int, metavar=tr("NUMBER"), help=tr("a signed version; 0: as it would be signed now")
    )


def _visit(parser: ArgumentParser) -> None:
    parser.add_argument("visit", metavar=tr("MINUTES"), help=tr("number of the minutes, as 05/BB"))


def _write(args: Namespace) -> int:
    with working(args) as work:
        visit = find_visit(work, args.visit)
        before = work.minutes.statement(visit.id)
        after = write_statement(work, visit_id=visit.id, statement=_stated(args, before))
        of = minutes_of(work, visit_id=visit.id)
    if wants_json(args):
        put_json(minutes_of_document(of))
    else:
        say(_written(of, before, after))
    return DONE


def _written(of: MinutesOfVisit, before: Statement, after: Statement) -> str:
    """What was just written down, and what comes next."""
    changed = [Term(text) for name, text in _PARTS.items() if getattr(before, name) != getattr(after, name)]
    number = of.visit.number
    if not changed:
        return tr("The minutes {number} say just that already; nothing was changed.", number=number)
    if of.newest is None:
        told = N_("Written down for the minutes {number}: {parts}. Next: “inspection sign {number}”.")
        return tr(told, number=number, parts=changed)
    return tr(
        "Written down for the minutes {number}: {parts}. Version {version} was signed before and stays; this "
        "goes into the next: “inspection sign {number} --reason …”.",
        number=number,
        parts=changed,
        version=of.newest.version,
    )


def _stated(args: Namespace, before: Statement) -> Statement:
    given: dict[str, Any] = {
        name: getattr(args, name)
        for name in ("place", "basis", "opinion", "conclusion")
        if getattr(args, name) is not None
    }
    if args.ended is not None:
        given["ended"] = hour_of(args.ended)
    for name, option in (("members", args.member), ("attending", args.attending)):
        if option is not None:
            given[name] = tuple(map(named_of, option))
    if args.recommend is not None:
        given["recommendations"] = tuple(map(recommendation_of, args.recommend))
    return replace(before, **given)


def _sign(args: Namespace) -> int:
    with working(args) as work:
        visit = find_visit(work, args.visit)
        minutes = sign_minutes(work, visit_id=visit.id, signers=_signers(args) or None, reason=args.reason)
        of = minutes_of(work, visit_id=visit.id)
    _answer(args, of)
    if (count := followed(minutes)) and not wants_json(args):
        say(
            tr(
                "{count} {count:recommendation is|recommendations are} followed up as remedies until "
                "{count:its day|their days}: see “remedy list”.",
                count=count,
            )
        )
    return DONE


def _signers(args: Namespace) -> Sequence[Signer]:
    signers: list[Signer] = []
    for role in SignerRole:
        for text in getattr(args, role.value):
            who = named_of(text)
            refuses = role is SignerRole.UNIT and args.refused is not None
            reason = args.acting if role is SignerRole.TEAM else ""
            signers.append(
                Signer(
                    role,
                    who.name,
                    who.title,
                    Way.REFUSED if refuses else Way.PAPER,
                    str(args.refused) if refuses else reason,
                )
            )
    return signers


def _versions(args: Namespace) -> int:
    with reading(args) as work:
        of = minutes_of(work, visit_id=find_visit(work, args.visit).id)
    _answer(args, of)
    return DONE


def _print(args: Namespace) -> int:
    with working(args) as work:
        visit = find_visit(work, args.visit)
        out = print_minutes(work, visit_id=visit.id, out=Path(args.out), version=args.version)
        of = minutes_of(work, visit_id=visit.id)
    if wants_json(args):
        put_json({"written": str(out), **minutes_of_document(of)})
    else:
        say(tr("Written: {file}", file=str(out)))
    return DONE


def _answer(args: Namespace, of: MinutesOfVisit) -> None:
    if wants_json(args):
        put_json(minutes_of_document(of))
        return
    if not of.versions:
        say(tr("The minutes {number} are not signed yet.", number=of.visit.number))
        return
    put_table(
        (N_("Version"), N_("Signed"), N_("Seal"), N_("Who signs"), N_("Why it was corrected")),
        [(each.version, _when(each), each.seal[:12], _who(each), each.reason) for each in of.versions],
    )
    if of.is_outdated:
        say(tr("The visit says something else now than what was signed. Sign again, with the reason."))


def _when(of: Minutes) -> str:
    return f"{of.by}, {shown(of.at)}" if of.at else of.by


def _who(of: Minutes) -> str:
    return "; ".join(
        f"{each.name} ({tr(WAY_LABELS[each.way])})" if each.way is Way.REFUSED else each.name
        for each in of.signers
    )


def minutes_of_document(of: MinutesOfVisit) -> dict[str, Any]:
    """The minutes of a visit as JSON carries them."""
    return {
        "number": of.visit.number,
        "hash": of.content.digest,
        "outdated": of.is_outdated,
        "photos": len(of.content.photos),
        "versions": [
            {
                "version": each.version,
                "reason": each.reason or None,
                "hash": each.content.digest,
                "seal": each.seal,
                "by": each.by,
                "at": each.at.isoformat() if each.at else None,
                "signers": [
                    {
                        "role": signer.role.value,
                        "name": signer.name,
                        "title": signer.title or None,
                        "way": signer.way.value,
                        "reason": signer.reason or None,
                    }
                    for signer in each.signers
                ],
            }
            for each in of.versions
        ],
    }
