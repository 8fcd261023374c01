"""Where a workspace is: a file, or a database on a server. What is shown of it never holds a password."""

from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_

SCHEME = "postgresql"
#: What may stand behind the question mark: how the connection is found and secured.
OPTIONS = (
    "host", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "connect_timeout", "channel_binding",
)  # fmt: skip


class ServerAddress(Struct, frozen=True):
    """A database on a server, in parts, so that no text with the password in it is ever passed on."""

    database: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """How people call it: the database, and the computer that it is on."""
        host = self.host or dict(self.options).get("host", "")
        return f"{self.database} ({host})" if host else self.database

    def __repr__(self) -> str:
        return f"<{self}>"

    def __str__(self) -> str:
        """The address without the password, which opens the same database where that is known otherwise."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        asked = f"?{urlencode(self.options, safe='/')}" if self.options else ""
        return f"{SCHEME}://{user}{self.host}{port}/{quote(self.database)}{asked}"


#: Where a workspace is.
Address = Path | ServerAddress


def address_of(text: str) -> Address:
    """Read what somebody named; what is refused is never repeated, since there may be a password in it."""
    if "://" not in text:
        return Path(text)
    scheme, rest = text.split("://", 1)
    if scheme not in (SCHEME, "postgres"):
        raise UserError(
            N_("“{scheme}://” is not known. Name a workspace file, or postgresql://USER@SERVER/DATABASE."),
            scheme=scheme,
        )
    try:
        return _server(rest)
    except ValueError as error:
        raise UserError(
            N_(
                "The address of the database server cannot be read. It is "
                "postgresql://USER@SERVER:PORT/DATABASE; signs such as @ / : ? # in the password are "
                "written %40 %2F %3A %3F %23."
            )
        ) from error


def server_of(text: str) -> ServerAddress:
    """Read what was named as a server; a file is none."""
    found = address_of(text.strip())
    if isinstance(found, ServerAddress):
        return found
    raise UserError(N_("This is no address of a server. It is postgresql://USER@SERVER/DATABASE."))


def _server(rest: str) -> ServerAddress:
    parts = urlsplit(f"//{rest}")
    database = unquote(parts.path.removeprefix("/"))
    if (
        not database
        or "@" in parts.path
        or "/" in database
        or parts.fragment
        or ":" in (parts.hostname or "")
    ):
        raise ValueError("no database is named, or a password has signs that end it")
    options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    if unknown := next((name for name, _ in options if name not in OPTIONS), None):
        raise UserError(
            N_("The option of this name is not known in the address of a server. Known are: {known}."),
            known=", ".join(OPTIONS),
        ) from ValueError(len(unknown))
    return ServerAddress(
        database,
        parts.hostname or "",
        parts.port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        tuple(options),
    )
