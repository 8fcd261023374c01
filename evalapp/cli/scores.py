"""`evalapp scores`: a unit's score list, at any stage of an open month."""

from argparse import Namespace

from evalapp.base.messages import N_, tr
from evalapp.cli.command import Verbs, add_import, add_month, add_verb, month_of
from evalapp.cli.imports import run_import
from evalapp.documents.reading.specs import SCORES
from evalapp.usecases.scores import import_scores, stage_of


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a unit's score list in"))
    taken.add_argument("file", metavar=tr("FILE"))
    add_month(taken)
    taken.add_argument("--stage", required=True, choices=["self", "deputy", "head"])
    add_import(taken)


def _import(args: Namespace) -> int:
    return run_import(
        args,
        SCORES,
        lambda work, read, choice: import_scores(
            work, round_id=month_of(work, args).id, read=read, stage=stage_of(args.stage), choice=choice
        ),
    )
