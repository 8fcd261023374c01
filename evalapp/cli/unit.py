"""`evalapp unit`: the tree of units."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from evalapp.base.messages import N_, tr
from evalapp.cli import groups
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.imports import add_list, run_import
from evalapp.cli.people import parsed_day
from evalapp.documents.reading.specs import UNITS
from evalapp.domain.layouts import PLAIN_LAYOUT, Layout, layout_document, layout_on
from evalapp.domain.units import Unit, UnitId
from evalapp.usecases.entering import UnitEntry, add_unit, edit_unit
from evalapp.usecases.entry_doubts import refuse_doubtful
from evalapp.usecases.layouts import keep_layout, keep_logo, layouts_of
from evalapp.usecases.unit_doubts import doubts_about_end
from evalapp.usecases.unit_names import call_unit, forget_name, names_of
from evalapp.usecases.units import list_units
from evalapp.usecases.units_import import import_units


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a list of units in"))
    add_list(taken)
    add_verb(verbs, "list", _list, N_("list the units"))
    for name, run, text in (
        ("add", _add, N_("add one unit")),
        ("edit", _edit, N_("change a unit: from a day on, or as a correction")),
    ):
        parser = add_verb(verbs, name, run, text)
        parser.add_argument("code", metavar=tr("CODE"))
        parser.add_argument("--name", required=name == "add", metavar=tr("TEXT"))
        parser.add_argument("--kind", metavar=tr("TEXT"))
        parser.add_argument("--parent", metavar=tr("CODE"), help=tr("the unit above; “-” for none"))
        parser.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="until", metavar="YYYY-MM-DD")
    parser.add_argument(
        "--sure", action="store_true", help=tr("what was asked about is meant: people who are still there")
    )
    laid = add_verb(verbs, "layout", _layout, N_("how a unit's papers are laid out, from a day on"))
    laid.add_argument("code", metavar=tr("CODE"))
    for name in ("--superior", "--name", "--place", "--signer", "--title"):
        laid.add_argument(name, metavar=tr("TEXT"))
    laid.add_argument(
        "--signer-title",
        metavar=tr("TEXT"),
        help=tr("by whose authority, a line each, parted by “;”: “KT. CHỦ TỊCH; PHÓ CHỦ TỊCH”"),
    )
    laid.add_argument("--recipients", metavar=tr("TEXT"), help=tr("one after another, parted by “;”"))
    laid.add_argument(
        "--without", metavar=tr("TEXT"), help=tr("columns that lists leave out, parted by “;”; “-” for none")
    )
    laid.add_argument("--logo", metavar=tr("FILE"), help=tr("a picture in JPEG or PNG; “-” for none"))
    laid.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
    called = add_verb(verbs, "call", _call, N_("what lists from elsewhere call a unit, remembered for all"))
    called.add_argument("code", metavar=tr("CODE"))
    called.add_argument("name", metavar=tr("NAME"), nargs="?", help=tr("without one the names are listed"))
    called.add_argument("--forget", action="store_true", help=tr("the name no longer means the unit"))
    groups.add_verbs(verbs)


def _import(args: Namespace) -> int:
    return run_import(args, UNITS, lambda work, read, choice: import_units(work, read=read, choice=choice))


def _layout(args: Namespace) -> int:
    """Keep what is given beside what held on that day; without anything given, only list."""
    keys = ("superior", "name", "place", "signer_title", "signer", "title")
    given = {key: getattr(args, key) for key in keys if getattr(args, key) is not None}
    if args.recipients is not None:
        given["recipients"] = tuple(args.recipients.split(";"))
    if args.without is not None:
        given["hidden"] = tuple(args.without.removeprefix("-").split(";"))
    since = parsed_day(args.since) if args.since else None
    with working(args) as work:
        unit = work.units.by_code(args.code).id
        if args.logo is not None:
            given["logo"] = "" if args.logo == "-" else keep_logo(work, unit=unit, file=Path(args.logo))
        if given:
            before = layout_on(layouts_of(work, unit=unit), since or date.min) or PLAIN_LAYOUT
            keep_layout(work, unit=unit, layout=replace(before, **given, since=since))
        versions = layouts_of(work, unit=unit)
    documents = [layout_document(each) for each in versions]
    if wants_json(args):
        put_json({"unit": args.code, "layouts": documents})
    else:
        say(*_layout_lines(versions))
    return DONE


def _call(args: Namespace) -> int:
    with working(args) as work:
        if args.name is not None:
            (forget_name if args.forget else call_unit)(work, code=args.code, name=args.name)
        names = names_of(work, code=args.code)
    if wants_json(args):
        put_json({"unit": args.code, "names": names})
    else:
        put_table(
            (N_("Name in lists"),), [(name,) for name in names], nothing=N_("No list calls it otherwise.")
        )
    return DONE


def _layout_lines(versions: Sequence[Layout]) -> Iterator[str]:
    """What each version says, one thing a line; what a layout leaves to the program is not there."""
    if not versions:
        yield tr("Papers of this unit have no layout of their own. Say one with --place or --signer.")
    for layout in versions:
        since = layout.since.strftime("%d/%m/%Y") if layout.since else tr("always")
        for label, text in (
            (N_("Applies from"), since),
            (N_("Superior body, as printed"), layout.superior),
            (N_("Unit, as printed"), layout.name),
            (N_("Place on papers"), layout.place),
            (N_("Signs as"), layout.signer_title),
            (N_("Who signs"), layout.signer),
            (N_("Title of the month's summary"), layout.title),
            (N_("Recipients"), "; ".join(layout.recipients)),
            (N_("Lists leave out"), "; ".join(layout.hidden)),
            (N_("Logo"), layout.logo[:12]),
        ):
            if text:
                yield f"{tr(label)}: {text}"


def _list(args: Namespace) -> int:
    with reading(args) as work:
        units = list_units(work)
    return _put(args, units, {unit.id: unit.code for unit in units})


def _add(args: Namespace) -> int:
    entry = UnitEntry(
        args.code,
        args.name,
        args.kind or "",
        _superior(args.parent, ""),
        args.since or "",
        args.until or "",
    )
    with working(args) as work:
        unit = add_unit(work, entry=entry)
        codes = {each.id: each.code for each in list_units(work)}
    return _put(args, [unit], codes)


def _edit(args: Namespace) -> int:
    with working(args) as work:
        codes = {each.id: each.code for each in list_units(work)}
        known = work.units.by_code(args.code)
        latest = known.latest
        above = codes[latest.parent] if latest.parent is not None else ""
        entry = UnitEntry(
            known.code,
            args.name or latest.name,
            latest.kind if args.kind is None else args.kind,
            _superior(args.parent, above),
            args.since or "",
            args.until or "",
        )
        refuse_doubtful(doubts_about_end(work, entry=entry), sure=args.sure)
        unit = edit_unit(work, entry=entry)
    return _put(args, [unit], codes)


def _superior(given: str | None, present: str) -> str:
    return present if given is None else given.removeprefix("-")


def _put(args: Namespace, units: Sequence[Unit], codes: Mapping[UnitId, str]) -> int:
    rows = [
        {
            "code": unit.code,
            "name": version.name,
            "kind": version.kind or None,
            "parent": codes.get(version.parent) if version.parent is not None else None,
            "from": version.since.isoformat() if version.since else None,
            "to": version.until.isoformat() if version.until else None,
        }
        for unit in units
        for version in unit.versions
    ]
    if wants_json(args):
        put_json({"units": rows})
    else:
        put_table(
            (N_("Code"), N_("Unit"), N_("Kind"), N_("Superior")),
            [list(row.values())[:4] for row in rows],
            nothing=N_("There is no unit yet. Take units in with “unit import”."),
        )
    return DONE
