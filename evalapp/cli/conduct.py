"""`evalapp conduct`: the codes of conduct, finding a topic in them, and what the office says of them.

Listing and searching what ships needs no workspace.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, reading, wants_json, working
from evalapp.cli.people import parsed_day
from evalapp.domain.conduct import ConductCode, Topic
from evalapp.domain.inspections import Severity
from evalapp.usecases.conduct import (
    Advice,
    drop_topic,
    fill_topic,
    find_topics,
    install_code,
    list_editions,
    list_topics,
    save_topic,
    shipped_codes,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    add_verb(verbs, "list", _list, N_("the codes of conduct that ship"))
    searched = add_verb(verbs, "search", _search, N_("topics that hold every word, accents aside"))
    searched.add_argument("words", nargs="*", metavar=tr("WORD"))
    known = add_verb(verbs, "topics", _topics, N_("topics of the workspace, with the articles filled in"))
    known.add_argument("--on", metavar="YYYY-MM-DD", help=tr("the day (default: today)"))
    known.add_argument("--unit", metavar=tr("CODE"), help=tr("say what this unit's policy ties to each"))
    filled = add_verb(verbs, "fill", _fill, N_("fill in the article of a topic from the office's copy"))
    filled.add_argument("topic", metavar=tr("TOPIC"))
    filled.add_argument("--article", default="", metavar=tr("TEXT"))
    filled.add_argument("--source", default="", metavar=tr("TEXT"), help=tr("which copy it was read from"))
    filled.add_argument("--severity", choices=[each.value for each in Severity])
    installed = add_verb(verbs, "install", _install, N_("publish the next edition of a unit's own code"))
    installed.add_argument("file", metavar=tr("FILE.toml"))
    installed.add_argument("--unit", default="", metavar=tr("CODE"))
    installed.add_argument("--since", metavar="YYYY-MM-DD", help=tr("the first day on which it holds"))
    saved = add_verb(verbs, "topic", _save, N_("add a topic to a unit's own code, or say it anew"))
    _of_edition(saved)
    saved.add_argument("--label", required=True, metavar=tr("TEXT"))
    saved.add_argument("--text", required=True, metavar=tr("TEXT"), help=tr("what it asks"))
    saved.add_argument("--article", default="", metavar=tr("TEXT"))
    saved.add_argument("--severity", choices=[each.value for each in Severity])
    saved.add_argument("--keywords", default="", metavar=tr("TEXT"), help=tr("everyday words that find it"))
    _of_edition(add_verb(verbs, "drop", _drop, N_("leave a topic out of a unit's own code")))
    editions = add_verb(verbs, "editions", _editions, N_("every edition of a unit's own code"))
    editions.add_argument("code", metavar=tr("CODE"))


def _of_edition(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar=tr("CODE"))
    parser.add_argument("topic", metavar=tr("TOPIC"))
    parser.add_argument(
        "--since", required=True, metavar="YYYY-MM-DD", help=tr("the first day on which it holds")
    )


def _save(args: Namespace) -> int:
    severity = Severity(args.severity) if args.severity else None
    topic = Topic(args.topic, args.label, args.text, args.article, severity, args.keywords)
    with working(args) as work:
        code = save_topic(work, code=args.code, topic=topic, since=parsed_day(args.since))
    return _answer(args, code)


def _drop(args: Namespace) -> int:
    with working(args) as work:
        code = drop_topic(work, code=args.code, topic=args.topic, since=parsed_day(args.since))
    return _answer(args, code)


def _editions(args: Namespace) -> int:
    with reading(args) as work:
        found = list_editions(work, code=args.code)
    if wants_json(args):
        put_json({"editions": [_edition_document(code) for code in found]})
    else:
        put_table(
            (N_("Edition"), N_("In force from"), N_("Topics"), N_("Title")),
            [(str(c.edition), f"{c.in_force:%d/%m/%Y}", str(len(c.topics)), c.title) for c in found],
            nothing=N_("Nobody published a code of this name. See “conduct list”."),
        )
    return DONE


def _list(args: Namespace) -> int:
    codes = shipped_codes()
    if wants_json(args):
        put_json(
            {
                "codes": [
                    {
                        "code": code.code,
                        "title": code.title,
                        "number": code.number,
                        "signed": code.signed.isoformat(),
                        "topics": len(code.topics),
                    }
                    for code in codes
                ]
            }
        )
    else:
        put_table(
            (N_("Code"), N_("Number"), N_("Signed"), N_("Topics"), N_("Title")),
            [(c.code, c.number, c.signed.strftime("%d/%m/%Y"), str(len(c.topics)), c.title) for c in codes],
        )
    return DONE


def _search(args: Namespace) -> int:
    found = find_topics(" ".join(args.words))
    if wants_json(args):
        put_json(
            {
                "topics": [
                    {
                        "conduct": code.code,
                        "code": topic.code,
                        "label": topic.label,
                        "text": topic.text,
                        "article": topic.article or None,
                    }
                    for code, topic in found
                ]
            }
        )
    else:
        put_table(
            (N_("Code"), N_("Topic"), N_("Article"), N_("What it says")),
            [(t.code, t.label, t.article or tr("article not found"), t.text) for _, t in found],
            nothing=N_(
                "No topic holds all these words. Write one word less or another one; “conduct search” alone "
                "lists every topic."
            ),
        )
    return DONE


def _topics(args: Namespace) -> int:
    with reading(args) as work:
        day = parsed_day(args.on) if args.on else work.today
        unit = work.units.by_code(args.unit) if args.unit else None
        found = [(each.code, each.topic, each.advice) for each in list_topics(work, day=day, unit=unit)]
    if wants_json(args):
        put_json(
            {
                "topics": [
                    {
                        "conduct": code.code,
                        "edition": code.edition if code.is_own else None,
                        "code": topic.code,
                        "label": topic.label,
                        "article": topic.article or None,
                        "severity": topic.severity.value if topic.severity else None,
                        "suggests": _advice_document(advice) if advice else None,
                    }
                    for code, topic, advice in found
                ]
            }
        )
        return DONE
    put_table(
        (N_("Code"), N_("Topic"), N_("Article"), N_("Suggests")),
        [
            (t.code, t.label, t.article or tr("article not found"), advice.label if advice else "")
            for _, t, advice in found
        ],
    )
    return DONE


def _advice_document(advice: Advice) -> dict[str, Any]:
    return {
        "event": advice.code,
        "label": advice.label,
        "row": advice.criterion,
        "points": advice.points,
        "percent": advice.percent,
    }


def _fill(args: Namespace) -> int:
    with working(args) as work:
        filling = fill_topic(
            work,
            topic=args.topic,
            article=args.article,
            severity=Severity(args.severity) if args.severity else None,
            source=args.source,
        )
    if wants_json(args):
        severity = filling.severity.value if filling.severity else None
        document = {"topic": filling.topic, "article": filling.article or None, "severity": severity}
        put_json({**document, "source": filling.source or None})
    else:
        say(f"{filling.topic}  {filling.article}")
    return DONE


def _install(args: Namespace) -> int:
    with working(args) as work:
        since = parsed_day(args.since) if args.since else None
        code = install_code(work, file=Path(args.file), since=since, unit=args.unit)
    return _answer(args, code)


def _answer(args: Namespace, code: ConductCode) -> int:
    if wants_json(args):
        put_json(_edition_document(code))
    else:
        say(f"{code.code} ({code.edition})  {code.in_force:%d/%m/%Y}")
    return DONE


def _edition_document(code: ConductCode) -> dict[str, Any]:
    return {
        "code": code.code,
        "edition": code.edition,
        "since": code.in_force.isoformat(),
        "topics": len(code.topics),
        "hash": code.hash,
    }
