"""`evalapp conduct`: the codes of conduct, and finding a topic in them; needs no workspace."""

from argparse import Namespace

from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table
from evalapp.cli.command import Verbs, add_verb, wants_json
from evalapp.usecases.conduct import find_topics, shipped_codes


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    add_verb(verbs, "list", _list, N_("the codes of conduct that ship"))
    searched = add_verb(verbs, "search", _search, N_("topics that hold every word, accents aside"))
    searched.add_argument("words", nargs="*", metavar=tr("WORD"))


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
            nothing=N_("No topic holds these words. Try other words, or “conduct list”."),
        )
    return DONE
