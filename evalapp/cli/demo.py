"""`evalapp demo`: the sample month closed, with its workbook, PDFs and pictures of the screens."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, put_json, say
from evalapp.cli.command import wants_json
from evalapp.sample.demo import run_demo


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.set_defaults(run=_demo)
    parser.add_argument(
        "--out", default="out", metavar=tr("FOLDER"), help=tr("where everything goes (default: out)")
    )
    parser.add_argument(
        "--seed",
        metavar=tr("NUMBER"),
        type=int,
        default=1,
        help=tr("another seed gives other people and points"),
    )
    parser.add_argument(
        "--no-pictures", action="store_true", help=tr("leave the pictures of the screens out")
    )


def _demo(args: Namespace) -> int:
    if getattr(args, "workspace", None):
        raise UserError(
            N_("The demo makes a data file of its own in the folder of --out: leave --workspace out.")
        )
    out = Path(args.out)
    quiet = wants_json(args)
    made = run_demo(out, seed=args.seed, tell=(lambda _text: None) if quiet else say)
    pictures = [] if args.no_pictures else _pictures(made.workspace, out / "man-hinh")
    if quiet:
        put_json(
            {
                "workspace": str(made.workspace),
                "papers": [str(p) for p in made.papers],
                "pictures": [str(p) for p in pictures],
            }
        )
        return DONE
    say(
        tr("Made in {folder}:", folder=str(out.resolve())),
        tr("  workspace: {file}", file=made.workspace.name),
        tr("  lists and filled forms: {folders}", folders=["danh-sach/", "phieu-tu-cham/"]),
        tr("  papers: {count} files in {folder}", count=len(made.papers), folder="giay-to/"),
        tr("  pictures of the screens: {count} files in {folder}", count=len(pictures), folder="man-hinh/"),
    )
    return DONE


def _pictures(workspace: Path, folder: Path) -> list[Path]:
    from evalapp.ui.pictures import take_pictures

    return take_pictures(workspace, folder)
