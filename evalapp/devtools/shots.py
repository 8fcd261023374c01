"""Pictures of every screen in light and dark, from the sample data: to be looked at by people."""

import argparse
import os
import tempfile
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from evalapp.base.messages import DEFAULT_LANGUAGE, LANGUAGES, use_language


def main(arguments: Sequence[str]) -> int:
    """Draw the scenes whose names begin with NAME into a folder; say which files were written."""
    parser = argparse.ArgumentParser(prog="devtools shots", description=__doc__)
    parser.add_argument("name", nargs="*", help="the beginnings of scenes' names; all where there is none")
    parser.add_argument("--out", type=Path, default=Path("out/shots"), help="the folder for the pictures")
    parser.add_argument("--scale", type=int, default=100, help="percent, as set in the system")
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    parser.add_argument(
        "--size", type=_size, default=(1366, 768), help="WxH of the screen in its own pixels (1366x768)"
    )
    parser.add_argument("--theme", choices=("light", "dark"), help="only this one; both where left out")
    options = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(options.scale / 100)
    use_language(options.lang)
    # Imported only now: Qt reads its environment when it starts.
    from evalapp.sample.demo import build_sample
    from evalapp.ui.pictures import LOOKS, SCENE_NAMES, take_pictures

    wanted: list[str] = options.name or [""]
    for beginning in wanted:
        if not any(name.startswith(beginning) for name in SCENE_NAMES):
            near = get_close_matches(beginning, SCENE_NAMES, n=5, cutoff=0.4)
            parser.error(f"no scene begins with “{beginning}”; the nearest: {', '.join(near) or 'none'}")
    looks = [options.theme] if options.theme else LOOKS
    with tempfile.TemporaryDirectory(prefix="evalapp-shots-") as folder:
        sample = Path(folder) / "sample.sqlite"
        build_sample(sample)
        for file in take_pictures(sample, options.out, only=tuple(wanted), size=options.size, looks=looks):
            print(file)
    return 0


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)
