"""`evalapp month collective`: the unit's own rating, which comes before that of its people."""

from argparse import Namespace
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, points_shown, tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, wants_json, working
from evalapp.domain.collectives import Collective
from evalapp.domain.policy.cases import rating_json
from evalapp.domain.policy.facts import FACTS, FactType
from evalapp.domain.policy.points import parse_points
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Round
from evalapp.domain.seals import collective_document
from evalapp.usecases.collectives import clear_collective, rate_collective

_YES_NO = {"true": True, "yes": True, "có": True, "false": False, "no": False, "không": False}


def add_verbs(verbs: Verbs) -> None:
    """Add the verb about the collective to those of the month."""
    parser = add_verb(
        verbs, "collective", _collective, N_("rate the unit itself, before its head; alone: show its rating")
    )
    add_month(parser)
    parser.add_argument("--points", metavar="I=25,II=60", help=tr("points of the form for units"))
    parser.add_argument(
        "--facts", metavar="tasks_done=100,…", help=tr("what the unit's level depends on besides")
    )
    parser.add_argument("--level", metavar="A", help=tr("the level that the authority decided"))
    parser.add_argument("--decision", default="", metavar=tr("NUMBER"), help=tr("the document it rests on"))
    parser.add_argument("--note", default="", metavar=tr("TEXT"))
    parser.add_argument("--clear", action="store_true", help=tr("take the unit's rating back"))


def _collective(args: Namespace) -> int:
    with working(args) as work:
        current = month_of(work, args)
        work.require(Right.READ_SCORES, current.unit)
        if args.clear:
            current = clear_collective(work, round_id=current.id)
        elif args.points or args.facts or args.level:
            points = {code: parse_points(text) for code, text in pairs_of(args.points).items()}
            current = rate_collective(
                work,
                round_id=current.id,
                points=points,
                facts={name: fact_of(name, text) for name, text in pairs_of(args.facts).items()},
                level=args.level,
                decision=args.decision,
                note=args.note,
            )
    _put(args, current)
    return DONE


def pairs_of(text: str | None) -> Mapping[str, str]:
    """Values by their names, written as name=value with commas between."""
    pairs: dict[str, str] = {}
    for part in (text or "").split(","):
        name, equals, value = part.partition("=")
        if part.strip() and not (equals and name.strip() and value.strip()):
            raise UserError(N_("“{text}” must be written as name=value."), text=part.strip())
        if part.strip():
            pairs[name.strip()] = value.strip()
    return pairs


def fact_of(name: str, text: str) -> object:
    """A fact as it was typed: yes and no as such, several levels as a list."""
    fact = FACTS.get(name)
    if fact is not None and fact.type is FactType.YES_NO:
        return _YES_NO.get(text.casefold(), text)
    return text


def _put(args: Namespace, current: Round) -> None:
    of = current.collective
    if wants_json(args):
        put_json(
            {
                "unit": current.unit_code,
                "period": str(current.period),
                "policy": current.policy.code,
                "collective": None if of is None else _document(of),
            }
        )
    elif of is None:
        say(tr("The unit itself is not rated in {month}.", month=current.period.named))
    else:
        total: Decimal | None = of.rating.total if of.rating else None
        say(
            tr(
                "{unit}, {month}: level {level}, total {total}.",
                unit=current.unit_name,
                month=current.period.named,
                level=of.level or tr("not decided"),
                total="–" if total is None else points_shown(total),
            )
        )
        if of.decision:
            say(tr("Decided by {decision}.", decision=of.decision))
        if of.level is None:
            say(tr("No level applies: the authority decides. Enter its level with the decision's number."))


def _document(of: Collective) -> dict[str, Any]:
    return {**collective_document(of), "rating": None if of.rating is None else rating_json(of.rating)}
