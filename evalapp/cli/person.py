"""`evalapp person`: everything about one person in one file, and erasing it."""

from argparse import Namespace
from pathlib import Path

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import Verbs, add_verb, wants_json, working
from evalapp.usecases.person_data import (
    erase_person,
    export_person,
    is_retention_chosen,
    retention_years,
    set_retention,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    given = add_verb(verbs, "export", _export, N_("write everything about a person into one archive"))
    given.add_argument("code", metavar=tr("CODE"))
    given.add_argument("--out", metavar="OUT.zip", required=True, help=tr("the file to write"))
    erased = add_verb(verbs, "erase", _erase, N_("erase the words about a person; counts stay"))
    erased.add_argument("code", metavar=tr("CODE"))
    erased.add_argument("--reason", required=True, metavar=tr("TEXT"))
    kept = add_verb(verbs, "retention", _retention, N_("for how many years results are kept"))
    kept.add_argument("--years", type=int, metavar=tr("NUMBER"))


def _export(args: Namespace) -> int:
    with working(args) as work:
        out = export_person(work, code=args.code, out=Path(args.out))
    if wants_json(args):
        put_json({"person": args.code, "file": str(out)})
    else:
        say(tr("Written: {file}", file=str(out)))
    return DONE


def _erase(args: Namespace) -> int:
    with working(args) as work:
        person = erase_person(work, code=args.code, reason=args.reason)
    if wants_json(args):
        put_json({"person": person.code, "erased": True})
    else:
        say(
            tr(
                "{code} is erased. Earlier backups still hold the data until they are thinned out.",
                code=person.code,
            )
        )
    return DONE


def _retention(args: Namespace) -> int:
    with working(args) as work:
        years = retention_years(work) if args.years is None else set_retention(work, years=args.years)
        is_chosen = is_retention_chosen(work)
    if wants_json(args):
        put_json({"years": years, "chosen": is_chosen})
        return DONE
    say(tr("Results are kept for {years} years.", years=years))
    if not is_chosen:
        say(tr("Nobody chose that: no rule for it was found. Set what the rules of your archives say."))
    return DONE
