"""What is being filled in beside a list, and why some of it was refused: what every such panel is shown."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, Self

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import FieldError, Unsure, UserError
from evalapp.base.messages import tr, tr_brief, tr_error

if TYPE_CHECKING:
    from evalapp.store.work import Work
    from evalapp.ui.kit.forms import FieldSpec
    from evalapp.ui.shell.half_typed import Aside

Values = Mapping[str, str]


class Filled(Struct, frozen=True, kw_only=True):
    """The values as they were typed, with the reason at each field that was refused."""

    values: Values = field(default_factory=lambda: MappingProxyType({}))
    refused: Values = field(default_factory=lambda: MappingProxyType({}))

    def typed(self, values: Values) -> Self:
        """The same with what the fields hold now; nothing of it is refused yet."""
        return replace(self, values=MappingProxyType(dict(values)), refused=MappingProxyType({}))

    def refuse(self, at: str, reason: str) -> Self:
        """The same, with one field marked."""
        return replace(self, refused=MappingProxyType({at: reason}))

    def refused_by(self, error: UserError) -> Self | None:
        """The same with the field marked that a refusal is about; None where it is about none."""
        return self.refuse(error.field, told(error, brief=True)) if isinstance(error, FieldError) else None


class Asking(Filled, frozen=True, kw_only=True):
    """The same where what is unusual is asked about once, and saved when it is said once more."""

    sure: frozenset[str] = frozenset()  # the fields at which something unusual was asked about already

    def typed(self, values: Values) -> Self:
        """The same with what the fields hold now; something else is asked about anew."""
        same = all(values.get(key) == self.values.get(key) for key in self.asked or values)
        return replace(super().typed(values), sure=self.sure if same else frozenset[str]())

    @property
    def asked(self) -> Sequence[str]:
        """The fields that a question may be about; none: all of them."""
        return ()

    def refused_by(self, error: UserError) -> Self | None:
        """The same with the field marked; what is unusual is saved when it is said once more."""
        marked = super().refused_by(error)
        if marked is None or not isinstance(error, Unsure):
            return marked
        return replace(marked, sure=self.sure | {error.field})


def told(error: UserError, *, brief: bool = False) -> str:
    """A refusal; of what is only unusual also how it is done all the same."""
    text = tr_brief(error) if brief else tr_error(error)
    again = tr("Correct it, or press the button once more.")
    return f"{text} {again}" if isinstance(error, Unsure) else text


class Saving(Protocol):
    """The use case that saves what was filled in; a refusal that names a field is a `FieldError`."""

    def __call__(self, work: "Work", *, values: Values) -> object: ...


class Filling(Struct, frozen=True):
    """What a panel shows; `key` says when it is about another thing, so that its fields begin anew."""

    key: object
    title: str
    fields: Callable[[], Sequence["FieldSpec"]]  # asked only when they begin anew
    filled: Filled
    save: Saving
    about: str = ""  # above the fields: whom and what they are about
    hint: str = ""  # below them: what follows from them
    busy: bool = False
    why_not: str = ""  # why whoever is at work may only read it
    save_words: str = ""  # where they are other than Save
    offers: frozenset[str] = frozenset()  # the further actions that make sense now
    aside: "Aside | None" = None  # where what is typed is kept until it is saved
