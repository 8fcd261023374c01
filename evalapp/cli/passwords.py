"""Passwords and codes on the command line: from the environment for scripts, else typed and not shown."""

import getpass
import os
import sys
from pathlib import Path

from evalapp.base.addresses import ServerAddress
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr

#: Where scripts put the password of an encrypted file; never among the arguments, which others can read.
SECRET_VARIABLE = "EVALAPP_FILE_PASSWORD"
#: Where scripts put the password that an encrypted file is to have from now on.
NEW_SECRET_VARIABLE = "EVALAPP_NEW_FILE_PASSWORD"


def asked_password(name: str) -> str:
    """Ask for a user's password where they type."""
    return _typed(tr("Password of {name}: ", name=name))


def asked_new_password(name: str) -> str:
    """Ask for a password that is to hold from now on, twice."""
    return _typed_twice(tr("New password of {name}: ", name=name))


def asked_secret(file: Path) -> str:
    """The password or recovery code of an encrypted file."""
    asking = tr("Password or recovery code of {file}: ", file=file.name)
    return os.environ.get(SECRET_VARIABLE) or _typed(asking)


def asked_server_password(address: ServerAddress) -> str:
    """The password of a database server; scripts leave it where the server's own programs look for it."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            N_("{server} wants a password. Scripts put it into the file .pgpass, or into PGPASSWORD."),
            server=address.name,
        )
    return _typed(tr("Password of {name}: ", name=str(address)))


def asked_new_secret(variable: str) -> str:
    """The password that a file is to have from now on."""
    given = os.environ.get(variable)
    return _typed_twice(tr("New password of the data file: ")) if given is None else given


def _typed_twice(asking: str) -> str:
    first = _typed(asking)
    if first != _typed(tr("Once more: ")):
        raise UserError(N_("The two passwords differ; nothing was changed."))
    return first


def _typed(asking: str) -> str:
    """What is typed at the terminal, unseen; where there is none, the next line that is piped in."""
    try:
        if sys.stdin is not None and sys.stdin.isatty():
            return getpass.getpass(asking)
        line = sys.stdin.readline() if sys.stdin is not None else ""
    except (EOFError, UnicodeDecodeError):
        line = ""
    if not line:
        raise UserError(N_("A password is needed here and none was given. Type it, or pipe it in as a line."))
    return line.rstrip("\r\n")
