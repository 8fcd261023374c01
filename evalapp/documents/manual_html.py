"""The manual as pages for a browser: a title page with the contents, and a page for each chapter."""

import shutil
from html import escape
from pathlib import Path

from evalapp.documents.manual import PICTURES, Manual, Page, pictures

_DEEPEST_LISTED = 2
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.55 "Be Vietnam Pro", "Segoe UI", "Noto Sans", sans-serif; margin: 0 auto;
  max-width: 60rem; padding: 1.5rem; }}
h2 {{ margin-top: 2.2rem; }}
img {{ max-width: 100%; border: 1px solid #8886; border-radius: 6px; }}
pre {{ background: #8881; border-radius: 6px; padding: .7rem 1rem; white-space: pre-wrap; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0;
  border-bottom: 1px solid #8884; }}
nav {{ display: flex; justify-content: space-between; gap: 1rem; }}
.contents .level-2 {{ margin-left: 1.5rem; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def write_html(manual: Manual, out: Path, *, title: str, contents: str) -> list[Path]:
    """Write `index.html` and what it leads to into a folder; returns the pages, the first one first."""
    out.mkdir(parents=True, exist_ok=True)
    taken = pictures(manual.language)
    if taken.is_dir():
        # Contents only: times and rights are copied by calls that not every Windows answers.
        beside = out / PICTURES / manual.language
        beside.mkdir(parents=True, exist_ok=True)
        for picture in taken.iterdir():
            shutil.copyfile(picture, beside / picture.name)
    index = out / "index.html"
    _write(index, manual, title, _index(manual, title, contents))
    return [index, *(_chapter(manual, number, out, contents) for number in range(len(manual.pages)))]


def _chapter(manual: Manual, number: int, out: Path, contents: str) -> Path:
    page = manual.pages[number]
    before = manual.pages[number - 1] if number else None
    after = manual.pages[number + 1] if number + 1 < len(manual.pages) else None
    nav = f'<nav>{_step(before, "←")}<a href="index.html">{escape(contents)}</a>{_step(after, "→")}</nav>'
    file = out / f"{page.name}.html"
    _write(file, manual, page.title, f"{nav}\n<main>\n{page.html}</main>\n{nav}")
    return file


def _step(page: Page | None, arrow: str) -> str:
    return f'<a href="{page.name}.html">{arrow} {escape(page.title)}</a>' if page else "<span></span>"


def _index(manual: Manual, title: str, contents: str) -> str:
    listed = (each for each in manual.sections if each.level <= _DEEPEST_LISTED)
    lines = "\n".join(
        f'<div class="level-{each.level}"><a href="{each.place}">{escape(each.title)}</a></div>'
        for each in listed
    )
    heads = f"<h1>{escape(title)}</h1>\n<h2>{escape(contents)}</h2>"
    return f'{heads}\n<div class="contents">\n{lines}\n</div>'


def _write(file: Path, manual: Manual, title: str, body: str) -> None:
    text = _PAGE.format(language=manual.language, title=escape(title), body=body)
    file.write_text(text, encoding="utf-8", newline="\n")
