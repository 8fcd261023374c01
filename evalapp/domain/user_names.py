"""How a user is called where people read it; what is stored keeps the name they sign in with."""

from evalapp.base.messages import tr

#: The one user of a fresh workspace: every role, no password, linked to no person.
LOCAL_USER = "local"


def called(user: str) -> str:
    """The user in words: whoever nobody has named yet is the one who sits at this computer."""
    return tr("The user of this computer") if user == LOCAL_USER else user


def called_in_full(user: str) -> str:
    """The same, with the name to sign in with where that is another one."""
    words = called(user)
    return words if words == user else f"{words} ({user})"
