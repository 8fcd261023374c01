"""The help beside the screen of inspections."""

from evalapp.base.messages import N_
from evalapp.ui.shell.help import ScreenHelp

VISIT_PAPERS = ScreenHelp(
    N_(
        "The photos of one visit and its minutes. A photo is turned upright and made smaller; the file as it "
        "came is known by its hash. Minutes are sealed: a correction is a new version, the one before stays."
    ),
    (
        (
            N_("Who sees where a photo was taken?"),
            N_(
                "Nobody who gets the copy: the place is left out of it, unless the data file is set to keep "
                "it. The file as it came keeps everything. Whoever keeps the data changes both by a command."
            ),
        ),
        (
            N_("Somebody refuses to sign. What now?"),
            N_(
                "Choose “refused to sign” beside the unit, write the reason in their words, and enter a "
                "witness. The minutes say so."
            ),
        ),
        (
            N_("They sign on paper. When do I seal?"),
            N_(
                "Before printing: seal the minutes, save them as PDF, print and sign. The short hash at the "
                "foot of each page ties the paper to what is kept."
            ),
        ),
    ),
    (
        ("Ctrl+E", N_("Add photos…")),
        ("Ctrl+M", N_("Arrows and blurring…")),
        ("Ctrl+Enter", N_("Seal the minutes")),
    ),
)

INSPECTIONS = ScreenHelp(
    N_(
        "Visits to units: who was there, what was checked, what was found. A finding is alleged until it is "
        "confirmed after the person was heard; it never costs points by itself."
    ),
    (
        (
            N_("The battery ran out in the middle of a visit. What is lost?"),
            N_(
                "Only what was being typed in the last field. The program begins at the same visit and field."
            ),
        ),
        (
            N_("Nothing was found. Is that worth a visit in the list?"),
            N_("Yes. A visit without findings is a result like any other, and is counted as one."),
        ),
        (
            N_("When does a finding count?"),
            N_(
                "Once it is confirmed, after the person could explain, by somebody who was not there. The "
                "head then decides what it costs. Where its month was decided before, the policy says what "
                "follows."
            ),
        ),
        (
            N_("Who says that something is mended?"),
            N_("Somebody else than who had to mend it, after looking at the proof or inspecting again."),
        ),
    ),
    (
        ("1 2 3 4", N_("On a visit: answer the question, or say how grave a finding is")),
        ("↑ ↓", N_("Another line")),
        ("Enter", N_("Open the line")),
        ("F6 F7 F8 Delete", N_("Ask, record, confirm, withdraw")),
        ("Shift+F6 F7 F8 F9", N_("Who mends it, proof, found mended, send back")),
    ),
)
