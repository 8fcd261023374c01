"""`evalapp month discard`: a month, quarter or year in which nothing was entered is thrown away."""

from argparse import Namespace

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, wants_json, working
from evalapp.usecases.discarding import discard_round


def add_discard(verbs: Verbs) -> None:
    """Add the verb that throws an opened period away."""
    text = N_("throw an opened month away in which nothing was entered")
    add_month(add_verb(verbs, "discard", _discard, text))


def _discard(args: Namespace) -> int:
    with working(args) as work:
        gone = discard_round(work, round_id=month_of(work, args).id)
    if wants_json(args):
        put_json(
            {
                "unit": gone.unit_code,
                "period": str(gone.period),
                "policy": gone.policy.code,
                "discarded": True,
            }
        )
    else:
        say(tr("{unit}, {month} is thrown away.", unit=gone.unit_name, month=gone.period.named))
    return DONE
