"""Takes the pictures that the manual shows, from the screens as they are: every package carries them."""

import argparse
import os
import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from evalapp.base.messages import LANGUAGES, use_language


def main(arguments: Sequence[str]) -> int:
    """Put every picture that a chapter names where the manual looks for it."""
    argparse.ArgumentParser(prog="devtools manual", description=__doc__).parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Some pictures show hashes over what chance made: the same chance each time, so that builds are alike.
    os.urandom = random._urandom = Random(1).randbytes  # type: ignore[attr-defined] # noqa: SLF001
    # Imported only now: Qt reads its environment when it starts.
    from evalapp.documents.manual import PICTURES, folder, pictures
    from evalapp.sample.demo import build_sample
    from evalapp.ui.manual import the_manual
    from evalapp.ui.pictures import take_pictures
    from evalapp.ui.scenes import SCENES

    # A picture that no chapter names any more is not carried along.
    shutil.rmtree(folder() / PICTURES, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="evalapp-manual-") as place:
        sample = Path(place) / "sample.sqlite"
        build_sample(sample)
        for language in LANGUAGES:
            use_language(language)
            named = {scene for page in the_manual().pages for scene in page.scenes}
            wanted = {name: scene for name, scene in SCENES.items() if name in named}
            for file in take_pictures(sample, pictures(language), scenes=wanted, looks=("light",)):
                _make_small(file)
                print(file)
    return 0


def _make_small(file: Path) -> None:
    """A third of the size: a screen has few colours, and every package carries its pictures."""
    from PIL import Image

    with Image.open(file) as taken:
        few = taken.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
