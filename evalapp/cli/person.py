"""`evalapp person`: everything about one person in one file, and erasing it."""

from argparse import Namespace
from pathlib import Path

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, complain, put_json, say
from evalapp.cli.command import Verbs, add_verb, opened, wants_json, working
from evalapp.usecases.old_copies import copies_before_erasure
from evalapp.usecases.person_data import (
    ERASED_KINDS,
    erase_person,
    export_person,
    is_retention_chosen,
    preview_erasure,
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
    erased.add_argument("--reason", default="", metavar=tr("TEXT"))
    erased.add_argument(
        "--preview", action="store_true", help=tr("only say what would be taken out; change nothing")
    )
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
    if args.preview:
        return _preview(args)
    with opened(args) as workspace:
        with workspace.work() as work:
            person = erase_person(work, code=args.code, reason=args.reason)
        copies = copies_before_erasure(workspace)
    if wants_json(args):
        put_json({"person": person.code, "erased": True, "copies": [str(copy) for copy in copies]})
        return DONE
    say(tr("{code} is erased.", code=person.code))
    if copies:
        complain(
            tr("These copies still hold the data; “workspace backups --delete-erased” deletes them:"),
            *(f"  {copy}" for copy in copies),
        )
    return DONE


def _preview(args: Namespace) -> int:
    with working(args) as work:
        preview = preview_erasure(work, code=args.code)
    if wants_json(args):
        put_json({"person": preview.person.code, "erased": False, "records": dict(preview.counts)})
    else:
        say(
            tr("Of {name}, {code}, would go:", name=preview.person.name, code=preview.person.code),
            *(f"  {tr(ERASED_KINDS[kind])}: {count}" for kind, count in preview.counts.items()),
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
