"""Making and opening a workspace, in somebody's name."""

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base import paths
from evalapp.base.addresses import Address, ServerAddress
from evalapp.base.clock import Clock, system_clock
from evalapp.domain.rights import Grant, User, UserRole
from evalapp.domain.rounds import Stage
from evalapp.domain.user_names import LOCAL_USER
from evalapp.store.encryption import forget_others
from evalapp.store.kept_copies import home_of
from evalapp.store.server_failures import NotLetIn
from evalapp.store.settings import SECRET
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases import users
from evalapp.usecases.places import refuse_place
from evalapp.usecases.unlocking import AskSecret, unlocking

if TYPE_CHECKING:
    from evalapp.store.server_workspace import ServerWorkspace

#: Has whoever opens a workspace on a server type its password.
AskServer = Callable[[ServerAddress], str]

_LOOKED_THROUGH = "policies.shipped"  # the digest of what shipped when all of it was installed


def create_workspace(address: Address, *, clock: Clock = system_clock, program: str = "evalapp") -> Workspace:
    """Make a workspace with its one local user, its secret and the policies that ship."""
    if isinstance(address, ServerAddress):
        workspace = _servers().make(address, clock=clock)
    else:
        refuse_place(address)
        workspace = Workspace.create(address, clock=clock, program=program)
    try:
        _furnish(workspace)
    except BaseException:
        workspace.close()
        if isinstance(address, Path):  # it was not there before, and nobody could use it
            address.unlink(missing_ok=True)
        raise
    return workspace


def _servers() -> "type[ServerWorkspace]":
    """Of use where somebody works on a server, and so loaded only there."""
    from evalapp.store.server_workspace import ServerWorkspace

    return ServerWorkspace


def open_workspace(
    address: Address,
    *,
    user: str | None = None,
    ask_password: Callable[[str], str] | None = None,
    ask_secret: AskSecret | None = None,
    ask_server: AskServer | None = None,
    ask_new: Callable[[str], str] | None = None,
    ask_who: Callable[[Sequence[User]], str] | None = None,
    clock: Clock = system_clock,
    program: str = "evalapp",
) -> Workspace:
    """Open a workspace in somebody's name; who it is and what passwords that needs is asked for.

    A copy that is kept of a data file is only looked at: worked in, it would no longer be the copy.
    """
    if isinstance(address, ServerAddress):
        workspace = _connected(address, ask_server, clock)
    else:
        if address.is_file() and home_of(address) is not None:
            opening = partial(Workspace.look_at, address, clock=clock)
        else:
            refuse_place(address)
            opening = partial(Workspace.open, address, clock=clock, program=program)
        workspace = unlocking(address, ask_secret, opening)
    try:
        if not workspace.only_read:
            _furnish(workspace)
        users.sign_in(workspace, user, ask_password, ask_new, ask_who)
        forget_others(workspace.key)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _connected(address: ServerAddress, ask: AskServer | None, clock: Clock) -> Workspace:
    """A server is asked without a password first: it may be known otherwise, or not be needed."""
    try:
        return _servers().connect(address, clock=clock)
    except NotLetIn:
        if ask is None:
            raise
    return _servers().connect(replace(address, password=ask(address)), clock=clock)


def _furnish(workspace: Workspace) -> None:
    """Give a workspace what every one has; one whose making was cut short is finished here."""
    with workspace.beginning() as work:
        if not work.users.all():
            work.settings.put(SECRET, secrets.token_hex(32))
            work.users.add(LOCAL_USER, tuple(Grant(role) for role in UserRole), None)
            work.audit.record("workspace.created", workspace.name)
        _install_shipped(work)


def _install_shipped(work: Work) -> None:
    """Install what ships; a version that is there stays as it is, since months were made with it.

    What was looked through once is known again by its digest: reading every policy at each start took
    longer than opening the month.
    """
    digest = _shipped_digest()
    if work.settings.get(_LOOKED_THROUGH) == digest:
        return
    from evalapp.usecases.policies import shipped  # read only where it is not known already

    known = {(installed.policy.code, installed.policy.version) for installed in work.policies.all()}
    for policy in shipped().values():
        if (policy.code, policy.version) not in known:
            work.policies.add(policy)
            work.audit.record("policy.installed", policy.code, version=policy.version, hash=policy.hash)
    work.settings.put(_LOOKED_THROUGH, digest)


def _shipped_digest() -> str:
    """A hash over every file of the policies that come with the program, read but not understood."""
    home, digest = paths.resources() / "policies", sha256()
    for path in sorted(home.rglob("*.toml")):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(home).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


class WorkspaceInfo(Struct, frozen=True):
    """What is in a workspace, counted."""

    file: str
    units: int
    people: int
    rounds: int
    closed: int
    policies: tuple[str, ...]
    audit_rows: int


def workspace_info(work: Work, *, file: str) -> WorkspaceInfo:
    """Count what is in the workspace; no name or score is told."""
    rounds = work.rounds.all()
    return WorkspaceInfo(
        file,
        len(work.units.all()),
        len(work.people.all()),
        len(rounds),
        sum(each.stage is Stage.CLOSED for each in rounds),
        tuple(f"{installed.policy.code} v{installed.policy.version}" for installed in work.policies.all()),
        work.audit.count(),
    )
