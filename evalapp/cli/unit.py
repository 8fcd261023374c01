"""`evalapp unit`: the tree of units."""

from argparse import Namespace

from evalapp.base.messages import N_
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_import, add_verb, wants_json, working
from evalapp.cli.imports import run_import
from evalapp.documents.reading.specs import UNITS
from evalapp.usecases.units import import_units, list_units


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a list of units in"))
    taken.add_argument("file")
    add_import(taken)
    add_verb(verbs, "list", _list, N_("list the units"))


def _import(args: Namespace) -> int:
    return run_import(args, UNITS, lambda work, read, choice: import_units(work, read=read, choice=choice))


def _list(args: Namespace) -> int:
    with working(args) as work:
        units = list_units(work)
    codes = {unit.id: unit.code for unit in units}
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
            (N_("Code"), N_("Unit"), N_("Kind"), N_("Superior")), [list(row.values())[:4] for row in rows]
        )
    return DONE
