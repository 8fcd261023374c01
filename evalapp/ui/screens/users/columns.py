"""The columns of the list of users."""

from evalapp.base.columns import Column, Tone
from evalapp.base.messages import N_
from evalapp.domain.user_names import called_in_full
from evalapp.ui.screens.users.state import UserLine

COLUMNS: tuple[Column[UserLine], ...] = (
    Column("name", N_("User"), lambda line: called_in_full(line.user.name), width=120, wraps=True),
    Column(
        "person",
        N_("In the list of people"),
        lambda line: line.person or None,
        width=120,
        tone=lambda _line: Tone.MUTED,
        wraps=True,
        yields=2,
    ),
    Column("roles", N_("Roles"), lambda line: line.roles, tip=lambda line: line.roles, wraps=True),
    Column(
        "password",
        N_("Password"),
        lambda line: line.password[0],
        width=90,
        tone=lambda line: line.password[1],
    ),
    Column(
        "standing",
        N_("State"),
        lambda line: line.standing[0],
        width=120,
        tone=lambda line: line.standing[1],
        yields=1,
    ),
)
