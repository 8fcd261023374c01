"""The words of places in a policy's document: `form of staff, row I.1, maximum`."""

from collections.abc import Mapping

from evalapp.base.messages import N_, tr

#: A place by keys and, after the key of a list, `#` and the name of its part.
Place = tuple[str, ...]

PLACE_WORDS: Mapping[str, str] = {
    "level": N_("level"), "gate": N_("gate"),
    "quota": N_("quota"), "event": N_("event"), "bonus_ground": N_("ground for bonus points"),
    "deduction": N_("deductions of group"), "step": N_("step"), "aggregation": N_("longer period"),
    "example": N_("example"), "case": N_("case"), "expect": N_("expected outcome"),
    "consequence": N_("proposal"), "paper": N_("paper"), "basis": N_("legal basis"),
    "further": N_("further condition"), "band": N_("percent done from"), "total": N_("total"),
    "petition": N_("petition"), "head_cap": N_("bond of the head to the collective"),
    "difference": N_("difference between stages"),
    "title": N_("title"), "label": N_("label"), "labels": N_("label by category"), "hint": N_("hint"),
    "max": N_("maximum"), "maximum": N_("maximum"), "min": N_("minimum"), "below": N_("upper end"),
    "kind": N_("kind"), "when": N_("condition"), "requires": N_("condition"), "do": N_("effect"),
    "percent": N_("percent"), "base": N_("taken of"), "exceptional_percent": N_("percent with a decision"),
    "exceptional_base": N_("with a decision taken of"), "scope": N_("among whom"), "blocks": N_("blocks"),
    "points": N_("points"), "cap": N_("cap"), "overflow": N_("past the cap"), "rounding": N_("rounding"),
    "decimals": N_("decimals"), "nearest": N_("multiple of points"),
    "results_group": N_("group of results"), "rule": N_("rule"),
    "source": N_("source"), "effective_from": N_("first day"), "effective_to": N_("last day"),
    "version": N_("version"), "code": N_("code"), "parent": N_("belongs to"), "unit": N_("unit"),
    "jurisdiction": N_("jurisdiction"), "period": N_("period"), "periods": N_("periods"),
    "roles": N_("roles"), "categories": N_("categories"), "default_full": N_("offered in full"),
    "assumed_met": N_("counts as met"), "needs_note": N_("needs words"), "evidence": N_("evidence needed"),
    "needs_finding": N_("needs a finding"),
    "score_only": N_("scored without a level"), "links": N_("articles of the code of conduct"),
    "due_day": N_("due day"), "due_hour": N_("due hour"), "due_months_later": N_("months later"),
    "days": N_("days"), "answer_working_days": N_("working days to answer"),
    "once_only": N_("counts once only"), "since": N_("in force from"), "until": N_("in force until"),
    "repeat": N_("times as much when repeated"), "needs_document": N_("needs a document"),
    "decided_by": N_("decided by"), "entries": N_("register entries"),
    "gaps": N_("a period without a level"), "findings": N_("findings of inspections"),
    "explain_working_days": N_("working days to explain"), "must_hear": N_("nobody unheard"),
    "open_findings": N_("open findings keep from"), "late": N_("late findings count in"),
    "min_included": N_("that many points included"), "target": N_("target in percent"),
    "fact": N_("fact"), "parts": N_("parts of the formula"), "formula": N_("formula"),
    "percents": N_("percents of the formula"), "scored_by": N_("who scores"), "criterion": N_("row"),
    "forms": N_("form"), "document": N_("document"), "article": N_("article"),
    "standing": N_("standing"), "number": N_("number"), "issuer": N_("issuer"), "signed": N_("signed"),
    "amends": N_("amends"), "percent_from": N_("from percent"), "percent_below": N_("below percent"),
    "points_from": N_("from points"), "points_to": N_("to points"),
    "points_to_included": N_("the last point included"), "direct": N_("scored on the form itself in"),
    "excused": N_("reasons that count as time served"),
    "due_last_working_day": N_("due on the last working day"),
    "stage": N_("stage"), "signatures": N_("signatures"),
    "all": N_("part"), "any": N_("part"), "value": N_("value"),
    "orientation": N_("orientation"), "extends": N_("extends"),
}  # fmt: skip
#: How a place names a form that everybody has.
FORM_PLACES: Mapping[str, str] = {
    "head": N_("form of heads"), "deputy": N_("form of deputies"), "staff": N_("form of staff"),
    "contract": N_("form of contract workers"), "collective": N_("form of the collective"),
}  # fmt: skip


def place_text(place: Place) -> str:
    """Where something stands, in words: `form staff, row I.1, maximum`."""
    words: list[str] = []
    for number, part in enumerate(place):
        if number and place[number - 1] == "forms" and part[1:] in FORM_PLACES:
            words[-1] = tr(FORM_PLACES[part[1:]])
        elif part.startswith("#"):
            words[-1] += f" {part[1:]}"
        else:
            words.append(tr(PLACE_WORDS[part]) if part in PLACE_WORDS else part)
    return ", ".join(words)


def key_text(key: str) -> str:
    """A key of a table in words; what nothing is known of stays as it is written."""
    return tr(PLACE_WORDS[key]) if key in PLACE_WORDS else key
