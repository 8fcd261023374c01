"""`evalapp paper`: papers written in Word, and the templates that offices edit."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, wants_json, working
from evalapp.cli.papers import add_replace, refuse_written_on
from evalapp.cli.people import parsed_day
from evalapp.domain.templates import FIELDS, PAPER_LABELS, WordPaper, template_document
from evalapp.usecases.word_papers import (
    drop_template,
    put_template_in,
    take_template_out,
    templates_of,
    write_meeting_minutes,
)


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    meeting = add_verb(verbs, "meeting", _meeting, N_("minutes of the meeting that rated a unit's people"))
    add_month(meeting)
    meeting.add_argument("--out", required=True, metavar=tr("FILE.docx"))
    add_replace(meeting)
    places = add_verb(verbs, "places", _places, N_("what a template of a paper may name"))
    _add_paper(places)
    template = add_verb(verbs, "template", _template, N_("a unit's own templates: list, take out, put in"))
    _add_paper(template)
    template.add_argument("--unit", required=True, metavar=tr("CODE"), help=tr("code of the unit"))
    does = template.add_mutually_exclusive_group()
    does.add_argument("--take-out", metavar=tr("FILE.docx"), help=tr("write the one that holds today"))
    does.add_argument("--put-in", metavar=tr("FILE.docx"), help=tr("keep this one for the unit"))
    does.add_argument("--drop", action="store_true", help=tr("use the shipped one again"))
    template.add_argument("--from", dest="since", metavar="YYYY-MM-DD")
    add_replace(template)


def _add_paper(parser: ArgumentParser) -> None:
    parser.add_argument("paper", choices=[each.value for each in WordPaper])


def _meeting(args: Namespace) -> int:
    out = _word_file(args, args.out)
    with working(args) as work:
        write_meeting_minutes(work, round_id=month_of(work, args).id, out=out)
    return _tell_written(args, out)


def _places(args: Namespace) -> int:
    fields = FIELDS[WordPaper(args.paper)]
    if wants_json(args):
        put_json({"paper": args.paper, "places": list(fields)})
    else:
        put_table(
            (N_("Place"), N_("What stands there")), [(f"{{{{ {key} }}}}", tr(fields[key])) for key in fields]
        )
    return DONE


def _template(args: Namespace) -> int:
    """Do what is asked, then list; without anything asked, only list."""
    paper = WordPaper(args.paper)
    since = parsed_day(args.since) if args.since else None
    with working(args) as work:
        unit = work.units.by_code(args.unit).id
        if args.put_in:
            put_template_in(work, unit=unit, paper=paper, file=Path(args.put_in), since=since)
        elif args.drop:
            drop_template(work, unit=unit, paper=paper, since=since)
        elif args.take_out:
            take_template_out(work, unit=unit, paper=paper, out=_word_file(args, args.take_out))
        versions = [template_document(each) for each in templates_of(work, unit=unit, paper=paper)]
    if args.take_out:
        return _tell_written(args, Path(args.take_out))
    if wants_json(args):
        put_json({"unit": args.unit, "paper": args.paper, "templates": versions})
    else:
        put_table(
            (N_("From"), N_("File"), N_("Paper")),
            [
                (each["since"], each["name"] or tr("the shipped one"), tr(PAPER_LABELS[paper]))
                for each in versions
            ],
            nothing=N_("This unit uses the shipped template. Take it out with --take-out to edit it."),
        )
    return DONE


def _word_file(args: Namespace, text: str) -> Path:
    out = Path(text)
    if out.suffix.casefold() != ".docx":
        raise UserError(
            N_("A paper in Word is a file with the ending .docx; {file} has another."), file=out.name
        )
    refuse_written_on(args, out)
    return out


def _tell_written(args: Namespace, out: Path) -> int:
    if wants_json(args):
        put_json({"written": str(out)})
    else:
        say(tr("Written: {file}", file=str(out)))
    return DONE
