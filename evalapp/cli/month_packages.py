"""Months sent upward and received: one unit's by a file, hundreds of them from a folder."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, shown, tr
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, wants_json, working
from evalapp.cli.packages import add_taking, answer_made, take
from evalapp.domain.periods import Period
from evalapp.domain.received_months import ReceivedMonth
from evalapp.domain.seals import short
from evalapp.usecases.month_packages import Expected, expected_months, receive_months, send_month


def add_month_verbs(verbs: Verbs) -> None:
    """Add the verbs that send months and receive them."""
    sent = add_verb(verbs, "send", _send, N_("write a closed month into a package for the personnel office"))
    add_month(sent)
    sent.add_argument("--out", required=True, metavar="OUT.evpkg")
    add_taking(
        add_verb(verbs, "receive", _receive, N_("take in the months that units sent: a file or a folder"))
    )
    listed = add_verb(verbs, "received", _received, N_("which units sent their month, and which did not"))
    listed.add_argument("--period", required=True, metavar="YYYY-MM")
    listed.add_argument("--unit", metavar=tr("CODE"), help=tr("only of this unit and those below it"))


def _send(args: Namespace) -> int:
    with working(args) as work:
        made = send_month(work, round_id=month_of(work, args).id, out=Path(args.out))
    return answer_made(args, made)


def _receive(args: Namespace) -> int:
    return take(args, receive_months)


def _received(args: Namespace) -> int:
    with working(args) as work:
        unit = work.units.by_code(args.unit).id if args.unit else None
        expected = expected_months(work, period=Period.parse(args.period), unit=unit)
    if wants_json(args):
        put_json(
            {
                "period": args.period,
                "expected": len(expected),
                "missing": [each.unit.code for each in expected if each.is_missing],
                "received": [_month(month) for each in expected for month in each.received],
                "here": [each.unit.code for each in expected if each.is_here],
            }
        )
        return DONE
    put_table(
        (N_("Unit"), N_("Name"), N_("State"), N_("Sender"), N_("Received"), N_("Revision"), N_("Seal")),
        [row for each in expected for row in _rows(each)],
        nothing=N_("No unit is expected to send this month. Take the unit list in first."),
    )
    return DONE


def _rows(expected: Expected) -> list[tuple[Any, ...]]:
    head = (expected.unit.code, expected.name)
    if expected.is_missing:
        return [(*head, tr("Not sent"), "", "", "", "")]
    rows = [(*head, tr("Closed here"), "", "", "", "")] if expected.is_here else []
    return rows + [
        (
            *head,
            tr("Sent"),
            month.sender,
            str(shown(month.received_at)),
            str(month.revision),
            short(month.seal),
        )
        for month in expected.received
    ]


def _month(month: ReceivedMonth) -> dict[str, Any]:
    return {
        "unit": month.unit_code,
        "period": str(month.period),
        "policy": month.policy_code,
        "revision": month.revision,
        "seal": month.seal,
        "sender": month.sender,
        "history": {"rows": month.history.rows, "head": month.history.hash},
        "received_at": month.received_at.isoformat(),
        "received_by": month.received_by,
    }
