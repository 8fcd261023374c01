"""What goes wrong with a database server, in words: not reached, not let in, gone, full, held by another."""

from sqlalchemy.exc import DatabaseError, OperationalError

from evalapp.base.addresses import ServerAddress
from evalapp.base.errors import StorageError, UserError
from evalapp.base.messages import N_

_NOT_REACHED = N_(
    "{server} cannot be reached: {reason}. Check the network and the address, and whether the server runs; "
    "nothing was changed."
)
_NOT_LET_IN = N_(
    "{server} does not let {user} in: {reason}. Check the user and the password with its administrator; "
    "nothing was changed. A password that is not typed is taken from the address, PGPASSWORD or the file "
    ".pgpass."
)
_GONE = N_(
    "The connection to {server} broke: nothing was saved. Do it again once the server can be reached; it is "
    "connected by itself."
)
_GONE_WHILE_SAVING = N_(
    "The connection to {server} broke at the very moment of saving: look whether this was saved before you "
    "do it again."
)
_MESSAGES = {
    "55P03": N_("Somebody else is saving something long into {server}: nothing was saved. Do it again."),
    "40": N_("Somebody else saved into {server} at the same moment: nothing was saved here. Do it again."),
    "53": N_("{server} has no room left or too many users: nothing was saved. Tell its administrator."),
    "25006": N_("{server} may only be read: nothing was saved. Tell its administrator."),
    "42501": N_(
        "The user of {server} may not do this there: nothing was changed. Have the administrator make them "
        "the owner of the database."
    ),
    "22021": N_("There is a sign in this text that {server} cannot keep: nothing was saved. Type it anew."),
    "58": N_("The disk of {server} reported an error: nothing was saved. Tell its administrator."),
    "XX": N_("{server} reported damage of its data: nothing was saved. Tell its administrator."),
}
#: What is said of a password that is wrong or missing, by the library or by a server in its language.
_OF_PASSWORDS = ("password", "mật khẩu")
#: What a server says when it ends connections.
_ENDED = ("08", "57P", "25P03")


class NotLetIn(StorageError):
    """A server wants another password than the one it was given, or any at all."""


NOTHING_IN_SERVER = N_("There is no workspace in {server} yet. Begin one there, or name another database.")


class NothingThere(UserError):
    """A database in which no workspace was made yet."""


def explained(error: DatabaseError, address: ServerAddress, *, saving: bool) -> Exception:
    """Return the refusal that an error stands for, or the error itself where it is a bug of ours."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if "NUL" in str(error.orig) and not state:
        state = "22021"
    if error.connection_invalidated or state.startswith(_ENDED):
        return StorageError(_GONE_WHILE_SAVING if saving else _GONE, server=address.name)
    if isinstance(error, OperationalError) and not state:
        reason = _reason(error)
        if any(word in reason.casefold() for word in _OF_PASSWORDS):
            return NotLetIn(_NOT_LET_IN, server=address.name, user=address.user or "?", reason=reason)
        return StorageError(_NOT_REACHED, server=address.name, reason=reason)
    message = next((text for prefix, text in _MESSAGES.items() if state.startswith(prefix)), None)
    return error if message is None else StorageError(message, server=address.name)


def _reason(error: DatabaseError) -> str:
    """The last thing that was said; it names computer and user, never a password."""
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    said = next(
        (line for line in reversed(lines) if "FATAL:" in line or "failed:" in line), lines[0] if lines else ""
    )
    return said.rpartition("failed: ")[2].removeprefix("FATAL:").strip().rstrip(".")
