"""The scenes of policies: the list, a version, a draft that is sound, one with faults, what differs."""

from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr_error
from evalapp.domain.policy import draft_rows
from evalapp.domain.policy.drafts import Draft, put
from evalapp.store.work import Work
from evalapp.ui.screens.policies.forms_page import FormsPage
from evalapp.ui.screens.policies.rules_page import RulesPage
from evalapp.ui.screens.policies.screen import PoliciesScreen
from evalapp.ui.screens.policies.state import PoliciesState
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.draft_cases import NewExample, add_case
from evalapp.usecases.drafts import begin_draft, list_drafts, save_draft
from evalapp.usecases.policies import shipped

_FRAME = "hn-3814-2018"
_STAFF = "staff"


def policies_list(on: Theatre) -> None:
    """Every version, and a draft."""
    _policies(on)


def policies_empty(on: Theatre) -> None:
    """Before anything is installed."""
    screen = _policies(on)
    screen.render_state(PoliciesState(loaded=True, may_edit=True))


def policies_begin(on: Theatre) -> None:
    """A draft is being begun from a version."""
    screen = _policies(on)
    screen.table.select(next(line for line in screen.state.lines if line.code == _FRAME))
    on.window.act("policies", "policies.begin")
    settle(on.tasks)


def policies_version(on: Theatre) -> None:
    """A version that ships, opened to be read."""
    screen = _policies(on)
    screen.table.opened.emit(next(line for line in screen.state.lines if line.code == _FRAME))
    _turn_to_staff(screen)


def policies_draft(on: Theatre) -> None:
    """A unit's draft with a split row, nothing wrong with it."""
    _turn_to_staff(_draft(on))


def policies_faults(on: Theatre) -> None:
    """A draft whose sums do not add up and that breaks the frame, with one row's details open."""
    screen = _draft(on)
    opened = screen.state.opened
    if opened is not None:
        form = [each["code"] for each in opened.document["forms"]].index(_STAFF)
        row = next(
            n for n, each in enumerate(draft_rows.rows_of(opened.document, form)) if each["code"] == "II"
        )
        wrong = draft_rows.set_row(opened.document, form, row, "max", 65)
        screen.view.edited.emit(put(wrong, ("quota", 0, "percent"), 35))
        settle(on.tasks)
        _turn_to_staff(screen)
        on.window.act("policies", "rows.details")
        settle(on.tasks)


def policies_changes(on: Theatre) -> None:
    """What a draft says otherwise than the version it was begun from."""
    screen = _draft(on)
    screen.view.turned.emit("changes")
    settle(on.tasks)


def policies_trial(on: Theatre) -> None:
    """A draft with a smaller quota, tried on the closed month."""
    screen = _draft(on)
    opened = screen.state.opened
    if opened is not None:
        sound = {key: part for key, part in opened.document.items() if key != "example"}
        screen.view.edited.emit(put(sound, ("quota", 0, "percent"), 10))
        settle(on.tasks)
        screen.view.turned.emit("trial")
        settle(on.tasks)
        on.window.act("policies", "trial.run")
        settle(on.tasks)


def policies_identity(on: Theatre) -> None:
    """Title, code and dates of a draft."""
    screen = _draft(on)
    screen.view.turned.emit("identity")
    settle(on.tasks)


def policies_rules(on: Theatre) -> None:
    """The rules of a draft as sentences, one of its own with a nested condition opened."""
    _rules(on, sound=True)


def policies_rule_faults(on: Theatre) -> None:
    """A rule with a fact that it cannot be compared with so, said at the rule."""
    _rules(on, sound=False)


def policies_rule_trial(on: Theatre) -> None:
    """A rule is tried: facts in, the level with it and without it."""
    page = _rules(on, sound=True)
    page.panel.turn(1)
    field = page.panel.trial.form.field("complaints_upheld")
    if isinstance(field, QLineEdit):
        field.setText("3")
    settle(on.tasks)


def policies_examples(on: Theatre) -> None:
    """Worked examples of a draft: one that comes out, one that no longer does, and one being typed."""
    screen = _draft(on)
    screen.view.turned.emit("examples")
    for title, level, points in (
        ("Đủ 90 điểm là A theo điểm", "", {"I": "20", "II": "70"}),
        ("69,5 điểm vẫn là B", "B", {"I": "20", "II": "49.5"}),
    ):
        case = {"id": "n1", "form": _STAFF, "points": points}
        screen.view.asked.emit(
            partial(add_case, new=NewExample(title, "2018-07", case, {"level": level} if level else {}))
        )
        settle(on.tasks)
    on.window.act("policies", "examples.add")
    settle(on.tasks)


def policies_refused(on: Theatre) -> None:
    """A draft that cannot be begun, said in the message bar."""
    _policies(on)
    error = UserError(
        N_("“{policy}” is taken already. Give the draft another code, or begin from that policy."),
        policy=_FRAME,
    )
    on.window.messages.tell(tr_error(error), Tone.BAD)


def policies_busy(on: Theatre) -> None:
    """An edit is on its way to the data file."""
    screen = _draft(on)
    opened = screen.state.opened
    if opened is not None:
        screen.render_state(replace(screen.state, opened=replace(opened, is_checked=False), busy=True))


POLICIES: Mapping[str, Callable[[Theatre], None]] = {
    "policies.list": policies_list,
    "policies.empty": policies_empty,
    "policies.begin": policies_begin,
    "policies.version": policies_version,
    "policies.draft": policies_draft,
    "policies.faults": policies_faults,
    "policies.changes": policies_changes,
    "policies.trial": policies_trial,
    "policies.identity": policies_identity,
    "policies.rules": policies_rules,
    "policies.rule_faults": policies_rule_faults,
    "policies.rule_trial": policies_rule_trial,
    "policies.examples": policies_examples,
    "policies.refused": policies_refused,
    "policies.busy": policies_busy,
}


def _policies(on: Theatre) -> PoliciesScreen:
    on.tasks.run(partial(_prepared, unit=on.places.done.unit or ""), label="", done=_nothing)
    screen = on.show(on.places.done, Route("policies"))
    if not isinstance(screen, PoliciesScreen):
        raise TypeError("the policies' own screen")
    if screen.state.opened is not None:
        screen.back.click()
    return screen


def _draft(on: Theatre) -> PoliciesScreen:
    screen = _policies(on)
    screen.table.opened.emit(next(line for line in screen.state.lines if line.draft))
    settle(on.tasks)
    return screen


def _rules(on: Theatre, *, sound: bool) -> RulesPage:
    screen = _draft(on)
    screen.view.turned.emit("rules")
    opened, page = screen.state.opened, screen.view.panels["rules"]
    if opened is None or not isinstance(page, RulesPage):
        raise TypeError("the policies' own page of rules")
    late = {"fact": "complaints_upheld", "test": "at_least", "value": 3 if sound else "nhiều"}
    either = {
        "any": [{"fact": "on_time", "test": "below", "value": 80}, {"fact": "disciplined", "value": True}]
    }
    rule = {
        "code": "KN", "label": "Nhiều đơn thư đúng", "do": "cap", "level": "C",
        "when": {"all": [late, either]},
        "once_only": True, "since": "2018-08-01",
        "source": {"document": "Quy chế đánh giá của phòng", "standing": "unit"},
    }  # fmt: skip
    gates = shipped()[_FRAME].document.get("gate", [])
    number = len(gates)
    screen.view.edited.emit(put(opened.document, ("gate",), [*gates, rule]))
    settle(on.tasks)
    page.show_place(("gate", number))
    return page


def _turn_to_staff(screen: PoliciesScreen) -> None:
    forms = screen.view.panels["forms"]
    opened = screen.state.opened
    if isinstance(forms, FormsPage) and opened is not None:
        forms.forms.chosen.emit([each["code"] for each in opened.document["forms"]].index(_STAFF))


def _prepared(work: Work, *, unit: str) -> None:
    """A unit's draft with a row of its own split, as it was begun."""
    drafts = list_drafts(work)
    draft = drafts[0] if drafts else _begun(work, unit)
    document = draft.document
    form = [each["code"] for each in document["forms"]].index(_STAFF)
    rows = draft_rows.rows_of(document, form)
    if (
        any(row.get("parent") == "I.2" for row in rows)
        and len(drafts)
        and document["quota"][0]["percent"] != 35
    ):
        return
    origin = shipped()[_FRAME].document
    document = {**document, "forms": origin["forms"], "quota": origin["quota"]}
    place = [row["code"] for row in draft_rows.rows_of(document, form)].index("I.2")
    document, first = draft_rows.split_row(document, form, place)
    for number, words in enumerate(
        ("Trang phục, thẻ công chức, tác phong", "Giao tiếp, ứng xử với công dân")
    ):
        document = draft_rows.set_row(document, form, first + number, "label", words)
    document = put(document, ("quota", 0, "percent"), 25)
    save_draft(work, draft_id=draft.id, document=document, revision=draft.revision)


def _begun(work: Work, unit: str) -> Draft:
    code = f"{_FRAME}-{unit.lower()}"
    return begin_draft(work, origin=shipped()[_FRAME].hash, code=code, unit=unit)


def _nothing(_outcome: None) -> None:
    """The list is read when the screen is shown."""
