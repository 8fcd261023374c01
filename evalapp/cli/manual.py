"""`evalapp manual`: the manual as pages for a browser and as a booklet for the printer."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evalapp.base.messages import tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import wants_json


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.set_defaults(run=_manual)
    parser.add_argument("--out", required=True, metavar=tr("FOLDER"), help=tr("where everything goes"))


def _manual(args: Namespace) -> int:
    from evalapp.documents.manual_html import write_html
    from evalapp.documents.manual_pdf import write_pdf
    from evalapp.ui.manual import the_manual

    manual = the_manual()
    out, title = Path(args.out), tr("Manual of evalapp")
    pages = write_html(manual, out, title=title, contents=tr("Contents"))
    booklet = write_pdf(manual, out / "manual.pdf", title=title)
    if wants_json(args):
        put_json({"pages": [str(page) for page in pages], "booklet": str(booklet)})
    else:
        say(
            tr(
                "The manual is written: open {file}, or print {booklet}.",
                file=str(pages[0]),
                booklet=str(booklet),
            )
        )
    return DONE
