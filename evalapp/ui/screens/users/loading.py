"""Reading who may sign in; whoever may not manage users reads of themselves alone."""

from collections import Counter
from types import MappingProxyType

from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.ui.screens.users.state import UsersState
from evalapp.usecases.users import list_users


def read_users(work: Work) -> UsersState:
    """The users with the names of their units and of who they are."""
    may_manage = None in work.user.units_with(Right.MANAGE_USERS)
    users = list_users(work) if may_manage else [work.users.by_name(work.user.name)]
    linked = {user.person for user in users if user.person is not None}
    everybody = work.people.all()
    bearers = Counter(person.name for person in everybody)
    people = {
        person.id: f"{person.name} ({person.code})" if bearers[person.name] > 1 else person.name
        for person in everybody
        if person.id in linked
    }
    return UsersState(
        tuple(users),
        tuple(work.units.all()),
        MappingProxyType(people),
        current=work.user.id,
        everybody=tuple(sorted(everybody, key=lambda each: each.sort_key)) if may_manage else (),
        may_manage=may_manage,
        loaded=True,
    )
