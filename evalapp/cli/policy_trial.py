"""`evalapp policy try`: a file of cases read, and what became of them as people read it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown
from evalapp.cli.answers import complain, put_table, say
from evalapp.domain.policy.cases import Trial
from evalapp.domain.policy.explain import reason_text
from evalapp.domain.policy.model import Policy, Rating
from evalapp.domain.policy.quota_words import quota_told

#: A file of cases is small; anything larger is not one.
_LARGEST_CASES = 20_000_000
_NOTHING = "–"


def say_trial(policy: Policy, trial: Trial) -> None:
    """The cases in the order given, how each quota came out, and what was refused and why."""
    if trial.group.ratings:
        put_table(
            (N_("Case"), N_("Total"), N_("Level by points"), N_("Level"), N_("Why")),
            [_row(policy, rating) for rating in trial.group.ratings],
        )
    say(*[quota_told(line, str) for line in trial.group.quota if line.percent is not None])
    say(*trial.answer.get("warnings", []))
    complain(*_refusals(trial.answer))


def _row(policy: Policy, rating: Rating) -> tuple[str, ...]:
    total = _NOTHING if rating.total is None else points_shown(rating.total)
    gate = next((gate.label for gate in policy.gates if gate.code == rating.reason), "")
    levels = (rating.level_by_points or _NOTHING, rating.level or _NOTHING)
    return (rating.id, total, *levels, gate or reason_text(rating))


def _refusals(answer: Mapping[str, Any]) -> list[str]:
    whole = [answer["refused"]] if "refused" in answer else []
    return whole + [f"{case['id']}: {case['refused']}" for case in answer["cases"] if "refused" in case]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object in which a key stands once; of two values nobody could say which was meant."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise UserError(
                N_("“{key}” stands twice in the same part of the file. Keep one of them."), key=key
            )
        found[key] = value
    return found


def read_cases_file(path: Path) -> object:
    """The document of a file of cases, not looked at yet."""
    try:
        if path.stat().st_size > _LARGEST_CASES:
            raise UserError(N_("{file} is too large for a file of cases."), file=str(path))
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except OSError as error:
        raise UserError(
            N_("{file} cannot be read: {reason}."), file=str(path), reason=cause(error)
        ) from error
    except json.JSONDecodeError as error:
        raise UserError(
            N_("{file} is no JSON from line {line}, column {column} on. Mend that place, then try again."),
            file=str(path),
            line=error.lineno,
            column=error.colno,
        ) from error
    except (ValueError, RecursionError) as error:
        raise UserError(
            N_("{file} is no JSON of cases: it is not UTF-8, nested too deeply, or holds too long a number."),
            file=str(path),
        ) from error
