"""What lists from elsewhere call a unit: a person says which one is meant, once; nothing is guessed."""

import json
from collections.abc import Mapping

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, fold
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit
from evalapp.store.work import Work

_KEY = "unit.names"
_LONGEST = 200


def other_names(work: Work) -> dict[str, str]:
    """The code of the unit that each name stands for, beside the names that units have of themselves."""
    kept = json.loads(work.settings.get(_KEY, "{}"))
    return {str(name): str(code) for name, code in kept.items()}


def call_unit(work: Work, *, code: str, name: str) -> Unit:
    """Say that lists mean this unit by a name; refuse one that another unit has of itself."""
    unit = work.units.by_code(code)
    work.require(Right.EDIT_PEOPLE, unit.id)
    name = clean(name)
    if not name or len(name) > _LONGEST:
        raise UserError(
            N_("Write the name as the list has it, with at most {limit} letters."), limit=_LONGEST
        )
    for each in work.units.all():
        if each.id != unit.id and fold(name) in {fold(each.code), fold(each.name)}:
            raise UserError(N_("“{name}” is {unit} itself."), name=name, unit=f"{each.name} ({each.code})")
    _keep(work, {**_without(work, name), name: unit.code})
    work.audit.record("unit.called", unit.code, name=name)
    return unit


def forget_name(work: Work, *, code: str, name: str) -> Unit:
    """Take back what a unit is called in lists."""
    unit = work.units.by_code(code)
    work.require(Right.EDIT_PEOPLE, unit.id)
    rest = _without(work, name)
    if rest == other_names(work):
        raise UserError(N_("{unit} is not called “{name}” in any list."), unit=unit.name, name=clean(name))
    _keep(work, rest)
    work.audit.record("unit.uncalled", unit.code, name=clean(name))
    return unit


def names_of(work: Work, *, code: str) -> list[str]:
    """What lists call one unit."""
    unit = work.units.by_code(code)
    work.require(Right.READ_PEOPLE, unit.id)
    return sorted(name for name, of in other_names(work).items() if of == unit.code)


def _without(work: Work, name: str) -> dict[str, str]:
    return {each: code for each, code in other_names(work).items() if fold(each) != fold(name)}


def _keep(work: Work, names: Mapping[str, str]) -> None:
    work.settings.put(_KEY, json.dumps(names, ensure_ascii=False, sort_keys=True))
