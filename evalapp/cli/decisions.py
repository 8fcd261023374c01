"""`evalapp decisions`: the register of decisions on rewards and penalties."""

from argparse import Namespace
from decimal import Decimal

from evalapp.base.messages import N_, plain, points_shown, tr
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.proposals import (
    add_reach,
    add_ruling,
    proposal_document,
    put_proposals,
    reach_of,
    ruling_of,
)
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import ACT_LABELS, ProposalId, counted
from evalapp.usecases.rewards import confirm_decision, correct_decision, list_decisions, revoke_decision


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    listed = add_verb(verbs, "list", _list, N_("list the register of decisions, with its sums"))
    add_reach(listed)
    listed.add_argument("--person", metavar=tr("CODE"))
    listed.add_argument("--kind", choices=[kind.value for kind in ProposalKind])
    listed.add_argument("--changed", action="store_true", help=tr("only those whose basis changed"))
    corrected = add_verb(verbs, "correct", _correct, N_("put a decision right by a further entry"))
    corrected.add_argument("proposal", type=int, metavar=tr("NUMBER"), help=tr("as the list shows it"))
    add_ruling(corrected, required=False)
    confirmed = add_verb(verbs, "confirm", _confirm, N_("uphold a decision whose basis changed"))
    confirmed.add_argument("proposal", type=int, metavar=tr("NUMBER"))
    revoked = add_verb(verbs, "revoke", _revoke, N_("take a decision back by a further entry"))
    revoked.add_argument("proposal", type=int, metavar=tr("NUMBER"))
    add_ruling(revoked, required=False)
    for parser in (corrected, confirmed, revoked):
        parser.add_argument("--reason", required=True, metavar=tr("TEXT"))


def _list(args: Namespace) -> int:
    with reading(args) as work:
        kind = ProposalKind(args.kind) if args.kind else None
        found = list_decisions(work, **reach_of(work, args), person=args.person, kind=kind)
    found = [each for each in found if each.changed or not args.changed]
    sums = counted(found)
    if wants_json(args):
        pay = sum((each.percent for each in sums if each.percent is not None), Decimal(0))
        put_json(
            {
                "decisions": [proposal_document(each) for each in found],
                "counts": {each.kind.value: each.decisions for each in sums},
                "pay_percent": plain(pay),
                "basis_changed": sum(each.changed for each in found),
            }
        )
        return DONE
    put_table(
        (N_("No."), N_("Act"), N_("Number"), N_("Date"), N_("Decided by"), N_("Code"), N_("Name"),
         N_("Decision"), N_("Percent"), N_("Reason"), N_("State")),
        [
            (
                str(each.id),
                tr(ACT_LABELS[entry.act]),
                entry.number,
                entry.day.strftime("%d/%m/%Y") if entry.day else "",
                entry.authority,
                each.basis.code,
                each.basis.name,
                each.label,
                "" if entry.percent is None else points_shown(entry.percent),
                entry.reason,
                tr("Basis changed") if each.changed else "",
            )
            for each in found
            for entry in each.entries
        ],
        nothing=N_("The register holds no decision yet. Decide on a proposal with “proposals decide”."),
    )  # fmt: skip
    return DONE


def _correct(args: Namespace) -> int:
    with working(args) as work:
        ruling = ruling_of(args, args.reason)
        after = correct_decision(work, key=ProposalId(args.proposal), ruling=ruling)
    put_proposals(args, [after])
    return DONE


def _confirm(args: Namespace) -> int:
    with working(args) as work:
        after = confirm_decision(work, key=ProposalId(args.proposal), reason=args.reason)
    put_proposals(args, [after])
    return DONE


def _revoke(args: Namespace) -> int:
    with working(args) as work:
        ruling = ruling_of(args, args.reason)
        after = revoke_decision(work, key=ProposalId(args.proposal), ruling=ruling)
    put_proposals(args, [after])
    return DONE
