"""What the help says about service figures and reports."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

_TAB = ("Tab", N_("Go to the next part of the screen"))

INDICATORS = ScreenHelp(
    N_(
        "What was counted in a month: files on time and late, letters of apology, satisfaction, complaints, "
        "receptions. Typed here or taken in from a list; policies may look at the shares."
    ),
    (
        (
            N_("Where does the share come from?"),
            N_("From how many of how many. A count alone takes its share from the files received."),
        ),
        (
            N_("Why is a line marked?"),
            N_("Late and on time together are not all files. Correct a figure, or add what is missing."),
        ),
        (
            N_("Does a figure change a score?"),
            N_("Never by itself. A policy may cap a level or score a row by it; the trace says so."),
        ),
    ),
    (("Enter", N_("Change the figure the cursor is on")), _TAB),
)  # fmt: skip

REPORTS = ScreenHelp(
    N_(
        "What is handed over: how levels are spread, evaluation and discipline, service figures, all units "
        "in one table. The screen, the PDF and the workbook show the same cells."
    ),
    (
        (
            N_("Why is somebody not counted?"),
            N_(
                "Only closed results and results from outside count. The remark below names units still open."
            ),
        ),
        (
            N_("What does the table of who scored say?"),
            N_(
                "How many a head rated good, how many got the same points, and how far from their own points."
            ),
        ),
        (
            N_("How do I print it?"),
            N_("Ctrl+P shows the paper as it will be printed; from there it opens to be printed."),
        ),
        (
            N_("How do we change a paper in Word?"),
            N_(
                "In the menu: take the template out, edit it in Word, put it in again. What "
                "stands in double braces is filled in; a table row with such a name repeats."
            ),
        ),
    ),
    (("Ctrl+P", N_("Preview")), _TAB),
)
