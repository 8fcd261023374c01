"""`evalapp audit`: the history of everything done, and whether it is whole."""

from argparse import Namespace
from textwrap import shorten

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, REFUSED, complain, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json
from evalapp.domain.history_words import action_words, detail_words, subject_words
from evalapp.usecases.history import find_told, list_history, verify_history

_WIDEST = 120  # a line of the history stays one on a wide terminal; the whole of it is in the JSON


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    verified = add_verb(verbs, "verify", _verify, N_("walk the whole chain of the history"))
    verified.add_argument(
        "--told",
        metavar=tr("CODE"),
        help=tr("also look for the end of the history that a paper names, as 46-f6cbb69b9800"),
    )
    listed = add_verb(verbs, "list", _list, N_("what was done, newest first"))
    listed.add_argument("--most", metavar=tr("NUMBER"), type=int, default=50)


def _verify(args: Namespace) -> int:
    with reading(args) as work:
        check = verify_history(work)
        told = find_told(work, told=args.told) if args.told else None
    ok = check.broken_at is None
    if wants_json(args):
        known = {"told": {"seq": told.seq, "at": told.at.isoformat(), "hash": told.hash}} if told else {}
        put_json({"ok": ok, "rows": check.rows, "head": check.head, "broken_at": check.broken_at} | known)
    elif ok:
        say(tr("The history is whole: {rows} rows, head {head}.", rows=check.rows, head=check.head))
        if told:
            say(tr("The paper was made when entry {row} of {at} was the last.", row=told.seq, at=told.at))
    else:
        complain(
            tr(
                "The history does not fit from row {row} on: somebody changed the file outside this program.",
                row=check.broken_at,
            )
        )
    return DONE if ok else REFUSED


def _list(args: Namespace) -> int:
    with reading(args) as work:
        entries = list_history(work, most=args.most)
    if wants_json(args):
        put_json(
            {
                "rows": [
                    {
                        "seq": entry.seq,
                        "at": entry.at.isoformat(),
                        "actor": entry.actor,
                        "action": entry.action,
                        "subject": entry.subject,
                        "detail": entry.detail,
                        "hash": entry.hash,
                    }
                    for entry in entries
                ]
            }
        )
    else:
        header = (N_("No."), N_("When"), N_("By whom"), N_("What was done"), N_("To what"), N_("Details"))
        put_table(
            header,
            [
                (
                    e.seq,
                    tr("{at}", at=e.at),
                    e.actor,
                    action_words(e.action, e.subject),
                    subject_words(e.subject),
                    shorten(detail_words(e.detail), _WIDEST, placeholder=" …"),
                )
                for e in entries
            ],
            nothing=N_(
                "The history holds nothing like this. Every change that somebody makes is written into it."
            ),
        )
    return DONE
