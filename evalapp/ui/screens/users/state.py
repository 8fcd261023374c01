"""What the screen of users shows and allows: everybody who may sign in, their roles, and what is changed."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from evalapp.base.columns import Tone
from evalapp.base.messages import shown, tr
from evalapp.domain.people import Person, PersonId
from evalapp.domain.rights import USER_ROLE_LABELS, Grant, User, UserRole
from evalapp.domain.units import Unit, UnitId
from evalapp.ui.screens.users.editing import Editing
from evalapp.ui.shell.doors import door_words


class UserLine(Struct, frozen=True):
    """One user, in words."""

    user: User
    roles: str
    person: str
    is_open: bool  # anybody may act in their name
    setter: str | None = None  # who sets this password, and needs one of their own first

    @property
    def password(self) -> tuple[str, Tone]:
        """Whether a password stands between the file and this name."""
        if self.user.has_password:
            return tr("yes"), Tone.PLAIN
        return tr("none"), Tone.WARN if self.is_open else Tone.MUTED

    @property
    def standing(self) -> tuple[str, Tone]:
        """Whether they may sign in."""
        return (tr("may sign in"), Tone.PLAIN) if self.user.active else (tr("Inactive"), Tone.MUTED)


class UsersState(Struct, frozen=True):
    """Everything the screen needs to draw itself; whoever may not manage users sees themselves alone."""

    users: tuple[User, ...] = ()
    units: tuple[Unit, ...] = ()
    people: Mapping[PersonId, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # name by key of a person
    everybody: tuple[Person, ...] = ()  # whom a new user can be, by name
    current: int = 0  # the key of the user at work
    may_manage: bool = False
    editing: Editing | None = None
    loaded: bool = False
    busy: bool = False

    @property
    def lines(self) -> tuple[UserLine, ...]:
        """The users in the order they were added."""
        several = sum(user.active for user in self.users) > 1
        me = next((user for user in self.users if user.id == self.current), None)
        setter = None if me is None or me.has_password else me
        return tuple(
            UserLine(
                user,
                self._roles(user),
                "" if user.person is None else self.people.get(user.person, ""),
                is_open=several and user.active and not user.has_password,
                setter=None if setter is None or setter is user else setter.name,
            )
            for user in self.users
        )

    @property
    def can_change(self) -> bool:
        """Whether users may be added and given roles now."""
        return self.loaded and self.may_manage and not self.busy and self.editing is None

    @property
    def can_set_password(self) -> bool:
        """Whether a password may be set: one's own always, another's by whoever manages users."""
        return self.loaded and not self.busy and self.editing is None

    @property
    def summary(self) -> str:
        """What there is to know before anything is done."""
        if not self.loaded:
            return ""
        if not self.may_manage:
            return tr("You see yourself here. Users are managed by an administrator.")
        return door_words(self.users)

    def _roles(self, user: User) -> str:
        if {grant.role for grant in user.grants if grant == Grant(grant.role)} == set(UserRole):
            return tr("every role, everywhere")
        return "; ".join(self._role(grant) for grant in user.grants) or tr("no role")

    def _role(self, grant: Grant) -> str:
        names: dict[UnitId | None, str] = {unit.id: unit.name for unit in self.units}
        where = names.get(grant.unit, tr("everywhere"))
        told = tr("{role} ({where})", role=tr(USER_ROLE_LABELS[grant.role]), where=where)
        days = [
            tr("from {day}", day=shown(grant.since)) if grant.since else "",
            tr("until {day}", day=shown(grant.until)) if grant.until else "",
        ]
        return " ".join([told, *filter(None, days)])
