"""`evalapp licences`: everything this program is made of, under which terms, with every notice."""

from argparse import Namespace

from evalapp.base.components import Component, every_notice
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, wants_json


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    add_verb(verbs, "list", _list, N_("every library and what it carries inside, with its licence"))
    shown = add_verb(verbs, "show", _show, N_("the notices of one of them, in full"))
    shown.add_argument("name", metavar=tr("NAME"))


def _list(args: Namespace) -> int:
    every = every_notice()
    if wants_json(args):
        put_json({"components": [_document(each) for each in every]})
    else:
        put_table(
            (N_("Name"), N_("Version"), N_("Licence"), N_("Inside")),
            [(each.name, each.version, each.licence, each.inside) for each in every],
        )
    return DONE


def _show(args: Namespace) -> int:
    found = next((each for each in every_notice() if each.name.lower() == args.name.lower()), None)
    if found is None:
        raise UserError(N_("Nothing in this program is called “{name}”."), name=args.name)
    if wants_json(args):
        put_json({**_document(found), "notices": list(found.notices)})
    else:
        say(f"{found.name} {found.version} – {found.licence}", found.home, "", *found.notices)
    return DONE


def _document(each: Component) -> dict[str, str | None]:
    return {
        "name": each.name,
        "version": each.version or None,
        "licence": each.licence,
        "inside": each.inside or None,
        "home": each.home,
    }
