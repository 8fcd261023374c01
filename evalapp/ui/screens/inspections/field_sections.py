"""Which sections a visit in field mode has, one under another: a new section is one line here."""

from collections.abc import Callable

from evalapp.ui.screens.inspections.field_checklist import ChecklistSection
from evalapp.ui.screens.inspections.field_files import FilesSection
from evalapp.ui.screens.inspections.field_findings import FindingsSection
from evalapp.ui.screens.inspections.field_head import HeadcountSection, HeadSection
from evalapp.ui.screens.inspections.field_section import FieldSection
from evalapp.ui.shell.routes import Desk

FINDINGS = "findings"
SECTIONS: tuple[tuple[str, Callable[[Desk], FieldSection]], ...] = (
    ("head", HeadSection),
    ("headcount", HeadcountSection),
    ("checklist", ChecklistSection),
    ("files", FilesSection),
    (FINDINGS, FindingsSection),
)
