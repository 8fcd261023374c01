"""Takes the pictures that the manual shows, from the screens as they are: every package carries them."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evalapp.base.messages import DEFAULT_LANGUAGE, use_language


def main(arguments: Sequence[str]) -> int:
    """Put every picture that a chapter names where the manual looks for it."""
    argparse.ArgumentParser(prog="devtools manual", description=__doc__).parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    use_language(DEFAULT_LANGUAGE)
    # Imported only now: Qt reads its environment when it starts.
    from evalapp.documents.manual import picture_file
    from evalapp.sample.demo import build_sample
    from evalapp.ui.manual import the_manual
    from evalapp.ui.pictures import take_pictures
    from evalapp.ui.scenes import SCENES

    named = {scene for page in the_manual().pages for scene in page.scenes}
    wanted = {name: scene for name, scene in SCENES.items() if name in named}
    out = picture_file("").parent
    shutil.rmtree(out, ignore_errors=True)  # a picture that no chapter names any more is not carried along
    with tempfile.TemporaryDirectory(prefix="evalapp-manual-") as folder:
        sample = Path(folder) / "sample.sqlite"
        build_sample(sample)
        for file in take_pictures(sample, out, scenes=wanted, looks=("light",)):
            print(file)
    return 0
