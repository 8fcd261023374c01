"""The ways in which work ends early. Anything else that is raised is a bug."""

from typing import Any


class UserError(Exception):
    """A refusal in words a user understands: what, why, and what to do next.

    Carries the English source text and its values, so that it reads well in the code, is translated
    where it is shown (`base.messages.tr_error`) and can be matched in tests.
    """

    def __init__(self, message: str, /, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


class FieldError(UserError):
    """A refusal of one field of a form: the field is marked, the rest stays as it was typed."""

    def __init__(self, field: str, refusal: UserError) -> None:
        super().__init__(refusal.message, **refusal.values)
        self.field = field


class Unsure(FieldError):
    """Something unusual at a field that is done only when it is said once more."""


class StorageError(UserError):
    """Something outside us failed while saving, such as a full disk: the same step may succeed later."""


class MovedOn(UserError):
    """What was shown is over, since somebody else went on meanwhile: it is read again, then decided anew."""


class Cancelled(Exception):
    """The user cancelled long work; the transaction rolls back and nothing is said."""
