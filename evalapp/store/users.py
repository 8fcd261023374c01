"""The collection of users and what each may do."""

from collections import defaultdict

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.people import PersonId
from evalapp.domain.rights import Grant, User, UserId, UserRole
from evalapp.domain.units import UnitId
from evalapp.store import tables
from evalapp.store.keys import code_key
from evalapp.store.topics import Topic


class Users:
    """Users as one use case sees them."""

    def __init__(self, connection: Connection, touched: set[Topic]) -> None:
        self._connection = connection
        self._touched = touched

    def all(self) -> list[User]:
        """Every user, in the order they were added."""
        grants: defaultdict[int, list[Grant]] = defaultdict(list)
        for row in self._connection.execute(select(tables.user_grant).order_by(tables.user_grant.c.id)):
            grants[row.user_id].append(
                Grant(
                    UserRole(row.role),
                    None if row.unit_id is None else UnitId(row.unit_id),
                    row.since,
                    row.until,
                )
            )
        return [
            User(
                UserId(row.id),
                row.name,
                tuple(grants[row.id]),
                None if row.person_id is None else PersonId(row.person_id),
                row.password is not None,
                bool(row.active),
            )
            for row in self._connection.execute(select(tables.user).order_by(tables.user.c.id))
        ]

    def by_name(self, name: str) -> User:
        """One user by name, case aside."""
        wanted = code_key(name)
        found = next((user for user in self.all() if code_key(user.name) == wanted), None)
        if found is None:
            raise UserError(N_("There is no user named “{name}” in this workspace."), name=name)
        return found

    def password_hash(self, user: UserId) -> str | None:
        """The stored Argon2 hash, or None where the user knowingly has no password."""
        return self._connection.execute(
            select(tables.user.c.password).where(tables.user.c.id == user)
        ).scalar_one()

    def add(self, name: str, grants: tuple[Grant, ...], person: PersonId | None) -> User:
        """Add a user; a name is taken once."""
        if any(code_key(user.name) == code_key(name) for user in self.all()):
            raise UserError(N_("A user named “{name}” exists already."), name=name)
        row = (
            insert(tables.user)
            .values(name=name, name_key=code_key(name), person_id=person, password=None, active=1)
            .returning(tables.user.c.id)
        )
        key = UserId(self._connection.execute(row).scalar_one())
        self.save_grants(key, grants)
        return self.by_name(name)

    def save_grants(self, user: UserId, grants: tuple[Grant, ...]) -> None:
        """Replace what a user may do."""
        self._connection.execute(delete(tables.user_grant).where(tables.user_grant.c.user_id == user))
        rows = [
            {
                "user_id": user,
                "role": grant.role.value,
                "unit_id": grant.unit,
                "since": grant.since,
                "until": grant.until,
            }
            for grant in grants
        ]
        if rows:
            self._connection.execute(insert(tables.user_grant), rows)
        self._touched.add(Topic.USERS)

    def recovery_hash(self, user: UserId) -> str | None:
        """The hash of the code on the user's recovery sheet, or None where none counts."""
        return self._connection.execute(
            select(tables.user.c.recovery).where(tables.user.c.id == user)
        ).scalar_one()

    def save_recovery(self, user: UserId, code_hash: str | None) -> None:
        """Keep the hash of a recovery code; None once it was used."""
        self._connection.execute(
            update(tables.user).where(tables.user.c.id == user).values(recovery=code_hash)
        )
        self._touched.add(Topic.USERS)

    def save_active(self, user: UserId, *, active: bool) -> None:
        """Let a user sign in, or no longer; who did what in the past keeps their name."""
        self._connection.execute(
            update(tables.user).where(tables.user.c.id == user).values(active=int(active))
        )
        self._touched.add(Topic.USERS)

    def save_password(self, user: UserId, password_hash: str | None) -> None:
        """Set or remove a user's password."""
        self._connection.execute(
            update(tables.user).where(tables.user.c.id == user).values(password=password_hash)
        )
        self._touched.add(Topic.USERS)
