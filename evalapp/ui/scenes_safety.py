"""The scenes of data safety: backups, none yet, all checked, and something that does not fit."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from evalapp.domain.backups import BackupReason
from evalapp.ui.screens.safety.screen import SafetyScreen
from evalapp.ui.shell.health import HealthWatch
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.backups import secure
from evalapp.usecases.checking import WorkspaceCheck


def safety_full(on: Theatre) -> None:
    """Backups that were made by themselves, and everything checked."""
    _backed_up(on)
    screen = _safety(on)
    screen.actions_bar.action("safety.check").trigger()
    settle(on.tasks)


def safety_broken(on: Theatre) -> None:
    """A seal that does not fit, and what to do."""
    _backed_up(on)
    screen = _safety(on)
    check = WorkspaceCheck("ok", "ok", 412, "9f" * 32, 371, 31, ("PNV 2018-07 r1 NV003",))
    screen.render_state(replace(screen.state, check=check))


def safety_encrypted(on: Theatre) -> None:
    """A file that opens with a password or the code of the recovery sheet only."""
    _backed_up(on)
    screen = _safety(on)
    screen.render_state(replace(screen.state, is_encrypted=True))


def safety_server(on: Theatre) -> None:
    """A database on a server: its administrator backs it up, everything can be saved as a file."""
    screen = _safety(on)
    screen.render_state(replace(screen.state, server="danhgia (db.noivu.gov.vn)", backups=None))


def safety_health(on: Theatre) -> None:
    """The check at the start, said in one line."""
    on.show(on.places.scoring, Route("overview"))
    watch = HealthWatch(on.tasks, on.window.messages.tell)
    watch.begin()
    settle(on.tasks)


def _safety(on: Theatre) -> SafetyScreen:
    screen = on.show(on.places.scoring, Route("safety"))
    assert isinstance(screen, SafetyScreen)
    return screen


def _backed_up(on: Theatre) -> None:
    for reason, period in ((BackupReason.IMPORT, ""), (BackupReason.CLOSED, "2018-07")):
        on.tasks.attend(
            lambda workspace, progress, why=reason, of=period: secure(
                workspace, progress, reason=why, period=of
            ),
            label="",
            done=_made,
        )
    settle(on.tasks)


def _made(_path: object) -> None: ...


SAFETY: Mapping[str, Callable[[Theatre], None]] = {
    "safety.full": safety_full,
    "safety.broken": safety_broken,
    "safety.encrypted": safety_encrypted,
    "safety.server": safety_server,
    "safety.health": safety_health,
}
