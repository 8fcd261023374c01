"""Why somebody has no level, or not that of the points, as people read it in a terminal."""

from evalapp.base.messages import N_, tr, tr_map

_REASONS = {
    "not_scored": N_("not scored yet"),
    "quota": N_("over the quota"),
    "missing_fact": N_("a fact is not known yet"),
    "month_missing": N_("months without a result"),
    "no_month_counts": N_("no month of the period counts"),
    "nothing_assigned": N_("no work was assigned"),
    "unit_level": N_("not better than the collective"),
    "no_level": N_("no level applies: the authority decides"),
    "tie": N_("equal at the line of the quota: settle with --first"),
}


def reason_told(reason: str | None) -> str:
    """A reason in words; one that a person wrote as it is."""
    return tr_map(_REASONS, reason) if reason else tr("not rated")
