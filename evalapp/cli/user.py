"""`evalapp user`: who uses the program, and what each may do."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, complain, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, opened, reading, wants_json, working
from evalapp.cli.passwords import asked_new_password
from evalapp.cli.people import parsed_day
from evalapp.domain.rights import USER_ROLE_LABELS, Grant, User, UserRole
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.users import (
    add_user,
    grant_role,
    list_users,
    new_recovery_code,
    open_doors,
    refuse_unguarded,
    set_password,
    set_user_active,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    added = add_verb(verbs, "add", _add, N_("add a user"))
    added.add_argument("name", metavar=tr("USER"))
    _role(added)
    added.add_argument(
        "--person",
        metavar=tr("CODE"),
        help=tr("who the user is in the lists: nobody decides their own result"),
    )
    add_verb(verbs, "list", _list, N_("list the users"))
    role = add_verb(verbs, "role", _grant, N_("give a user a role, or take it away"))
    role.add_argument("name", metavar=tr("USER"))
    _role(role)
    role.add_argument("--take", action="store_true", help=tr("take the role away"))
    sheet = add_verb(verbs, "recovery", _recovery, N_("make a recovery code for a forgotten password"))
    sheet.add_argument("name", metavar=tr("USER"))
    sheet.add_argument("--sheet", metavar="OUT.pdf", help=tr("write a sheet with the recovery code"))
    recover = add_verb(verbs, "recover", _recover, N_("set a new password with a recovery code"))
    recover.add_argument("name", metavar=tr("USER"))
    gone = add_verb(verbs, "deactivate", _deactivate, N_("let a user no longer sign in"))
    gone.add_argument("name", metavar=tr("USER"))
    back = add_verb(verbs, "activate", _activate, N_("let a user sign in again"))
    back.add_argument("name", metavar=tr("USER"))
    password = add_verb(verbs, "password", _password, N_("set a password; an empty one removes it"))
    password.add_argument("name", metavar=tr("USER"))


def _role(parser: ArgumentParser) -> None:
    parser.add_argument("--role", required=True, choices=[role.value for role in UserRole])
    parser.add_argument(
        "--unit", metavar=tr("CODE"), help=tr("over this unit and those below it (default: everywhere)")
    )
    for option, field, text in (
        ("--from", "since", tr("the first day of the role (default: always)")),
        ("--to", "until", tr("the last day of the role (default: no end)")),
    ):
        parser.add_argument(option, dest=field, metavar="YYYY-MM-DD", help=text)


def _add(args: Namespace) -> int:
    with working(args) as work:
        user = add_user(
            work,
            name=args.name,
            role=UserRole(args.role),
            unit_code=args.unit,
            person_code=args.person,
            since=_day(args.since),
            until=_day(args.until),
        )
        _warn_of_open_doors(work)
        return _answer(args, work, [user])


def _grant(args: Namespace) -> int:
    with working(args) as work:
        user = grant_role(
            work,
            name=args.name,
            role=UserRole(args.role),
            unit_code=args.unit,
            since=_day(args.since),
            until=_day(args.until),
            taken=args.take,
        )
        return _answer(args, work, [user])


def _deactivate(args: Namespace) -> int:
    with working(args) as work:
        return _answer(args, work, [set_user_active(work, name=args.name, active=False)])


def _activate(args: Namespace) -> int:
    with working(args) as work:
        return _answer(args, work, [set_user_active(work, name=args.name, active=True)])


def _list(args: Namespace) -> int:
    with reading(args) as work:
        return _answer(args, work, list_users(work))


def _password(args: Namespace) -> int:
    with opened(args) as workspace:
        with workspace.work() as work:
            refuse_unguarded(work, work.users.by_name(args.name))
        password = asked_new_password(args.name)
        with workspace.work() as work:
            set_password(work, name=args.name, password=password)
            return _answer(args, work, [work.users.by_name(args.name)])


def _recovery(args: Namespace) -> int:
    from evalapp.documents.papers.recovery_pdf import write_user_sheet

    with opened(args) as workspace, workspace.work() as work:
        code = new_recovery_code(work, name=args.name)
        name, day = work.users.by_name(args.name).name, work.today
    if wants_json(args):
        put_json({"user": name, "recovery_code": code})
    else:
        say(
            tr("Recovery code: {code}", code=code),
            tr("Typed in place of the password, it sets a new one, once. Lock it away."),
        )
    if args.sheet:  # last of all: where it cannot be written, the code was told already
        write_user_sheet(Path(args.sheet), code, user=name, file_name=workspace.name, day=day)
    return DONE


def _recover(args: Namespace) -> int:
    """Whoever signs in with the code is asked for a new password there."""
    args.as_user = args.name
    with working(args) as work:
        return _answer(args, work, [work.user])


def _warn_of_open_doors(work: Work) -> None:
    names = open_doors(work)
    if names:
        complain(
            tr(
                "Without a password: {names}. Anybody at this file may act in their name; set one with “user "
                "password”.",
                names=names,
            )
        )


def _answer(args: Namespace, work: Work, users: list[User]) -> int:
    units: dict[UnitId | None, str] = {unit.id: unit.code for unit in work.units.all()}
    if wants_json(args):
        put_json(
            {
                "users": [
                    {
                        "name": user.name,
                        "active": user.active,
                        "password": user.has_password,
                        "roles": [_role_document(grant, units) for grant in user.grants],
                    }
                    for user in users
                ]
            }
        )
        return DONE
    put_table(
        (N_("User"), N_("Role"), N_("Unit"), N_("From"), N_("To")),
        [line for user in users for line in _lines(user, units)],
        nothing=N_("There is no user yet. Add one with “user add”."),
    )
    return DONE


def _role_document(grant: Grant, units: Mapping[UnitId | None, str]) -> dict[str, str | None]:
    """A role for scripts; it names its days only where it has some."""
    document: dict[str, str | None] = {"role": grant.role.value, "unit": units.get(grant.unit)}
    if grant.since is not None or grant.until is not None:
        document |= {"from": _iso(grant.since), "to": _iso(grant.until)}
    return document


def _lines(user: User, units: Mapping[UnitId | None, str]) -> list[tuple[str, ...]]:
    """A line for each role; somebody without one is there too."""
    name = user.name if user.active else tr("{name} (inactive)", name=user.name)
    if not user.grants:
        return [(name, tr("no role"), "", "", "")]
    return [
        (
            name,
            tr(USER_ROLE_LABELS[grant.role]),
            units.get(grant.unit, tr("everywhere")),
            _iso(grant.since) or "",
            _iso(grant.until) or "",
        )
        for grant in user.grants
    ]


def _day(text: str | None) -> date | None:
    return parsed_day(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
