"""How a quota came out, in words: the arithmetic, who is over the line, and what that means."""

from collections.abc import Callable, Sequence

from evalapp.base.columns import figure
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.model import Policy, QuotaBase, QuotaLine, QuotaScope
from evalapp.domain.policy.places import Places

_OF = {
    QuotaBase.RATED: N_("{percent}% of {count} people rated = {share}, so {allowed} may keep {level}."),
    QuotaBase.GOOD: N_(
        "{percent}% of {count} people rated good or better = {share}, so {allowed} may keep {level}."
    ),
    QuotaBase.GOOD_WITHOUT_TOP: N_(
        "{percent}% of {count} people rated good = {share}, so {allowed} may keep {level}."
    ),
    QuotaBase.STAFF: N_("{percent}% of {count} staff = {share}, so {allowed} may keep {level}."),
}
_PLACES_OF = {
    QuotaBase.RATED: N_("Level {level}: at most {allowed} of {count} people rated ({percent}%)"),
    QuotaBase.GOOD: N_(
        "Level {level}: at most {allowed} of {count} people rated good or better ({percent}%)"
    ),
    QuotaBase.GOOD_WITHOUT_TOP: N_(
        "Level {level}: at most {allowed} of {count} people rated good ({percent}%)"
    ),
    QuotaBase.STAFF: N_("Level {level}: at most {allowed} of {count} staff ({percent}%)"),
}
_NAMED = 4  # people whom one line names; the rest are counted


def few(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return tr("{people} and {count} more", people=shown, count=more) if more > 0 else shown


def places_told(places: Places) -> str:
    """What a quota allows, in a few words: how many of whom."""
    return tr(
        _PLACES_OF[places.of],
        level=places.level,
        allowed=places.allowed,
        count=places.base,
        percent=places.percent,
    )


def quota_told(line: QuotaLine, called: Callable[[str], str]) -> str:
    """One line of a quota, with the people over it as `called` names them."""
    if line.percent is None or line.allowed is None:
        return tr("No share is set for {level}: nothing is limited.", level=line.level)
    text = tr(
        _OF[line.of],
        percent=line.percent,
        count=line.base,
        share=figure(line.percent * line.base / 100),
        allowed=line.allowed,
        level=line.level,
    )
    group = tr("Similar tasks “{group}”:", group=line.similar) if line.similar else ""
    cites = f"({line.cites})" if line.cites else ""
    return " ".join(part for part in (group, text, _over(line, called), _tied(line, called), cites) if part)


def limits_ahead(policy: Policy, level: str, *, grouped: bool) -> list[tuple[str, str]]:
    """Which quotas settlement holds a level to, each with its article; `grouped`: there are similar tasks."""
    told = N_("At most {percent}% may keep level {level}: that is worked out at settlement, for all at once.")
    return [
        (tr(told, percent=quota.percent, level=level), str(quota.source))
        for quota in policy.quotas
        if quota.level == level and quota.percent is not None
        if quota.scope is QuotaScope.UNIT or grouped
    ]


def _tied(line: QuotaLine, called: Callable[[str], str]) -> str:
    """Who is equal at the line while nobody has said who goes first."""
    told = N_(
        "Equal at the line for {places} {places:place|places}: {people}; a person decides who goes first."
    )
    return " ".join(
        tr(told, places=places, people=few([called(code) for code in tied]))
        for tied, places in zip(line.ties, line.open, strict=True)
    )


def _over(line: QuotaLine, called: Callable[[str], str]) -> str:
    if not line.over:
        return ""
    people = ", ".join(map(called, line.over))
    if line.blocks:
        return tr("Over the line: {people}.", people=people)
    return tr(
        "Over the line: {people}. This quota only warns: they keep {level}.", people=people, level=line.level
    )
