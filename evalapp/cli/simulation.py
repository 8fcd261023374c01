"""What trying a policy on past months came to, for scripts and for people."""

from collections.abc import Mapping
from typing import Any

from evalapp.base.messages import N_, plain, tr
from evalapp.cli.answers import put_table, say
from evalapp.domain.policy.cases import quota_json
from evalapp.domain.simulation import Change, RoundTrial, Simulation, Unmapped


def simulation_document(unit: str, of: Simulation) -> dict[str, Any]:
    """The whole comparison; `none` counts those without a level."""
    return {
        "policy": of.policy_code,
        "version": of.policy_version,
        "hash": of.policy_hash,
        "unit": unit,
        "periods": [str(period) for period in of.periods],
        "outside": [str(period) for period in of.outside],
        "people": of.people,
        "changed": len(of.changes),
        "better": of.better,
        "worse": of.worse,
        "unmapped": len(of.unmapped),
        "before": _counts(of.before),
        "after": _counts(of.after),
        "rounds": [_round(trial) for trial in of.rounds],
    }


def _round(trial: RoundTrial) -> dict[str, Any]:
    return {
        "unit": trial.unit_code,
        "period": str(trial.period),
        "policy": trial.policy_code,
        "people": trial.people,
        "refused": trial.refused or None,
        "before": _counts(trial.before),
        "after": _counts(trial.after),
        "totals_changed": trial.totals_changed,
        "quota_before": [quota_json(line) for line in trial.quota_before],
        "quota_after": [quota_json(line) for line in trial.quota_after],
        "unused_rows": list(trial.unused),
        "changes": [_change(each) for each in trial.changes],
        "unmapped": [_unmapped(each) for each in trial.unmapped],
    }


def _change(of: Change) -> dict[str, Any]:
    return {
        "person": of.participant.code,
        "name": of.participant.name,
        "before": _side(of.before.total, of.before.level, of.before.reason),
        "after": _side(of.after.total, of.after.level, of.after.reason),
        "difference": None if of.difference is None else plain(of.difference),
        "better": of.better,
        "why": list(of.why),
    }


def _side(total: Any, level: str | None, reason: str | None) -> dict[str, Any]:
    return {"total": total, "level": level, "reason": reason}


def _unmapped(of: Unmapped) -> dict[str, Any]:
    return {
        "person": of.participant.code,
        "name": of.participant.name,
        "rows": list(of.rows),
        "reason": of.text,
    }


def _counts(counts: Mapping[str | None, int]) -> dict[str, int]:
    named = {level or "none": people for level, people in counts.items()}
    return dict(sorted(named.items()))


def say_simulation(of: Simulation) -> None:
    """The comparison for people: the counts, who changes and why, who cannot be tried."""
    say(
        tr(
            "{policy}, {periods}: {people} results, {changed} would have another level "
            "({better} better, {worse} lower), {unmapped} cannot be tried. Nothing was changed.",
            policy=of.policy_code,
            periods=[period.label for period in of.periods],
            people=of.people,
            changed=len(of.changes),
            better=of.better,
            worse=of.worse,
            unmapped=len(of.unmapped),
        )
    )
    levels = sorted({*of.before, *of.after}, key=lambda level: level or "~")
    put_table(
        (N_("Level"), N_("Decided"), N_("Would be")),
        [(level or tr("none"), str(of.before[level]), str(of.after[level])) for level in levels],
    )
    for change in of.changes:
        say(
            f"{change.period.label} {change.unit_code} {change.participant.code} "
            f"{change.participant.name}: {change.before.level or '–'} → {change.after.level or '–'}"
        )
        say(*[f"    {text}" for text in change.why])
    for each in of.unmapped:
        who = each.participant
        say(f"{each.period.label} {each.unit_code} {who.code} {who.name}: {each.text}")
    for trial in of.rounds:
        if trial.refused:
            say(f"{trial.period.label} {trial.unit_code}: {trial.refused}")
