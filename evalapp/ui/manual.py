"""The manual of this program in the language in use, for those who know its screens by name."""

from functools import partial

from evalapp.base.messages import language
from evalapp.documents.manual import Manual, read_manual
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.shell.manual_parts import part_of


def the_manual() -> Manual:
    """Every chapter, with the keys and questions of the screens in their places."""
    return read_manual(language(), partial(part_of, {spec.key: spec for spec in SCREENS}))
