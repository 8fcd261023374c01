"""`evalapp holidays`: the days off by which terms of working days are counted."""

from argparse import Namespace

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.imports import add_list, run_import
from evalapp.cli.people import parsed_day
from evalapp.documents.reading.specs import HOLIDAYS
from evalapp.domain.holidays import HOLIDAY_LABELS, Holiday, holiday_kind
from evalapp.usecases.holidays import import_holidays, list_holidays, remove_holiday, save_holidays


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    listed = add_verb(verbs, "list", _list, N_("list the days off of a year"))
    listed.add_argument("--year", type=int, metavar="YYYY", help=tr("the year (default: this one)"))
    added = add_verb(verbs, "add", _add, N_("enter a day off, or a weekend day that is worked"))
    added.add_argument("day", metavar="YYYY-MM-DD")
    added.add_argument("--to", dest="until", metavar="YYYY-MM-DD", help=tr("the last of several days"))
    added.add_argument("--kind", required=True, metavar=tr("KIND"), help=tr("Tết, Giỗ Tổ, Quốc khánh, ..."))
    added.add_argument("--name", default="", metavar=tr("TEXT"))
    removed = add_verb(verbs, "remove", _remove, N_("take out a day that was entered"))
    removed.add_argument("day", metavar="YYYY-MM-DD")
    taken = add_verb(verbs, "import", _import, N_("take a list of days off in"))
    add_list(taken)


def _list(args: Namespace) -> int:
    with reading(args) as work:
        year = work.today.year if args.year is None else args.year
        days, lacking = list_holidays(work, year=year)
    if wants_json(args):
        put_json(
            {
                "year": year,
                "complete": not lacking,
                "missing": [each.kind.value for each in lacking],
                "days": [_document(each) for each in days],
            }
        )
        return DONE
    put_table(
        (N_("Day"), N_("Kind"), N_("Name")),
        [(each.day.strftime("%d/%m/%Y"), tr(HOLIDAY_LABELS[each.kind]), each.name) for each in days],
        nothing=N_("No day off is entered for this year. Enter one with “holidays add”."),
    )
    if lacking:
        say(tr("Not entered yet: {days}.", days=[each.named for each in lacking]))
    return DONE


def _add(args: Namespace) -> int:
    since, until = parsed_day(args.day), parsed_day(args.until) if args.until else None
    with working(args) as work:
        entered = save_holidays(work, since=since, until=until, kind=holiday_kind(args.kind), name=args.name)
    if until is None:
        return _put(args, entered[0], tr("{day} is entered.", day=since))
    if wants_json(args):
        put_json({"days": [_document(each) for each in entered]})
    else:
        say(tr("{count} {count:day is|days are} entered.", count=len(entered)))
    return DONE


def _remove(args: Namespace) -> int:
    with working(args) as work:
        holiday = remove_holiday(work, day=parsed_day(args.day))
    return _put(args, holiday, tr("{day} is taken out.", day=holiday.day))


def _put(args: Namespace, holiday: Holiday, told: str) -> int:
    if wants_json(args):
        put_json(_document(holiday))
    else:
        say(told)
    return DONE


def _import(args: Namespace) -> int:
    return run_import(
        args, HOLIDAYS, lambda work, read, choice: import_holidays(work, read=read, choice=choice)
    )


def _document(holiday: Holiday) -> dict[str, str | None]:
    return {
        "day": holiday.day.isoformat(),
        "kind": holiday.kind.value,
        "name": holiday.name or None,
    }
