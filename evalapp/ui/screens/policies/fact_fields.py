"""Fields in which facts are typed, where somebody is made up to try a policy with."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from evalapp.base.messages import tr
from evalapp.domain.policy.fact_words import fact_title, unit_said
from evalapp.domain.policy.facts import FACTS, FactType
from evalapp.domain.policy.model import Policy
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec, Form
from evalapp.ui.kit.pickers import Choice, ChoicePicker


def fact_field(name: str, policy: Policy) -> FieldSpec:
    """The field of one fact, by its type."""
    words, kind = fact_title(name), FACTS[name].type
    if kind is FactType.YES_NO:
        return FieldSpec(name, words, FieldKind.CHECK)
    if kind is FactType.LEVEL:
        levels = tuple(Choice(level.code, level.code) for level in policy.levels)
        return FieldSpec(name, words, FieldKind.CHOICE, choices=(Choice("", tr("not known")), *levels))
    unit = unit_said(name)
    return FieldSpec(name, f"{words} ({unit})" if unit else words)


def fact_typed(name: str, text: str) -> Any:
    """What was typed, as a policy takes the fact."""
    match FACTS[name].type:
        case FactType.YES_NO:
            return text == YES
        case FactType.LEVELS:
            return text.replace(",", " ").split()
        case FactType.LEVEL:
            return text
        case _:
            return text.strip().replace(",", ".")


def on_change(form: Form, keys: Iterable[str], slot: Callable[[], None]) -> None:
    """Hear of every change in these fields of a form."""
    for key in keys:
        match form.field(key):
            case QLineEdit() as line:
                line.textChanged.connect(slot)
            case QCheckBox() as check:
                check.toggled.connect(slot)
            case ChoicePicker() as picker:
                picker.chosen.connect(slot)
            case _:
                pass
