"""`evalapp results`: results that were made elsewhere."""

from argparse import Namespace

from evalapp.base.messages import N_, tr
from evalapp.cli.command import Verbs, add_verb
from evalapp.cli.imports import add_list, run_import
from evalapp.documents.reading.specs import RESULTS
from evalapp.domain.periods import Period
from evalapp.usecases.external_results import import_results


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take results in that were made elsewhere"))
    add_list(taken)
    taken.add_argument(
        "--period",
        required=True,
        metavar="YYYY",
        help=tr("the month, quarter, half-year or year they are of"),
    )


def _import(args: Namespace) -> int:
    period = Period.parse(args.period)
    return run_import(
        args,
        RESULTS,
        lambda work, read, choice: import_results(work, read=read, period=period, choice=choice),
    )
