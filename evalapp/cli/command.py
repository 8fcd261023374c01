"""What every command module is given: its parser's parts, and the workspace it works on."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from evalapp.base import paths
from evalapp.base.addresses import Address, ServerAddress, address_of
from evalapp.base.errors import UserError
from evalapp.base.messages import tr, tr_error
from evalapp.cli.answers import complain
from evalapp.cli.parsing import Parser, common_options
from evalapp.cli.passwords import asked_new_password, asked_password, asked_secret, asked_server_password
from evalapp.domain.backups import BackupReason
from evalapp.domain.periods import Period
from evalapp.domain.rounds import Round
from evalapp.store.work import Work
from evalapp.store.workspace import ON_SERVER, Workspace
from evalapp.usecases import workspaces
from evalapp.usecases.backups import CHANGED_OUTSIDE, secure
from evalapp.usecases.rounds import find_round

Run = Callable[[Namespace], int]


class Verbs(Protocol):
    """The verbs of a noun, as argparse collects them."""

    def add_parser(self, name: str, *, help: str, parents: list[Parser]) -> ArgumentParser:  # noqa: A002
        """Add one verb."""
        ...


def add_verb(verbs: Verbs, name: str, run: Run, text: str) -> ArgumentParser:
    """Add a verb with its own help and the common options."""
    parser = verbs.add_parser(name, help=tr(text), parents=[common_options()])
    parser.set_defaults(run=run)
    return parser


def add_month(parser: ArgumentParser, *, policy: bool = True) -> None:
    """The options that name a unit's month."""
    parser.add_argument("--unit", required=True, metavar=tr("CODE"), help=tr("code of the unit"))
    parser.add_argument(
        "--period",
        required=True,
        metavar="YYYY-MM",
        help=tr("the month, as 2018-07; a quarter as 2024-Q3, a half-year as 2026-H1, a year as 2026"),
    )
    if policy:
        parser.add_argument(
            "--policy", metavar=tr("CODE"), help=tr("the policy, where the unit has two in the month")
        )


def add_import(parser: ArgumentParser) -> None:
    """The options that every import takes."""
    parser.add_argument("--dry-run", action="store_true", help=tr("only look, take nothing in"))
    parser.add_argument(
        "--take-good", action="store_true", help=tr("take the good rows in without the refused ones")
    )
    parser.add_argument(
        "--errors", metavar="OUT.xlsx", help=tr("write the refused rows with the reasons to this workbook")
    )


def names_workspace(args: Namespace) -> bool:
    """Whether a command that could do without a workspace names one that is there."""
    if getattr(args, "workspace", None) is None:
        return False
    address = workspace_address(args)
    return isinstance(address, ServerAddress) or address.exists()


def workspace_address(args: Namespace) -> Address:
    """The workspace that a command works on."""
    given = getattr(args, "workspace", None)
    return paths.default_workspace() if given is None else address_of(given)


def workspace_path(args: Namespace) -> Path:
    """The file of a command that works on files only."""
    address = workspace_address(args)
    if isinstance(address, ServerAddress):
        raise UserError(ON_SERVER, server=address.name)
    return address


@contextmanager
def opened(args: Namespace) -> Generator[Workspace]:
    """The workspace of a command, in the asked user's name, closed again afterwards."""
    workspace = workspaces.open_workspace(
        workspace_address(args),
        user=getattr(args, "as_user", None),
        ask_password=asked_password,
        ask_secret=asked_secret,
        ask_server=asked_server_password,
        ask_new=asked_new_password,
        program="evalapp (command line)",
    )
    if workspace.only_read:
        from evalapp.cli.hints import hint_for

        why = workspace.why_only_read
        complain(*filter(None, (tr_error(why), hint_for(why))))
    if workspace.changed_outside:
        from evalapp.cli.hints import hint_for

        change = UserError(CHANGED_OUTSIDE, file=workspace.path.name)
        complain(tr_error(change), hint_for(change))
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def working(args: Namespace, *, secured: BackupReason | None = None) -> Generator[Work]:
    """One transaction on the workspace of a command, after a backup where it is worth one."""
    with opened(args) as workspace:
        if secured is not None:
            secure(workspace, reason=secured)
        with workspace.work() as work:
            yield work
            args.history = work.audit.told_end()  # what a file that leaves says of it


@contextmanager
def reading(args: Namespace) -> Generator[Work]:
    """One transaction that only looks: on a server it waits for nobody."""
    with opened(args) as workspace, workspace.work(reading=True) as work:
        yield work


def taking_in(args: Namespace) -> AbstractContextManager[Work]:
    """One transaction that takes a list in; a backup comes first unless it only looks."""
    return working(args, secured=None if args.dry_run else BackupReason.IMPORT)


def month_of(work: Work, args: Namespace) -> Round:
    """The round that `--unit`, `--period` and `--policy` name."""
    unit = work.units.by_code(args.unit)
    return find_round(work, unit=unit.id, period=Period.parse(args.period), policy_code=args.policy)


def wants_json(args: Namespace) -> bool:
    """Whether the answer goes to a script."""
    return bool(getattr(args, "json", False))
