"""What is sent to whoever looks after the program: which program, how the data is, the log; nobody's data."""

import json
import platform
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import evalapp
from evalapp.base.components import components
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.store.engine import sqlite_version
from evalapp.store.migrate import LATEST
from evalapp.store.work import Work
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.workspaces import workspace_info

_NEWEST = 300  # entries of history whose kind is told, so that what came before an error can be seen


def support_documents(work: Work) -> Mapping[str, Any]:
    """The parts of a bundle by the name of their file: counts, versions, kinds of steps with their times."""
    info, check = workspace_info(work, file=""), check_workspace(work)
    newest = work.audit.entries(most=_NEWEST)
    return {
        "program.json": {
            "version": evalapp.__version__,
            "python": sys.version.split()[0],
            "sqlite": sqlite_version(),
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
            "components": {part.name: part.version for part in components()},
        },
        "data.json": {
            "database_version": LATEST,
            "units": info.units,
            "people": info.people,
            "months": info.rounds,
            "closed": info.closed,
            "policies": list(info.policies),
            "history": info.audit_rows,
            "database": check.database == "ok",
            "foreign_keys": check.foreign_keys == "ok",
            "history_broken_at": check.audit_broken_at,
            "seals": {"checked": check.seals_checked, "broken": len(check.seals_broken)},
            "files": {"checked": check.files_checked, "broken": len(check.files_broken)},
        },
        "steps.json": {
            "counts": dict(Counter(entry.action for entry in newest)),
            "newest": [[entry.seq, entry.at.isoformat(), entry.action] for entry in newest],
        },
    }


def write_bundle(work: Work, *, out: Path, log: Path) -> Path:
    """Write the bundle with the log and its older parts; the file appears whole or not at all."""
    documents = support_documents(work)
    with whole_or_not_at_all(out) as unfinished, ZipFile(unfinished, "w", ZIP_DEFLATED) as bundle:
        for name, document in documents.items():
            bundle.writestr(name, json.dumps(document, ensure_ascii=False, indent=1))
        for part in sorted(log.parent.glob(log.name + "*")):
            bundle.write(part, f"log/{part.name}")
    return out
